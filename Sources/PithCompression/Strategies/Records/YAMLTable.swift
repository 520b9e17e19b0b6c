// Lists of mappings in YAML become tables, as arrays of objects do in JSON; so do mappings whose values are mappings of one shape, their keys the first
// column.
//
//     env:                        env: [               services:                 services: {[
//     - name: HOME                name value             pool:                   key image restart
//       value: /root              HOME /root               image: acme/pool      pool acme/pool always
//     - name: MODE                MODE test                restart: always       seal acme/seal always
//       value: test               ]                      seal: …                 ]}
//
// TabledJSON has the form and its reader. A cell that stands without quotation marks is a plain value, as in YAML (YAMLValue). What holds a remark, text
// over several lines, a name, a tag or a reference stays as it is. Only where all of a text, or of a fenced block, is YAML; in sessions for longer
// lists than people edit by their text.

import PithJSON
import PithPrompt
import PithSystem

/// Writes lists of mappings in YAML as tables.
struct YAMLTable: Strategy {
    static let name = "yaml-table"
    static let summary = "lists of mappings in YAML, and mappings of mappings, as tables: keys once in a header"
    static let kinds: Set<SegmentKind> = [.code, .prose, .list, .example, .log, .search, .listing, .stackTrace, .markup, .json, .table]
    static let effect = EditEffect.lossless

    private static let fewestRecords = 3
    private static let fewestInSession = 12
    private static let attempts = 8

    func proposals(for context: StrategyContext) -> [Proposal] {
        guard !context.options.keepsFormat, !context.mustStayJSON else { return [] }
        return context.joinedSegments.flatMap { stretch -> [Proposal] in
            let view = context.prompt.views[stretch.view]
            return Self.parts(view.bytes, stretch.range).flatMap { part -> [Proposal] in
                guard let yaml = YAMLEntries(view.bytes, part) else { return [] }
                return Self.tables(yaml, context).filter { !view.isProtected($0.range) }.map {
                    Proposal(edits: [
                        Edit(view: stretch.view, range: $0.range, replacement: $0.text, strategy: Self.name, effect: Self.effect)
                    ])
                }
            }
        }
    }

    private static let backticks = ByteSet { $0 == 0x60 }

    /// What may be YAML as a whole: the text, or what stands in its fences of that name.
    private static func parts(_ bytes: [UInt8], _ range: Range<Int>) -> [Range<Int>] {
        var parts: [Range<Int>] = []
        var fence: (start: Int, isYAML: Bool)?
        var hasFence = false
        var at = backticks.firstLine(in: bytes, range)
        while at < range.upperBound {
            let next = min(lineEnd(in: bytes, from: at, limit: range.upperBound) + 1, range.upperBound)
            let line = bytes[at..<next]
            if line.begins(with: "```") {
                hasFence = true
                if let open = fence {
                    if open.isYAML { parts.append(open.start..<at) }
                    fence = nil
                } else {
                    fence = (next, line.begins(with: "```yaml") || line.begins(with: "```yml"))
                }
            }
            at = backticks.firstLine(in: bytes, next..<range.upperBound)
        }
        if hasFence { return parts }
        // The rest of a text of which parts became tables is none by itself.
        let start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        guard range.upperBound == bytes.count, holdsRemarksOnly(bytes, start..<max(start, range.lowerBound)) else { return [] }
        return [min(max(start, range.lowerBound), range.upperBound)..<range.upperBound]
    }

    /// Whether the lines are blank or remarks, such as a file's own words to its readers.
    private static func holdsRemarksOnly(_ bytes: [UInt8], _ range: Range<Int>) -> Bool {
        var at = range.lowerBound
        while at < range.upperBound {
            let next = min(lineEnd(in: bytes, from: at, limit: range.upperBound) + 1, range.upperBound)
            guard bytes[at..<next].first(where: { !$0.isSpace }) ?? 0x23 == 0x23 else { return false }
            at = next
        }
        return true
    }

    /// The tables of the outermost lists and mappings that make one. Cost: linear; what stands within another is tried for so many bytes and no more.
    private static func tables(_ yaml: YAMLEntries, _ context: StrategyContext) -> [(range: Range<Int>, text: [UInt8])] {
        var found: [(range: Range<Int>, text: [UInt8])] = []
        var left = yaml.bytes.count * attempts
        let fewest = context.options.isSession ? fewestInSession : fewestRecords
        var index = -1
        while index < yaml.entries.count {
            // The document itself comes first.
            let isRoot = index < 0
            let count = isRoot ? yaml.documentCount == 1 ? yaml.rootCount : 0 : yaml.entries[index].childCount
            let isNamed = !isRoot && !yaml.entries[index].value.isEmpty
            if count >= fewest, left > 0, !isNamed, isRoot || !yaml.entries[index].isDash {
                let first = isRoot ? 0 : index + 1
                let end = isRoot ? yaml.entries.count : yaml.entries[index].endIndex
                if let (range, text) = table(yaml, first, end, count, isRoot: isRoot, &left, context) {
                    found.append((range, text))
                    index = end
                    continue
                }
            }
            index += 1
        }
        return found
    }

    /// The table of the entries that stand side by side from `first` on, and what it takes the place of; nil where there is none, or it is no shorter.
    private static func table(
        _ yaml: YAMLEntries, _ first: Int, _ end: Int, _ count: Int, isRoot: Bool, _ left: inout Int, _ context: StrategyContext
    ) -> (Range<Int>, [UInt8])? {
        let bytes = yaml.bytes, isList = yaml.entries[first].isDash
        var last = 0, entry = first, objectCount = 0
        while entry < end {
            last = max(last, yaml.entries[entry].end)
            if yaml.entries[entry].childCount > 0, !yaml.entries[entry].holdsDashes { objectCount += 1 }
            entry = yaml.entries[entry].endIndex
        }
        let start = yaml.entries[first].start
        guard objectCount == count, !yaml.holdsRemark(start..<last) else { return nil }
        left -= last - start
        // As a list of records, and as what the reader is to make of it.
        var value = YAMLValue(yaml), whole = YAMLValue(yaml)
        guard isRoot ? whole.append(side: first..<end) : whole.append(first - 1) else { return nil }
        entry = first
        while entry < end {
            var member: [UInt8]?
            if !isList {
                guard let key = yaml.entries[entry].key.isEmpty ? nil : value.key(entry),
                    !isJSONLiteral(yaml.bytes[yaml.entries[entry].key])
                else { return nil }
                member = TabledJSON.keyMember + key
            }
            guard value.append(entry, with: member) else { return nil }
            entry = yaml.entries[entry].endIndex
            if entry < end { value.separate() }
        }
        let records = [0x5B] + value.json + [0x5D]
        guard let document = try? JSONDocument(records), let table = JSONTable.table(document.root, document, context) else { return nil }
        let form = isList ? table : [0x7B] + table + [0x7D]
        guard let read = TabledJSON(form, startingAt: 0, limit: form.count), read.range == 0..<form.count,
            read.expanded == whole.json, value.isTold(by: form)
        else { return nil }
        // Entries of different kinds are a table in name only.
        let areObjects = read.tables.flatMap(\.areObjects)
        guard areObjects.count(where: { $0 }) * 4 <= areObjects.count else { return nil }
        // Behind the colon of the key that it stands under, or at the edge.
        let lineStart = bytes[..<start].lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
        let from = isRoot ? lineStart : yaml.entries[first - 1].key.upperBound + 1
        let text = isRoot ? form : [0x20] + form
        let encoding = context.options.encoding
        return encoding.count(text) < encoding.count(bytes[from..<last]) ? (from..<last, text) : nil
    }
}
