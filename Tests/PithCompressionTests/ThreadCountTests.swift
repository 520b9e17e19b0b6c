// Threads do the work sooner and change nothing: any number of them gives the same bytes and the same receipt.

import PithPrompt
import PithTestSupport
import Testing

@testable import PithCompression

/// Prose, program text, a diff and a listing, long enough to be divided.
private func longText(_ random: inout SplitMix64) -> [UInt8] {
    let nouns = ["valve", "ledger", "parcel", "engine", "river", "archive", "permit"],
        verbs = ["holds", "feeds", "opens", "shows", "keeps"]
    var text = ""
    func sentence() -> String {
        "In order to begin, the \(random.pick(nouns)) \(random.pick(verbs)) a \(random.pick(nouns)) of \(random.number(2...9000)) units. "
    }
    while text.utf8.count < 270_000 {
        switch random.number(0...3) {
        case 0: text += (0..<random.number(3...9)).map { _ in sentence() }.joined() + "\n\n"
        case 1:
            let name = random.pick(nouns)
            text += "def read_\(name)(path):\n    \"\"\"Read the \(name). It \(random.pick(verbs)) what was asked.\"\"\"\n"
            text += "    # \(sentence())\n    return open(path).read() + \"\(random.number(1...99))\"\n\n"
        case 2:
            let name = random.pick(nouns)
            text +=
                "--- a/\(name).c\n+++ b/\(name).c\n@@ -1,3 +1,3 @@\n int \(name);\n-int old = \(random.number(1...9));\n+int new = 4;\n return;\n\n"
        default:
            for line in 1...random.number(3...12) {
                text += "src/\(random.pick(nouns)).c:\(line * 3):    if (\(random.pick(nouns))) return;\n"
            }
            text += "\n"
        }
    }
    return Array(text.utf8)
}

@Test(arguments: [CompressionOptions.Mode.preset, .lossless, .quality(0.8)])
func anyNumberOfThreadsGivesTheSame(_ mode: CompressionOptions.Mode) throws {
    var random = SplitMix64(seed: 20_261_129)
    let prompt = try Prompt(parsing: longText(&random))
    var options = CompressionOptions(mode: mode)
    let alone = try Compressor(options: options).compress(prompt)
    #expect(alone.outputTokenCount < alone.inputTokenCount)
    for threadCount in [3] {
        options.threadCount = threadCount
        let together = try ThreadGain.$fewestBytes.withValue(1 << 16) { try Compressor(options: options).compress(prompt) }
        #expect(together.output == alone.output, "\(threadCount) threads give other bytes")
        #expect(together.receipt.serialized() == alone.receipt.serialized(), "\(threadCount) threads give another receipt")
    }
}
