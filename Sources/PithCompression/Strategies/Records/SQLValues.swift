// The rows of one INSERT statement become a table, as arrays of objects do in JSON:
//
//     INSERT INTO orders (id, city, status) VALUES       INSERT INTO orders (id, city, status) VALUES
//     (17, 'Oslo', 'paid'),                              [[orders]] [
//     (18, 'Oslo', 'open'),                              id city="Oslo" status
//     (19, 'Oslo', 'paid'),                              17 paid
//     (20, 'Oslo', NULL);                                18 open
//                                                        19 paid
//                                                        20 null
//                                                        ]
//                                                        ;
//
// TabledJSON has the form and its reader: texts are texts, numbers stand to the letter. Used where it is fewer tokens. A statement with other values than numbers, texts, NULL,
// TRUE and FALSE stays as it is.

import PithJSON
import PithPrompt
import PithSystem

/// Writes the rows of an INSERT statement as a table.
struct SQLValues: Strategy {
    static let name = "sql-values"
    static let summary = "the rows of one INSERT statement as a table: columns once in a header"
    static let kinds: Set<SegmentKind> = [.instruction, .prose, .list, .code, .log, .listing, .table]
    static let effect = EditEffect.lossless

    /// In a session an agent edits few rows by their text.
    private static let fewestRows = 4, fewestRowsInSession = 12

    func proposals(for context: StrategyContext) -> [Proposal] {
        guard context.mayWriteBlocks else { return [] }
        let fewest = context.options.isSession ? Self.fewestRowsInSession : Self.fewestRows
        return context.joinedSegments.flatMap { view, range -> [Proposal] in
            let bytes = context.prompt.views[view].bytes
            guard StrategyContext.hasLine(in: bytes, range, SQLRows.openers, SQLRows.mayBegin) else { return [] }
            return StrategyContext.blocks(in: bytes, range) { start -> (end: Int, fillsFence: Bool, content: SQLStatement)? in
                guard SQLRows.mayBegin(bytes, start, range.upperBound), let statement = SQLStatement(bytes, start, range.upperBound),
                    statement.records.count >= fewest
                else { return nil }
                let end = min(lineEnd(in: bytes, from: statement.values.upperBound, limit: range.upperBound) + 1, range.upperBound)
                return (end, false, statement)
            }.compactMap { block in
                let statement = block.content
                guard !context.prompt.views[view].isProtected(block.range),
                    let table = statement.records.table(named: bytes[statement.table], insteadOf: bytes[statement.values], context)
                else { return nil }
                let opensLine = statement.values.lowerBound == 0 || bytes[statement.values.lowerBound - 1] == 0x0A
                let endsLine = statement.values.upperBound == bytes.count || bytes[statement.values.upperBound].isLineEnd
                return Proposal(edits: [Self.edit(view, statement.values, to: (opensLine ? [] : [0x0A]) + table + (endsLine ? [] : [0x0A]))]
                )
            }
        }
    }
}

/// A statement that puts several rows into a table.
private struct SQLStatement {
    /// The table's name, without marks around it.
    let table: Range<Int>
    /// From the first row's bracket, or the blanks before it on its line, to the last row's.
    let values: Range<Int>
    let records: PlainRecords

    private static let mostColumns = 200
    private static let mostWords = 5

    /// The statement that begins at `start`; nil where none does, or some value is no plain one. Cost: linear in what is read; it ends at the first line break in a text.
    init?(_ bytes: [UInt8], _ start: Int, _ limit: Int) {
        var reader = SQLReader(bytes: bytes, at: start, limit: limit)
        guard reader.takeWord("insert") || reader.takeWord("replace") else { return nil }
        var wordCount = 0
        while !reader.takeWord("into") {
            wordCount += 1
            guard wordCount < Self.mostWords, reader.takeAnyWord() else { return nil }
        }
        reader.skipSpace()
        // Only MySQL marks names so, and reads escapes in texts.
        reader.readsEscapes = reader.at < limit && bytes[reader.at] == 0x60
        guard let table = reader.takeName() else { return nil }
        var names: [[UInt8]] = []
        if reader.take(0x28) {
            repeat {
                guard let name = reader.takeName(), names.count < Self.mostColumns else { return nil }
                names.append(Array(bytes[name]))
            } while reader.take(0x2C)
            guard reader.take(0x29) else { return nil }
        }
        guard reader.takeWord("values") || reader.takeWord("value") else { return nil }
        var first = reader.at, end = reader.at
        while first > start, bytes[first - 1].isBlank { first -= 1 }
        reader.skipSpace()
        let opening = reader.at
        if bytes[first..<opening].contains(0x0A) { first = opening }
        var records: PlainRecords?
        while reader.take(0x28) {
            var row: [[UInt8]] = []
            repeat {
                guard let value = reader.takeValue(), row.count < Self.mostColumns else { return nil }
                row.append(value)
            } while reader.take(0x2C)
            guard reader.take(0x29) else { return nil }
            if records == nil {
                if names.isEmpty { names = row.indices.map { Array("c\($0 + 1)".utf8) } }
                guard Set(names).count == names.count else { return nil }
                records = PlainRecords(names: names)
            }
            guard row.count == names.count else { return nil }
            records?.add(row)
            end = reader.at
            guard reader.take(0x2C) else { break }
        }
        guard let records else { return nil }
        (self.table, values, self.records) = (table, first..<end, records)
    }
}

/// Reads SQL token by token; white space before a token is passed over.
private struct SQLReader {
    let bytes: [UInt8]
    var at: Int
    let limit: Int
    /// Whether a backslash in a text begins an escape.
    var readsEscapes = false

    mutating func skipSpace() { while at < limit, bytes[at].isSpace { at += 1 } }

    mutating func take(_ sign: UInt8) -> Bool {
        skipSpace()
        guard at < limit, bytes[at] == sign else { return false }
        at += 1
        return true
    }

    private func wordEnd() -> Int {
        var end = at
        while end < limit, bytes[end].isNameByte { end += 1 }
        return end
    }

    /// Takes the word, in any case.
    mutating func takeWord(_ word: String) -> Bool {
        skipSpace()
        let end = wordEnd()
        guard bytes[at..<end].lazy.map(\.lowered).elementsEqual(word.utf8) else { return false }
        at = end
        return true
    }

    mutating func takeAnyWord() -> Bool {
        skipSpace()
        let end = wordEnd()
        defer { at = end }
        return end > at
    }

    /// A name, or several with dots between; marks around one are passed over.
    mutating func takeName() -> Range<Int>? {
        skipSpace()
        guard at < limit else { return nil }
        let mark: UInt8? = bytes[at] == 0x22 || bytes[at] == 0x60 ? bytes[at] : nil
        if mark != nil { at += 1 }
        let start = at
        while at < limit, bytes[at].isNameByte || bytes[at] == 0x2E { at += 1 }
        guard at > start else { return nil }
        let name = start..<at
        if let mark {
            guard at < limit, bytes[at] == mark else { return nil }
            at += 1
        }
        return name
    }

    /// A number, a text, NULL, TRUE or FALSE, as JSON.
    mutating func takeValue() -> [UInt8]? {
        skipSpace()
        guard at < limit else { return nil }
        if bytes[at] == 0x27 { return takeText() }
        if takeWord("null") { return Array("null".utf8) }
        if takeWord("true") { return Array("true".utf8) }
        if takeWord("false") { return Array("false".utf8) }
        let start = at
        while at < limit, bytes[at].isNameByte || bytes[at] == 0x2D || bytes[at] == 0x2B || bytes[at] == 0x2E { at += 1 }
        return isJSONNumber(bytes[start..<at]) ? Array(bytes[start..<at]) : nil
    }

    /// A text in single marks, of which two stand for one; where backslashes begin escapes, it is told as it is written. Nil where it has both, another backslash or a
    /// control character.
    private mutating func takeText() -> [UInt8]? {
        var text: [UInt8] = []
        var hasEscape = false, hasDouble = false
        at += 1
        while at < limit {
            let byte = bytes[at]
            guard byte >= 0x20 else { return nil }
            at += 1
            if byte == 0x5C {
                guard readsEscapes, at < limit, bytes[at] >= 0x20 else { return nil }
                hasEscape = true
                text += [byte, bytes[at]]
                at += 1
                continue
            }
            if byte == 0x27 {
                guard at < limit, bytes[at] == 0x27 else { return hasEscape && hasDouble ? nil : PlainRecords.literal(text) }
                hasDouble = true
                at += 1
            }
            text.append(byte)
        }
        return nil
    }
}
