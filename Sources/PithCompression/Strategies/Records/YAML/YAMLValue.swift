// What stands in an entry of YAML as JSON: mappings as objects, sequences as arrays, values on a line as they are read.
//
// A table's cell that stands without quotation marks is a plain value, as YAML has it, and one in quotation marks is a text. So a plain value is
// copied whatever a reader of YAML takes it for (0644, yes, 2024-03-02), and a text in quotation marks that would be taken for something else
// without them makes no table, but for what JSON takes for a number or a word too: those keep their quotation marks.

import PithJSON
import PithSystem

struct YAMLValue {
    private let yaml: YAMLEntries
    private(set) var json: [UInt8] = []
    /// The plain values that are no texts to some reader of YAML, and no numbers or words in JSON.
    private(set) var plainOnes: Set<[UInt8]> = []
    /// Whether texts stood in quotation marks that JSON takes for numbers or words without them.
    private(set) var hasQuotedOnes = false

    private static let deepest = 8

    init(_ yaml: YAMLEntries) { self.yaml = yaml }

    private static let mostPlainOnes = 16

    /// Whether the table says of each value whether it was plain: a column of texts does not, nor does what stands in quotation marks.
    func isTold(by table: [UInt8]) -> Bool {
        if plainOnes.isEmpty { return true }
        return !hasQuotedOnes && plainOnes.allSatisfy { !table[...].holds(literal($0[...])[...]) }
    }

    /// Appends the value of an entry; false where it has none that JSON can say. `with` adds a first member to an object. Cost: linear in it.
    mutating func append(_ index: Int, with member: [UInt8]? = nil, depth: Int = 0) -> Bool {
        let entry = yaml.entries[index]
        guard depth < Self.deepest, !entry.isOpaque else { return false }
        if entry.childCount == 0 {
            guard member == nil else { return false }
            if entry.value.isEmpty { json += Array("null".utf8) } else { return appendValue(entry.value) }
            return true
        }
        return append(side: index + 1..<entry.endIndex, with: member, depth: depth + 1)
    }

    /// The same of the entries that stand side by side in a range of them, which is not empty.
    mutating func append(side range: Range<Int>, with member: [UInt8]? = nil, depth: Int = 0) -> Bool {
        let isList = yaml.entries[range.lowerBound].isDash
        if isList, member != nil { return false }
        json.append(isList ? 0x5B : 0x7B)
        if let member { json += member }
        var child = range.lowerBound
        while child < range.upperBound {
            if child > range.lowerBound || member != nil { json.append(0x2C) }
            if !isList {
                guard let key = key(child) else { return false }
                json += key + [0x3A]
            }
            guard append(child, depth: depth) else { return false }
            child = yaml.entries[child].endIndex
        }
        json.append(isList ? 0x5D : 0x7D)
        return true
    }

    /// A comma between two values.
    mutating func separate() { json.append(0x2C) }

    /// The key of an entry as a string literal; nil where quotation marks say that it is no number.
    func key(_ index: Int) -> [UInt8]? {
        let range = yaml.entries[index].key
        let first = yaml.bytes[range.lowerBound]
        guard first == 0x22 || first == 0x27 else { return literal(yaml.bytes[range]) }
        guard let text = quoted(range), !Self.isOpen(text.text[...]), !isJSONLiteral(text.text[...]) else { return nil }
        return text.literal
    }

    private mutating func appendValue(_ range: Range<Int>) -> Bool {
        let bytes = yaml.bytes
        switch bytes[range.lowerBound] {
        case 0x22, 0x27:
            guard let text = quoted(range), note(text.text[...], isQuoted: true) else { return false }
            json += text.literal
        case 0x5B:
            guard appendList(range) else { return false }
        case 0x7B:
            guard bytes[range].elementsEqual("{}".utf8) else { return false }
            json += [0x7B, 0x7D]
        case 0x21, 0x25, 0x26, 0x2A, 0x2C, 0x3E, 0x3F, 0x40, 0x5D, 0x60, 0x7C, 0x7D: return false
        default: return appendPlain(bytes[range])
        }
        return true
    }

    private mutating func appendPlain(_ text: ArraySlice<UInt8>) -> Bool {
        guard !text.contains(0x09), !holdsColon(text) else { return false }
        if isJSONLiteral(text) {
            json += text
        } else {
            guard note(text, isQuoted: false) else { return false }
            json += literal(text)
        }
        return true
    }

    private func holdsColon(_ text: ArraySlice<UInt8>) -> Bool {
        text.last == 0x3A || zip(text, text.dropFirst()).contains { $0 == 0x3A && $1 == 0x20 }
    }

    /// `[a, "b"]` on one line, no list in it.
    private mutating func appendList(_ range: Range<Int>) -> Bool {
        let bytes = yaml.bytes
        guard bytes[range.upperBound - 1] == 0x5D, range.count > 1 else { return false }
        json.append(0x5B)
        var at = range.lowerBound + 1
        let end = range.upperBound - 1
        func skipBlanks() { while at < end, bytes[at] == 0x20 { at += 1 } }
        skipBlanks()
        while at < end {
            let start = at
            if bytes[at] == 0x22 || bytes[at] == 0x27 {
                let quote = bytes[at]
                at += 1
                while at < end, bytes[at] != quote { at += quote == 0x22 && bytes[at] == 0x5C ? 2 : 1 }
                guard at < end else { return false }
                at += 1
            } else {
                while at < end, bytes[at] != 0x2C {
                    switch bytes[at] {
                    case 0x22, 0x27, 0x5B, 0x5D, 0x7B, 0x7D, 0x23: return false
                    default: at += 1
                    }
                }
            }
            var last = at
            while last > start, bytes[last - 1] == 0x20 { last -= 1 }
            guard last > start, appendValue(start..<last) else { return false }
            skipBlanks()
            guard at < end else { break }
            guard bytes[at] == 0x2C else { return false }
            at += 1
            skipBlanks()
            guard at < end else { return false }
            json.append(0x2C)
        }
        json.append(0x5D)
        return true
    }

    private func literal(_ text: ArraySlice<UInt8>) -> [UInt8] {
        var literal: [UInt8] = [0x22]
        JSONWriter.escape(text, into: &literal)
        return literal + [0x22]
    }

    /// A string in quotation marks, as a literal and as what it says; nil where it goes on behind them, or JSON has no such escape.
    private func quoted(_ range: Range<Int>) -> (literal: [UInt8], text: [UInt8])? {
        let bytes = yaml.bytes
        guard range.count >= 2, bytes[range.upperBound - 1] == bytes[range.lowerBound] else { return nil }
        let content = range.lowerBound + 1..<range.upperBound - 1
        var at = content.lowerBound
        if bytes[range.lowerBound] == 0x22 {
            while at < content.upperBound {
                guard bytes[at] >= 0x20, bytes[at] != 0x22 else { return nil }
                if bytes[at] == 0x5C {
                    at += 1
                    guard at < content.upperBound, [0x22, 0x5C, 0x2F, 0x62, 0x66, 0x6E, 0x72, 0x74, 0x75].contains(bytes[at]) else {
                        return nil
                    }
                }
                at += 1
            }
            let literal = Array(bytes[range])
            guard (try? JSONDocument(literal)) != nil else { return nil }
            let decoded = DecodedString(literalContent: bytes, in: content)
            return decoded.hasLoneSurrogate ? nil : (literal, decoded.bytes)
        }
        var text: [UInt8] = []
        while at < content.upperBound {
            guard bytes[at] >= 0x20 else { return nil }
            if bytes[at] == 0x27 {
                at += 1
                guard at < content.upperBound, bytes[at] == 0x27 else { return nil }
            }
            text.append(bytes[at])
            at += 1
        }
        return (literal(text[...]), text)
    }

    private mutating func note(_ text: ArraySlice<UInt8>, isQuoted: Bool) -> Bool {
        if isQuoted {
            if isJSONLiteral(text) { hasQuotedOnes = true } else if Self.isOpen(text) { return false }
        } else if Self.isOpen(text) {
            guard plainOnes.count < Self.mostPlainOnes else { return false }
            plainOnes.insert(Array(text))
        }
        return true
    }

    private static let words: Set<[UInt8]> = Set(
        ["yes", "no", "on", "off", "y", "n", "true", "false", "null", "~", "<<", "=", ".inf", ".nan"].map { Array($0.utf8) })

    /// Whether some reader of YAML takes the text for no text where it stands without quotation marks, or for none that can: it says yes too often rather
    /// than not.
    private static func isOpen(_ text: ArraySlice<UInt8>) -> Bool {
        guard let first = text.first else { return false }
        if text.count <= 5, words.contains(text.map(\.lowered)) { return true }
        switch first {
        case 0x30...0x39, 0x2B, 0x2D, 0x2E: break
        // What would open something else: the cell of a table says nothing of it.
        default: return false
        }
        // A version or an address of several dots is no number.
        if text.count(where: { $0 == 0x2E }) > 1, !text.contains(where: { $0 == 0x3A || $0 == 0x65 || $0 == 0x45 }) { return false }
        let isHexadecimal = text.contains { $0 | 0x20 == 0x78 }
        return text.allSatisfy { $0.isDigit || "xXoO_:.+-TZtzeE ".utf8.contains($0) || isHexadecimal && $0.isHexDigit }
    }
}
