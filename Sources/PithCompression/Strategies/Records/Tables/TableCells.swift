// The cells of a table's columns as text, and what each column can leave out.

import PithJSON
import PithSystem

/// One column, its cells ready to be written.
struct TableColumn: Sendable {
    let path: [[UInt8]]
    /// Whether its name after an equals sign is no JSON value.
    let canBeReferredTo: Bool
    /// How the outermost object of the path is spaced, when that stands in a string.
    var spacing: JSONSpacing?
    let cells: ColumnCells
    var source = Source.cells
    /// Its strings stand bare whatever they look like.
    var isText = false
    /// Cells that say what the one above says are `^`.
    var hasDitto = false
    var separator: UInt8 = 0x20
    /// Its name and an equals sign, where they stand before each cell.
    var label: [UInt8] = []
    /// For cells that are arrays of objects: how these are written.
    var list: TableList?

    enum Source: Equatable, Sendable {
        case cells, constant
        /// As in another column.
        case column(Int)
        /// By the string in another column.
        case map(by: Int)
        /// What another column says between two texts.
        case composed(before: [UInt8], Int, after: [UInt8])

        /// The column that it is told by.
        var other: Int? {
            switch self {
            case .cells, .constant: nil
            case .column(let other), .map(let other), .composed(_, let other, _): other
            }
        }
    }

    /// The columns with their cells. Cost: linear; those of many rows are read side by side, and in parts.
    static func columns(_ columns: [JSONColumns.Column], _ document: JSONDocument, threadCount: Int) -> [TableColumn] {
        let isLong = columns.contains { $0.cells.count >= 2 * ThreadGain.fewestCellsOfPart }
        return Parallel.map(columns.count, threadCount: isLong ? threadCount : 1) {
            TableColumn(columns[$0], document, threadCount: threadCount)
        }
    }

    private init(_ column: JSONColumns.Column, _ document: JSONDocument, threadCount: Int) {
        path = column.path
        canBeReferredTo = Self.canBeReferred(to: path)
        list = column.list.map { TableList($0, document, threadCount: threadCount) }
        cells = ColumnCells(
            joining: column.cells.inParts(threadCount: threadCount, fewestOfPart: ThreadGain.fewestCellsOfPart) {
                ColumnCells($0, document)
            })
        isText = cells.doubtfulCount > 1 && !cells.hasOthers
    }

    /// A column of texts; an empty one is no cell.
    init(texts: [[UInt8]], name: [UInt8]) {
        var literal: [UInt8] = [0x22]
        JSONWriter.escape(name[...], into: &literal)
        path = [literal + [0x22]]
        canBeReferredTo = Self.canBeReferred(to: path)
        var cells = ColumnCells()
        for text in texts { if text.isEmpty { cells.appendNothing() } else { cells.append(text: text) } }
        self.cells = cells
        isText = true
    }

    /// How the cell in `row` is written.
    func text(_ row: Int, isLast: Bool) -> ArraySlice<UInt8> {
        if cells.isNothing(row) { return [0x2D] }
        if hasDitto, row > 0, cells.areSame(row - 1, row) { return [0x5E] }
        if let list, cells.firstByte(row) == 0x5B { return list.text(row)[...] }
        guard let bare = cells.bare(row), isText || !isJSONLiteral(bare), isLast || !bare.contains(separator) else {
            return cells.literal(row)
        }
        if !isText, bare.first == 0x5B || bare.first == 0x7B { return cells.literal(row) }
        return bare
    }

    /// Whether all rows have the same value.
    var isConstant: Bool { !cells.isNothing(0) && (1..<max(1, cells.count)).allSatisfy { cells.areSame(0, $0) } }

    private static func canBeReferred(to path: [[UInt8]]) -> Bool {
        let name = name(of: path)
        return !name.contains(0x22) && isReferenceStart(name[0]) && !isJSONLiteral(name[...])
    }

    static func name(of path: [[UInt8]]) -> [UInt8] {
        var text: [UInt8] = []
        for (index, name) in path.enumerated() {
            if index > 0 { text.append(0x2E) }
            let plain = name.dropFirst().dropLast()
            text += !plain.isEmpty && plain.allSatisfy(isPlainNameByte) ? plain : name[...]
        }
        return text
    }
}
