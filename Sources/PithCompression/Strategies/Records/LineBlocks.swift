// Stretches of whole lines that have a form of their own whatever segments they lie in, as what git prints: messages read like prose, lines of blame like a
// log or like program text. A stretch in a fence is taken only when it fills it, so that what stands for it is told from program text.

import PithPrompt
import PithSystem

/// A stretch of lines, and what was read of it.
struct LineBlock<Content> {
    /// Its bytes, without the end of its last line.
    let range: Range<Int>
    let isFenced: Bool
    let content: Content
}

extension StrategyContext {
    /// A proposal for each block of lines that `write` has a form for, where that gives it back to the byte. `end` tells where the block ends that
    /// begins with the line at an offset, if one does; what it looks at and refuses must be bounded. A block's first line begins with a byte of `openers`, and
    /// `mayBegin` holds where it begins. None where each line must stand by itself: under a budget, and where the output is to keep its format. Cost: linear.
    func proposals(
        forBlocksBy strategy: any Strategy.Type, as form: any ShortForm.Type, openers: ByteSet,
        mayBegin: (_ bytes: [UInt8], _ start: Int, _ limit: Int) -> Bool,
        end: (_ bytes: [UInt8], _ start: Int, _ limit: Int) -> Int?, write: (ArraySlice<UInt8>) -> [UInt8]?
    ) -> [Proposal] {
        guard mayWriteBlocks else { return [] }
        return joinedSegments.flatMap { view, range -> [Proposal] in
            let bytes = prompt.views[view].bytes
            // Most texts have no line that could begin a block.
            guard Self.hasLine(in: bytes, range, openers, mayBegin) else { return [] }
            return Self.blocks(in: bytes, range) { start in
                mayBegin(bytes, start, range.upperBound) ? end(bytes, start, range.upperBound).map { ($0, true, ()) } : nil
            }.compactMap { block in
                guard !prompt.views[view].isProtected(block.range), let text = write(bytes[block.range]),
                    form.expansion(of: text)?.elementsEqual(bytes[block.range]) == true
                else { return nil }
                return Proposal(edits: [strategy.edit(view, block.range, to: text)])
            }
        }
    }

    /// Whether a line in `range`, or what is left of one there, begins with one of `openers` and `mayBegin` holds of it. Cost: linear.
    static func hasLine(
        in bytes: [UInt8], _ range: Range<Int>, _ openers: ByteSet, _ mayBegin: (_ bytes: [UInt8], _ start: Int, _ limit: Int) -> Bool
    ) -> Bool {
        var at = openers.firstLine(in: bytes, range)
        while at < range.upperBound {
            if mayBegin(bytes, at, range.upperBound) { return true }
            let next = min(lineEnd(in: bytes, from: at, limit: range.upperBound) + 1, range.upperBound)
            at = openers.firstLine(in: bytes, next..<range.upperBound)
        }
        return false
    }

    /// Whether lines may stand as something else: not under a budget, where each must stand by itself, nor where the output is to keep its format, nor in a text of
    /// one kind that the caller named, in which nothing is told apart.
    var mayWriteBlocks: Bool {
        !options.keepsFormat && !mustStayJSON && options.losesNothing
            && (prompt.formatWhenEdited == .text || prompt.formatWhenEdited == .messages)
    }

    /// The blocks in `range`. `find` tells of the line at an offset where the block ends that begins with it, whether it must fill a fence that it stands in, and
    /// what was read. Cost: linear, where what `find` looks at and refuses is bounded.
    static func blocks<Content>(
        in bytes: [UInt8], _ range: Range<Int>, find: (_ start: Int) -> (end: Int, fillsFence: Bool, content: Content)?
    ) -> [LineBlock<Content>] {
        var blocks: [LineBlock<Content>] = []
        var at = range.lowerBound
        if at > 0, bytes[at - 1] != 0x0A { at = min(lineEnd(in: bytes, from: at, limit: range.upperBound) + 1, range.upperBound) }
        // The open fence: where what it holds begins, and whether that may be anything.
        var fence: (inner: Int, isPlain: Bool)?
        while at < range.upperBound {
            if isFence(bytes, at, range.upperBound) {
                let next = min(lineEnd(in: bytes, from: at, limit: range.upperBound) + 1, range.upperBound)
                fence = fence == nil ? (next, isPlainFence(bytes[at..<next])) : nil
                at = next
            } else if let (end, fillsFence, content) = find(at) {
                let isTaken = fence.map { fence in
                    fence.isPlain && (!fillsFence || fence.inner == at && end < range.upperBound && isFence(bytes, end, range.upperBound))
                }
                if isTaken ?? true {
                    let last = bytes[end - 1] == 0x0A ? end - 1 : end
                    blocks.append(LineBlock(range: at..<last, isFenced: fence != nil, content: content))
                }
                at = end
            } else {
                at = min(lineEnd(in: bytes, from: at, limit: range.upperBound) + 1, range.upperBound)
            }
        }
        return blocks
    }

    private static func isFence(_ bytes: [UInt8], _ start: Int, _ limit: Int) -> Bool {
        var at = start
        while at < limit, bytes[at] == 0x20 { at += 1 }
        return at < limit && (bytes[at] == 0x60 || bytes[at] == 0x7E) && beginsFence(bytes[at..<limit])
    }

    /// Whether a fence says of what it holds no more than that it is text.
    private static func isPlainFence(_ line: ArraySlice<UInt8>) -> Bool {
        let word = line.drop { $0.isBlank || $0 == 0x60 || $0 == 0x7E }.prefix(12).prefix { !$0.isSpace }
        return ["", "text", "txt", "console", "output", "log", "logs"].contains(String(decoding: word, as: UTF8.self))
    }
}
