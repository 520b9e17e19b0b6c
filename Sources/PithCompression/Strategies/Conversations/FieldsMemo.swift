// JSON as fields, written once for both that ask: JSONTable, to know whether its tables are shorter, and then PlainFields.

import PithJSON
import PithPrompt
import PithSystem
import Synchronization

/// Remembers values that were written as fields. May be asked from several threads.
final class FieldsMemo: Sendable {
    struct Fields: Sendable {
        let text: [UInt8]
        /// The bytes of the value, and those of the strings in it that became texts of several lines.
        let byteCount: Int, textByteCount: Int

        /// Whether most of it are texts of several lines.
        var isMostlyTexts: Bool { textByteCount * 2 >= byteCount }
    }

    private struct Entry: Sendable {
        let value: [UInt8]
        let isEscaped: Bool
        let outerFence: FieldFence?
        let fields: Fields
    }

    private let entries = Mutex<[UInt64: Entry]>([:])

    /// The value that fills `document`, as FieldsWriter writes it. Cost: as there; little where it was asked for before.
    func fields(of document: JSONDocument, _ options: CompressionOptions, isEscaped: Bool, inside outerFence: FieldFence? = nil) -> Fields {
        let value = document.bytes[document.root.range], key = ByteHash.of(value)
        if let known = entries.withLock({ $0[key] }), known.isEscaped == isEscaped, known.outerFence == outerFence,
            areSame(known.value[...], value)
        {
            return known.fields
        }
        let writer = FieldsWriter(document, options, isEscaped: isEscaped, inside: outerFence)
        let fields = Fields(text: writer.out, byteCount: value.count, textByteCount: writer.textByteCount)
        let entry = Entry(value: Array(value), isEscaped: isEscaped, outerFence: outerFence, fields: fields)
        entries.withLock { $0[key] = entry }
        return fields
    }
}
