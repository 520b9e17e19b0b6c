// Plain words give the same facts by the way of all words.

import PithPrompt
import PithTestSupport
import Testing

@testable import PithFacts

@Test(arguments: UInt64(0)..<100)
func plainWordsGiveTheSameFactsByTheWayOfAllWords(_ seed: UInt64) {
    var random = SplitMix64(seed: seed)
    let text = Array(randomText(count: 1500, using: &random).utf8), noise = randomBytes(count: 300, using: &random)
    let parts = [
        "self", "pool", "take", "not", "no", "is", "never", "one", "two", "may", "com", "py", "face", "be", "localhost", "others_left",
        "_id", "president_2",
        "Name", "MAX_ROWS", "e\u{301}", "é", ".", ".", ".", " ", " ", "(", ")", "=", "38", "7", "\n", "'", "\"", ":", "-", "/", "@", ",",
        "::", "…", "’", "\t",
    ]
    let code = (0..<400).flatMap { _ in Array(random.pick(parts).utf8) }
    for bytes in [text, noise, code] {
        for kind in [SegmentKind.prose, .list, .code, .log, .diff, .listing] {
            var scanner = FactScanner(bytes: bytes, kind: kind), plain = FactScanner(bytes: bytes, kind: kind)
            plain.takesPlainWords = false
            scanner.scan(bytes.indices)
            plain.scan(bytes.indices)
            #expect(scanner.facts == plain.facts, "seed \(seed), \(kind)")
        }
    }
}
