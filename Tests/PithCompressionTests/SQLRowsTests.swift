// Statements that put rows into tables are rebuilt from their rows alone, by a reader that shares nothing with the strategy.

import PithPrompt
import PithTestSupport
import Testing

@testable import PithCompression

@Suite struct SQLRowsTests {
    @Test(arguments: 0..<200) func statementsReadBackToTheByte(seed: Int) throws {
        var random = SplitMix64(seed: UInt64(seed))
        let input = Self.dump(using: &random)
        var options = CompressionOptions(mode: .lossless)
        options.strategies = [SQLRows.name]
        let output = try Compressor(options: options).compress(Prompt(parsing: Array(input.utf8))).output
        #expect(Self.spelledOut(String(decoding: output, as: UTF8.self)) == input, "seed \(seed)")
    }

    /// The statements that the documented form stands for.
    private static func spelledOut(_ text: String) -> String {
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false)[...]
        var spelled: [String] = []
        while let line = lines.popFirst() {
            let parts = line.split(separator: " rows, each for the … in: ", maxSplits: 1)
            guard line.first == "[", line.last == "]", parts.count == 2, let count = Int(parts[0].dropFirst()) else {
                spelled.append(String(line))
                continue
            }
            let statement = parts[1].dropLast().split(separator: "…", maxSplits: 1, omittingEmptySubsequences: false)
            for row in lines.prefix(count) { spelled.append("\(statement[0])\(row)\(statement[1])") }
            lines = lines.dropFirst(count)
        }
        return spelled.joined(separator: "\n")
    }

    /// Statements for a few tables, some of them odd, and other lines.
    private static func dump(using random: inout SplitMix64) -> String {
        let openings = [
            "INSERT INTO users (id, name) VALUES (", "insert into roles values(", "REPLACE INTO `values` VALUES (",
            "INSERT INTO \"…\" VALUES (",
        ]
        let closings = [");", ")", ") ON CONFLICT (id) DO NOTHING;"]
        let values = ["1, 'Ann'", "2, 'a (b)'", "", "'x'); --", "NULL", "3, '…'", "[4]"]
        var lines: [String] = []
        for _ in 0..<random.number(0...5) {
            let opening = random.pick(openings), closing = random.pick(closings)
            for _ in 0..<random.number(0...6) { lines.append(opening + random.pick(values) + closing) }
            if random.oneIn(3) { lines.append(random.pick(["", "COMMIT;", "-- 3 rows", "[2 rows]", "INSERT INTO users VALUES"])) }
        }
        return lines.joined(separator: "\n")
    }
}
