// Worked examples as data: what goes in, what comes out. Anyone can add one; Cases/README.md tells the format.

import Foundation
import PithCompression
import PithPrompt
import Testing

/// One example from a file under Cases/.
struct StrategyCase: Sendable, CustomTestStringConvertible {
    let file: String
    let name: String
    let options: [String: String]
    let input: String
    let output: String

    var testDescription: String { "\(file): \(name)" }

    static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Cases")

    static let all: [StrategyCase] = {
        let files = (try? FileManager.default.contentsOfDirectory(atPath: folder.path())) ?? []
        return files.filter { $0.hasSuffix(".cases") }.sorted().flatMap { file in
            let text = (try? String(contentsOf: folder.appending(path: file), encoding: .utf8)) ?? ""
            return text.components(separatedBy: "\n== ").dropFirst().map { parse($0, file: file) }
        }
    }()

    private static func parse(_ text: String, file: String) -> StrategyCase {
        let parts = text.components(separatedBy: "\n-- ")
        let head = parts[0].split(separator: "\n").map(String.init)
        var options: [String: String] = [:]
        for line in head.dropFirst() {
            let pair = line.split(separator: ":", maxSplits: 1).map { $0.trimmingCharacters(in: .whitespaces) }
            if pair.count == 2 { options[pair[0]] = pair[1] }
        }
        func body(_ name: String) -> String {
            guard let part = parts.first(where: { $0.hasPrefix(name + "\n") }) else { return "" }
            let text = String(part.dropFirst(name.count + 1))
            // `⏎` at a line's end makes a blank at the end visible; `⇥` stands for a tab, `␍` for a carriage return.
            return text.replacingOccurrences(of: "⏎", with: "").replacingOccurrences(of: "⇥", with: "\t")
                .replacingOccurrences(of: "␍", with: "\r").withoutLineEnds + "\n"
        }
        return StrategyCase(file: file, name: head.first ?? "", options: options, input: body("input"), output: body("output"))
    }

    func compressionOptions() throws -> CompressionOptions {
        var chosen = CompressionOptions(mode: .lossless)
        if let budget = options["budget"].flatMap(Int.init) { chosen.mode = .budget(tokenCount: budget) }
        if let quality = options["quality"].flatMap(Double.init) { chosen.mode = .quality(quality) }
        if options["mode"] == "preset" { chosen.mode = .preset }
        chosen.query = options["query"]
        chosen.isSession = options["session"] == "yes"
        chosen.userTextsAreResults = options["user-results"] == "yes"
        chosen.writesMarkers = options["markers"] != "no"
        chosen.cutsExamples = options["cut-examples"] == "yes"
        chosen.readerIsSmall = options["small-reader"] == "yes"
        chosen.pins = try options["pin"].map { [try Pattern($0)] } ?? []
        chosen.strategies = options["strategies"]?.split(separator: " ").map(String.init)
        return chosen
    }
}

extension String {
    fileprivate var withoutLineEnds: String {
        var text = self
        while text.unicodeScalars.last == "\n" { text.unicodeScalars.removeLast() }
        return text
    }
}

@Test(arguments: StrategyCase.all)
func workedExampleComesOutAsWritten(_ example: StrategyCase) throws {
    let format = PromptFormat(rawValue: example.options["format"] ?? "auto") ?? .auto
    let prompt = try Prompt(parsing: Array(example.input.utf8), as: format)
    let compressed = try Compressor(options: example.compressionOptions()).compress(prompt)
    #expect(String(decoding: compressed.output, as: UTF8.self) == example.output)
    #expect(try compressed.receipt.restore(compressed.output) == Array(example.input.utf8))
}

@Test func everyStrategyFileIsInTheTable() throws {
    let sources = StrategyCase.folder.deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "Sources/PithCompression/Strategies")
    let files = try #require(FileManager.default.enumerator(atPath: sources.path())).compactMap { $0 as? String }.filter {
        $0.hasSuffix(".swift")
    }
    let declaring = try files.filter {
        try String(contentsOf: sources.appending(path: $0), encoding: .utf8).contains(/struct \w+: (Selection)?Strategy \{/)
    }
    let listed = Set(allStrategies.map { "\($0).swift" })
    #expect(Set(declaring.map { URL(filePath: $0).lastPathComponent }) == listed)
    #expect(Set(allStrategies.map { $0.name }).count == allStrategies.count)
}
