// Looking for JSON inside other text without reading any byte twice.
//
// Text may hold a million open brackets that never close. Trying each line start anew would read the rest a million times. But a reading
// that fails at byte p has learnt everything about the lines before p: a JSON string holds no line end, so each line it passed begins at a
// token, and the tape says of every array and object among them whether it was closed. Only a line at or after p needs a reading of its own.

import PithSystem

/// What was learnt by reading a JSON value that begins at some byte of a text.
package struct JSONScan: Sendable {
    /// The bytes that were read: from the value's first byte to its end, or to the byte that broke the grammar.
    package let read: Range<Int>
    /// Whether a complete value was read; then it fills `read`.
    package let isComplete: Bool
    /// The complete arrays and objects, in the order of their first bytes.
    private let containers: [Range<Int>]
    /// How many values each of them holds, itself included.
    private let valueCounts: [Int]

    /// Reads the value that begins at `offset`, which is not white space. Cost: linear in the bytes read.
    package init(_ bytes: [UInt8], at offset: Int, limit: Int) {
        var parser = JSONParser(bytes: bytes, at: offset, end: limit)
        var stop = limit, isComplete = true
        do throws(JSONError) {
            try parser.parse(whole: false)
            stop = parser.at
        } catch {
            (stop, isComplete) = (min(max(error.byteOffset, offset), limit), false)
        }
        self.init(read: offset..<stop, isComplete: isComplete, parser.nodes)
    }

    /// What was learnt by reading the whole document.
    package init(_ document: JSONDocument) { self.init(read: document.root.range, isComplete: true, document.nodes) }

    private init(read: Range<Int>, isComplete: Bool, _ nodes: [JSONDocument.Node]) {
        (self.read, self.isComplete) = (read, isComplete)
        var containers: [Range<Int>] = [], valueCounts: [Int] = []
        for (index, node) in nodes.enumerated() where node.kind == .array || node.kind == .object {
            // An open container still has the end it was made with, one byte after its start.
            guard node.end > node.start + 1 else { continue }
            containers.append(Int(node.start)..<Int(node.end))
            valueCounts.append(Int(node.next) - index)
        }
        (self.containers, self.valueCounts) = (containers, valueCounts)
    }

    /// The complete array or object that begins at `offset` within `read`, and how many values it holds, itself included. Cost: log of their number.
    package func container(startingAt offset: Int) -> (range: Range<Int>, valueCount: Int)? {
        let low = containers.partitioningIndex { $0.lowerBound >= offset }
        guard low < containers.count, containers[low].lowerBound == offset else { return nil }
        return (containers[low], valueCounts[low])
    }
}
