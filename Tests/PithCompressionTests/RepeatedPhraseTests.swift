// A folded phrase is unfolded by whoever can read a number.

import PithCompression
import PithPrompt
import PithTestSupport
import Testing

@Test(arguments: 0..<UInt64(80))
func repeatedPhraseReadsBack(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    let phrases = [
        "Close the valve. ", "不得向账户退款。", "abcabcabc", " and then some more of it, as before;", "日本", "x",
        "All of them were seen at 04:25 on the bridge. ",
    ]
    var text = ""
    for _ in 0..<random.number(1...6) {
        let phrase = (0..<random.number(1...3)).map { _ in random.pick(phrases) }.joined()
        text += String(repeating: phrase, count: random.number(1...9)) + random.pick(["", "\n", "\n\n", "End."])
    }
    var options = CompressionOptions(mode: .lossless)
    options.strategies = ["repeated-phrases"]
    let output = String(decoding: try Compressor(options: options).compress(Prompt(parsing: Array(text.utf8))).output, as: UTF8.self)
    let again = String(decoding: try Compressor(options: options).compress(Prompt(parsing: Array(output.utf8))).output, as: UTF8.self)
    let unfolded = output.replacing(/\[([0-9]+) times: ([^\]]*)\]/) { String(repeating: String($0.output.2), count: Int($0.output.1) ?? 0) }
    #expect(unfolded == text, "seed \(seed): \(output)")
    #expect(again == output, "seed \(seed)")
}
