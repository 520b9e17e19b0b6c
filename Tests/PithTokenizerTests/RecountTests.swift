// Counting around changes gives the count of the whole.

import PithTestSupport
import PithTokenizer
import Testing

@Test("Recounting what changed gives the count of the whole", arguments: ["o200k_base", "cl100k_base", "r50k_base"])
func recountingIsCounting(_ name: String) throws {
    let encoding = try Encoding.named(name)
    let parts = [
        "word", " ", "\n", "  ", "12", "345678", "'s", "é", "日本語", "...", "\r\n", "A", "longerWord", "\u{301}", "(", "\t", "-", "ß", "🙂",
    ]
    var random = SplitMix64(seed: 77)
    for round in 0..<400 {
        func text(_ count: Int) -> [UInt8] {
            var bytes = (0..<count).flatMap { _ in Array(random.pick(parts).utf8) }
            if random.oneIn(5), !bytes.isEmpty { bytes[random.number(0...bytes.count - 1)] = 0xE2 }
            return bytes
        }
        let old = text(random.number(0...60))
        var new: [UInt8] = []
        var changes: [(old: Range<Int>, new: Range<Int>)] = []
        var done = 0
        while done < old.count, changes.count < 5 {
            let start = random.number(done...old.count), end = min(old.count, start + random.number(0...9))
            new += old[done..<start]
            let replacement = random.oneIn(2) ? [] : text(random.number(0...3))
            changes.append((start..<end, new.count..<new.count + replacement.count))
            new += replacement
            done = max(end, start)
            if done == start { break }
        }
        new += old[done...]
        let recounted = encoding.recount(new, from: old, tokenCount: encoding.count(old), changes: changes)
        #expect(recounted == encoding.count(new), "\(name) round \(round): \(old) to \(new) by \(changes)")
    }
}
