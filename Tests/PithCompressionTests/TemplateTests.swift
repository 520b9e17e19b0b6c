// What a family of prompts shares, on families made from a seed.

import PithTokenizer
import Testing

@testable import PithCompression

private let shared = "Answer in one line.\nExample: the sum of two and three is five.\n"

@Test(arguments: 1...UInt64(40))
func everyPromptOfAFamilyComesBack(_ seed: UInt64) {
    var random = SplitMix(seed)
    let words = ["two", "apples", "Bergen", "12", "ferry\n", "the", "sum", "Example:", "is"]
    let prompts = (0..<6).map { _ in
        let values = (0..<2).map { _ in (0..<random.next(5)).map { _ in words[random.next(words.count)] }.joined(separator: " ") }
        return Array((shared + "Question: " + values[0] + "\nHint line for all.\n" + values[1] + "\nAnswer:").utf8)
    }
    let template = TemplateLearner.template(of: prompts)
    for prompt in prompts {
        let values = template.values(of: prompt)
        #expect(values != nil, "seed \(seed)")
        #expect(values.flatMap { template.prompt(with: $0) } == prompt, "seed \(seed)")
        let valueByteCount = (values ?? []).reduce(0) { $0 + $1.count }
        #expect(valueByteCount <= prompt.count - shared.utf8.count, "seed \(seed)")
    }
}

@Test func aPromptOfAnotherFamilyHasNoValues() {
    let template = TemplateLearner.template(of: [Array("Sum of 1 and 2".utf8), Array("Sum of 3 and 4".utf8)])
    #expect(template.values(of: Array("Product of 1 and 2".utf8)) == nil)
    #expect(template.prompt(with: []) == nil)
}

@Test func unlikePromptsShareNothing() {
    let template = TemplateLearner.template(of: [Array("abc".utf8), Array("xyz".utf8)])
    #expect(template.values(of: Array("abc".utf8)) == [Array("abc".utf8)])
}

@Test(arguments: 1...UInt64(40))
func everyPromptComesBackFromEachWrittenForm(_ seed: UInt64) throws {
    var random = SplitMix(seed)
    let words = ["the red book is", "ferry", "12", "é", "α", "{x}", "swap gifts. Then,", "leftmost", "\n", "\u{1E}", "blue"]
    let prompts = (0..<8).map { _ in
        let values = (0..<4).map { _ in
            (0..<random.next(6)).map { _ in words[random.next(random.next(4) == 0 ? 11 : 4)] }.joined(separator: " ")
        }
        return Array((shared + "(A) " + values[0] + "\n(B) " + values[1] + "\n(C) " + values[2] + "\nDone " + values[3] + "\nAnswer:").utf8)
    }
    // Learned of half of them, so that the others may hold what the template took for its own.
    let template = TemplateLearner.template(of: Array(prompts.prefix(4)), in: try Encoding.named("o200k_base"))
    for prompt in prompts {
        let lines = template.sharedLines(of: prompt)
        #expect(template.prompt(firstLines: lines.first, text: lines.text, lastLines: lines.last) == prompt, "seed \(seed)")
        guard let values = template.values(of: prompt) else { continue }
        for form in template.writtenForms(of: values) { #expect(template.values(fromWritten: form) == values, "seed \(seed)") }
    }
}

@Test func whatPromptsSayAgainHasAName() throws {
    let prompts = ["Bob and Dave", "Eve and Bob", "Ann and Eve"].map {
        Array("Say who wins.\n\($0) swap their gifts at the end of the first round. Who?".utf8)
    }
    let other = Array("Say who wins.\nDucks swap their gifts at the end of the first round, or later?".utf8)
    let template = TemplateLearner.template(of: prompts + [other], in: try Encoding.named("o200k_base"))
    #expect(template.names.entries.first?.texts == [Array("swap their gifts at the end of the first round".utf8)])
    let values = try #require(template.values(of: other))
    #expect(template.writtenForms(of: values).last == [Array("Ducks α, or later".utf8)])
}

@Test func longPromptsShareTheSample() throws {
    let middle = String(repeating: "Bob and Eve swap their gifts at the end of the round. ", count: 6_000)
    let prompts = (0..<3).map { Array("Question \($0): \($0)\(middle)\($0) end".utf8) }
    let template = TemplateLearner.template(of: prompts, in: try Encoding.named("o200k_base"))
    #expect(!template.names.entries.isEmpty)
}

@Test func neighboursTellTheirSharedSidesOnce() {
    let sides = SharedSides(open: UInt8(ascii: "{"), close: UInt8(ascii: "}"))
    let values = ["first", "The red book is last", "The blue book is last", "The grey book is last", "é"].map { Array($0.utf8) }
    let written = ["first", "The {red", "blue", "grey} book is last", "é"].map { Array($0.utf8) }
    #expect(sides.written(values) == written)
    #expect(sides.read(written) == values)
    for broken in [["{a", "b"], ["a}"], ["{a", "{b}"]] { #expect(sides.read(broken.map { Array($0.utf8) }) == nil) }
    #expect(sides.written(["a{b".utf8, "c".utf8].map(Array.init)) == nil)
}

private struct SplitMix {
    private var state: UInt64
    init(_ seed: UInt64) { state = seed }

    mutating func next(_ bound: Int) -> Int {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return Int((z ^ (z >> 31)) % UInt64(bound))
    }
}
