// Lines that a search found without numbers are rebuilt from the short form alone, by a reader that shares nothing with the strategy.

import PithPrompt
import PithTestSupport
import Testing

@testable import PithCompression

@Suite struct FoundLinesTests {
    @Test(arguments: 0..<200) func linesReadBackToTheByte(seed: Int) throws {
        var random = SplitMix64(seed: UInt64(seed))
        let input = Self.listing(using: &random)
        var options = CompressionOptions(mode: .lossless)
        options.strategies = [GroupedFoundLines.name]
        let output = try Compressor(options: options).compress(Prompt(parsing: Array(input.utf8))).output
        #expect(Self.spelledOut(String(decoding: output, as: UTF8.self)) == input, "seed \(seed)")
        let again = try Compressor(options: options).compress(Prompt(parsing: output)).output
        #expect(again == output, "seed \(seed): compressing the output again changed it")
    }

    @Test func theFormIsReadAsOnePiece() throws {
        let lines =
            (0..<12).map { "src/checkout/payments.py:x = \($0)" } + ["src/checkout/payments.py:", "lib/checkout/refunds.py:    z = 3"]
        let output = try Compressor(options: CompressionOptions(mode: .lossless)).compress(
            Prompt(parsing: Array((lines + ["", "That is all."]).joined(separator: "\n").utf8))
        ).output
        let prompt = try Prompt(parsing: output)
        let first = try #require(prompt.segments.first)
        #expect(first.kind == .reference)
        #expect(String(decoding: prompt.text(of: first), as: UTF8.self).hasSuffix(" z = 3\n\n"))
    }

    /// The lines that the documented form stands for.
    private static func spelledOut(_ text: String) -> String {
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false)[...]
        var spelled: [String] = []
        while let line = lines.popFirst() {
            guard line.first == "[", line.contains(" lines found, each below its file, "),
                var left = Int(line.dropFirst().prefix { $0 != " " })
            else {
                spelled.append(String(line))
                continue
            }
            var path: Substring = ""
            while left > 0, let line = lines.popFirst() {
                if line.first == " " {
                    spelled.append("\(path):\(line.dropFirst())")
                    left -= 1
                } else {
                    path = line
                }
            }
        }
        return spelled.joined(separator: "\n")
    }

    /// Found lines in a few files, some of them odd, and other lines.
    private static func listing(using random: inout SplitMix64) -> String {
        let paths = ["src/app/server.py", "./lib/a-b+c.h", "Sources/é/ü.swift", "a/b", "/usr/include/x.h", "a b/c.py", "src/"]
        let texts = [
            "    return x", "x = 1", "", " ", "\tif (x) {", " y(z)", "a:b: c", "12",
            "[2 lines found, each below its file, 1 file]", "src/a.py:x = 1",
        ]
        var lines: [String] = []
        for _ in 0..<random.number(0...8) {
            let path = random.pick(paths)
            for _ in 0..<random.number(0...7) { lines.append("\(path):\(random.pick(texts))") }
            let others = ["", "Binary file a/b matches", "--", "[3 lines found]", "src/a.c:12:5: x = 1"]
            if random.oneIn(4) { lines.append(random.pick(others)) }
        }
        return lines.joined(separator: "\n")
    }
}
