// Sentences that say what something is, told by their form.

import PithPrompt
import Testing

@testable import PithCompression

@Suite struct DefinitionTests {
    @Test(arguments: [
        ("The code word for the night shift is silver otter.", "silver otter"),
        ("Our maintenance mode is called blue lantern until May.", "blue lantern"),
        ("The mascot of the north depot is a clockwork heron.", "clockwork heron"),
        ("The keeper's favourite dessert\nwas plum cobbler, of course.", "plum cobbler"),
    ])
    func saysWhat(sentence: String, value: String) {
        let bytes = Array(sentence.utf8)
        #expect(Definition.value(in: bytes, 0..<bytes.count).map { String(decoding: bytes[$0], as: UTF8.self) } == value)
    }

    @Test(arguments: [
        "The value is ignored.", "The result is a list.", "The list is not sorted by name.", "The server, when idle, is slow lava.",
        "It is warm beeswax.",
        "The default is used internally.", "The flag means that lines are kept.", "The harbour of the town", "",
    ])
    func saysNothingOfTheKind(sentence: String) {
        let bytes = Array(sentence.utf8)
        #expect(Definition.value(in: bytes, 0..<bytes.count) == nil)
    }

    @Test func whatIsSaidNowhereElseStaysInThePreset() throws {
        let filler =
            "The crew walked along the wall and looked at the water for a while, as it did on most of the mornings of that slow year. "
        let text = String(repeating: filler, count: 3) + "The name of the gate is silver otter. " + filler
        var options = CompressionOptions()
        options.strategies = ["sentence-selection"]
        let output = try Compressor(options: options).compress(Prompt(parsing: Array(text.utf8))).output
        #expect(String(decoding: output, as: UTF8.self).contains("silver otter"))
        #expect(output.count < text.utf8.count)
    }
}
