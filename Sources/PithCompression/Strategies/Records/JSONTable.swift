// Arrays of objects become tables inside their JSON: keys once, in a header; one line an object. TabledJSON has the form and its reader.
//
// Whether the table is used is decided by counting: what is not fewer tokens than minified JSON stays JSON.

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
        for document in TabledDocument.documents(in: view.bytes, segment.range) where !view.isProtected(document.root.range) {
            guard let text = TabledDocument.text(of: document, table: { Self.table($0, document, context) }) else { continue }
            let edit = Edit(view: segment.view, range: document.root.range, replacement: text, strategy: Self.name, effect: .lossless)
            if isShorterAsFields(edit, document, segment, context) { continue }
            edits.append(edit)
        }
        return edits
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
        let elements = Array(array.elements), encoding = context.options.encoding
        guard let columns = JSONColumns(elements, in: document) else { return nil }
        // Where rows may be cut, none may lean on another.
        let plan = TablePlan(
            columns.columns.map { TableColumn($0, document) }, rowCount: columns.rowCount, encoding: encoding,
            rowsDepend: context.options.losesNothing)
        guard TableHeader.mayHave(columnCount: plan.columns.count, cellColumnCount: plan.cellColumns.count) else { return nil }
        let table = [0x5B, 0x0A] + TableText(plan).bytes + [0x5D]
        return encoding.count(table) < encoding.count(CompactJSON.minified(document.bytes, array.range)) ? table : nil
    }
}
