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

    func proposals(for context: StrategyContext) -> [Proposal] {
        guard !context.options.keepsFormat, !context.mustStayJSON else { return [] }
        return context.joinedSegments.flatMap { stretch -> [Proposal] in
            let bytes = context.prompt.views[stretch.view].bytes
            return Self.parts(bytes, stretch.range).flatMap { part -> [Proposal] in
                guard let yaml = YAMLEntries(bytes, part) else { return [] }
                return context.proposals(forRecordsOf: yaml, inView: stretch.view, by: Self.self)
            }
        }
    }

    private static let backticks = ByteSet([0x60])

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
}

extension YAMLEntries: RecordText {
    /// The document itself comes first.
    var indices: Range<Int> { -1..<entries.count }

    /// What stands side by side in an entry, or in the document.
    func runs(at index: Int, fewest: Int, _ left: inout Int) -> [RecordRun<Range<Int>>] {
        let isRoot = index < 0
        guard isRoot ? documentCount == 1 : entries[index].value.isEmpty && !entries[index].isDash else { return [] }
        let count = isRoot ? rootCount : entries[index].childCount
        guard count >= fewest else { return [] }
        let first = index + 1, end = isRoot ? entries.count : entries[index].endIndex, start = entries[first].start
        var last = 0, entry = first, objectCount = 0
        while entry < end {
            last = max(last, entries[entry].end)
            if entries[entry].childCount > 0, !entries[entry].holdsDashes { objectCount += 1 }
            entry = entries[entry].endIndex
        }
        guard objectCount == count, !holdsRemark(start..<last) else { return [] }
        left -= last - start
        // Behind the colon of the key that it stands under, or at the edge.
        let from = isRoot ? bytes[..<start].lastIndex(of: 0x0A).map { $0 + 1 } ?? 0 : entries[index].key.upperBound + 1
        return [RecordRun(indices: index..<end, range: from..<last, content: first..<end)]
    }

    func table(of run: RecordRun<Range<Int>>, _ context: StrategyContext) -> [UInt8]? {
        let isRoot = run.indices.lowerBound < 0, isList = entries[run.content.lowerBound].isDash
        // As a list of records, and as what the reader is to make of it.
        var value = YAMLValue(self), whole = YAMLValue(self)
        guard isRoot ? whole.append(side: run.content) : whole.append(run.indices.lowerBound) else { return nil }
        var entry = run.content.lowerBound
        while entry < run.content.upperBound {
            var member: [UInt8]?
            if !isList {
                guard let key = entries[entry].key.isEmpty ? nil : value.key(entry), !isJSONLiteral(bytes[entries[entry].key]) else {
                    return nil
                }
                member = TabledJSON.keyMember + key
            }
            guard value.append(entry, with: member) else { return nil }
            entry = entries[entry].endIndex
            if entry < run.content.upperBound { value.separate() }
        }
        let records = [0x5B] + value.json + [0x5D]
        guard let document = try? JSONDocument(records), let table = JSONTable.table(document.root, document, context) else { return nil }
        let form = isList ? table : [0x7B] + table + [0x7D]
        guard let read = TabledJSON(form, startingAt: 0, limit: form.count), read.range == 0..<form.count, read.expanded == whole.json,
            value.isTold(by: form)
        else { return nil }
        // Entries of different kinds are a table in name only.
        let areObjects = read.tables.flatMap(\.areObjects)
        guard areObjects.count(where: { $0 }) * 4 <= areObjects.count else { return nil }
        return isRoot ? form : [0x20] + form
    }
}
