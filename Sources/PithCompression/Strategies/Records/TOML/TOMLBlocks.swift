// Blocks of an array of tables in TOML that stand one below the other, as lock files have them, read as an array of JSON objects.
//
//     [[package]]
//     name = "belt"
//     dependencies = [
//      "seal",
//     ]                                 →  [{"name":"belt","dependencies":["seal"],"source":{"path":"."}},…]
//
//     [package.source]
//     path = "."
//
// What JSON cannot say (dates, other bases, infinities) and what is no value (comments) is not read: such a block stands as it is, and parts
// those above it from those below it. Number text is copied. How strings are quoted and arrays are broken into lines is not kept.

import PithJSON
import PithSystem

/// A run of blocks `[[name]]`.
struct TOMLBlocks {
    /// Between the brackets.
    let name: Range<Int>
    private let start: Int
    private var end: Int
    private(set) var objects: [[UInt8]]

    /// From the first bracket to the end of the last line that says something.
    var range: Range<Int> { start..<end }

    /// The blocks as a JSON array, minified.
    var json: [UInt8] { [0x5B] + Array(objects.joined(separator: [0x2C])) + [0x5D] }

    /// The runs in `range`, in order. Cost: linear.
    static func all(in bytes: [UInt8], _ range: Range<Int>) -> [TOMLBlocks] {
        var found: [TOMLBlocks] = []
        var run: TOMLBlocks?
        func close() {
            if let run { found.append(run) }
            run = nil
        }
        var at = range.lowerBound
        while at < range.upperBound {
            let next = min(lineEnd(in: bytes, from: at, limit: range.upperBound) + 1, range.upperBound)
            guard bytes[at] == 0x5B, let name = blockName(bytes, at, range.upperBound) else {
                if !bytes[at..<next].allSatisfy({ $0.isBlank || $0.isLineEnd }) { close() }
                at = next
                continue
            }
            var reader = TOMLBlockReader(bytes: bytes, at: next, limit: range.upperBound, name: bytes[name])
            guard reader.read() else {
                close()
                at = max(next, reader.at)
                continue
            }
            // What holds the run is one name only, so that it grows in place.
            if let first = run?.name, bytes[first].elementsEqual(bytes[name]) {
                run?.end = reader.end
                run?.objects.append(reader.object)
            } else {
                close()
                run = TOMLBlocks(name: name, start: at, end: reader.end, objects: [reader.object])
            }
            at = max(next, reader.at)
        }
        close()
        return found
    }

    /// The name on the line `[[name]]` that begins at `start`, with dots at most; nil where there is none.
    private static func blockName(_ bytes: [UInt8], _ start: Int, _ limit: Int) -> Range<Int>? {
        guard start + 1 < limit, bytes[start + 1] == 0x5B else { return nil }
        var at = start + 2
        while at < limit, TabledJSON.isBlockNameByte(bytes[at]) { at += 1 }
        let name = start + 2..<at
        guard !name.isEmpty, at + 1 < limit, bytes[at] == 0x5D, bytes[at + 1] == 0x5D else { return nil }
        at += 2
        while at < limit, bytes[at].isBlank || bytes[at] == 0x0D { at += 1 }
        return at == limit || bytes[at] == 0x0A ? name : nil
    }
}

/// Reads what stands under one `[[name]]`.
private struct TOMLBlockReader {
    let bytes: [UInt8]
    var at: Int
    let limit: Int
    /// Between the brackets.
    let name: ArraySlice<UInt8>
    /// The end of the last line that says something.
    var end = 0
    var object: [UInt8] = [0x7B]

    private static let deepest = 8
    private static let mostMembers = 96
    private var keys: Set<[UInt8]> = []
    private var isInSubtable = false
    private var subtableKeys: Set<[UInt8]> = []

    init(bytes: [UInt8], at: Int, limit: Int, name: ArraySlice<UInt8>) {
        (self.bytes, self.at, self.limit, self.name, end) = (bytes, at, limit, name, max(0, at - 1))
    }

    /// Reads the members up to the head of another table; false where the block holds something else. Then `at` is behind what was looked at.
    mutating func read() -> Bool {
        while at < limit {
            skipBlanks()
            guard at < limit else { break }
            switch bytes[at] {
            case 0x0A, 0x0D: at += 1
            case 0x5B:
                // An array of tables of its own.
                if at + 1 < limit, bytes[at + 1] == 0x5B, isOwnSubtable(from: at + 1) { return false }
                guard isOwnSubtable(from: at) else { return close() }
                guard openSubtable(), endsLine() else { return false }
            default:
                guard member(), endsLine() else { return false }
            }
        }
        return close()
    }

    private mutating func close() -> Bool {
        if isInSubtable { object.append(0x7D) }
        object.append(0x7D)
        return object.count > 2
    }

    private mutating func skipBlanks() { while at < limit, bytes[at].isBlank { at += 1 } }

    /// Whether nothing more stands on the line; goes behind it.
    private mutating func endsLine() -> Bool {
        end = at
        skipBlanks()
        if at < limit, bytes[at] == 0x0D { at += 1 }
        guard at == limit || bytes[at] == 0x0A else { return false }
        at += 1
        return true
    }

    /// Whether `[name.…]` begins at `start`.
    private func isOwnSubtable(from start: Int) -> Bool {
        let head = start + 1
        return head + name.count < limit && bytes[head..<head + name.count].elementsEqual(name) && bytes[head + name.count] == 0x2E
    }

    /// `[name.key]`: what follows are the members of an object.
    private mutating func openSubtable() -> Bool {
        at += name.count + 2
        guard let key = key(), at < limit, bytes[at] == 0x5D, keys.insert(key).inserted else { return false }
        at += 1
        if isInSubtable { object.append(0x7D) }
        (isInSubtable, subtableKeys) = (true, [])
        separate(&object)
        object += key + [0x3A, 0x7B]
        return true
    }

    private func separate(_ text: inout [UInt8]) { if let last = text.last, last != 0x7B, last != 0x5B { text.append(0x2C) } }

    /// `key = value`
    private mutating func member() -> Bool {
        guard let key = key(), isInSubtable ? subtableKeys.insert(key).inserted : keys.insert(key).inserted,
            keys.count + subtableKeys.count <= Self.mostMembers
        else { return false }
        skipBlanks()
        guard at < limit, bytes[at] == 0x3D else { return false }
        at += 1
        skipBlanks()
        separate(&object)
        object += key + [0x3A]
        return value(depth: 0)
    }

    /// A name as a string literal; nil for one of several parts.
    private mutating func key() -> [UInt8]? {
        guard at < limit else { return nil }
        if bytes[at] == 0x22 || bytes[at] == 0x27 { return string() }
        let start = at
        while at < limit, TabledJSON.isBlockNameByte(bytes[at]), bytes[at] != 0x2E { at += 1 }
        return at > start ? [0x22] + bytes[start..<at] + [0x22] : nil
    }

    /// Appends the value that begins here. Nested no deeper than `deepest`.
    private mutating func value(depth: Int) -> Bool {
        guard at < limit, depth < Self.deepest else { return false }
        switch bytes[at] {
        case 0x22, 0x27:
            guard let string = string() else { return false }
            object += string
            return true
        case 0x5B: return array(depth: depth)
        case 0x7B: return inlineTable(depth: depth)
        default:
            let start = at
            while at < limit, Self.isLiteralByte(bytes[at]) {
                at += 1
            }
            let text = bytes[start..<at]
            guard isJSONLiteral(text), !text.elementsEqual("null".utf8) else { return false }
            object += text
            return true
        }
    }

    /// What numbers, dates and words are made of.
    private static func isLiteralByte(_ byte: UInt8) -> Bool {
        byte.isNameByte || byte == 0x2B || byte == 0x2D || byte == 0x2E || byte == 0x3A
    }

    private mutating func array(depth: Int) -> Bool {
        object.append(0x5B)
        at += 1
        while true {
            skipSpace()
            guard at < limit else { return false }
            if bytes[at] == 0x5D { break }
            separate(&object)
            guard value(depth: depth + 1) else { return false }
            skipSpace()
            guard at < limit, bytes[at] == 0x2C || bytes[at] == 0x5D else { return false }
            if bytes[at] == 0x2C { at += 1 }
        }
        at += 1
        object.append(0x5D)
        return true
    }

    private mutating func inlineTable(depth: Int) -> Bool {
        var known: Set<[UInt8]> = []
        object.append(0x7B)
        at += 1
        skipSpace()
        while at < limit, bytes[at] != 0x7D {
            guard let key = key(), known.insert(key).inserted else { return false }
            skipSpace()
            guard at < limit, bytes[at] == 0x3D else { return false }
            at += 1
            skipSpace()
            separate(&object)
            object += key + [0x3A]
            guard value(depth: depth + 1) else { return false }
            skipSpace()
            guard at < limit, bytes[at] == 0x2C || bytes[at] == 0x7D else { return false }
            if bytes[at] == 0x2C { at += 1 }
            skipSpace()
        }
        guard at < limit else { return false }
        at += 1
        object.append(0x7D)
        return true
    }

    private mutating func skipSpace() { while at < limit, bytes[at].isBlank || bytes[at].isLineEnd { at += 1 } }

    /// The string on one line that begins here, as a JSON literal; nil where JSON has no such escape.
    private mutating func string() -> [UInt8]? {
        let quote = bytes[at]
        let start = at
        if at + 2 < limit, bytes[at + 1] == quote, bytes[at + 2] == quote { return nil }
        at += 1
        while at < limit, bytes[at] >= 0x20, bytes[at] != quote {
            if quote == 0x22, bytes[at] == 0x5C {
                at += 1
                guard at < limit else { return nil }
                switch bytes[at] {
                case 0x22, 0x5C, 0x62, 0x66, 0x6E, 0x72, 0x74, 0x75: break
                default: return nil
                }
            }
            at += 1
        }
        guard at < limit, bytes[at] == quote else { return nil }
        at += 1
        if quote == 0x22 { return Array(bytes[start..<at]) }
        var literal: [UInt8] = [0x22]
        JSONWriter.escape(bytes[start + 1..<at - 1], into: &literal)
        return literal + [0x22]
    }
}
