// Which lines of a log stay, and what is written behind them.
//
// All lines of rare templates stay, verbatim and in order. Of a common template the first line stays, with a note that stands for the
// others, and so do the lines that are unlike the others of their template or stand where their time does not belong. Next to a rare
// error or warning the lines before and after it stay too.

import PithPrompt
import PithSystem

/// The choice for the log of one view.
struct LogFold {
    /// What becomes of a record.
    enum Treatment: Equatable {
        case dropped
        /// It stays as it is, its first line followed by a note.
        case whole(note: [UInt8])
        /// Its first line stays from this offset on, followed by a note.
        case message(from: Int, note: [UInt8])
    }

    let treatments: [Treatment]
    let mark: [UInt8]

    var changesAnything: Bool { treatments.contains { $0 != .whole(note: []) } }

    init(treatments: [Treatment], mark: [UInt8]) { (self.treatments, self.mark) = (treatments, mark) }

    /// The fold of `log` that leaves everything rare as it is.
    init(_ kinds: LogKinds) {
        treatments = kinds.isKept.indices.map { kinds.isKept[$0] ? .whole(note: kinds.notes[$0] ?? []) : .dropped }
        mark = LogFoldMark.text(kinds.log, keptCount: kinds.isKept.count { $0 }, tellsAgain: kinds.tellsAgain)
    }
}

/// A log's lines told apart: templates, what is rare, what is unlike the rest.
struct LogKinds {
    let log: LogRecords
    /// The records of each template, in order, numbered by first appearance.
    let rows: [ArraySlice<Int>]
    /// Whether all lines of a template stay.
    let isRare: [Bool]
    /// For each record, whether it stays when nothing rare may be lost.
    private(set) var isKept: [Bool]
    /// What is written behind the first line of a common template, by its record.
    private(set) var notes: [Int: [UInt8]] = [:]
    /// Whether notes tell rare lines that say what another says.
    private(set) var tellsAgain = false

    /// Templates of so many lines are rare: nothing of them is folded.
    static let mostRareLines = 4

    /// Tells the lines of `log` apart, on up to `threadCount` threads. Whether rare lines that come again fold: `foldsRepeated`.
    init(_ log: LogRecords, foldsRepeated: Bool, threadCount: Int) {
        self.log = log
        let isWorthIt = log.records.count >= 2 * ThreadGain.fewestLinesOfPart
        let displaced = Begun(1, threadCount: isWorthIt ? threadCount : 1) { _ in LogTimeOutliers.rows(in: log) }
        let miner = LogTemplateMiner(log, threadCount: threadCount)
        rows = Self.rowsByTemplate(miner)
        isKept = log.records.map(\.isProtected)
        isRare = rows.map { $0.count <= Self.mostRareLines }
        let common = rows.indices.filter { !isRare[$0] }
        guard !common.isEmpty else {
            isKept = isKept.map { _ in true }
            return
        }
        for template in rows.indices where isRare[template] { for row in rows[template] { keep(row) } }
        let displacedRows = displaced.results()[0]
        let stays = keepNeighbours(of: rows.indices.filter { isRare[$0] && level(of: $0) >= .warning }).union(displacedRows)
        if foldsRepeated { foldRepeated(stays: stays) }
        for template in common { keep(rows[template][rows[template].startIndex]) }
        var seen = valuesInKeptLines()
        var outliers: [(row: Int, score: Double)] = []
        LogTemplateColumns.each(of: common.map { rows[$0] }, log, miner.tokens, threadCount: threadCount) { index, columns in
            let rows = rows[common[index]], first = rows.startIndex
            let summary = LogTemplateSummary(columns, of: log, seen: &seen)
            notes[rows[first]] = summary.note
            outliers += summary.outliers.map { (row: rows[first + $0.row], score: $0.score) }
        }
        keepOutliers(displacedRows.map { (row: $0, score: 1.0) } + outliers)
    }

    /// Slices of one array.
    static func rowsByTemplate(_ miner: LogTemplateMiner) -> [ArraySlice<Int>] {
        var counts = Array(repeating: 0, count: miner.templateCount)
        for template in miner.templateOfRecord { counts[template] += 1 }
        var starts: [Int] = [0]
        for count in counts { starts.append(starts[starts.count - 1] + count) }
        var next = starts
        var rows = Array(repeating: 0, count: miner.templateOfRecord.count)
        for (record, template) in miner.templateOfRecord.enumerated() {
            rows[next[template]] = record
            next[template] += 1
        }
        return counts.indices.map { rows[starts[$0]..<starts[$0 + 1]] }
    }

    private mutating func keep(_ row: Int) { isKept[row] = true }

    private func level(of template: Int) -> LogLevel { log.records[rows[template][rows[template].startIndex]].level }

    /// Keeps the lines of `templates` with those before and after, unless they are many. Returns which these are.
    private mutating func keepNeighbours(of templates: [Int]) -> Set<Int> {
        let grave = templates.reduce(0) { $0 + rows[$1].count }
        // Where such lines are many, they are each other's story.
        guard grave * 12 <= isKept.count else { return [] }
        var kept: Set<Int> = []
        for template in templates {
            for row in rows[template] { kept.formUnion(max(0, row - 1)...min(row + 1, isKept.count - 1)) }
        }
        for row in kept { keep(row) }
        return kept
    }

    /// Of rare lines that say the same the first tells the others.
    private mutating func foldRepeated(stays: Set<Int>) {
        var again = LogAgain(log)
        for template in rows.indices where isRare[template] && rows[template].count > 1 { again.add(rows[template], stays: stays) }
        for row in again.told { isKept[row] = false }
        notes.merge(again.notes) { $1 }
        tellsAgain = !again.told.isEmpty
    }

    private func valuesInKeptLines() -> Set<UInt64> {
        let tokenizer = LogTokenizer(bytes: log.bytes)
        var tokens: [LogToken] = []
        var seen: Set<UInt64> = []
        for (record, isKept) in zip(log.records, isKept) where isKept {
            tokenizer.tokens(in: record.line, into: &tokens)
            for token in tokens { seen.insert(ByteHash.of(log.bytes[token.range])) }
        }
        return seen
    }

    /// Keeps the lines that are most unlike the others: one in a hundred at most.
    private mutating func keepOutliers(_ outliers: [(row: Int, score: Double)]) {
        var scores: [Int: Double] = [:]
        for outlier in outliers { scores[outlier.row, default: 0] += outlier.score }
        let clear = scores.filter { $0.value >= 0.9 && !isKept[$0.key] }.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
        for (row, _) in clear.prefix(max(4, isKept.count / 100)) { keep(row) }
    }
}

/// The line above a folded log that says how to read it.
enum LogFoldMark {
    private static let opening = CutMark.opening + [0x20]
    private static let things = [Array(" log lines".utf8), Array(" log records".utf8)]

    /// Above a fold: so many lines stand in so many.
    static func text(_ log: LogRecords, keptCount: Int, tellsAgain: Bool) -> [UInt8] {
        line("\(count(log)) in \(keptCount): ×N = N alike, a→b = values of a\(tellsAgain ? ", also T w = again at T with w" : "")", log)
    }

    /// The mark, for lines whose heads leave out what the line above has, or what they say themselves.
    static func withDitto(_ mark: [UInt8], someAreToldTwice: Bool) -> [UInt8] {
        guard let end = mark.lastIndex(of: 0x5D) else { return mark }
        let what = someAreToldTwice ? "words left out of a head are as above or told by it" : "a date or host left out is as above"
        return mark[..<end] + Array("; \(what)".utf8) + mark[end...]
    }

    /// Above a digest: so many lines are told by so many kinds.
    static func text(_ log: LogRecords, kindCount: Int, of allKindsCount: Int, leastTold: Int) -> [UInt8] {
        let kinds = kindCount == allKindsCount ? "all \(kindCount)" : "\(kindCount) of \(allKindsCount)"
        return line("\(count(log)), \(kinds) kinds: ×N = N alike, else 1-\(leastTold - 1)", log)
    }

    private static func count(_ log: LogRecords) -> String {
        "\(log.records.count) log \(log.records.contains(where: \.hasSeveralLines) ? "records" : "lines")"
    }

    private static func line(_ text: String, _ log: LogRecords) -> [UInt8] {
        let end = log.records[0].line.upperBound
        let isCRLF = end < log.bytes.count && log.bytes[end] == 0x0D
        return CutMark.saying(text) + (isCRLF ? [0x0D, 0x0A] : [0x0A])
    }

    /// The views in which a folded log stands. Cost: linear in the segments.
    static func views(of prompt: Prompt) -> Set<Int> { Set(prompt.segments.filter { opens(prompt.text(of: $0)) }.map(\.view)) }

    /// Whether `text` begins with the mark: what is folded is not folded again.
    static func opens(_ text: ArraySlice<UInt8>) -> Bool {
        guard text.starts(with: opening) else { return false }
        let digits = text.dropFirst(opening.count).prefix(while: \.isDigit)
        return !digits.isEmpty && things.contains { text[digits.endIndex...].starts(with: $0) }
    }
}
