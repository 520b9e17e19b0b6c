// The tape builder behind `JSONDocument`: a loop over the bytes with a stack of the containers that are open.

import PithSystem

struct JSONParser {
    let bytes: [UInt8]
    var at: Int
    let end: Int
    var nodes: [JSONDocument.Node] = []
    private var open: [Int] = []

    init(bytes: [UInt8], at: Int, end: Int) { (self.bytes, self.at, self.end) = (bytes, at, end) }

    /// So many nodes tell how dense a text is.
    private static let fewestNodesTold = 1 << 12

    /// What may come next, by the grammar.
    private enum Expectation { case value, valueOrEnd, keyOrEnd, key, commaOrEnd }

    mutating func parse(whole: Bool) throws(JSONError) {
        guard end < Int(UInt32.max) else { throw JSONError(byteOffset: Int(UInt32.max), expected: "a text of less than 4 GiB") }
        let start = at
        var isTold = !whole
        if whole { nodes.reserveCapacity(min((end - at) / 24 + 1, 2 * Self.fewestNodesTold)) }
        skipSpace()
        var expect = Expectation.value
        repeat {
            guard at < end else { throw failure(expect) }
            let byte = bytes[at]
            switch expect {
            case .valueOrEnd where byte == 0x5D, .keyOrEnd where byte == 0x7D:
                close()
                expect = .commaOrEnd
            case .value, .valueOrEnd:
                expect = try value(byte)
            case .key, .keyOrEnd:
                guard byte == 0x22 else { throw failure(expect) }
                try string()
                skipSpace()
                guard at < end, bytes[at] == 0x3A else { throw JSONError(byteOffset: at, expected: "':'") }
                at += 1
                expect = .value
            case .commaOrEnd:
                if !isTold, nodes.count >= Self.fewestNodesTold {
                    // What the text has so far tells how many nodes are to come: to grow into megabytes copies them again and again.
                    nodes.reserveCapacity(nodes.count + Int(Double(nodes.count) * Double(end - at) / Double(at - start) * 1.1))
                    isTold = true
                }
                let inObject = nodes[open[open.count - 1]].kind == .object
                if byte == 0x2C {
                    at += 1
                    expect = inObject ? .key : .value
                } else if byte == (inObject ? 0x7D : 0x5D) {
                    close()
                } else {
                    throw failure(expect)
                }
            }
            if whole || !open.isEmpty { skipSpace() }
        } while !open.isEmpty
        if whole, at < end { throw JSONError(byteOffset: at, expected: "the end of the text") }
    }

    /// Reads a value's first token; a container is only opened.
    private mutating func value(_ byte: UInt8) throws(JSONError) -> Expectation {
        switch byte {
        case 0x7B, 0x5B:
            open.append(nodes.count)
            append(byte == 0x7B ? .object : .array, from: at, to: at + 1)
            at += 1
            return byte == 0x7B ? .keyOrEnd : .valueOrEnd
        case 0x22: try string()
        case 0x74: try word("true", .true)
        case 0x66: try word("false", .false)
        case 0x6E: try word("null", .null)
        default: try number()
        }
        return .commaOrEnd
    }

    private mutating func close() {
        at += 1
        let container = open.removeLast()
        nodes[container].end = UInt32(at)
        nodes[container].next = UInt32(nodes.count)
    }

    private mutating func append(_ kind: JSONDocument.Kind, from start: Int, to stop: Int) {
        nodes.append(JSONDocument.Node(start: UInt32(start), end: UInt32(stop), next: UInt32(nodes.count + 1), kind: kind))
    }

    private mutating func skipSpace() {
        while at < end, isJSONSpace(bytes[at]) { at += 1 }
    }

    private mutating func word(_ text: String, _ kind: JSONDocument.Kind) throws(JSONError) {
        let word = text.utf8
        guard end - at >= word.count, bytes[at..<at + word.count].elementsEqual(word) else {
            throw JSONError(byteOffset: at, expected: "'\(text)'")
        }
        append(kind, from: at, to: at + word.count)
        at += word.count
    }

    private mutating func string() throws(JSONError) {
        let start = at
        at += 1
        while at < end {
            // Most bytes stand for themselves.
            at = Self.stringMarks.firstOffset(in: bytes, at..<end)
            guard at < end else { break }
            let byte = bytes[at]
            if byte == 0x22 {
                at += 1
                append(.string, from: start, to: at)
                return
            }
            if byte == 0x5C {
                guard at + 1 < end else { break }
                switch bytes[at + 1] {
                case 0x22, 0x5C, 0x2F, 0x62, 0x66, 0x6E, 0x72, 0x74: at += 2
                case 0x75:
                    guard at + 6 <= end, bytes[at + 2..<at + 6].allSatisfy({ hexadecimalValue($0) != nil }) else {
                        throw JSONError(byteOffset: at, expected: "four hexadecimal digits after \\u")
                    }
                    at += 6
                default: throw JSONError(byteOffset: at, expected: "an escape such as \\n or \\u00e9")
                }
            } else {
                throw JSONError(byteOffset: at, expected: "an escaped control character (\\n for a line end)")
            }
        }
        throw JSONError(byteOffset: end, expected: "a closing quote for the string at byte \(start)")
    }

    /// What does not stand for itself in a string: a quote, a backslash, a control character.
    private static let stringMarks = ByteSet { $0 == 0x22 || $0 == 0x5C || $0 < 0x20 }

    private mutating func number() throws(JSONError) {
        let start = at
        if at < end, bytes[at] == 0x2D { at += 1 }
        let firstDigit = at
        guard digits() else { throw JSONError(byteOffset: start, expected: "a value") }
        if bytes[firstDigit] == 0x30, at - firstDigit > 1 {
            throw JSONError(byteOffset: firstDigit, expected: "a number without leading zeros")
        }
        if at < end, bytes[at] == 0x2E {
            at += 1
            guard digits() else { throw JSONError(byteOffset: at, expected: "a digit after '.'") }
        }
        if at < end, bytes[at] | 0x20 == 0x65 {
            at += 1
            if at < end, bytes[at] == 0x2B || bytes[at] == 0x2D { at += 1 }
            guard digits() else { throw JSONError(byteOffset: at, expected: "a digit in the exponent") }
        }
        append(.number, from: start, to: at)
    }

    private mutating func digits() -> Bool {
        let start = at
        while at < end, bytes[at].isDigit { at += 1 }
        return at > start
    }

    private func failure(_ expect: Expectation) -> JSONError {
        switch expect {
        case .value: JSONError(byteOffset: at, expected: "a value")
        case .valueOrEnd: JSONError(byteOffset: at, expected: "a value or ']'")
        case .key: JSONError(byteOffset: at, expected: "a quoted key")
        case .keyOrEnd: JSONError(byteOffset: at, expected: "a quoted key or '}'")
        case .commaOrEnd: JSONError(byteOffset: at, expected: "',' or the end of the object or array")
        }
    }
}

/// Space, tab, line feed or carriage return: the four that JSON allows between tokens.
@inlinable package func isJSONSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 }

/// The value of a hexadecimal digit.
func hexadecimalValue(_ byte: UInt8) -> UInt32? {
    switch byte {
    case 0x30...0x39: UInt32(byte - 0x30)
    case 0x41...0x46: UInt32(byte - 0x41 + 10)
    case 0x61...0x66: UInt32(byte - 0x61 + 10)
    default: nil
    }
}
