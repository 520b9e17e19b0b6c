// Several threads find the facts that one finds, wherever a long text is parted.

import PithPrompt
import PithTestSupport
import Testing

@testable import PithFacts

/// Lines of several languages and forms, in stretches: who reads from the middle must find out what is the case.
private func mixedText(_ random: inout SplitMix64, lineCount: Int) -> [UInt8] {
    let stretches = [
        [
            "The council met on 14 March 2031 and did not agree on the 45 tonnes", "it was not for her to say \"never again\"",
            "Ann Lee paid 300",
        ],
        [
            "Der Rat hat die Sache nicht gesehen und war mit dem Ergebnis zufrieden", "und er hat 12.500 Euro von der Bank, die drei",
            "war 1",
        ],
        ["le conseil et les 12 membres sont dans une salle de la ville", "il ne faut pas les 3,5 kg de sel"],
        [
            "2031-03-14T10:00:00Z ERROR db timeout after 300", "INFO took=12", "a = b + 4711", "+    return None  # not a war", "-x = 9",
            "", "@@ -1,2 +1,3 @@",
        ],
        ["# Heading 7", "", "\t- item 12: `open(path)` at src/main.py:80", "\"an open quote", "五百円を支払わない 12", "5", "kg"],
    ]
    var text = ""
    var stretch = stretches[0]
    for _ in 0..<lineCount {
        if random.number(0...30) == 0 { stretch = random.pick(stretches) }
        text += random.pick(stretch) + (random.number(0...5) == 0 ? "\n\n" : random.number(0...3) == 0 ? " " : "\n")
    }
    return Array(text.utf8)
}

@Test(arguments: [SegmentKind.prose, .code, .diff, .log, .list, .search])
func factsAreTheSameOnAnyNumberOfThreads(_ kind: SegmentKind) {
    for seed in UInt64(0)..<12 {
        var random = SplitMix64(seed: seed)
        let bytes = mixedText(&random, lineCount: 700)
        let range = 3..<bytes.count - 2
        var alone = FactScanner(bytes: bytes, kind: kind)
        alone.scan(range)
        for byteCount in [200, 1500, 6000] {
            var together = FactScanner(bytes: bytes, kind: kind)
            together.scan(range, threadCount: 3, fewestBytesOfPart: byteCount)
            #expect(together.facts == alone.facts, "seed \(seed), parts of \(byteCount) bytes")
        }
    }
}
