// Arrays of objects become tables inside their JSON: keys once, in a header; one line an object. TabledJSON has the form and its reader.
//
// Objects that stand on lines of their own (JSON Lines) are one table. Whether a table is used is decided by counting: what is not fewer tokens
// than minified JSON stays JSON.

import PithJSON
import PithPrompt

/// Writes JSON arrays of objects as tables.
struct JSONTable: Strategy {
    static let name = "json-table"
    static let summary = "JSON arrays of objects as tables: keys once in a header, constant and dependent columns stated once"
    static let kinds: Set<SegmentKind> = [.json]
    static let effect = EditEffect.lossless
    static let isLocal = true

    func proposals(for context: StrategyContext) -> [Proposal] {
        guard !context.options.keepsFormat else { return [] }
        return context.segments.compactMap { segment in
            let edits = edits(for: segment, in: context)
            return edits.isEmpty ? nil : Proposal(edits: edits)
        }
    }

    private func edits(for segment: Segment, in context: StrategyContext) -> [Edit] {
        let view = context.prompt.views[segment.view]
        var edits: [Edit] = []
        let documents = TabledDocument.documents(in: view.bytes, segment.range)
        if let edit = linesEdit(documents, segment, context) { return [edit] }
        for document in documents where !view.isProtected(document.root.range) {
            guard let text = TabledDocument.text(of: document, table: { Self.table($0, document, context) }) else { continue }
            let edit = Edit(view: segment.view, range: document.root.range, replacement: text, strategy: Self.name, effect: .lossless)
            if isShorterAsFields(edit, document, segment, context) { continue }
            edits.append(edit)
        }
        return edits
    }

    private static let fewestLines = 3

    /// Objects on lines of their own as one table; nil where there are other values among them, or blank lines.
    private func linesEdit(_ documents: [JSONDocument], _ segment: Segment, _ context: StrategyContext) -> Edit? {
        let view = context.prompt.views[segment.view], bytes = view.bytes
        guard documents.count >= Self.fewestLines, !context.mustStayJSON, documents.allSatisfy({ $0.root.kind == .object }) else {
            return nil
        }
        let range = documents[0].root.range.lowerBound..<documents[documents.count - 1].root.range.upperBound
        let ends = zip(documents, documents.dropFirst()).allSatisfy {
            bytes[$0.root.range.upperBound..<$1.root.range.lowerBound].elementsEqual([0x0A]) && !bytes[$0.root.range].contains(0x0A)
        }
        guard ends, !view.isProtected(range), !bytes[documents[documents.count - 1].root.range].contains(0x0A),
            range.lowerBound == 0 || bytes[range.lowerBound - 1] == 0x0A,
            range.upperBound == bytes.count || isLineEnd(bytes[range.upperBound])
        else { return nil }
        let array = [0x5B] + bytes[range].map { $0 == 0x0A ? 0x2C : $0 } + [0x5D]
        guard let document = try? JSONDocument(array), let rows = Self.rows(document.root, document, context) else { return nil }
        let text = Array("lines[\n".utf8) + rows + [0x5D]
        let encoding = context.options.encoding
        guard encoding.count(text) < encoding.count(CompactJSON.minified(array, document.root.range)) else { return nil }
        return Edit(view: segment.view, range: range, replacement: text, strategy: Self.name, effect: .lossless)
    }

    /// Whether the whole result of a tool is left to `PlainFields`, which does without the quotes around the tables too.
    private func isShorterAsFields(_ edit: Edit, _ document: JSONDocument, _ segment: Segment, _ context: StrategyContext) -> Bool {
        let view = context.prompt.views[segment.view]
        guard view.message != nil, view.role == .tool, segment.range == 0..<view.bytes.count else { return false }
        let text = FieldsWriter(document, context.options).out
        let fields = Edit(view: edit.view, range: edit.range, replacement: text, strategy: Self.name, effect: .lossless)
        let encoding = context.options.encoding
        return encoding.count(context.prompt.rawReplacement(of: fields)) <= encoding.count(context.prompt.rawReplacement(of: edit))
    }

    /// The array as a table, or nil when it makes none or a table is no shorter.
    static func table(_ array: JSONValue, _ document: JSONDocument, _ context: StrategyContext) -> [UInt8]? {
        let encoding = context.options.encoding
        guard let rows = rows(array, document, context) else { return nil }
        let table = [0x5B, 0x0A] + rows + [0x5D]
        return encoding.count(table) < encoding.count(CompactJSON.minified(document.bytes, array.range)) ? table : nil
    }

    /// The header and the rows of the array's table, or nil when it makes none.
    private static func rows(_ array: JSONValue, _ document: JSONDocument, _ context: StrategyContext) -> [UInt8]? {
        guard let columns = JSONColumns(Array(array.elements), in: document) else { return nil }
        // Where rows may be cut, none may lean on another.
        let plan = TablePlan(
            columns.columns.map { TableColumn($0, document) }, rowCount: columns.rowCount, encoding: context.options.encoding,
            rowsDepend: context.options.losesNothing)
        guard TableHeader.mayHave(columnCount: plan.columns.count, cellColumnCount: plan.cellColumns.count) else { return nil }
        return TableText(plan).bytes
    }
}
