// One field of a JSON record: its text, and the record with other text in its place, every other byte as it was.
//
// A string is read with its escapes undone. When the text is put back, it is written in the style of the record: a literal that was pure
// ASCII but for escapes (as Python's json.dumps writes it) gets \u escapes again. An array or object, such as a messages array, is taken
// as the JSON text that it is.

import PithJSON

/// Why a line cannot be used.
enum RecordError: Error, CustomStringConvertible {
    case notJSON(byteOffset: Int, expected: String)
    case notAnObject
    case noField(String, present: [String])
    case notText(String, kind: JSONDocument.Kind)
    case loneSurrogate(String)
    case noReceipt
    case notJSONAfterwards(String)

    var description: String {
        switch self {
        case .notJSON(let byteOffset, let expected): "not JSON: expected \(expected) at byte \(byteOffset) of the line"
        case .notAnObject: "the record is no JSON object"
        case .noField(let name, let present):
            "the record has no field '\(name)'. It has: \(present.isEmpty ? "none" : present.joined(separator: ", "))"
        case .noReceipt: "there is no receipt for it: the receipts have fewer lines than the records"
        case .notText(let name, let kind): "field '\(name)' holds \(kind), not text, an array or an object"
        case .loneSurrogate(let name): "field '\(name)' holds half of a surrogate pair, which is no text"
        case .notJSONAfterwards(let name): "field '\(name)' would no longer be JSON"
        }
    }
}

struct RecordField {
    /// What the field says: a string's content, or an array's or object's JSON text.
    let text: [UInt8]
    let isString: Bool
    private let record: ArraySlice<UInt8>
    private let valueRange: Range<Int>

    /// Finds the field in the record, which must be a JSON object. Where a key repeats, the last counts, as for most readers.
    init(named name: String, in record: Record) throws(RecordError) {
        let bytes = record.bytes, line = record.line
        let document: JSONDocument
        // A byte order mark before the first record is no part of it.
        let start = line.lowerBound + (bytes[line].starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0)
        do { document = try JSONDocument(bytes, in: start..<line.upperBound) } catch {
            throw .notJSON(byteOffset: error.byteOffset - line.lowerBound, expected: error.expected)
        }
        guard document.root.kind == .object else { throw .notAnObject }
        guard let value = document.root[name] else {
            throw .noField(name, present: document.root.members.prefix(12).compactMap(\.key.string))
        }
        self.record = bytes[line]
        switch value.kind {
        case .string:
            guard let decoded = value.decodedString, !decoded.hasLoneSurrogate else { throw .loneSurrogate(name) }
            (text, isString, valueRange) = (decoded.bytes, true, value.contentRange)
        case .array, .object: (text, isString, valueRange) = (Array(bytes[value.range]), false, value.range)
        default: throw .notText(name, kind: value.kind)
        }
    }

    /// The record as it was read.
    var unchangedRecord: [UInt8] { Array(record) }

    /// The record with `text` as the field's value.
    func record(replacingTextWith text: [UInt8]) -> [UInt8] {
        var output = Array(record[..<valueRange.lowerBound])
        if isString {
            let literal = record[valueRange]
            let isASCII = literal.allSatisfy { $0 < 0x80 } && self.text.contains { $0 >= 0x80 }
            var escaped: [UInt8] = []
            JSONWriter.escape(text[...], into: &escaped)
            if isASCII { appendASCII(escaped, to: &output) } else { output += escaped }
        } else {
            output += text
        }
        output += record[valueRange.upperBound...]
        return output
    }

    /// Copies JSON string content with every character outside ASCII as \u escapes, in lower-case digits.
    private func appendASCII(_ content: [UInt8], to output: inout [UInt8]) {
        let digits = Array("0123456789abcdef".utf8)
        for unit in String(decoding: content, as: UTF8.self).utf16 {
            if unit < 0x80 {
                output.append(UInt8(unit))
            } else {
                output += [0x5C, 0x75]
                for shift in [12, 8, 4, 0] { output.append(digits[Int(unit >> UInt16(shift)) & 15]) }
            }
        }
    }
}
