// Arrays of objects become tables inside their JSON: keys once, in a header; one line an object. TabledJSON has the form and its reader.
//
// Objects that stand on lines of their own (JSON Lines) are one table. Whether a table is used is decided by counting: what is not fewer tokens
// than minified JSON stays JSON. An array of different objects is several tables, one below the other, where those alike stand together.

import PithJSON
import PithPrompt
import PithSystem

/// Writes JSON arrays of objects as tables.
struct JSONTable: Strategy {
    static let name = "json-table"
    static let summary = "JSON arrays of objects as tables: keys once in a header, constant and dependent columns stated once"
    static let kinds: Set<SegmentKind> = [.json, .log]
    static let effect = EditEffect.lossless
    static let isLocal = true

    func proposals(for context: StrategyContext) -> [Proposal] {
        guard !context.options.keepsFormat else { return [] }
        // Lines that are to be folded stand as they are until then, and what a fold left stays lines.
        let logs = context.foldsFollow ? [] : context.segments.filter { $0.kind == .log }
        let folded = logs.isEmpty ? [] : LogFoldMark.views(of: context.prompt)
        return context.segments.compactMap { segment in
            let edits =
                segment.kind != .log
                ? edits(for: segment, in: context)
                : context.foldsFollow || folded.contains(segment.view) ? [] : logEdits(segment, context)
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
            let edit = Self.edit(segment.view, document.root.range, to: text)
            if isShorterAsFields(edit, segment, context) { continue }
            edits.append(edit)
        }
        return edits
    }

    /// The objects of a log that begins with one, as tables: one for each stretch of them that no other line parts. A line is read by itself, so that
    /// an object which never closes costs its line. Cost: linear.
    private func logEdits(_ segment: Segment, _ context: StrategyContext) -> [Edit] {
        let bytes = context.prompt.views[segment.view].bytes
        guard bytes[segment.range].first == 0x7B else { return [] }
        var edits: [Edit] = []
        var stretch: [JSONDocument] = []
        func close() {
            if let edit = linesEdit(stretch, segment, context) { edits.append(edit) }
            stretch = []
        }
        var next = segment.range.lowerBound
        while next < segment.range.upperBound {
            let start = next, end = lineEnd(in: bytes, from: start, limit: segment.range.upperBound)
            next = end + 1
            guard let first = bytes[start..<end].firstIndex(where: { !isJSONSpace($0) }) else { continue }
            let found = stretch.isEmpty && bytes[start] != 0x7B ? [] : TabledDocument.documents(in: bytes, first..<end)
            stretch += found
            let isWhole = found.last.map { bytes[$0.root.range.upperBound..<end].allSatisfy(isJSONSpace) } ?? false
            if !isWhole { close() }
        }
        close()
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
            range.upperBound == bytes.count || bytes[range.upperBound].isLineEnd
        else { return nil }
        let array = [0x5B] + bytes[range].map { $0 == 0x0A ? 0x2C : $0 } + [0x5D]
        guard let document = try? JSONDocument(array), let rows = Self.rows(document.root, document, context) else { return nil }
        let text = Array("lines[\n".utf8) + rows + [0x5D]
        let encoding = context.options.encoding
        guard encoding.count(text) < encoding.count(CompactJSON.minified(array, document.root.range)) else { return nil }
        return Self.edit(segment.view, range, to: text)
    }

    /// Whether the segment is left to `PlainFields`, which does without the quotes around the tables too.
    private func isShorterAsFields(_ edit: Edit, _ segment: Segment, _ context: StrategyContext) -> Bool {
        guard let fields = PlainFields.edit(for: segment, in: context) else { return false }
        // What is no result of a tool becomes fields for the sake of its texts, in which repeats are told.
        guard context.prompt.views[segment.view].message != nil else { return true }
        let encoding = context.options.encoding
        return encoding.count(context.prompt.rawReplacement(of: fields)) <= encoding.count(context.prompt.rawReplacement(of: edit))
    }

    /// The array as a table, or nil when it makes none or a table is no shorter.
    static func table(_ array: JSONValue, _ document: JSONDocument, _ context: StrategyContext) -> [UInt8]? {
        let encoding = context.options.encoding
        guard let rows = rows(array, document, context) else { return nil }
        let table = [0x5B, 0x0A] + rows + [0x5D]
        let threadCount = context.options.threadCount
        let tableCount = encoding.pendingCount(of: table, threadCount: threadCount, fewestBytes: ThreadGain.fewestBytes)
        let arrayCount = encoding.pendingCount(
            of: CompactJSON.minified(document.bytes, array.range), threadCount: threadCount, fewestBytes: ThreadGain.fewestBytes)
        return tableCount.value + (isSmall(array) ? leastSavingOfSmall : 1) <= arrayCount.value ? table : nil
    }

    /// Whether the array is of two objects, or of a few that have but one member: such a table in the midst of JSON is read with more care than the array.
    private static func isSmall(_ array: JSONValue) -> Bool {
        let counts = array.elements.prefix(mostOfSmall + 1).map { Array($0.members.prefix(2)).count }
        return counts.count <= 2 || counts.count <= mostOfSmall && counts.allSatisfy { $0 < 2 }
    }

    private static let mostOfSmall = 4
    private static let leastSavingOfSmall = 8

    /// The table that stands for the objects of `json`, an array, behind a head such as `[[package]] `; nil where they make none, or its reader would not make
    /// them of it.
    static func table(of json: [UInt8], behind head: [UInt8], _ context: StrategyContext) -> [UInt8]? {
        guard let document = try? JSONDocument(json), let table = table(document.root, document, context) else { return nil }
        let text = head + table
        guard let read = TabledJSON(text, startingAt: 0, limit: text.count), read.range == 0..<text.count, read.expanded == json else {
            return nil
        }
        return text
    }

    /// The header and the rows of the array's table, or nil when it makes none.
    private static func rows(_ array: JSONValue, _ document: JSONDocument, _ context: StrategyContext) -> [UInt8]? {
        let objects = Array(array.elements)
        guard objects.count >= 2, objects.allSatisfy({ $0.kind == .object }) else { return nil }
        let whole = rows(objects, objects, document, [:], context)
        let opened = TextObjects(objects, in: document).flatMap { held in
            rows(held.objects, objects, held.document, refusing: held.refused, held.spacings, context)
        }
        let stretches =
            whole.map(\.isEven) ?? false ? nil : rowsInStretches(objects, document, mayTakeTurns: whole?.hasObjects ?? true, context)
        let kinds = whole.map(\.isEven) ?? false ? nil : rowsByKind(objects, document, context)
        let choices = [whole?.text, opened?.text, stretches].compactMap { $0 }
        let encoding = context.options.encoding
        guard choices.count > 1 || kinds != nil else { return choices.first }
        let best = choices.map { (text: $0, tokenCount: encoding.count($0)) }.min { $0.tokenCount < $1.tokenCount }
        guard let kinds else { return best?.text }
        // Rows out of their order are read with more care, which must be worth it.
        let other = best?.tokenCount ?? encoding.count(CompactJSON.minified(document.bytes, array.range))
        return encoding.count(kinds) * 10 <= other * 9 ? kinds : best?.text
    }

    /// A table of each kind of objects where kinds take turns, the rows with their places in the array; nil where they do not.
    private static func rowsByKind(_ objects: [JSONValue], _ document: JSONDocument, _ context: StrategyContext) -> [UInt8]? {
        // Where rows may be cut, none has a number that is not told of the cut ones.
        guard context.options.losesNothing, !context.options.readerIsSmall else { return nil }
        let kinds = ObjectKinds(objects, document)
        var text: [UInt8] = []
        for (index, kind) in kinds.kinds.enumerated() {
            let places = index == 0 ? (kind + kinds.loose).sorted() : kind
            let isLoose = index == 0 ? Set(kinds.loose) : []
            let own = places.map { objects[$0] }
            let loose = Set(places.indices.filter { isLoose.contains(places[$0]) })
            guard let rows = rows(own, own, document, loose: loose, [:], context) else { return nil }
            let lines = rows.text.split(separator: 0x0A, omittingEmptySubsequences: false)
            guard lines.count == places.count + 2, lines[places.count + 1].isEmpty else { return nil }
            if !text.isEmpty { text += TabledJSON.nextTable }
            text += TabledJSON.numbers + lines[0] + [0x0A]
            for (place, line) in zip(places, lines.dropFirst()) { text += Array(String(place).utf8) + [0x20] + line + [0x0A] }
        }
        return text.isEmpty ? nil : text
    }

    /// Tables of the stretches of objects alike, each opened by `][` but the first; nil where there are none, or one of them makes no table, or stretches of few
    /// kinds take turns and may not: a table of all, in whose cells is no object, has one header where these write theirs again and again.
    private static func rowsInStretches(_ objects: [JSONValue], _ document: JSONDocument, mayTakeTurns: Bool, _ context: StrategyContext)
        -> [UInt8]?
    {
        // Where rows may be cut, no objects stand among them.
        guard context.options.losesNothing else { return nil }
        let stretches = ObjectStretches(objects, document)
        guard mayTakeTurns || !stretches.takeTurns else { return nil }
        var text: [UInt8] = []
        for stretch in stretches.stretches {
            let objects = Array(objects[stretch.objects])
            guard let rows = rows(objects, objects, document, loose: stretch.loose, [:], context) else { return nil }
            if !text.isEmpty { text += TabledJSON.nextTable }
            text += rows.text
        }
        return text.isEmpty ? nil : text
    }

    /// A header and rows; whether cells are objects that have no columns; and whether there are neither such cells nor objects that are rows by themselves.
    private typealias Rows = (text: [UInt8], hasObjects: Bool, isEven: Bool)

    /// `spacings` tells the members that stand in strings, `originals` how the objects stood before these were opened. With `loose` the objects are a
    /// stretch of objects alike, and those of `loose` rows by themselves; with `mayLeaveOdd` so may be those that break a rule which the others follow.
    private static func rows(
        _ objects: [JSONValue], _ originals: [JSONValue], _ document: JSONDocument, refusing refused: Set<Int> = [],
        loose: Set<Int>? = nil, mayLeaveOdd: Bool = true, _ spacings: [[UInt8]: JSONSpacing], _ context: StrategyContext
    ) -> Rows? {
        // Where rows may be cut, none may lean on another, and none may have numbers that are not told of the cut ones.
        let losesNothing = context.options.losesNothing, threadCount = context.options.threadCount
        guard losesNothing || refused.isEmpty,
            let columns = loose.map({ JSONColumns(objects, in: document, leavingApart: $0, threadCount: threadCount) })
                ?? (losesNothing
                    ? JSONColumns(objects, in: document, refusing: refused, threadCount: threadCount)
                    : JSONColumns(objects, in: document, threadCount: threadCount))
        else { return nil }
        var cells = TableColumn.columns(columns.columns, document, threadCount: threadCount)
        for index in cells.indices {
            cells[index].spacing = spacings[cells[index].path[0]]
            // A member that was opened must have columns of its own.
            if cells[index].spacing != nil, cells[index].path.count == 1 { return nil }
        }
        let plan = TablePlan(cells, rowCount: columns.rowCount, context.options)
        guard TableHeader.mayHave(columnCount: plan.columns.count, cellColumnCount: plan.cellColumns.count) else { return nil }
        guard columns.apart.isEmpty || plan.cellColumns.count >= 2 else { return nil }
        let apart = columns.apart.map { ($0, CompactJSON.minified(originals[$0].document.bytes, originals[$0].range)) }
        let text = TableText(plan, apart: Dictionary(apart, uniquingKeysWith: { first, _ in first })).bytes(threadCount: threadCount)
        guard plan.cellColumns.count < 2 || objectCount(text) == apart.count else { return nil }
        let odd = losesNothing && mayLeaveOdd && !context.options.readerIsSmall ? plan.oddRows : []
        if !odd.isEmpty {
            let isApart = Set(columns.apart)
            let places = objects.indices.filter { !isApart.contains($0) }
            let more = isApart.union(odd.map { places[$0] })
            let rows = rows(objects, originals, document, loose: more, mayLeaveOdd: false, spacings, context)
            let encoding = context.options.encoding
            if let rows, encoding.count(rows.text) < encoding.count(text) { return rows }
        }
        let hasObjects = columns.columns.contains {
            $0.cells.first { $0 >= 0 }.map { document.value(at: Int($0)).kind == .object } ?? false
        }
        return (text, hasObjects, apart.isEmpty && !hasObjects)
    }

    /// How many lines are objects by themselves: cells that look like one make no row.
    private static func objectCount(_ text: [UInt8]) -> Int {
        var count = 0, start = 0
        while start < text.count {
            let line = start..<lineEnd(in: text, from: start, limit: text.count)
            start = line.upperBound + 1
            guard !line.isEmpty, text[line.lowerBound] == 0x7B, text[line.upperBound - 1] == 0x7D else { continue }
            if (try? JSONDocument(text, in: line))?.root.kind == .object { count += 1 }
        }
        return count
    }
}
