// Lists of tools under a budget: what tells the tools apart stays longest.
//
// A list of signatures (see ToolSchemas) is cut into parts, and each kind of part is worth less than the one before: the names of the tools
// and what their descriptions open with; names, types, enums and defaults of parameters, required ones first; what the descriptions of
// parameters open with; the rest of the descriptions, sentence by sentence. With a query the parameters of the tools it asks for come first. What
// descriptions below lead to (`: as in TOOL`) stays as long as a required parameter, for it is said once for several.

import PithJSON
import PithPrompt

/// Shortens descriptions of tools.
struct ToolDescriptions: SelectionStrategy {
    static let name = "tool-descriptions"
    static let summary =
        "keeps names, types and enums of tools and what their descriptions open with, drops the rest of the descriptions first"
    static let kinds: Set<SegmentKind> = [.table]

    static func units(of segment: Segment, in prompt: Prompt, options: CompressionOptions) -> [Unit] {
        let bytes = prompt.views[segment.view].bytes
        guard segment.kind == .table, opensTabledJSON(bytes[segment.range]),
            let value = TabledJSON(bytes, startingAt: segment.range.lowerBound, limit: segment.range.upperBound), !value.toolLists.isEmpty
        else { return [] }
        let tools = value.toolLists.flatMap { list in
            let meant = Set(list.lines.compactMap { $0.meantDescription?.lowerBound })
            return list.lines.flatMap {
                units(of: $0, bytes, segment.view, isMeantBelow: $0.description.map { meant.contains($0.lowerBound) } ?? false)
            }
        }
        return (LineSelection.units(of: value, in: segment.view) + tools).sorted { $0.range.lowerBound < $1.range.lowerBound }
    }

    /// The parts of a line, its line end with the last.
    private static func units(of line: ToolListLine, _ bytes: [UInt8], _ view: Int, isMeantBelow: Bool) -> [Unit] {
        let end = line.range.upperBound + 1
        var cuts: [(at: Int, rank: Unit.Rank)] = []
        let isTool = line.depth == 0
        cuts.append((line.range.lowerBound, isTool ? .title : line.isRequired ? .required : .optional))
        if let description = line.description, bytes[description.lowerBound] != 0x22 {
            let opening = DescriptionOpening.end(bytes, description)
            if !isTool { cuts.append((description.lowerBound - 2, isMeantBelow ? .required : .opening)) }
            let rest = SentenceSplitter.sentences(in: bytes, opening..<description.upperBound)
            // A word or two are no sentence.
            for sentence in rest where cuts[cuts.count - 1].rank != .rest || sentence.count >= 24 {
                cuts.append((sentence.lowerBound, .rest))
            }
        }
        return cuts.indices.map { index in
            let stop = index + 1 < cuts.count ? cuts[index + 1].at : end
            return Unit(
                view: view, range: cuts[index].at..<stop, kind: .table, form: .text, strategy: name, rank: cuts[index].rank)
        }
    }
}

/// What a description opens with: its first sentence, or of a long one the first clause.
enum DescriptionOpening {
    private static let fewestWords = 7
    private static let mostWords = 14

    /// Where the opening of the description in `range` ends. Cost: linear.
    static func end(_ bytes: [UInt8], _ range: Range<Int>) -> Int {
        let sentence = SentenceSplitter.sentences(in: bytes, range).first ?? range
        var words = 0
        var at = sentence.lowerBound
        while at < sentence.upperBound {
            let next = bytes[at..<sentence.upperBound].firstIndex(of: 0x20) ?? sentence.upperBound
            words += 1
            guard next < sentence.upperBound else { break }
            let closes = [0x2C, 0x3B, 0x3A, 0x29].contains(bytes[next - 1]) || (next + 1 < sentence.upperBound && bytes[next + 1] == 0x28)
            // A clause of a text without blanks between words is not told apart.
            if words >= mostWords || (words >= fewestWords && closes) { return next }
            at = next + 1
        }
        return sentence.upperBound
    }
}
