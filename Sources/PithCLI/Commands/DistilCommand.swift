// pith distil: an instruction as a brief of its key variables.

import ArgumentParser
import Pith
import PithJSON
import PithSystem

extension BriefStyle.Density: ExpressibleByArgument {}

struct DistilCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "distil",
        abstract: "Turn an instruction prompt into a brief: key and value, in few words.",
        discussion: """
            Writes lines such as "Role: …", "Task: …", "Must: …", "Must not: …", "Length: …" in the order of the prompt. Values are the prompt's own
            words, fewer of them; numbers, names, quotes, code, paths, URLs and negations stay to the letter. What is not prose stays as it is.

              pith distil prompt.md --receipt prompt.receipt > brief.md
              pith distil prompt.md --json
            """)

    @Argument(help: "The prompt, or - for standard input.", completion: .file())
    var file: String?

    @Option(help: "What the input is.")
    var format = PromptFormat.auto

    @OptionGroup var encodingOptions: EncodingOptions

    @Option(help: ArgumentHelp("Write what pith restore needs to give the input back.", valueName: "file"), completion: .file())
    var receipt: String?

    @Flag(name: .customLong("json"), help: "Print the variables as JSON, each with the bytes of the prompt that it came from.")
    var printsJSON = false

    @Option(help: "How many words stay: plain, telegram, keywords or rare.")
    var density = BriefStyle.Density.telegram

    @Option(
        help: ArgumentHelp(
            "The share of the tokens to come down to, 0 to 1, as far as every hard fact stays: common words go, and sentences without hard facts.",
            valueName: "share"))
    var share: Double?

    @Flag(help: "Begin every line with its key, also where that costs more tokens than it saves.")
    var allKeys = false

    @Flag(help: "Say on standard error what was saved and what it cost.")
    var report = false

    func run() throws {
        try OutputPath.refuse("--receipt", receipt, over: [file])
        let counting = try encodingOptions.counting()
        let encoding = counting.encoding
        let bytes = try InputText.read(file, invalidBytesAre: "kept as they are, and counted as U+FFFD")
        let watch = Stopwatch()
        let prompt = try Prompt(parsing: bytes, as: format)
        var options = CompressionOptions()
        options.encoding = encoding
        options.touchesInstructions = true
        options.brief = BriefStyle(density: density, writesAllKeys: allKeys)
        if let share, !(0...1).contains(share) { throw ValidationError("--share \(share) is no share: give a number from 0 to 1") }
        options.brief.share = share
        options.strategies = Brief.strategyNames
        let compressed = try Compressor(options: options).compress(prompt)
        if let receipt { try File.replace(receipt, with: compressed.receipt.serialized()) }
        try File.standardOutput().write(printsJSON ? json(Brief(of: prompt, encoding: encoding), compressed) : compressed.output)
        if report {
            let account = CompressionReport(
                prompt: prompt, compressed: compressed, options: options, estimate: counting.estimate, receiptPath: receipt, costModel: nil)
            Diagnostics.report(account.table(milliseconds: watch.milliseconds))
        }
    }

    private func json(_ brief: Brief, _ compressed: Compressed) -> [UInt8] {
        var json = JSONWriter()
        json.object { json in
            json.member("inputTokens", compressed.inputTokenCount)
            json.member("briefTokens", compressed.outputTokenCount)
            json.member(
                "variables",
                array: { json in
                    for line in brief.lines {
                        json.object { json in
                            json.member("key", line.key.rawValue)
                            json.member("value", line.value)
                            json.member("byteOffset", line.byteRange.lowerBound)
                            json.member("byteCount", line.byteRange.count)
                        }
                    }
                })
            json.member("placeholders", array: { json in for name in brief.placeholders { json.string(name) } })
        }
        return json.bytes + [0x0A]
    }
}
