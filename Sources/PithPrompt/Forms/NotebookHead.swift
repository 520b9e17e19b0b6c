// The line that the text of a notebook begins with: `[… 24 cells of a notebook: python 3.10.6, kernel py310, nbformat 4.5]`.

/// Writes the line, and knows it again.
package enum NotebookHead {
    private static func words(_ count: Int) -> String { count == 1 ? " cell of a notebook" : " cells of a notebook" }

    /// The line, without its end; what there is no room for is left out.
    package static func line(cellCount: Int, _ parts: [String]) -> [UInt8] {
        let head = "\(cellCount)\(words(cellCount))", mark = CutMark.saying("\(head): \(parts.joined(separator: ", "))")
        return CutMark.isOne(mark[...]) ? mark : CutMark.saying(head)
    }

    /// Whether `text` begins with one.
    package static func opens(_ text: [UInt8]) -> Bool {
        guard text.starts(with: CutMark.opening), case let rest = text.dropFirst(CutMark.opening.count + 1) else { return false }
        let count = rest.prefix { $0.isDigit }
        return !count.isEmpty && rest.dropFirst(count.count).starts(with: words(count.elementsEqual("1".utf8) ? 1 : 2).utf8)
    }
}
