// Whether two texts read the same to someone for whom white space is what it is in Markdown and JSON is its values.
//
// Both are walked in step. White space matches white space when the line structure is the same: no line end, one, or a blank line; the
// indentation that follows is equal; inside a line, some is some. JSON arrays and objects match when their values do, number text and
// key order with them; a string may hold a text of several lines, which matches as any text. All else matches byte for byte.

import PithTestSupport

struct SameReading {
    /// What writes out the short forms in a text that a string holds.
    let spelledOut: ([UInt8]) -> [UInt8]

    /// Where the texts begin to differ, as offsets into both, or nil when they read the same. What a tool returned as JSON may stand as fields in the second.
    func difference(_ a: [UInt8], _ b: [UInt8]) -> (Int, Int)? {
        guard let first = firstDifference(a, b) else { return nil }
        let full = Self.withFieldsSpelledOut(b)
        return full == b ? first : firstDifference(a, full)
    }

    /// The text with its first fields as JSON: those at its beginning, or below a line that is blank or ends in a colon, up to a blank line or the end.
    private static func withFieldsSpelledOut(_ text: [UInt8]) -> [UInt8] {
        for start in text.indices where [0x7B, 0x5B].contains(text[start]) && (start == 0 || text[start - 1] == 0x0A) {
            let before = text[..<max(0, start - 1)].last { $0 != 0x20 && $0 != 0x0D }
            guard start == 0 || before == nil || before == 0x0A || before == 0x3A else { continue }
            if let json = jsonFromFields(Array(text[start...])) { return text[..<start] + json }
            // The blank line that ends them is theirs; in a text among them there may be others.
            for end in text.indices.dropFirst(start) where text[end] == 0x0A {
                guard text[(end + 1)...].first(where: { ![0x20, 0x09, 0x0D].contains($0) }) == 0x0A else { continue }
                if let json = jsonFromFields(Array(text[start..<end])) { return text[..<start] + json + text[(end + 1)...] }
            }
        }
        return text
    }

    private func firstDifference(_ a: [UInt8], _ b: [UInt8]) -> (Int, Int)? {
        var i = 0, j = 0
        while i < a.count || j < b.count {
            let runA = Self.whiteSpace(a, i), runB = Self.whiteSpace(b, j)
            if !runA.isEmpty || !runB.isEmpty {
                guard Self.alike(a, runA, b, runB) else { return (i, j) }
                (i, j) = (runA.upperBound, runB.upperBound)
                continue
            }
            guard i < a.count, j < b.count else { return (i, j) }
            if let (endA, endB) = endsOfSameValues(a, i, b, j) {
                (i, j) = (endA, endB)
            } else if a[i] == b[j] {
                (i, j) = (i + 1, j + 1)
            } else {
                return (i, j)
            }
        }
        return nil
    }

    /// Where the arrays and objects end that begin here in both texts, as JSON or with tables, when they hold the same.
    private func endsOfSameValues(_ a: [UInt8], _ i: Int, _ b: [UInt8], _ j: Int) -> (Int, Int)? {
        guard var (valuesA, endA) = Self.values(a, i), var (valuesB, endB) = Self.values(b, j) else { return nil }
        // A table of objects on lines of their own stands for several values.
        func extend(_ values: inout [PlainJSON], _ text: [UInt8], _ end: inout Int, to count: Int) {
            while values.count < count, case let next = Self.whiteSpace(text, end).upperBound, let (more, after) = Self.values(text, next) {
                (values, end) = (values + more, after)
            }
        }
        extend(&valuesA, a, &endA, to: valuesB.count)
        extend(&valuesB, b, &endB, to: valuesA.count)
        return areSame(valuesA, valuesB) ? (endA, endB) : nil
    }

    private func areSame(_ a: [PlainJSON], _ b: [PlainJSON]) -> Bool { a.count == b.count && zip(a, b).allSatisfy { isSame($0, $1) } }

    private func isSame(_ a: PlainJSON, _ b: PlainJSON) -> Bool {
        switch (a.value, b.value) {
        case (.array(let a), .array(let b)): return areSame(a, b)
        case (.object(let a), .object(let b)): return a.map(\.key) == b.map(\.key) && areSame(a.map(\.value), b.map(\.value))
        case (.string(let a), .string(let b)):
            // What stands on one line, and is no JSON, is no text that could be written in another way.
            guard a != b, a.contains(0x0A) || PlainJSON(a) != nil || a.count >= 1000 else { return a == b }
            return difference(spelledOut(a), spelledOut(b)) == nil
        default: return a == b
        }
    }

    private static func values(_ text: [UInt8], _ start: Int) -> (values: [PlainJSON], end: Int)? {
        guard start < text.count, [0x5B, 0x7B, 0x6C].contains(text[start]) else { return nil }
        if text[start] != 0x6C, let json = PlainJSON(text, at: start) { return ([json], json.range.upperBound) }
        guard let table = tabledValue(text, at: start) else { return nil }
        let values = table.json.split(separator: 0x0A).map { PlainJSON(Array($0)) }
        return values.contains { $0 == nil } ? nil : (values.compactMap(\.self), table.end)
    }

    private static func whiteSpace(_ text: [UInt8], _ start: Int) -> Range<Int> {
        var end = start
        while end < text.count, [0x20, 0x09, 0x0A, 0x0D].contains(text[end]) { end += 1 }
        return start..<end
    }

    private static func alike(_ a: [UInt8], _ runA: Range<Int>, _ b: [UInt8], _ runB: Range<Int>) -> Bool {
        let (countA, indentA) = shape(a[runA]), (countB, indentB) = shape(b[runB])
        let endsA = runA.upperBound == a.count, endsB = runB.upperBound == b.count
        guard endsA == endsB else { return false }
        // At the end of the text white space carries nothing.
        if endsA { return true }
        guard min(countA, 2) == min(countB, 2), countA >= countB else { return false }
        if countA == 0, runA.lowerBound > 0 { return !runA.isEmpty && !runB.isEmpty }
        return indentA == indentB
    }

    /// The number of line ends in a run, and the blanks after the last.
    private static func shape(_ run: ArraySlice<UInt8>) -> (lineEndCount: Int, indentation: [UInt8]) {
        var count = 0
        var indentation: [UInt8] = []
        var previous: UInt8 = 0
        for byte in run {
            if byte == 0x0A || byte == 0x0D {
                if !(byte == 0x0A && previous == 0x0D) { count += 1 }
                indentation = []
            } else {
                indentation.append(byte)
            }
            previous = byte
        }
        return (count, indentation)
    }
}
