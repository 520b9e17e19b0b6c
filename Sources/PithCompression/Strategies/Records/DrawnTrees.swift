// Trees that commands draw with lines (tree, npm ls, cargo tree, gradle dependencies, mvn dependency:tree), by indentation: DrawnTree has the form and its reader. The
// drawing of a line says how deep it is and what follows, which the indentation of the lines says as well.

import PithPrompt
import PithSystem

/// Writes drawn trees by indentation.
struct DrawnTrees: Strategy {
    static let name = "drawn-trees"
    static let summary = "trees that commands draw with lines (tree, npm ls, cargo tree, gradle), by indentation"
    static let kinds: Set<SegmentKind> = [.instruction, .prose, .list, .code, .listing, .table]
    static let effect = EditEffect.lossless

    private static let fewestLines = 6

    func proposals(for context: StrategyContext) -> [Proposal] {
        guard !context.options.readerIsSmall else { return [] }
        return context.proposals(
            forBlocksBy: Self.self, as: DrawnTree.self, openers: Self.openers, mayBegin: Self.mayBegin, end: Self.end, write: Self.written)
    }

    /// The first bytes of ├ │ └, of + | \ and `.
    private static let openers = ByteSet { [0xE2, 0x2B, 0x7C, 0x5C, 0x60].contains($0) }

    private static func mayBegin(_ bytes: [UInt8], _ start: Int, _ limit: Int) -> Bool {
        // Most lines that begin so go on otherwise: code, tables.
        guard openers.contains(bytes[start]), start + 1 < limit, bytes[start + 1] == (bytes[start] == 0xE2 ? 0x94 : 0x2D) else {
            return false
        }
        let line = bytes[start..<lineEnd(in: bytes, from: start, limit: limit)]
        return TreeStyle.all.contains { $0.reading(line)?.depth == 1 }
    }

    /// The end of the tree that begins at `start`, by the style that most of its lines are drawn in.
    private static func end(_ bytes: [UInt8], _ start: Int, _ limit: Int) -> Int? {
        let ends = TreeStyle.all.map { style in
            var at = start, count = 0
            while at < limit {
                let stop = lineEnd(in: bytes, from: at, limit: limit)
                guard style.reading(bytes[at..<stop]) != nil else { break }
                count += 1
                at = min(stop + 1, limit)
            }
            return count >= fewestLines ? at : start
        }
        return ends.max().flatMap { $0 > start ? $0 : nil }
    }

    /// The tree by indentation, in the first style that its lines are all drawn in and that gives them back.
    private static func written(_ text: ArraySlice<UInt8>) -> [UInt8]? {
        for style in TreeStyle.all {
            if let written = written(text, style), DrawnTree.expansion(of: written)?.elementsEqual(text) == true { return written }
        }
        return nil
    }

    private static func written(_ text: ArraySlice<UInt8>, _ style: TreeStyle) -> [UInt8]? {
        var lines: [UInt8] = []
        var count = 0
        // Of each level whether the drawing says that another line of it follows.
        var isFollowed: [Bool] = []
        var isOpen = false
        for line in text.last == 0x0A
            ? text.dropLast().split(separator: 0x0A, omittingEmptySubsequences: false) : text.split(separator: 0x0A)
        {
            guard let reading = style.reading(line), reading.depth <= isFollowed.count + 1 else { return nil }
            isFollowed.removeLast(isFollowed.count - (reading.depth - 1))
            isFollowed.append(reading.isFollowed)
            isOpen = reading.isOpen
            lines += Array(repeating: 0x20, count: reading.depth) + reading.text + [0x0A]
            count += 1
        }
        // A drawing that was cut off says that more follows.
        if isOpen { isFollowed.append(true) }
        for level in isFollowed.indices.reversed() where isFollowed[level] {
            lines += Array(repeating: 0x20, count: level + 1) + DrawnTree.more + [0x0A]
            count += 1
        }
        if text.last != 0x0A { lines.removeLast() }
        return DrawnTree.mark(count: count, style) + [0x0A] + lines
    }
}
