// Rows of ls -l that begin with the words of the row above say how many: RowOpenings has the form and its reader.
//
// A row leans on the one above it, so none could go alone: under a budget, where rows go, they stay as they are.

import PithPrompt
import PithSystem

/// Writes what a row has in common with the row above as a count of words.
struct RepeatedOpenings: Strategy {
    static let name = "repeated-openings"
    static let summary = "rows of ls -l without the words that the row above begins with too"
    static let kinds: Set<SegmentKind> = [.listing]
    static let effect = EditEffect.lossless
    static let isLocal = true

    /// The fewest words, and bytes, for which a count of words stands.
    private static let fewestWords = 2, fewestBytes = 8

    func proposals(for context: StrategyContext) -> [Proposal] {
        guard !context.options.keepsFormat, !context.options.readerIsSmall, context.options.losesNothing else { return [] }
        return context.proposals(forListsBy: Self.self, as: RowOpenings.self, write: Self.shortened)
    }

    /// The rows in their short form; nil for paths and for a single row.
    private static func shortened(_ list: FileList) -> [UInt8]? {
        guard list.isOfRows, list.lines.count > 1 else { return nil }
        var text = RowOpenings.mark(count: list.lines.count) + list.lineEnd
        var above: ArraySlice<UInt8> = []
        for (index, row) in list.lines.enumerated() {
            if index > 0 { text.append(0x0A) }
            let shared = sharedOpening(row, above)
            if shared.wordCount >= fewestWords, shared.byteCount >= fewestBytes {
                text += Array("^\(shared.wordCount) ".utf8) + row.dropFirst(shared.byteCount)
            } else {
                text += row
            }
            above = row
        }
        return text
    }

    /// The words that two rows begin with, with the blanks behind each, as long as something is left of the first.
    private static func sharedOpening(_ row: ArraySlice<UInt8>, _ above: ArraySlice<UInt8>) -> (wordCount: Int, byteCount: Int) {
        let shared = zip(row, above).prefix { $0 == $1 }.count
        var wordCount = 0, byteCount = 0
        while true {
            let end = RowOpenings.endOfWords(1, in: row.dropFirst(byteCount)) - row.startIndex
            guard end < row.count, end <= shared, end > byteCount, row[row.startIndex + end - 1].isBlank else { break }
            // Blanks that go on in one of the rows are none that both have.
            guard !row[row.startIndex + end].isBlank, above.count > end, !above[above.startIndex + end].isBlank else { break }
            (wordCount, byteCount) = (wordCount + 1, end)
        }
        return (wordCount, byteCount)
    }
}
