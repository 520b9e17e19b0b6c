// JSON values written as Python's `json.dumps(value, ensure_ascii=False)` writes what `json.loads` read.

import PithJSON

enum PythonJSON {
    /// The text of a value, in UTF-8 in which an unpaired surrogate escape stands as its three-byte sequence. `words` names the literals that stand
    /// in for NaN and the infinities. Cost: linear.
    static func text(of value: JSONValue, words: [Int: String]) -> [UInt8] {
        var text: [UInt8] = []
        // What is still to be written, the next thing last.
        var pending: [Step] = [.value(value)]
        while let step = pending.popLast() {
            switch step {
            case .bytes(let bytes): text.append(contentsOf: bytes)
            case .value(let value):
                switch value.kind {
                case .null: text.append(contentsOf: "null".utf8)
                case .false: text.append(contentsOf: "false".utf8)
                case .true: text.append(contentsOf: "true".utf8)
                case .number: text.append(contentsOf: PythonNumber.text(of: value.document.bytes[value.range]))
                case .string:
                    if let word = words[value.range.lowerBound] {
                        text.append(contentsOf: word.utf8)
                    } else {
                        appendString(value, to: &text)
                    }
                case .array:
                    text.append(0x5B)
                    pending.append(.bytes([0x5D]))
                    for (place, element) in Array(value.elements).enumerated().reversed() {
                        pending.append(.value(element))
                        if place > 0 { pending.append(.bytes([0x2C, 0x20])) }
                    }
                case .object:
                    text.append(0x7B)
                    pending.append(.bytes([0x7D]))
                    for (place, member) in uniqueMembers(of: value).enumerated().reversed() {
                        pending.append(.value(member.value))
                        pending.append(.bytes([0x3A, 0x20]))
                        pending.append(.value(member.key))
                        if place > 0 { pending.append(.bytes([0x2C, 0x20])) }
                    }
                }
            }
        }
        return text
    }

    private enum Step {
        case value(JSONValue)
        case bytes([UInt8])
    }

    /// The members of an object as a Python dict holds them: each key once, where it stood first, with the value it got last.
    private static func uniqueMembers(of object: JSONValue) -> [(key: JSONValue, value: JSONValue)] {
        var members: [(key: JSONValue, value: JSONValue)] = []
        var places: [[UInt8]: Int] = [:]
        for (key, value) in object.members {
            var name: [UInt8] = []
            appendString(key, to: &name)
            if let place = places[name] {
                members[place].value = value
            } else {
                places[name] = members.count
                members.append((key, value))
            }
        }
        return members
    }

    /// A string literal: quotes, backslashes and control characters escaped, all else as it is.
    private static func appendString(_ value: JSONValue, to text: inout [UInt8]) {
        let literal = value.document.bytes[value.contentRange]
        text.append(0x22)
        var at = literal.startIndex
        while at < literal.endIndex {
            guard literal[at] == 0x5C else {
                text.append(literal[at])
                at += 1
                continue
            }
            switch literal[at + 1] {
            case 0x2F: text.append(0x2F)
            case 0x75:
                var scalar = codeUnit(literal, at: at)
                if scalar & 0xFC00 == 0xD800, literal.endIndex - at >= 12, literal[at + 6] == 0x5C, literal[at + 7] == 0x75 {
                    let low = codeUnit(literal, at: at + 6)
                    if low & 0xFC00 == 0xDC00 {
                        scalar = 0x10000 + (scalar & 0x3FF) << 10 + (low & 0x3FF)
                        at += 6
                    }
                }
                append(scalar, to: &text)
                at += 4
            default: text += [0x5C, literal[at + 1]]
            }
            at += 2
        }
        text.append(0x22)
    }

    /// The number in the escape \uXXXX at `at`.
    private static func codeUnit(_ literal: ArraySlice<UInt8>, at: Int) -> UInt32 {
        literal[at + 2..<at + 6].reduce(0) { $0 << 4 | UInt32(Character(Unicode.Scalar($1)).hexDigitValue ?? 0) }
    }

    /// Appends a code point, an unpaired surrogate too, as it stands in a string literal.
    private static func append(_ scalar: UInt32, to text: inout [UInt8]) {
        let low = UInt8(0x80 | scalar & 0x3F), middle = UInt8(0x80 | scalar >> 6 & 0x3F)
        switch scalar {
        case 0..<0x80: JSONWriter.escape([UInt8(scalar)], into: &text)
        case 0x80..<0x800: text += [UInt8(0xC0 | scalar >> 6), low]
        case 0x800..<0x10000: text += [UInt8(0xE0 | scalar >> 12), middle, low]
        default: text += [UInt8(0xF0 | scalar >> 18), UInt8(0x80 | scalar >> 12 & 0x3F), middle, low]
        }
    }

    /// Whether a stand-in for NaN or an infinity is used as a key, where Python takes only strings.
    static func hasKey(at words: [Int: String], in root: JSONValue) -> Bool {
        anyDescendant(of: root) { $0.kind == .object && $0.members.contains { words[$0.key.range.lowerBound] != nil } }
    }

    /// Whether the tree has an integer that Python refuses to read.
    static func hasIntegerTooLong(_ root: JSONValue) -> Bool {
        anyDescendant(of: root) { value in
            guard value.kind == .number, value.range.count > 4300 else { return false }
            let text = value.document.bytes[value.range]
            return !text.contains { $0 == 0x2E || $0 | 0x20 == 0x65 } && text.count - (text.first == 0x2D ? 1 : 0) > 4300
        }
    }

    private static func anyDescendant(of root: JSONValue, where condition: (JSONValue) -> Bool) -> Bool {
        var pending = [root]
        while let value = pending.popLast() {
            if condition(value) { return true }
            pending.append(contentsOf: value.elements)
            for member in value.members { pending.append(member.value) }
        }
        return false
    }
}
