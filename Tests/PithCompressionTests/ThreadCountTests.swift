// Threads do the work sooner and change nothing: any number of them gives the same bytes and the same receipt.

import PithJSON
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

/// Texts that are one segment as a whole, and a conversation of many.
private enum Form: String, CaseIterable { case code, diff, records, conversation }

private func text(_ form: Form, _ random: inout SplitMix64) -> [UInt8] {
    let nouns = ["valve", "ledger", "parcel", "engine", "river", "archive", "permit", "tariff", "barrel"]
    func noun() -> String { random.pick(nouns) }
    func function() -> String {
        let (name, other) = (noun(), noun())
        return """
            def \(name)_\(other)(path, \(other)=\(random.number(1...99))):
                \"\"\"\(random.pick(["Return the", "Compute a"])) \(random.pick([name, noun()])) of the \(other). It is not the \(noun()).\"\"\"
                # The \(noun()) comes before the \(noun()) \(random.pick(["as ever", "in room \(random.number(1...40))", "and never after"])).
                return open(path).read("\(noun())")


            """
    }
    func file() -> String {
        let name = noun()
        return """
            diff --git a/src/\(name).py b/src/\(name).py
            index 1\(random.number(10_000...99_999))..2\(random.number(10_000...99_999)) 100644
            --- a/src/\(name).py
            +++ b/src/\(name).py
            @@ -\(random.number(1...900)),5 +10,5 @@ def \(name)(self):
                 \(noun()) = \(random.number(1...5))
                 \(noun()) = None
            -    \(noun()) = old_\(name)(\(random.number(1...900)), "\(noun())")
            +    # Of the \(noun()) there is more than one, as a rule.
            +    \(noun()) = new_\(name)(4, "\(noun())")
                 return \(noun())

            """
    }
    var parts: [String] = []
    var byteCount = 0
    func add(_ part: String) {
        parts.append(part)
        byteCount += part.utf8.count
    }
    while byteCount < (form == .conversation ? 290_000 : 150_000) {
        switch form {
        case .code: add(function())
        case .diff: add(file())
        case .records:
            add(
                #"{"id": "\#(random.number(1...1_000_000))", "name": "\#(noun())", "of": {"kind": "\#(noun())", "size": \#(random.number(1...9))}}"#
            )
        case .conversation:
            var json = JSONWriter()
            json.string((0..<random.number(1...9)).map { _ in random.number(0...3) == 0 ? file() : function() }.joined())
            add(#"{"role": "\#(random.pick(["user", "tool", "assistant"]))", "content": \#(String(decoding: json.bytes, as: UTF8.self))}"#)
        }
    }
    let isList = form == .records || form == .conversation
    return Array((isList ? "[" + parts.joined(separator: ", ") + "]" : parts.joined()).utf8)
}

@Test(arguments: Form.allCases)
private func anyNumberOfThreadsGivesTheSameOfEachForm(_ form: Form) throws {
    var random = SplitMix64(seed: 30_11_2026)
    let bytes = text(form, &random)
    var options = CompressionOptions()
    let prompt = try Prompt(parsing: bytes)
    let alone = try Compressor(options: options).compress(prompt)
    #expect(alone.outputTokenCount < alone.inputTokenCount)
    options.threadCount = 3
    let parsed = try Prompt(parsing: bytes, as: .auto, threadCount: 3)
    #expect(parsed.segments == prompt.segments)
    let together = try ThreadGain.$fewestBytes.withValue(1 << 15) { try Compressor(options: options).compress(parsed) }
    #expect(together.output == alone.output)
    #expect(together.receipt.serialized() == alone.receipt.serialized())
}
