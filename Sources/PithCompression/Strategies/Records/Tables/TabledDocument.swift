// A JSON text minified, some of its arrays written in another form: as a table, or as a list of tools.

import PithJSON

enum TabledDocument {
    private static let attempts = 8
    private static let fewestBytesOfOne = 1 << 16

    /// The JSON values that stand one after the other in `range`. Cost: linear.
    static func documents(in bytes: [UInt8], _ range: Range<Int>) -> [JSONDocument] {
        // A long range is mostly one value, whose end is known; where it is not, that shows behind the first.
        if range.count >= fewestBytesOfOne, let whole = try? JSONDocument(bytes, in: range) { return [whole] }
        var documents: [JSONDocument] = []
        var at = range.lowerBound
        while at < range.upperBound, let document = try? JSONDocument(bytes, startingAt: at, limit: range.upperBound) {
            documents.append(document)
            at = document.root.range.upperBound
            while at < range.upperBound, isJSONSpace(bytes[at]) { at += 1 }
        }
        return documents
    }

    /// The document minified, those of its arrays written anew that `table` makes a text of; nil when there is none. Cost: linear, `table` apart.
    static func text(of document: JSONDocument, table: (JSONValue) -> [UInt8]?) -> [UInt8]? {
        var tables: [(range: Range<Int>, text: [UInt8])] = []
        // Arrays within arrays that make no table are tried for so many bytes and no more: the work stays linear.
        var left = document.root.range.count * attempts
        var position = 0
        while position < document.valueCount {
            let value = document.value(at: position)
            if value.kind == .array { left -= value.range.count }
            if value.kind == .array, left >= 0, let text = table(value) {
                tables.append((value.range, text))
                position = value.endPosition
            } else {
                position += 1
            }
        }
        guard let first = tables.first else { return nil }
        if first.range == document.root.range { return first.text }
        var text: [UInt8] = []
        var done = document.root.range.lowerBound
        var next = 0
        func copy(upTo end: Int, _ edits: inout ArraySlice<(range: Range<Int>, replacement: [UInt8])>) {
            while let edit = edits.first, edit.range.lowerBound < end {
                text += document.bytes[done..<edit.range.lowerBound] + edit.replacement
                done = edit.range.upperBound
                edits = edits.dropFirst()
            }
            text += document.bytes[done..<end]
            done = end
        }
        var layout = CompactJSON.layout(of: document.bytes, document.root.range)[...]
        while next < tables.count {
            copy(upTo: tables[next].range.lowerBound, &layout)
            text += tables[next].text
            done = tables[next].range.upperBound
            layout = layout.drop { $0.range.lowerBound < done }
            next += 1
        }
        copy(upTo: document.root.range.upperBound, &layout)
        return text
    }
}
