// Encoded data (EncodedData) as a mark that says how many bytes of what stood there: `![chart](data:image/png;base64,[… 9000 bytes])`.
//
// Who asks for it to be decoded needs it: then it stays.

import PithPrompt
import PithSystem

/// Folds pictures, fonts and archives in base64.
struct EncodedBlobs: Strategy {
    static let name = "encoded-data"
    static let summary = "pictures, fonts and archives in base64 as a count of their bytes"
    static let kinds: Set<SegmentKind> = [.instruction, .prose, .example, .list, .code, .json, .fields, .log, .table, .markup]
    static let effect = EditEffect.folded
    static let runsFirst = true

    func proposals(for context: StrategyContext) -> [Proposal] {
        let found = context.segments.map { EncodedData.all(in: context.prompt.views[$0.view].bytes, $0.range) }
        guard found.contains(where: { !$0.isEmpty }), !Self.isAskedFor(context) else { return [] }
        return zip(context.segments, found).flatMap { segment, found in
            let view = context.prompt.views[segment.view]
            return found.filter { !view.isProtected($0.range) }.map {
                Proposal(edits: [Self.edit(segment.view, $0.range, to: Self.mark(for: $0))])
            }
        }
    }

    /// Without a mark between its digits: it may become a cell of a table.
    private static func mark(for data: EncodedData) -> [UInt8] {
        let content = data.content.map { " of \($0)" } ?? ""
        return CutMark.saying("\(data.byteCount) bytes\(content)")
    }

    /// Whether the question or an instruction speaks of the data as data. In a session what is asked later is not known.
    private static func isAskedFor(_ context: StrategyContext) -> Bool {
        if words.stand(inQuestionOf: context.options) { return true }
        return context.prompt.segments.contains { segment in
            guard segment.kind == .instruction || context.prompt.views[segment.view].role == .user else { return false }
            let bytes = context.prompt.views[segment.view].bytes
            var at = segment.range.lowerBound
            for data in EncodedData.all(in: bytes, segment.range) {
                // What stands before data and says so is no question about it.
                if words.stand(in: bytes[at..<max(at, data.range.lowerBound - EncodedData.declaration.utf8.count)]) { return true }
                at = data.range.upperBound
            }
            return words.stand(in: bytes[at..<segment.range.upperBound])
        }
    }

    private static let words = AskedWords([
        "base64", "base 64", "decode", "convert", "embed", "inline", "as it stands", "verbatim", "copy", "checksum", "sha-", "sha256",
        "md5", "hash",
    ])
}
