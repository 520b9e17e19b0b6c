// The header line of a table in tabled JSON: see TabledJSON for what may stand in it.

import PithSystem

/// The columns of a table.
package struct TableHeader: Sendable {
    package struct Column: Sendable {
        /// The names from the outermost object inward, each as a JSON string literal.
        var path: [[UInt8]]
        /// Where the innermost name stands in the header, quotes left out.
        package var nameRange = 0..<0
        /// All of it as the header has it: `user.name`.
        var writtenRange = 0..<0
        var isText = false
        /// Whether its cell ^ says: as in the row above.
        package var hasDitto = false
        /// How the outermost object of its path is spaced, when that stands in a string.
        var spacing: JSONSpacing?
        /// Where its values are.
        var source = Source.cells
        /// What the header says of its values: JSON.
        package var statedValues: [Range<Int>] = []
        /// The byte between its cell and the next.
        var separator: UInt8 = 0x20
        /// What stands before each of its cells: its name and an equals sign; empty where nothing does.
        var label: [UInt8] = []

        /// Whether its cells are arrays of objects.
        var isList: Bool { if case .list = source { true } else { false } }

        /// The columns of the objects in its arrays.
        package var list: TableHeader? {
            if case .list(let header) = source { header } else { nil }
        }
    }

    indirect enum Source: Sendable {
        case cells
        case constant(Range<Int>)
        case column(Int)
        /// The members of an object by the string in a column.
        case map([[UInt8]: Range<Int>], by: Int)
        /// What stands in a column with a text before it, one behind it or both: where these stand between their quotes.
        case composed(before: Range<Int>, Int, after: Range<Int>)
        /// Cells are arrays of objects.
        case list(TableHeader)
    }

    package private(set) var columns: [Column] = []
    /// The columns that rows have cells for.
    private(set) var cellColumns: [Int] = []

    /// Whether each row begins with its place among the rows of all tables of the array: the header begins with `#`.
    package private(set) var isNumbered = false

    /// Whether rows may be objects.
    private var admitsObjects = true

    /// The same header where all cells are texts.
    var ofTexts: TableHeader {
        var header = self
        header.admitsObjects = false
        for index in columns.indices { header.columns[index].isText = true }
        return header
    }

    /// Whether the row is no cells but an object by itself.
    func isWholeObject(_ bytes: [UInt8], _ row: Range<Int>) -> Bool {
        guard admitsObjects, cellColumns.count >= 2, row.count >= 2, bytes[row.lowerBound] == 0x7B, bytes[row.upperBound - 1] == 0x7D,
            let document = try? JSONDocument(bytes, startingAt: row.lowerBound, limit: row.upperBound)
        else { return false }
        return document.root.range == row
    }

    /// Whether rows may say that they are like the one above.
    package var hasDitto: Bool { columns.contains(where: \.hasDitto) }

    init?(_ bytes: [UInt8], _ line: Range<Int>) {
        isNumbered = bytes[line].starts(with: TabledJSON.numbers)
        var at = line.lowerBound + (isNumbered ? TabledJSON.numbers.count : 0)
        // What columns refer to may stand after them.
        var references: [(column: Int, reference: Reference)] = []
        var group: [[UInt8]] = []
        var spacing: JSONSpacing?
        repeat {
            guard var column = Self.column(bytes, &at, line.upperBound) else { return nil }
            if group.isEmpty, at < line.upperBound, bytes[at] == 0x7B {
                group = column.path
                at += 1
                if column.isText {
                    spacing = at < line.upperBound && bytes[at] == 0x20 ? .spaced : .compact
                    if spacing == .spaced { at += 1 }
                }
                guard let first = Self.column(bytes, &at, line.upperBound) else { return nil }
                column = first
            }
            column.path = group + column.path
            column.spacing = spacing
            if at < line.upperBound, bytes[at] == 0x5B {
                at += 1
                guard let inner = TableHeader(listIn: bytes, &at, line.upperBound) else { return nil }
                column.source = .list(inner)
            }
            if at < line.upperBound, bytes[at] == 0x5E {
                column.hasDitto = true
                at += 1
            }
            if Self.endsInLabel(bytes, at, line.upperBound) {
                column.label = Array(bytes[column.writtenRange]) + [0x3D]
                at += 1
                cellColumns.append(columns.count)
            } else if at < line.upperBound, bytes[at] == 0x3D {
                at += 1
                guard let source = Self.source(bytes, &at, line.upperBound) else { return nil }
                switch source {
                case .value(let range): (column.source, column.statedValues) = (.constant(range), [range])
                case .reference(let reference): references.append((columns.count, reference))
                }
            } else {
                cellColumns.append(columns.count)
            }
            if !group.isEmpty, at < line.upperBound, bytes[at] == 0x7D {
                group = []
                spacing = nil
                at += 1
            }
            if at < line.upperBound {
                column.separator = bytes[at]
                at += 1
                guard at < line.upperBound else { return nil }
            }
            columns.append(column)
        } while at < line.upperBound
        guard group.isEmpty, Self.mayHave(columnCount: columns.count, cellColumnCount: cellColumns.count) else { return nil }
        guard resolve(references, bytes) else { return nil }
    }

    /// Whether the equals sign at `at` says that the column's name stands before each of its cells: no value follows it.
    private static func endsInLabel(_ bytes: [UInt8], _ at: Int, _ limit: Int) -> Bool {
        guard at < limit, bytes[at] == 0x3D else { return false }
        return at + 1 == limit || [0x20, 0x2C, 0x7C, 0x3B, 0x09, 0x7D].contains(bytes[at + 1])
    }

    /// Whether a table may have so many columns, of which so many have cells. The work of a row is that of its columns, so those without cells
    /// are limited: then it is no more than a multiple of the row's length.
    package static func mayHave(columnCount: Int, cellColumnCount: Int) -> Bool {
        cellColumnCount > 0 && columnCount <= 64 * (cellColumnCount + 1)
    }

    /// The columns of the objects in a list, up to the bracket that closes them: names, `=value` where all say the same, commas.
    private init?(listIn bytes: [UInt8], _ at: inout Int, _ limit: Int) {
        repeat {
            guard var column = Self.column(bytes, &at, limit) else { return nil }
            if at < limit, bytes[at] == 0x3D {
                at += 1
                guard let document = try? JSONDocument(bytes, startingAt: at, limit: limit) else { return nil }
                (column.source, column.statedValues) = (.constant(document.root.range), [document.root.range])
                at = document.root.range.upperBound
            } else {
                cellColumns.append(columns.count)
            }
            column.separator = 0x2C
            columns.append(column)
            guard at < limit, bytes[at] == 0x2C || bytes[at] == 0x5D else { return nil }
            at += 1
        } while bytes[at - 1] == 0x2C
        guard Self.mayHave(columnCount: columns.count, cellColumnCount: cellColumns.count) else { return nil }
    }

    /// A name, and whether its column is one of texts.
    private static func column(_ bytes: [UInt8], _ at: inout Int, _ limit: Int) -> Column? {
        let start = at
        guard let path = path(bytes, &at, limit) else { return nil }
        var column = Column(path: path)
        column.writtenRange = start..<at
        let literal = path[path.count - 1].count
        column.nameRange = bytes[at - 1] == 0x22 ? at - literal + 1..<at - 1 : at - literal + 2..<at
        if bytes[at..<limit].starts(with: [0x22, 0x22]) {
            column.isText = true
            at += 2
        }
        return column
    }

    private mutating func resolve(_ references: [(column: Int, reference: Reference)], _ bytes: [UInt8]) -> Bool {
        let places = references.isEmpty ? [:] : firstPlaces
        for (column, reference) in references {
            guard let target = places[reference.name], hasCells(target) else { return false }
            columns[column].statedValues = [reference.map, reference.before, reference.after].compactMap { $0 }
            if let map = reference.map {
                guard let entries = Self.entries(bytes, map) else { return false }
                columns[column].source = .map(entries, by: target)
            } else if reference.before != nil || reference.after != nil {
                let texts = [reference.before, reference.after].map { $0.map { $0.lowerBound + 1..<$0.upperBound - 1 } ?? 0..<0 }
                columns[column].source = .composed(before: texts[0], target, after: texts[1])
            } else {
                columns[column].source = .column(target)
            }
        }
        return true
    }

    /// The first column of each name.
    private var firstPlaces: [[[UInt8]]: Int] {
        Dictionary(columns.enumerated().map { ($1.path, $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// Whether rows have cells for the column. Cost: log of the columns.
    private func hasCells(_ column: Int) -> Bool {
        let low = cellColumns.partitioningIndex { $0 >= column }
        return low < cellColumns.count && cellColumns[low] == column
    }

    private enum Given {
        case value(Range<Int>)
        case reference(Reference)
    }

    /// A column that another is told by: looked up by it in an object, or put together of it and the string literals before and behind it.
    private struct Reference {
        var name: [[UInt8]]
        var map: Range<Int>?
        var before: Range<Int>?
        var after: Range<Int>?
    }

    private static func source(_ bytes: [UInt8], _ at: inout Int, _ limit: Int) -> Given? {
        guard at < limit else { return nil }
        if isReferenceStart(bytes[at]) {
            let start = at
            guard let name = path(bytes, &at, limit) else { return nil }
            if isJSONLiteral(bytes[start..<at]) { return .value(start..<at) }
            return textBehindPlus(bytes, &at, limit).map { .reference(Reference(name: name, after: $0.isEmpty ? nil : $0)) }
        }
        guard let document = try? JSONDocument(bytes, startingAt: at, limit: limit) else { return nil }
        let value = document.root.range
        at = value.upperBound
        if document.root.kind == .string, at + 1 < limit, bytes[at] == 0x2B {
            at += 1
            guard let name = path(bytes, &at, limit), let after = textBehindPlus(bytes, &at, limit) else { return nil }
            return .reference(Reference(name: name, before: value, after: after.isEmpty ? nil : after))
        }
        guard document.root.kind == .object, at < limit, bytes[at] == 0x5B else { return .value(value) }
        at += 1
        guard let name = path(bytes, &at, limit), at < limit, bytes[at] == 0x5D else { return nil }
        at += 1
        return .reference(Reference(name: name, map: value))
    }

    /// The string literal behind a plus sign; empty where there is no such sign, nil where something else follows it.
    private static func textBehindPlus(_ bytes: [UInt8], _ at: inout Int, _ limit: Int) -> Range<Int>? {
        guard at < limit, bytes[at] == 0x2B else { return at..<at }
        let start = at + 1
        guard start < limit, bytes[start] == 0x22, let end = stringEnd(bytes, start, limit),
            (try? JSONDocument(bytes, in: start..<end)) != nil
        else { return nil }
        at = end
        return start..<end
    }

    private static func entries(_ bytes: [UInt8], _ range: Range<Int>) -> [[UInt8]: Range<Int>]? {
        guard let document = try? JSONDocument(bytes, in: range) else { return nil }
        var entries: [[UInt8]: Range<Int>] = [:]
        for (key, value) in document.root.members { entries[key.decodedString?.bytes ?? []] = value.range }
        return entries
    }

    /// Names joined by dots.
    private static func path(_ bytes: [UInt8], _ at: inout Int, _ limit: Int) -> [[UInt8]]? {
        var path: [[UInt8]] = []
        while true {
            let start = at
            if at < limit, bytes[at] == 0x22 {
                guard let end = stringEnd(bytes, at, limit) else { return nil }
                path.append(Array(bytes[at..<end]))
                at = end
            } else {
                while at < limit, isPlainNameByte(bytes[at]) { at += 1 }
                guard at > start else { return nil }
                path.append([0x22] + bytes[start..<at] + [0x22])
            }
            guard at + 1 < limit, bytes[at] == 0x2E else { return path }
            at += 1
        }
    }
}

/// Whether a name in a header that begins with `byte` can be told from a JSON value.
package func isReferenceStart(_ byte: UInt8) -> Bool { isPlainNameByte(byte) && byte &- 0x30 >= 10 && byte != 0x2D }

/// Whether `byte` may stand in a name that is written without quotes.
@inlinable package func isPlainNameByte(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x5F, 0x24, 0x40, 0x2D, 0x80...0xFF: true
    default: false
    }
}
