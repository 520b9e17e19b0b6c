// A log under a budget too small for its fold: as many kinds of line as the budget holds, errors first.
//
// Each template is told by the shortest of its messages, without the time and what else stands before it, and how often it occurs when that is often. They are
// taken by worth per token: errors and what the query asks for are worth more, and of equal worth the short ones come first, because
// they buy the most kinds. When all are in and tokens are left, rare errors come back whole, then the other lines that a
// fold keeps, with their times and notes.

import PithTokenizer

struct LogDigest {
    let fold: LogFold

    /// The digest of at most about `tokenCount` tokens.
    init(_ kinds: LogKinds, tokenCount: Int, encoding: Encoding, query: String?) {
        let log = kinds.log
        var treatments: [LogFold.Treatment] = log.records.map { $0.isProtected ? .whole(note: []) : .dropped }
        // Where most kinds are errors, being one says little.
        let graveCount = kinds.rows.count { log.records[$0[$0.startIndex]].level >= .warning }
        let entries = kinds.rows.indices.map { Entry($0, kinds, encoding, tellsLevel: graveCount * 3 <= kinds.rows.count) }
        let order = Self.order(of: entries, log, query)
        var left = tokenCount - Self.markTokenCount
        var told = 0
        for index in order where entries[index].tokenCount <= left {
            left -= entries[index].tokenCount
            treatments[entries[index].record] = entries[index].treatment
            told += 1
        }
        if told == entries.count { Self.giveBack(&treatments, entries, kinds, encoding, &left) }
        fold = LogFold(treatments: treatments, mark: LogFoldMark.text(log, kindCount: told, of: entries.count))
    }

    private static let markTokenCount = 24

    /// One template's message and what it costs.
    private struct Entry {
        let template: Int
        let record: Int
        let treatment: LogFold.Treatment
        let tokenCount: Int
        let worth: Double
        let isGrave: Bool

        init(_ template: Int, _ kinds: LogKinds, _ encoding: Encoding, tellsLevel: Bool) {
            let rows = kinds.rows[template], log = kinds.log
            self.template = template
            func start(_ row: Int) -> Int {
                let record = log.records[row]
                return record.level >= .warning && tellsLevel ? record.levelStart ?? record.messageStart : record.messageStart
            }
            var shortest = rows[rows.startIndex]
            for row in rows where log.records[row].line.upperBound - start(row) < log.records[shortest].line.upperBound - start(shortest) {
                shortest = row
            }
            record = shortest
            let isGrave = log.records[shortest].level >= .warning
            let note = rows.count > (isGrave && tellsLevel ? 1 : LogKinds.mostRareLines) ? Array(" ×\(rows.count)".utf8) : []
            treatment = .message(from: start(shortest), note: note)
            tokenCount = encoding.count(log.bytes[start(shortest)..<log.records[shortest].line.upperBound] + note) + 1
            self.isGrave = isGrave
            worth = !tellsLevel || !isGrave ? 1 : log.records[shortest].level == .error ? 2 : 1.5
        }
    }

    /// The entries by worth per token. One whose words stand in entries before it is worth less.
    private static func order(of entries: [Entry], _ log: LogRecords, _ query: String?) -> [Int] {
        let asked = QueryMatches(entries, log, query)
        let worth = entries.indices.map { entries[$0].worth + asked.worth[$0] }
        func sorted(by worth: [Double]) -> [Int] {
            let density = entries.indices.map { worth[$0] / Double(entries[$0].tokenCount) }
            return entries.indices.sorted { (density[$1], $0) < (density[$0], $1) }
        }
        let tokenizer = LogTokenizer(bytes: log.bytes)
        var tokens: [LogToken] = []
        var known: Set<UInt64> = []
        var discounted = worth
        for index in sorted(by: worth) {
            let record = log.records[entries[index].record]
            tokenizer.tokens(in: record.messageStart..<record.line.upperBound, into: &tokens)
            let words = tokens.filter { !$0.isMasked && $0.range.count > 1 }
            let fresh = words.count { known.insert($0.hash).inserted }
            discounted[index] *= words.isEmpty ? 1 : knownWordsWorth + (1 - knownWordsWorth) * Double(fresh) / Double(words.count)
        }
        return sorted(by: discounted)
    }

    private static let knownWordsWorth = 0.5

    /// How much each entry has to do with the query: the rarity of the query's words in it.
    private struct QueryMatches {
        let worth: [Double]

        init(_ entries: [Entry], _ log: LogRecords, _ query: String?) {
            let terms = Set(query.map(Terms.ofQuery) ?? [])
            guard !terms.isEmpty else {
                worth = entries.map { _ in 0 }
                return
            }
            let found = entries.map { entry in
                var found: Set<UInt64> = []
                Terms.forEach(in: log.bytes, log.records[entry.record].line) { if terms.contains($0) { found.insert($0) } }
                return found.sorted()
            }
            var holders: [UInt64: Int] = [:]
            for terms in found { for term in terms { holders[term, default: 0] += 1 } }
            worth = found.map { $0.reduce(0) { $0 + 4 / Double(holders[$1, default: 1]) } }
        }
    }

    /// Gives back, as far as the tokens reach, what a fold would have kept.
    private static func giveBack(
        _ treatments: inout [LogFold.Treatment], _ entries: [Entry], _ kinds: LogKinds, _ encoding: Encoding, _ left: inout Int
    ) {
        let log = kinds.log
        for pass in 0..<3 {
            for entry in entries where entry.isGrave == (pass != 1) || pass == 2 {
                let rows = kinds.rows[entry.template]
                let first = rows[rows.startIndex]
                if pass < 2 {
                    // The first line, whole and with its note, in place of the message alone.
                    let note = kinds.notes[first] ?? []
                    let cost = encoding.count(log.bytes[log.records[first].range] + note) - entry.tokenCount
                    guard cost <= left, kinds.isKept[first] else { continue }
                    if !log.records[entry.record].isProtected { treatments[entry.record] = .dropped }
                    treatments[first] = .whole(note: note)
                    left -= max(0, cost)
                }
                for row in rows where row != first && kinds.isKept[row] && treatments[row] == .dropped {
                    let cost = encoding.count(log.bytes[log.records[row].range])
                    guard cost <= left else { continue }
                    treatments[row] = .whole(note: [])
                    left -= cost
                }
            }
        }
    }
}
