// Forms of several lines that stand for what a program printed. Each opens with a line in brackets that counts what is below it, so that a reader knows where it ends.

/// Lines that stand for others.
package protocol ShortForm: Sendable {
    /// The bytes they fill.
    var range: Range<Int> { get }
    /// What they stand for.
    var expanded: [UInt8] { get }

    /// The form that begins at `offset`, or nil when none does. Cost: linear in what it stands for.
    init?(_ bytes: [UInt8], startingAt offset: Int, limit: Int)

    /// How many lines, or entries, the line announces; nil where it opens no such form. Cost: the length of such a line.
    static func count(in line: ArraySlice<UInt8>) -> Int?
}

extension ShortForm {
    /// What the form that a text begins with stands for.
    package static func expansion(of text: [UInt8]) -> [UInt8]? { Self(text, startingAt: 0, limit: text.count)?.expanded }
}

/// The forms of outputs of commands, and of the statements of a dump, that are kept as references. They count lines.
package enum ShortOutput {
    package static let forms: [any ShortForm.Type] = [
        BlamedLines.self, CommitLog.self, InsertedRows.self, FoundLines.self, PlacedFindings.self, FolderRows.self, DrawnTree.self,
        TimedCaptions.self,
    ]

    /// How many lines stand below the line, if it begins one of them. Cost: the length of such a line.
    package static func lineCount(in line: ArraySlice<UInt8>) -> Int? {
        guard line.first == 0x5B else { return nil }
        for form in forms { if let count = form.count(in: line) { return count } }
        return nil
    }

    /// The one that begins at `offset`; nil when none does. Cost: linear in what it stands for.
    package static func reading(_ bytes: [UInt8], startingAt offset: Int, limit: Int) -> (any ShortForm)? {
        for form in forms { if let found = form.init(bytes, startingAt: offset, limit: limit) { return found } }
        return nil
    }
}
