// Messages of one kind that are worded otherwise: the miner takes lines for one kind that differ in a word or two, for that is how values look that no digit
// tells. `interrupt caused by dcbf` and `interrupt caused by icbi` may be two things, and as long as there are few such wordings, each is told once.

import PithSystem

enum LogWordings {
    /// A kind with more wordings has a value there.
    private static let mostWordings = 8

    /// The shortest record of each wording that the told record of its kind does not have; those of kinds with the fewest wordings come first, short ones
    /// before long ones. Cost: linear in the lines.
    static func rows(of kinds: [(rows: ArraySlice<Int>, told: Int)], in log: LogRecords) -> [Int] {
        let tokenizer = LogTokenizer(bytes: log.bytes)
        var tokens: [LogToken] = []
        func wording(_ row: Int) -> UInt64 {
            tokenizer.tokens(in: log.records[row].messageStart..<log.records[row].line.upperBound, into: &tokens)
            return tokens.reduce(LogTokenizer.seed) { LogTokenizer.mixed($0, $1.hash) }
        }
        func length(_ row: Int) -> Int { log.records[row].line.upperBound - log.records[row].messageStart }
        var found: [(row: Int, wordingCount: Int)] = []
        for (rows, told) in kinds where rows.count > 1 {
            let own = wording(told)
            var shortest: [(wording: UInt64, row: Int)] = []
            for row in rows where shortest.count < mostWordings {
                let other = wording(row)
                guard other != own else { continue }
                if let place = shortest.firstIndex(where: { $0.wording == other }) {
                    if length(row) < length(shortest[place].row) { shortest[place].row = row }
                } else {
                    shortest.append((other, row))
                }
            }
            if shortest.count < mostWordings { found += shortest.map { ($0.row, shortest.count) } }
        }
        return found.sorted { ($0.wordingCount, length($0.row), $0.row) < ($1.wordingCount, length($1.row), $1.row) }.map(\.row)
    }
}
