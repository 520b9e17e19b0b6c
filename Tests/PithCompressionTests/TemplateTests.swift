// What a family of prompts shares, on families made from a seed.

import PithCompression
import Testing

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
