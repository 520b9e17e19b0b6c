// Whether two texts read the same to someone for whom white space is what it is in Markdown and JSON is its values.
//
// Both are walked in step. White space matches white space when the line structure is the same: no line end, one, or a blank line; the
// indentation that follows is equal; inside a line, some is some. JSON arrays and objects match when their values do, number text and
// key order with them. All else matches byte for byte.

enum SameReading {
    /// Where the texts begin to differ, as offsets into both, or nil when they read the same.
    static func firstDifference(_ a: [UInt8], _ b: [UInt8]) -> (Int, Int)? {
        var i = 0, j = 0
        while i < a.count || j < b.count {
            let runA = whiteSpace(a, i), runB = whiteSpace(b, j)
            if !runA.isEmpty || !runB.isEmpty {
                guard alike(a, runA, b, runB) else { return (i, j) }
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
    private static func endsOfSameValues(_ a: [UInt8], _ i: Int, _ b: [UInt8], _ j: Int) -> (Int, Int)? {
        guard var (valuesA, endA) = values(a, i), var (valuesB, endB) = values(b, j) else { return nil }
        // A table of objects on lines of their own stands for several values.
        func extend(_ values: inout [PlainJSON], _ text: [UInt8], _ end: inout Int, to count: Int) {
            while values.count < count, case let next = whiteSpace(text, end).upperBound, let (more, after) = self.values(text, next) {
                (values, end) = (values + more, after)
            }
        }
        extend(&valuesA, a, &endA, to: valuesB.count)
        extend(&valuesB, b, &endB, to: valuesA.count)
        return valuesA == valuesB ? (endA, endB) : nil
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
