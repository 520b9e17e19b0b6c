// Briefs that come down to a share: every hard fact stays, whatever the share.

import PithFacts
import PithPrompt
import Testing

@testable import PithCompression

struct BriefShareTests {
    private static let prompt = """
        You are an experienced guide to the harbour of Bergen. Your task is to plan a walk for families who have never been there before.

        - The walk takes at most 3 hours and begins at "Bryggen" at 9:30
        - Choose places that are interesting, and that everybody can enjoy together
        - Do not mention the fish market
        - Think about the weather, which is often wet, and about the mood of the group
        - Prices are in NOK, and no ticket costs more than 120 NOK

        Write to the parents, in a tone that is friendly and calm. It would be nice if the text made them look forward to the day.
        """

    @Test(arguments: [0.9, 0.7, 0.5, 0.2, 0])
    func everyHardFactStays(share: Double) throws {
        var options = CompressionOptions()
        options.touchesInstructions = true
        options.strategies = Brief.strategyNames
        options.brief.share = share
        let prompt = try Prompt(parsing: Array(Self.prompt.utf8), as: .text)
        let compressed = try Compressor(options: options).compress(prompt)
        let output = try Prompt(parsing: compressed.output, as: .text)
        #expect(Census(original: prompt, output: output).hardLost == 0)
        if share >= 0.7 { #expect(Double(compressed.outputTokenCount) <= share * Double(compressed.inputTokenCount)) }
        if share == 0 { #expect(compressed.outputTokenCount * 3 < compressed.inputTokenCount * 2) }
    }
}
