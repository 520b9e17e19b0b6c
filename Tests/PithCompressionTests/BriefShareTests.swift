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

    private static func compressed(_ prompt: Prompt, to share: Double) throws -> Compressed {
        var options = CompressionOptions()
        options.touchesInstructions = true
        options.strategies = Brief.strategyNames
        options.brief.share = share
        return try Compressor(options: options).compress(prompt)
    }

    /// Words of the telegram of what is to be done, and both sides of an alternative.
    @Test(arguments: ["Plan walk families", "colourful or plain"])
    func whatIsToBeDoneAndAlternativesStay(words: String) throws {
        let rule = "\n- You may say whether each of the houses on the way is colourful or plain, as people like to know such things"
        let text = Self.prompt.replacing("\n- Do not", with: rule + "\n- Do not")
        let compressed = try Self.compressed(Prompt(parsing: Array(text.utf8), as: .text), to: 0.6)
        #expect(String(decoding: compressed.output, as: UTF8.self).contains(words))
    }

    @Test(arguments: [0.9, 0.7, 0.5, 0.2, 0])
    func everyHardFactStays(share: Double) throws {
        let prompt = try Prompt(parsing: Array(Self.prompt.utf8), as: .text)
        let compressed = try Self.compressed(prompt, to: share)
        let output = try Prompt(parsing: compressed.output, as: .text)
        #expect(Census(original: prompt, output: output).hardLost == 0)
        if share >= 0.7 { #expect(Double(compressed.outputTokenCount) <= share * Double(compressed.inputTokenCount)) }
        if share == 0 { #expect(compressed.outputTokenCount * 3 < compressed.inputTokenCount * 2) }
    }

    /// What leads on to a list is not dropped, but where all of it is grammar nothing of it need stay.
    @Test func aLeadInOfGrammarAloneGoes() throws {
        let text = Self.prompt + "\n\nYou will:\n- Count the families that come\n- Ask each family for a wish"
        let compressed = try Self.compressed(Prompt(parsing: Array(text.utf8), as: .text), to: 0.5)
        #expect(!String(decoding: compressed.output, as: UTF8.self).contains("You will"))
    }

    /// A capital that the next word takes over tells nothing of the words that went before it.
    @Test func wordsThatGoBeforeACapitalAreLost() throws {
        let prompt = try Prompt(parsing: Array("Write of the harbours that sleep. They wait for the boats.".utf8), as: .text)
        var languages = ViewLanguages(prompt)
        let found = languages.lexicon(of: prompt.segments[0])
        let lexicon = try #require(found)
        var loss = BriefLoss(encoding: .o200kBase)
        let weights = loss.weights(of: 0..<33, in: prompt.views[0], lexicon, key: .task)
        let bare = BriefLoss.sum(weights, in: [TextChange(range: 0..<13, replacement: [])])
        let capital = BriefLoss.sum(weights, in: [TextChange(range: 0..<14, replacement: Array("H".utf8), toldEnd: 0)])
        #expect(bare > 0 && capital == bare)
    }
}
