// Lists of tools are lossless: the JSON is rebuilt from the output alone. What a budget leaves still reads as JSON.

import Foundation
import PithCompression
import PithJSON
import PithPrompt
import PithTestSupport
import Testing

@Suite struct ToolSchemasTests {
    @Test(arguments: 0..<UInt64(300)) func signaturesReadBackAsTheSameDefinitions(seed: UInt64) throws {
        let input = randomInput(.tools, size: 1500, seed: seed)
        var options = CompressionOptions(mode: .lossless)
        options.strategies = ["tool-schemas", "compact-json"]
        let compressor = Compressor(options: options)
        let output = try compressor.compress(Prompt(parsing: input)).output
        let again = try compressor.compress(Prompt(parsing: output)).output
        #expect(again == output, "compressing the output of seed \(seed) again changed it")
        let expanded = TabledJSON(output, startingAt: 0, limit: output.count)?.expanded ?? output
        // Minified, both are the same bytes: names, values, number text and order.
        options.strategies = ["compact-json"]
        let minified = try Compressor(options: options).compress(Prompt(parsing: input)).output
        let differs = "seed \(seed): \(String(decoding: output, as: UTF8.self))"
        #expect(try sameText(expanded, minified), "\(differs)")
    }

    @Test(arguments: 0..<UInt64(60)) func whatABudgetLeavesOfSignaturesReadsAsJSON(seed: UInt64) throws {
        let input = randomInput(.tools, size: 1500, seed: seed)
        let tokenCount = try Compressor(options: CompressionOptions(mode: .lossless)).compress(Prompt(parsing: input)).inputTokenCount
        for share in [40, 20, 8] {
            for writesMarkers in [true, false] {
                var options = CompressionOptions(mode: .budget(tokenCount: tokenCount * share / 100))
                options.query = seed % 2 == 0 ? "Which city is it?" : nil
                options.writesMarkers = writesMarkers
                guard let compressed = try? Compressor(options: options).compress(Prompt(parsing: input)) else { continue }
                let output = compressed.output
                let expanded = TabledJSON(output, startingAt: 0, limit: output.count)?.expanded ?? output
                #expect((try? JSONDocument(expanded)) != nil, "seed \(seed): \(String(decoding: output, as: UTF8.self))")
                #expect(try compressed.receipt.restore(output) == input)
            }
        }
        #expect(Bool(true))
    }

    @Test func definitionsOfRealToolsReadBack() throws {
        let files = corpusFiles().filter { $0.name.hasSuffix("agent_tau_tools.json") }
        if files.isEmpty { print("skipped: no corpora beside the project") }
        for file in files {
            var options = CompressionOptions(mode: .lossless)
            options.strategies = ["tool-schemas"]
            let compressed = try Compressor(options: options).compress(Prompt(parsing: file.bytes))
            let value = TabledJSON(compressed.output, startingAt: 0, limit: compressed.output.count)
            #expect(value?.toolLists.isEmpty == false)
            #expect(compressed.tokensSavedFraction > 0.3)
        }
        #expect(Bool(true))
    }

    /// Whether two JSON texts, layout apart, are the same bytes.
    private func sameText(_ a: [UInt8], _ b: [UInt8]) throws -> Bool {
        func trimmed(_ text: [UInt8]) -> [UInt8] { Array(text.reversed().drop { $0 == 0x0A }.reversed()) }
        return trimmed(a) == trimmed(b)
    }
}
