// The cells of a table's columns as text, and what each column can leave out.

import PithJSON
import PithSystem

/// One column, its cells ready to be written.
struct TableColumn {
    /// One cell: a bare text, JSON as it is, or nothing.
    struct Cell: Equatable {
        /// The value as JSON, minified; empty where the object has no such member.
        let literal: ArraySlice<UInt8>
        /// For a string that may stand without quotes: its text.
        let bare: ArraySlice<UInt8>?

        /// The text follows from the value.
        static func == (one: Cell, other: Cell) -> Bool { areSame(one.literal, other.literal) }

        static let nothing = Cell(literal: [], bare: nil)
    }

    let path: [[UInt8]]
    /// Whether its name after an equals sign is no JSON value.
    let canBeReferredTo: Bool
    /// How the outermost object of the path is spaced, when that stands in a string.
    var spacing: JSONSpacing?
    let cells: [Cell]
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

    enum Source: Equatable {
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

    init(_ column: JSONColumns.Column, _ document: JSONDocument) {
        path = column.path
        canBeReferredTo = Self.canBeReferred(to: path)
        list = column.list.map { TableList($0, document) }
        cells = column.cells.map { Self.cell($0, document) }
        // Strings that would be read as numbers and the like.
        let doubtful = cells.count { $0.bare.map { isJSONLiteral($0) && !$0.elementsEqual("null".utf8) } ?? false }
        let others = cells.contains {
            $0.bare == nil && !$0.literal.isEmpty && $0.literal.first != 0x22 && !$0.literal.elementsEqual("null".utf8)
        }
        isText = doubtful > 1 && !others
    }

    /// A column of texts; an empty one is no cell.
    init(texts: [[UInt8]], name: [UInt8]) {
        func literal(_ text: [UInt8]) -> [UInt8] {
            var literal: [UInt8] = [0x22]
            JSONWriter.escape(text[...], into: &literal)
            return literal + [0x22]
        }
        path = [literal(name)]
        canBeReferredTo = Self.canBeReferred(to: path)
        cells = texts.map { text in
            if text.isEmpty { return .nothing }
            let quoted = literal(text)[...]
            return Cell(literal: quoted, bare: Self.bareText(quoted))
        }
        isText = true
    }

    private static func cell(_ position: Int32, _ document: JSONDocument) -> Cell {
        guard position >= 0 else { return .nothing }
        let range = document.range(at: Int(position)), bytes = document.bytes
        switch document.kind(at: Int(position)) {
        case .string:
            let literal = CompactJSON.minifiedString(bytes, range)
            return Cell(literal: literal, bare: bareText(literal))
        case .array, .object: return Cell(literal: CompactJSON.minified(bytes, range)[...], bare: nil)
        default: return Cell(literal: bytes[range], bare: nil)
        }
    }

    /// What the string literal says, when it may stand in a row without quotes.
    private static func bareText(_ literal: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
        guard let text = BareText(literal)?.bytes, text.first != 0x5D else { return nil }
        return text.begins(with: "null") && text.count == 4 || text.count == 1 && (text.first == 0x2D || text.first == 0x5E) ? nil : text
    }

    /// How the cell in `row` is written.
    func text(_ row: Int, isLast: Bool) -> ArraySlice<UInt8> {
        let cell = cells[row]
        if cell.literal.isEmpty { return [0x2D] }
        if hasDitto, row > 0, cells[row - 1] == cell { return [0x5E] }
        if let list, cell.literal.first == 0x5B { return list.text(row)[...] }
        guard let bare = cell.bare, isText || !isJSONLiteral(bare), isLast || !bare.contains(separator) else { return cell.literal }
        if !isText, bare.first == 0x5B || bare.first == 0x7B { return cell.literal }
        return bare
    }

    /// Whether all rows have the same value.
    var isConstant: Bool { !cells[0].literal.isEmpty && cells.allSatisfy { $0 == cells[0] } }

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
