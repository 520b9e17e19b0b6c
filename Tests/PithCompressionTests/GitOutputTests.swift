// What git prints is rebuilt from the short forms alone, with the readers that the forms are documented by.

import PithPrompt
import PithTestSupport
import Testing

@testable import PithCompression

@Suite struct GitOutputTests {
    @Test(arguments: 0..<300) func outputReadsBackToTheByte(seed: Int) throws {
        var random = SplitMix64(seed: UInt64(seed))
        let input = Array(gitOutput(size: 900, using: &random).utf8)
        for names in [[GitBlame.name], [GitLog.name], [GitBlame.name, GitLog.name]] {
            var options = CompressionOptions(mode: .lossless)
            options.strategies = names
            let output = try Compressor(options: options).compress(Prompt(parsing: input)).output
            #expect(spelledOut(output, forms: ShortOutput.forms) == input, "seed \(seed), \(names)")
            let again = try Compressor(options: options).compress(Prompt(parsing: output)).output
            #expect(again == output, "seed \(seed), \(names): compressing the output again changed it")
        }
    }

    @Test func mostAreShortened() throws {
        let shortened = try (0..<100).count { seed in
            var random = SplitMix64(seed: UInt64(seed))
            let input = Array(gitOutput(size: 900, using: &random).utf8)
            var options = CompressionOptions(mode: .lossless)
            options.strategies = [GitBlame.name, GitLog.name]
            return try Compressor(options: options).compress(Prompt(parsing: input)).output.count < input.count
        }
        #expect(shortened > 40)
    }
}
