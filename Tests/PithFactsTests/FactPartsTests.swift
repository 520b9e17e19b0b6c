// Facts of texts that are read in parts are those that are found at once, on any number of threads and whatever is remembered.

import PithPrompt
import PithTestSupport
import Testing

@testable import PithFacts

/// Lines of several languages and forms, in stretches: who reads from the middle must find out what is the case.
private func mixedText(_ random: inout SplitMix64, lineCount: Int) -> [UInt8] {
    let stretches = [
        [
            "The council met on 14 March 2031 and did not agree on the 45 tonnes", "it was not for her to say \"never again\"",
            "Ann Lee paid 300", "must never", "Example 3: the value, 12 kg,",
        ],
        [
            "Der Rat hat die Sache nicht gesehen und war mit dem Ergebnis zufrieden", "und er hat 12.500 Euro von der Bank, die drei",
            "war 1", "die Die war in der Not",
        ],
        ["le conseil et les 12 membres sont dans une salle de la ville", "il ne faut pas les 3,5 kg de sel"],
        [
            "2031-03-14T10:00:00Z ERROR db timeout after 300", "INFO took=12", "a = b + 4711", "+    return None  # not a war", "-x = 9",
            "", "@@ -1,2 +1,3 @@", "+++ b/src/main.py", "diff --git a/x.c b/x.c", "    }", "}", "        ", "index 12ab..34cd 100644",
        ],
        ["# Heading 7", "", "\t- item 12: `open(path)` at src/main.py:80", "\"an open quote", "五百円を支払わない 12", "5", "kg", "“half"],
    ]
    var text = ""
    var stretch = stretches[0]
    for _ in 0..<lineCount {
        if random.number(0...30) == 0 { stretch = random.pick(stretches) }
        let end = random.number(0...5) == 0 ? "\n\n" : random.number(0...3) == 0 ? " " : random.number(0...9) == 0 ? "\r\n" : "\n"
        text += random.pick(stretch) + end
    }
    return Array(text.utf8)
}

/// The text with some of its bytes taken out, and others put in.
private func changed(_ bytes: [UInt8], _ random: inout SplitMix64) -> [UInt8] {
    var bytes = bytes
    for _ in 0..<random.number(1...4) {
        let start = random.number(0...bytes.count - 1), end = min(bytes.count, start + random.number(0...90))
        bytes.replaceSubrange(start..<end, with: Array(random.pick(["", "\n", "12", " not \n\n", "der die und ", "\"", "kg\n"]).utf8))
    }
    return bytes
}

@Test(arguments: [SegmentKind.prose, .code, .diff, .log, .list, .search, .listing, .stackTrace])
func factsOfPartsAreThoseOfTheWhole(_ kind: SegmentKind) {
    for seed in UInt64(0)..<6 {
        var random = SplitMix64(seed: seed)
        var bytes = mixedText(&random, lineCount: 300)
        for (byteCount, threadCount, findsWords) in [(40, 1, false), (300, 3, false), (40, 1, true), (300, 3, true)] {
            let parts = FactParts(findsWords: findsWords, fewestBytesOfPart: byteCount, fewestBytesAhead: byteCount * 6)
            for pass in 0..<4 {
                let range = 3..<bytes.count - 2
                let whole = FactExtractor().facts(in: bytes, range: range, kind: kind).filter { findsWords || $0.kind.isHard }
                #expect(FactExtractor().hardFacts(in: bytes, range: range, kind: kind) == whole.hard, "seed \(seed), pass \(pass)")
                parts.beginPass()
                let found = parts.facts(in: bytes, range: range, kind: kind, threadCount: threadCount)
                #expect(found == whole, "seed \(seed), parts of \(byteCount) bytes, pass \(pass)")
                if pass > 0 { bytes = changed(bytes, &random) }
            }
        }
    }
}
