// Stretches of whole lines that have a form of their own whatever segments they lie in, as what git prints: messages read like prose, lines of blame like a
// log or like program text. A stretch in a fence is taken only when it fills it, so that what stands for it is told from program text.

import PithPrompt
import PithSystem

extension StrategyContext {
    /// A proposal for each block of lines that `write` has a form for, where `read` gives it back to the byte, if it is given. `end` tells where the block ends that
    /// begins with the line at an offset, if one does; what it looks at and refuses must be bounded. None where each line must stand by itself: under a budget, and
    /// where the output is to keep its format. Cost: linear.
    func proposals(
        forBlocksBy name: String, end: (_ bytes: [UInt8], _ start: Int, _ limit: Int) -> Int?, write: (ArraySlice<UInt8>) -> [UInt8]?,
        read: (([UInt8]) -> [UInt8]?)? = nil
    ) -> [Proposal] {
        guard !options.keepsFormat, !mustStayJSON, options.mode == .preset || options.mode == .lossless else { return [] }
        // In a text of one kind that the caller named nothing is told apart.
        guard prompt.formatWhenEdited == .text || prompt.formatWhenEdited == .messages else { return [] }
        var proposals: [Proposal] = []
        for (view, range) in joinedSegments {
            let bytes = prompt.views[view].bytes
            for block in Self.blocks(in: bytes, range, end: end) {
                guard !prompt.views[view].isProtected(block), let text = write(bytes[block]) else { continue }
                if let read, read(text)?.elementsEqual(bytes[block]) != true { continue }
                proposals.append(Proposal(edits: [Edit(view: view, range: block, replacement: text, strategy: name, effect: .lossless)]))
            }
        }
        return proposals
    }

    /// The blocks in `range`, without the end of their last line.
    private static func blocks(in bytes: [UInt8], _ range: Range<Int>, end: (_ bytes: [UInt8], _ start: Int, _ limit: Int) -> Int?)
        -> [Range<Int>]
    {
        var blocks: [Range<Int>] = []
        var at = range.lowerBound
        if at > 0, bytes[at - 1] != 0x0A { at = min(lineEnd(in: bytes, from: at, limit: range.upperBound) + 1, range.upperBound) }
        // The open fence: where what it holds begins, and whether that may be anything.
        var fence: (inner: Int, isPlain: Bool)?
        while at < range.upperBound {
            if isFence(bytes, at, range.upperBound) {
                let next = min(lineEnd(in: bytes, from: at, limit: range.upperBound) + 1, range.upperBound)
                fence = fence == nil ? (next, isPlainFence(bytes[at..<next])) : nil
                at = next
            } else if let end = end(bytes, at, range.upperBound) {
                if fence.map({ $0.isPlain && $0.inner == at && end < range.upperBound && isFence(bytes, end, range.upperBound) }) ?? true {
                    blocks.append(at..<(bytes[end - 1] == 0x0A ? end - 1 : end))
                }
                at = end
            } else {
                at = min(lineEnd(in: bytes, from: at, limit: range.upperBound) + 1, range.upperBound)
            }
        }
        return blocks
    }

    private static func isFence(_ bytes: [UInt8], _ start: Int, _ limit: Int) -> Bool {
        beginsFence(bytes[start..<limit].drop { $0 == 0x20 })
    }

    /// Whether a fence says of what it holds no more than that it is text.
    private static func isPlainFence(_ line: ArraySlice<UInt8>) -> Bool {
        let word = line.drop { $0.isBlank || $0 == 0x60 || $0 == 0x7E }.prefix(12).prefix { !$0.isSpace }
        return ["", "text", "txt", "console", "output", "log", "logs"].contains(String(decoding: word, as: UTF8.self))
    }
}
