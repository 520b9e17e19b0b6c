// Patterned logs are lossless: every line is rebuilt from the output alone, with the reader that the form is documented by.

import PithPrompt
import PithTestSupport
import Testing

@testable import PithCompression

@Suite struct LogColumnsTests {
    @Test(arguments: 0..<150) func linesReadBackToTheByte(seed: Int) throws {
        var random = SplitMix64(seed: UInt64(seed))
        try expectSameLines(after: Array(RandomLog.text(using: &random).utf8), name: "seed \(seed)")
    }

    @Test func realLogsReadBackToTheByte() throws {
        for file in corpusFiles(byteLimit: 330_000) where file.name.hasSuffix(".log") || file.name.hasSuffix("log.txt") {
            try expectSameLines(after: file.bytes, name: file.name)
        }
    }

    private func expectSameLines(after input: [UInt8], name: String) throws {
        var options = CompressionOptions(mode: .lossless)
        options.strategies = [LogColumns.name]
        for format in [PromptFormat.auto, .log] {
            let prompt = try Prompt(parsing: input, as: format)
            let output = try Compressor(options: options).compress(prompt).output
            #expect(spelledOut(output, forms: [PatternedLog.self]) == input, "\(name) as \(format)")
            let again = try Compressor(options: options).compress(Prompt(parsing: output, as: format)).output
            #expect(again == output, "compressing the output of \(name) again changed it")
        }
    }
}

/// Logs that try the limits of the form: values that look like places, keys or marks, times that go back, empty and lists of values.
private enum RandomLog {
    static func text(using random: inout SplitMix64) -> String {
        let end = random.oneIn(4) ? "\r\n" : "\n"
        var second = random.number(0...80_000)
        var lines: [String] = []
        for _ in 0..<random.number(3...60) {
            second += random.oneIn(9) ? -random.number(0...4000) : random.number(0...90)
            second = max(0, second)
            let clock = [second / 3600, second / 60 % 60, second % 60].map { $0 < 10 ? "0\($0)" : "\($0)" }.joined(separator: ":")
            let time = random.oneIn(12) ? "\(second)" : clock
            let fraction = random.oneIn(3) ? ",\(random.number(100...999))" : ""
            let other = random.oneIn(4) ? " since [2026-03-0\(random.number(1...2))T\(clock)Z]" : ""
            lines.append("2026-03-0\(random.number(1...2)) \(time)\(fraction) \(message(using: &random))\(other)")
            if random.oneIn(12) { lines.append("    at a.b.C(\(random.number(1...9)))") }
            if random.oneIn(20) { lines.append("A \(random.number(1...9)) =") }
        }
        return lines.joined(separator: end) + (random.oneIn(3) ? "" : end)
    }

    static func message(using random: inout SplitMix64) -> String {
        let values = [
            "1", "22", "=", "", "{}", "{t}", "{t2}", "{*}", "{1}", "9:05:01", "10:05:01", "a b", "x1", "10.0.0.7", "9f2c", "-3", "é5",
            "/srv/data/blocks/part-1", "/srv/data/blocks/part-2", "1, 2, 3", "[7]",
        ]
        let value = random.pick(values), other = random.pick(values)
        switch random.number(0...6) {
        case 0: return "INFO job \(value) done"
        case 1: return "INFO job \(value) done by \(value)"
        case 2: return "WARN  host=\(value) user=\(other) slow"
        case 3: return "ERROR cannot read \(value) from \(other)"
        case 4: return "INFO list \(value) \(other) \(value)"
        case 5: return "DEBUG {\(value)} x"
        default: return "INFO tail \(value) "
        }
    }
}
