// Finding JSON inside other text: one reading knows what readings from every line would.

import PithJSON
import PithTestSupport
import Testing

@Test("One reading finds the arrays and objects that readings from their own first bytes find", arguments: 0..<60)
func scanEqualsManyReadings(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    for _ in 0..<20 {
        var text = Array(
            RandomJSON.array([randomJSON(depth: 4, using: &random), randomJSON(depth: 4, using: &random)]).text(pretty: true).utf8)
        if !random.oneIn(4) { text[random.number(1...text.count - 1)] = random.pick(Array("x{]\n\"".utf8)) }
        let scan = JSONScan(text, at: 0, limit: text.count)
        let lineStarts = [0] + text.indices.filter { $0 > 0 && text[$0 - 1] == 0x0A }
        for lineStart in lineStarts {
            guard let start = text[lineStart...].firstIndex(where: { $0 != 0x20 }), text[start] == 0x5B || text[start] == 0x7B,
                scan.read.contains(start)
            else { continue }
            let plain = try? JSONDocument(text, startingAt: start, limit: text.count)
            let found = scan.container(startingAt: start)
            #expect(found?.range == plain?.root.range, "seed \(seed) at \(start): \(String(decoding: text, as: UTF8.self))")
            if let plain { #expect(found?.valueCount == plain.valueCount) }
        }
        #expect(scan.isComplete == ((try? JSONDocument(text, startingAt: 0, limit: text.count)) != nil))
    }
}

extension JSONDocument {
    /// How many values, keys not counted apart from their strings, the text holds.
    fileprivate var valueCount: Int {
        var count = 0
        var waiting = [root]
        while let value = waiting.popLast() {
            count += 1
            waiting += value.elements
            for (_, inner) in value.members {
                count += 1
                waiting.append(inner)
            }
        }
        return count
    }
}
