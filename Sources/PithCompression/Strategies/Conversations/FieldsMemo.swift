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

    private struct State: Sendable {
        private var places = KeyTable()
        private var entries: [Entry] = []

        subscript(key: UInt64) -> Entry? { places[key].map { entries[$0] } }

        mutating func keep(_ entry: Entry, for key: UInt64) {
            if places.keep(entries.count, for: key) == nil { entries.append(entry) }
        }
    }

    private let state = Mutex(State())

    /// The value that fills `document`, as FieldsWriter writes it. Cost: as there; little where it was asked for before.
    func fields(of document: JSONDocument, _ options: CompressionOptions, isEscaped: Bool) -> Fields {
        let value = document.bytes[document.root.range], key = ByteHash.of(value)
        if let known = state.withLock({ $0[key] }), known.isEscaped == isEscaped, areSame(known.value[...], value) { return known.fields }
        let writer = FieldsWriter(document, options, isEscaped: isEscaped)
        let fields = Fields(text: writer.out, isMostlyTexts: writer.isMostlyTexts)
        let entry = Entry(value: Array(value), isEscaped: isEscaped, fields: fields)
        state.withLock { $0.keep(entry, for: key) }
        return fields
    }
}
