// The cells of one column, side by side in a text of their own: threads that work on different columns share nothing, and a cell is no object.

import PithJSON
import PithSystem

/// What the rows of a table say in one column.
struct ColumnCells: Sendable {
    /// Where a cell stands in the text.
    private struct Place {
        /// The value as JSON, minified; empty where the object has no such member.
        var literal: Range<Int>
        /// For a string that may stand without quotes: its text. Empty for other values.
        var bare: Range<Int>
    }

    private var bytes: [UInt8] = []
    private var places: [Place] = []
    /// How many are strings; how many are nothing.
    private(set) var stringCount = 0, nothingCount = 0
    /// How many strings would be read as numbers and the like if they stood without quotes.
    private(set) var doubtfulCount = 0
    /// Whether there are numbers, true and false, arrays or objects.
    private(set) var hasOthers = false

    init() {}

    /// The values with these tape indices; -1 is nothing. Cost: linear.
    init(_ positions: ArraySlice<Int32>, _ document: JSONDocument) {
        places.reserveCapacity(positions.count)
        let source = document.bytes
        for position in positions {
            guard position >= 0 else {
                appendNothing()
                continue
            }
            let range = document.range(at: Int(position)), start = bytes.count
            switch document.kind(at: Int(position)) {
            case .string:
                let isPlain = firstOffset(of: 0x5C, in: source, range) == range.upperBound
                if isPlain { bytes.append(source, range) } else { CompactJSON.appendMinified(source, range, to: &bytes) }
                closeString(from: start)
            case .array, .object:
                CompactJSON.appendMinified(source, range, to: &bytes)
                closeOther(from: start)
            case .null:
                bytes.append(source, range)
                closeNull(from: start)
            default:
                bytes.append(source, range)
                closeOther(from: start)
            }
        }
    }

    /// The cells of parts of a column, one part behind the other. Cost: linear.
    init(joining parts: [ColumnCells]) {
        self = parts.first ?? ColumnCells()
        bytes.reserveCapacity(parts.reduce(0) { $0 + $1.bytes.count })
        places.reserveCapacity(parts.reduce(0) { $0 + $1.count })
        for part in parts.dropFirst() {
            let offset = bytes.count
            bytes += part.bytes
            for place in part.places {
                let (literal, bare) = (place.literal, place.bare)
                places.append(
                    Place(
                        literal: literal.lowerBound + offset..<literal.upperBound + offset,
                        bare: bare.lowerBound + offset..<bare.upperBound + offset))
            }
            stringCount += part.stringCount
            nothingCount += part.nothingCount
            doubtfulCount += part.doubtfulCount
            hasOthers = hasOthers || part.hasOthers
        }
    }

    /// Adds a string that says `text`.
    mutating func append(text: [UInt8]) {
        let start = bytes.count
        bytes.append(0x22)
        JSONWriter.escape(text[...], into: &bytes)
        bytes.append(0x22)
        closeString(from: start)
    }

    mutating func appendNothing() {
        places.append(Place(literal: bytes.count..<bytes.count, bare: bytes.count..<bytes.count))
        nothingCount += 1
    }

    private mutating func closeNull(from start: Int) {
        places.append(Place(literal: start..<bytes.count, bare: bytes.count..<bytes.count))
    }

    private mutating func closeOther(from start: Int) {
        closeNull(from: start)
        hasOthers = true
    }

    private mutating func closeString(from start: Int) {
        let literal = start..<bytes.count
        var bare = bytes.count..<bytes.count
        if let text = Self.bareText(bytes[literal]) {
            if isJSONLiteral(text) { doubtfulCount += 1 }
            if text.count == literal.count - 2 {
                bare = literal.lowerBound + 1..<literal.upperBound - 1
            } else {
                bytes += Array(text)
                bare = literal.upperBound..<bytes.count
            }
        }
        places.append(Place(literal: literal, bare: bare))
        stringCount += 1
    }

    /// What the string literal says, when it may stand in a row without quotes.
    private static func bareText(_ literal: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
        guard let text = BareText(literal)?.bytes, text.first != 0x5D else { return nil }
        return text.begins(with: "null") && text.count == 4 || text.count == 1 && (text.first == 0x2D || text.first == 0x5E) ? nil : text
    }

    // MARK: What they say

    var count: Int { places.count }

    /// The value as JSON, minified; empty where there is none.
    func literal(_ row: Int) -> ArraySlice<UInt8> { bytes[places[row].literal] }
    func literalCount(_ row: Int) -> Int { places[row].literal.count }
    func isNothing(_ row: Int) -> Bool { places[row].literal.isEmpty }

    /// The first byte of the value as JSON; nil where there is none.
    func firstByte(_ row: Int) -> UInt8? { isNothing(row) ? nil : bytes[places[row].literal.lowerBound] }

    /// The text of a string that may stand without quotes.
    func bare(_ row: Int) -> ArraySlice<UInt8>? { places[row].bare.isEmpty ? nil : bytes[places[row].bare] }

    /// Whether all are strings.
    var areStrings: Bool { stringCount == count }

    /// The bytes of all cells as short as they can be written, and of what parts them.
    var byteCount: Int { places.reduce(0) { $0 + ($1.bare.isEmpty ? $1.literal.count : $1.bare.count) + 1 } }

    /// Whether some text that may stand without quotes has a blank.
    var holdsBlanks: Bool { bytes.contains(0x20) && places.contains { bytes[$0.bare].contains(0x20) } }

    /// Whether two rows say the same: the text follows from the value.
    func areSame(_ row: Int, _ other: Int) -> Bool { PithSystem.areSame(bytes, places[row].literal, places[other].literal) }

    /// Whether a row says what it says in another column.
    func isSame(_ row: Int, as other: ColumnCells) -> Bool {
        literalCount(row) == other.literalCount(row) && PithSystem.areSame(literal(row), other.literal(row))
    }

    /// Whether all rows say what they say in another column.
    func areSame(as other: ColumnCells) -> Bool { count == other.count && places.indices.allSatisfy { isSame($0, as: other) } }
}
