// JSON as fields, written once for both that ask: JSONTable, to know whether its tables are shorter, and then PlainFields.

import PithJSON
import PithSystem
import Synchronization

/// Remembers values that were written as fields. May be asked from several threads.
final class FieldsMemo: Sendable {
    struct Fields: Sendable {
        let text: [UInt8]
        /// Whether most of it are texts of several lines.
        let isMostlyTexts: Bool
    }

    private struct Entry: Sendable {
        let value: [UInt8]
        let isEscaped: Bool
        let fields: Fields
    }

    private let entries = Mutex<[UInt64: Entry]>([:])

    /// The value that fills `document`, as FieldsWriter writes it. Cost: as there; little where it was asked for before.
    func fields(of document: JSONDocument, _ options: CompressionOptions, isEscaped: Bool) -> Fields {
        let value = document.bytes[document.root.range], key = ByteHash.of(value)
        if let known = entries.withLock({ $0[key] }), known.isEscaped == isEscaped, areSame(known.value[...], value) { return known.fields }
        let writer = FieldsWriter(document, options, isEscaped: isEscaped)
        let fields = Fields(text: writer.out, isMostlyTexts: writer.isMostlyTexts)
        let entry = Entry(value: Array(value), isEscaped: isEscaped, fields: fields)
        entries.withLock { $0[key] = entry }
        return fields
    }
}
