// What a family of prompts shares, on families made from a seed.

import PithTestSupport
import PithTokenizer
import Testing

@testable import PithCompression

private let shared = "Answer in one line.\nExample: the sum of two and three is five.\n"

@Test(arguments: 1...UInt64(40))
func everyPromptOfAFamilyComesBack(_ seed: UInt64) {
    var random = SplitMix64(seed: seed)
    let words = ["two", "apples", "Bergen", "12", "ferry\n", "the", "sum", "Example:", "is"]
    let prompts = (0..<6).map { _ in
        let values = (0..<2).map { _ in (0..<random.number(0...4)).map { _ in random.pick(words) }.joined(separator: " ") }
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
    var random = SplitMix64(seed: seed)
    let words = ["the red book is", "ferry", "12", "é", "α", "{x}", "swap gifts. Then,", "leftmost", "\n", "\u{1E}", "blue"]
    let prompts = (0..<8).map { _ in
        let values = (0..<4).map { _ in
            (0..<random.number(0...5)).map { _ in words[random.number(0...(random.oneIn(4) ? 10 : 3))] }.joined(separator: " ")
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
    for broken in [["{a", "b"], ["a}"], ["{a", "{b}"], ["{{a", "b}"], ["{a", "b}}"], ["{a}", "b}"]] {
        #expect(sides.read(broken.map { Array($0.utf8) }) == nil)
    }
    #expect(sides.written(["a{b".utf8, "c".utf8].map(Array.init)) == nil)
}

@Test(arguments: [["same", "same"], ["one"], ["", ""], [""]])
func templatesWithoutGapsHaveNoValues(_ texts: [String]) throws {
    let prompts = texts.map { Array($0.utf8) }
    let template = TemplateLearner.template(of: prompts, in: try Encoding.named("o200k_base"))
    #expect(template.values(of: prompts[0]) == [])
    #expect(template.writtenForms(of: []) == [[]])
    #expect(template.values(fromWritten: []).flatMap { template.prompt(with: $0) } == prompts[0])
}

@Test func namesThatNoPromptUsesAreNotKept() throws {
    // "So, or else" is shared, but its "So" goes with the longer phrase before it.
    let winners = ["Eve", "Dan", "Ann", "Zoe"], colors = ["red", "gray", "tan", "teal", "lime"]
    let prompts = ["", ", or else"].flatMap { end in
        winners.enumerated().map { index, winner in
            let options = "(A) The \(colors[index]) book is the leftmost\n(B) The \(colors[index + 1]) book is the leftmost\nAnswer:"
            return Array("Who wins?\nBob and \(winner): swap gifts at the end of the round. So\(end)?\n\(options)".utf8)
        }
    }
    let template = TemplateLearner.template(of: prompts, in: try Encoding.named("o200k_base"))
    let written = prompts.flatMap { template.values(of: $0).map { template.writtenForms(of: $0).flatMap { $0 } } ?? [] }
    #expect(!template.names.entries.isEmpty)
    for entry in template.names.entries {
        let name = String(decoding: entry.name, as: UTF8.self)
        #expect(written.contains { ByteSearch.first(entry.name, in: $0, 0..<$0.count) != nil }, "\(name)")
    }
}

@Test func bracesOfTheSharedTextAreNotTaken() throws {
    let prompts = ["cat", "dog", "cow"].map { Array("Say {yes} or <no>.\nA \($0) ran\nthen\nA \($0) ran\nin [time]?".utf8) }
    let template = TemplateLearner.template(of: prompts, in: try Encoding.named("o200k_base"))
    #expect(template.sides == SharedSides(open: UInt8(ascii: "("), close: UInt8(ascii: ")")))
}
