// Lines taken over from a text as it was before changes are those that the text is cut into.

import PithTestSupport
import Testing

@testable import PithPrompt

@Suite struct KeptLinesTests {
    @Test(arguments: 0..<200) func linesAreTakenOver(seed: UInt64) {
        var random = SplitMix64(seed: seed &+ 9000)
        let pieces = ["a", "b c", "\n", "\n", "\r\n", "\r", "  ", "\t", "x: 1", "\u{FEFF}", "é"]
        func text(_ count: Int) -> [UInt8] { (0..<random.number(0...count)).flatMap { _ in Array(random.pick(pieces).utf8) } }
        var bytes = text(40)
        var lines = TextLines(bytes, from: textRange(of: bytes).lowerBound)
        for _ in 0..<6 {
            var next: [UInt8] = [], changes: [TextChange] = []
            var at = 0
            while !random.oneIn(4) {
                let start = random.number(at...bytes.count), end = random.number(start...min(bytes.count, start + 6))
                next += bytes[at..<start]
                let put = text(3)
                changes.append(TextChange(old: start..<end, new: next.count..<next.count + put.count))
                next += put
                at = end
            }
            next += bytes[at...]
            let start = textRange(of: next).lowerBound
            var runs: [KeptRun] = []
            let kept = TextLines(next, from: start, after: lines, changes, &runs), cut = TextLines(next, from: start)
            for run in runs {
                for (old, new) in zip(run.known, run.start...) {
                    let old = lines.lines[old], new = cut.lines[new]
                    #expect(bytes[old.start..<old.next] == next[new.start..<new.next], "\(changes)")
                }
            }
            #expect(kept.count == cut.count && kept.lines.elementsEqual(cut.lines) { Self.areSame($0, $1) }, "\(changes)")
            (bytes, lines) = (next, cut)
        }
    }

    private static func areSame(_ a: TextLine, _ b: TextLine) -> Bool {
        (a.start, a.first, a.end, a.next) == (b.start, b.first, b.end, b.next) && a.signs == b.signs
    }
}
