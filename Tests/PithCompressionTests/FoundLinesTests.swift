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

    @Test(arguments: 0..<200) func linesAroundAndPlacesReadBackToTheByte(seed: Int) throws {
        var random = SplitMix64(seed: UInt64(seed))
        let input = seed % 2 == 0 ? Self.stretches(using: &random) : Self.findings(using: &random)
        var options = CompressionOptions(mode: .lossless)
        options.strategies = [GroupedFoundLines.name]
        let output = try Compressor(options: options).compress(Prompt(parsing: Array(input.utf8))).output
        #expect(Self.spelledOutPlaces(Self.spelledOut(String(decoding: output, as: UTF8.self))) == input, "seed \(seed)")
        let again = try Compressor(options: options).compress(Prompt(parsing: output)).output
        #expect(again == output, "seed \(seed): compressing the output again changed it")
    }

    /// What grep -C writes, some of it odd.
    private static func stretches(using random: inout SplitMix64) -> String {
        let texts = ["x = 1", "", "-", "--", "    return limit - 1", "a: b-c", "é"]
        let paths = ["src/app/retry-policy.py", "lib/a.c", "lib/a.c-old.c"]
        let stretches = (0..<random.number(1...5)).map { _ -> String in
            let path = random.pick(paths)
            return (0..<random.number(1...5)).map { _ in path + random.pick([":", "-", "-"]) + random.pick(texts) }.joined(separator: "\n")
        }
        return "Found:\n\n" + stretches.joined(separator: "\n--\n") + random.pick(["", "\n", "\n--\n"])
    }

    /// What a compiler says of places, some of it odd.
    private static func findings(using random: inout SplitMix64) -> String {
        let texts = ["error TS1: no x", "error TS2: no y\n  because of z", "warning (3): w", ""]
        let paths = ["src/a.ts", "b.cs", "C:\\p\\c.cs", "src/a"]
        return (0..<random.number(3...14)).map { row in
            let line = random.oneIn(3) ? random.number(1...40) : row * 4 + 1
            return "\(random.pick(paths))(\(line)\(random.oneIn(4) ? "" : ",\(random.number(1...9))")): \(random.pick(texts))"
        }.sorted { random.oneIn(20) || $0.prefix(4) < $1.prefix(4) }.joined(separator: "\n") + random.pick(["", "\n"])
    }

    /// The lines that the documented form of places stands for.
    private static func spelledOutPlaces(_ text: String) -> String {
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false)[...]
        var spelled: [String] = []
        while let line = lines.popFirst() {
            guard line.first == "[", line.contains(" lines, those that begin with ( of the file above them, "),
                let count = Int(line.dropFirst().prefix { $0 != " " }),
                let pathCount = line.split(separator: " ").dropLast().last.flatMap({ Int($0) })
            else {
                spelled.append(String(line))
                continue
            }
            var path = "", file: [(place: [Int], text: String)] = [], hasSeveral = false, open = 0
            func close() {
                let order =
                    hasSeveral
                    ? file.enumerated().sorted {
                        ($0.element.place[0], $0.element.place[1], $0.offset) < ($1.element.place[0], $1.element.place[1], $1.offset)
                    }.map(\.element) : file
                spelled += order.map(\.text)
                (file, hasSeveral, open) = ([], false, 0)
            }
            for _ in 0..<(count + pathCount) {
                guard let line = lines.popFirst() else { break }
                if line.first == "(" {
                    let colon = line.range(of: "):")!.lowerBound
                    let places = line[line.index(after: line.startIndex)..<colon].split(separator: ")(")
                    open = file.count
                    hasSeveral = hasSeveral || places.count > 1
                    for place in places {
                        let numbers = place.split(separator: ",").map { Int($0)! }
                        file.append((numbers + [0], "\(path)(\(place)\(line[colon...])"))
                    }
                } else if line.first == " " {
                    for index in open..<file.count { file[index].text += "\n\(line)" }
                } else {
                    close()
                    path = String(line)
                }
            }
            close()
        }
        return spelled.joined(separator: "\n")
    }

    /// The lines that the documented form stands for.
    private static func spelledOut(_ text: String) -> String {
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false)[...]
        var spelled: [String] = []
        while let line = lines.popFirst() {
            guard line.first == "[", line.contains(" lines found"), line.contains(", each below its file, "),
                var left = Int(line.dropFirst().prefix { $0 != " " })
            else {
                spelled.append(String(line))
                continue
            }
            var path: Substring = ""
            let hasContext = line.contains(" around (-)")
            if hasContext { left += Int(line.split(separator: " ")[4])! }
            while left > 0, let line = lines.popFirst() {
                if line.first == " " {
                    spelled.append("\(path):\(line.dropFirst())")
                    left -= 1
                } else if hasContext, line.first == "-" {
                    spelled.append(line == "--" ? "--" : "\(path)\(line)")
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
