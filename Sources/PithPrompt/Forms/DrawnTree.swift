// Trees that commands draw with lines (tree, npm ls, cargo tree, gradle dependencies), by indentation alone, and how a reader gets the drawing back.
//
//     [5 lines of a tree drawn with ├─┬, a blank a level]         ├─┬ express@4.19.2
//      express@4.19.2                                             │ ├── accepts@1.3.8
//       accepts@1.3.8                                             │ └─┬ send@0.18.0
//       send@0.18.0                                               │   └── ms@2.1.3
//        ms@2.1.3                                                 ├── lodash@4.17.21
//      lodash@4.17.21
//      …
//
// How a line was drawn follows from the depths of those below it: whether another of its depth comes before one further out, whether the next is further in. Of a drawing that
// was cut off, `…` stands where it says that more follows. The first line counts those below it.

import PithSystem

/// Reads trees by indentation.
package struct DrawnTree: ShortForm {
    /// The bytes they fill.
    package let range: Range<Int>
    /// The lines as they were drawn.
    package let expanded: [UInt8]

    /// A tree of so many lines: depths from 1, texts, and whether each is only what the drawing says must follow.
    package struct Line {
        package let depth: Int
        package let text: ArraySlice<UInt8>
        /// LF, or CR LF.
        package let end: ArraySlice<UInt8>
    }

    /// The tree that begins at `offset`, or nil when none does. Cost: linear in what it stands for.
    package init?(_ bytes: [UInt8], startingAt offset: Int, limit: Int) {
        var cursor = LineCursor(bytes, at: offset, limit: limit)
        guard let mark = cursor.next(), let (count, style) = Self.announcement(mark.content) else { return nil }
        var lines: [Line] = []
        while lines.count < count, let line = cursor.next() {
            let depth = line.content.prefix(Self.deepest + 1).count { $0 == 0x20 }
            guard (1...Self.deepest).contains(depth) else { return nil }
            lines.append(Line(depth: line.content.prefix { $0 == 0x20 }.count, text: line.content.drop { $0 == 0x20 }, end: line.end))
        }
        guard lines.count == count, lines.allSatisfy({ $0.depth <= Self.deepest }) else { return nil }
        (range, expanded) = (offset..<cursor.offset, style.drawn(lines))
    }

    /// More levels than trees have, so that what a form stands for is no longer than so many times the form.
    package static let deepest = 64
    /// What stands where more follows.
    package static let more = Array("…".utf8)

    /// The line above the tree.
    package static func mark(count: Int, _ style: TreeStyle) -> [UInt8] {
        Array("[\(count) lines of a tree drawn with \(style.sign), a blank a level]".utf8)
    }

    /// How many lines the line announces, if it is a mark. Cost: the length of a mark.
    package static func count(in line: ArraySlice<UInt8>) -> Int? { announcement(line)?.count }

    private static func announcement(_ line: ArraySlice<UInt8>) -> (count: Int, style: TreeStyle)? {
        guard line.first == 0x5B, line.count < 100, let (count, rest) = line.dropFirst().leadingNumber(),
            rest.begins(with: " lines of a tree")
        else {
            return nil
        }
        return TreeStyle.all.first { line.elementsEqual(mark(count: count, $0)) }.map { (count, $0) }
    }
}

/// How a command draws trees.
package struct TreeStyle: Sendable {
    /// Before a line that another of its parent follows, and before the last one.
    let branch: [UInt8], last: [UInt8]
    /// The same before lines with others below them, where that is drawn.
    let openBranch: [UInt8], openLast: [UInt8]
    /// Below a line that another follows, and below the last one.
    let bar: [UInt8], gap: [UInt8]
    /// What names the style in the mark.
    let sign: String

    private init(_ branch: String, _ last: String, _ bar: String, open: (String, String)? = nil, sign: String) {
        (self.branch, self.last, self.bar, self.sign) = (Array(branch.utf8), Array(last.utf8), Array(bar.utf8), sign)
        (openBranch, openLast) = (Array((open?.0 ?? branch).utf8), Array((open?.1 ?? last).utf8))
        gap = Array(repeating: 0x20, count: bar.count)
    }

    package static let all: [TreeStyle] = [
        TreeStyle("├── ", "└── ", "│ ", open: ("├─┬ ", "└─┬ "), sign: "├─┬"),
        TreeStyle("├── ", "└── ", "│   ", sign: "├──"),
        TreeStyle("├── ", "└── ", "│\u{A0}\u{A0} ", sign: "├── │"),
        TreeStyle("├─ ", "└─ ", "│  ", sign: "├─"),
        TreeStyle("|-- ", "`-- ", "|   ", sign: "|--"),
        TreeStyle("+--- ", "\\--- ", "|    ", sign: "+---"),
        TreeStyle("+- ", "\\- ", "|  ", sign: "+-"),
    ]

    /// What a drawn line says.
    package struct Reading {
        package let depth: Int
        package let text: ArraySlice<UInt8>
        /// Whether the drawing says that another line of its parent follows, and that lines stand below it.
        package let isFollowed: Bool, isOpen: Bool
    }

    /// What the line says if it is drawn in this style; nil when it is not. Cost: the drawing.
    package func reading(_ line: ArraySlice<UInt8>) -> Reading? {
        var rest = line, depth = 1
        while depth <= DrawnTree.deepest {
            for (sign, isFollowed, isOpen) in [
                (branch, true, false), (last, false, false), (openBranch, true, true), (openLast, false, true),
            ]
            where rest.starts(with: sign) {
                let text = rest.dropFirst(sign.count)
                guard let first = text.first, !first.isBlank, !text.elementsEqual(DrawnTree.more) else { return nil }
                return Reading(depth: depth, text: text, isFollowed: isFollowed, isOpen: isOpen && openBranch != branch)
            }
            if rest.starts(with: bar) {
                rest = rest.dropFirst(bar.count)
            } else if rest.starts(with: gap) {
                rest = rest.dropFirst(gap.count)
            } else {
                return nil
            }
            depth += 1
        }
        return nil
    }

    /// The lines as this style draws them, but for those that only say that more follows. Cost: linear in what is drawn.
    func drawn(_ lines: [DrawnTree.Line]) -> [UInt8] {
        // From the end on: whether another line of the same parent follows, by depth.
        var isFollowed = Array(repeating: false, count: lines.count)
        var open: [Bool] = Array(repeating: false, count: DrawnTree.deepest + 2)
        for index in lines.indices.reversed() {
            let depth = lines[index].depth
            isFollowed[index] = open[depth]
            open[depth] = true
            // What is further in belongs to another parent.
            if index + 1 < lines.count, lines[index + 1].depth > depth {
                for inner in depth + 1...lines[index + 1].depth { open[inner] = false }
            }
        }
        var out: [UInt8] = []
        var bars: [Bool] = Array(repeating: false, count: DrawnTree.deepest + 1)
        for (index, line) in lines.enumerated() where !line.text.elementsEqual(DrawnTree.more) {
            for level in 1..<line.depth { out += bars[level] ? bar : gap }
            let hasLower = index + 1 < lines.count && lines[index + 1].depth > line.depth
            out += isFollowed[index] ? (hasLower ? openBranch : branch) : (hasLower ? openLast : last)
            out += line.text
            // The last line may have no end, whatever stands below it.
            if index + 1 < lines.count, lines[(index + 1)...].allSatisfy({ $0.text.elementsEqual(DrawnTree.more) }) {
                out += lines[lines.count - 1].end.isEmpty ? [] : line.end
            } else {
                out += line.end
            }
            bars[line.depth] = isFollowed[index]
        }
        return out
    }
}
