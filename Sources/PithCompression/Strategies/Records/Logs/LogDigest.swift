// A log under a budget too small for its fold: as many kinds of line as the budget holds, errors first.
//
// Each template is told by the shortest of its messages, without the time and what else stands before it, and how often it occurs when that is often. They are
// taken by worth per token: errors and what the query asks for are worth more, and of equal worth the short ones come first, because
// they buy the most kinds. When all are in and tokens are left, half of them go to messages whose words differ from those told of their kind (LogWordings);
// then rare errors come back whole, then the other lines that a fold keeps, with their times and notes.

import PithTokenizer

struct LogDigest {
    let fold: LogFold

    /// The digest of at most about `tokenCount` tokens.
    init(_ kinds: LogKinds, tokenCount: Int, encoding: Encoding, query: String?) {
        let log = kinds.log
        var treatments: [LogFold.Treatment] = log.records.map { $0.isProtected ? .whole(note: []) : .dropped }
        // Where most kinds are errors, being one says little.
        let graveCount = kinds.rows.count { log.records[$0[$0.startIndex]].level >= .warning }
        func entries(leastTold: Int) -> [Entry] {
            kinds.rows.indices.map {
                Entry($0, kinds, encoding, tellsLevel: graveCount * 3 <= max(3, kinds.rows.count), leastTold: leastTold)
            }
        }
        var leastTold = LogKinds.mostRareLines + 1
        var all = entries(leastTold: leastTold)
        if all.reduce(Self.markTokenCount, { $0 + $1.tokenCount }) > tokenCount {
            // Where not all kinds can be told, how often the less common ones occur is told last of all.
            leastTold = max(leastTold, log.records.count / 100)
            all = entries(leastTold: leastTold)
        }
        let limit = tokenCount - Self.markTokenCount
        let order = Self.order(of: all, log, query)
        // What was asked for goes before errors that were not.
        var choice = Choice(all, query?.isEmpty ?? true ? Self.gravesFirst(order, all, upTo: limit) : order)
        choice.take(upTo: limit)
        // Tokens do not add up across line ends: what the text really leaves is filled once more.
        choice.take(upTo: limit + choice.tokenCount - encoding.count(choice.text(log)))
        // What is pinned stands whole already.
        for index in choice.told where !log.records[all[index].record].isProtected {
            treatments[all[index].record] = all[index].treatment
        }
        if choice.told.count == all.count {
            var left = limit - encoding.count(choice.text(log))
            Self.tellWordings(&treatments, all, kinds, encoding, &left)
            Self.giveBack(&treatments, all, kinds, encoding, &left)
        }
        let mark = LogFoldMark.text(log, kindCount: choice.told.count, of: all.count, leastTold: leastTold)
        fold = LogFold(treatments: treatments, mark: mark)
    }

    private static let markTokenCount = 24

    /// The entries taken so far.
    private struct Choice {
        private let entries: [Entry]
        private var order: [Int]
        private(set) var told: [Int] = []
        /// The sum of their tokens, each counted by itself.
        private(set) var tokenCount = 0

        init(_ entries: [Entry], _ order: [Int]) { (self.entries, self.order) = (entries, order) }

        /// Takes entries in their order as long as they fit.
        mutating func take(upTo limit: Int) {
            order = order.filter { index in
                guard tokenCount + entries[index].tokenCount <= limit else { return true }
                tokenCount += entries[index].tokenCount
                told.append(index)
                return false
            }
        }

        /// The lines as they will stand.
        func text(_ log: LogRecords) -> [UInt8] {
            told.sorted { entries[$0].record < entries[$1].record }.flatMap { entries[$0].text(log) + [0x0A] }
        }
    }

    /// One template's message and what it costs.
    private struct Entry {
        let template: Int
        let record: Int
        /// Where what is told of it begins.
        private let start: Int
        private let note: [UInt8]
        let tokenCount: Int
        let worth: Double
        let isGrave: Bool

        init(_ template: Int, _ kinds: LogKinds, _ encoding: Encoding, tellsLevel: Bool, leastTold: Int) {
            let rows = kinds.rows[template], log = kinds.log
            self.template = template
            func start(of row: Int) -> Int {
                let record = log.records[row]
                return record.level >= .warning && tellsLevel ? record.levelStart ?? record.messageStart : record.messageStart
            }
            var shortest = rows[rows.startIndex]
            for row in rows
            where log.records[row].line.upperBound - start(of: row) < log.records[shortest].line.upperBound - start(of: shortest) {
                shortest = row
            }
            record = shortest
            let isGrave = log.records[shortest].level >= .warning
            let note = rows.count > (isGrave && tellsLevel ? 1 : leastTold - 1) ? Array(" ×\(rows.count)".utf8) : []
            self.start = start(of: shortest)
            self.note = note
            tokenCount = encoding.count(log.bytes[self.start..<log.records[shortest].line.upperBound] + note) + 1
            self.isGrave = isGrave
            worth = !tellsLevel || !isGrave ? 1 : log.records[shortest].level == .error ? 2 : 1.5
        }

        var treatment: LogFold.Treatment { .message(from: start, note: note) }

        func text(_ log: LogRecords) -> [UInt8] { log.bytes[start..<log.records[record].line.upperBound] + note }
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

    /// The order, with the few errors and warnings before all else where they take no more than `limit` tokens.
    private static func gravesFirst(_ order: [Int], _ entries: [Entry], upTo limit: Int) -> [Int] {
        let graves = order.filter { entries[$0].isGrave }
        guard graves.count * 3 <= max(3, order.count), graves.reduce(0, { $0 + entries[$1].tokenCount }) <= limit else { return order }
        return graves + order.filter { !entries[$0].isGrave }
    }

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

    /// Tells messages whose words no message of their kind has that is told, for up to half of the tokens.
    private static func tellWordings(
        _ treatments: inout [LogFold.Treatment], _ entries: [Entry], _ kinds: LogKinds, _ encoding: Encoding, _ left: inout Int
    ) {
        let log = kinds.log
        let least = left / 2
        for row in LogWordings.rows(of: entries.map { (kinds.rows[$0.template], $0.record) }, in: log) where treatments[row] == .dropped {
            let message = log.records[row].messageStart
            let cost = encoding.count(log.bytes[message..<log.records[row].line.upperBound]) + 1
            guard left - cost >= least else { continue }
            treatments[row] = .message(from: message, note: [])
            left -= cost
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
