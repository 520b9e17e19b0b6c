// pith compress: the same prompt in fewer tokens.

import ArgumentParser
import Pith
import PithEvaluation
import PithJSON
import PithSystem

struct CompressCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "compress",
        abstract: "Make a prompt smaller.",
        discussion: """
            Writes the smaller prompt and nothing else. Without --budget, --quality or --lossless it takes out what can be rebuilt, and what
            can go while every hard fact (numbers, ids, paths, URLs, quotes, dates, names, negations, error lines) stays to be seen.

              pith compress chat.json --receipt chat.receipt > small.json
              pith compress notes.md --budget 2000 --query "who approved the refund?"
              pith compress notes.md --plan
              pith compress notes.md --budget 2000 --explain > smaller.md
              pith compress --jsonl --field text < records.jsonl > smaller.jsonl
            """)

    @Argument(help: "The prompt, or - for standard input.", completion: .file())
    var file: String?

    @OptionGroup var how: CompressionArguments
    @OptionGroup var encodingOptions: EncodingOptions

    @Option(help: ArgumentHelp("Write what pith restore needs to give the input back.", valueName: "file"), completion: .file())
    var receipt: String?

    @Flag(help: "Say on standard error what was saved and what it cost.")
    var report = false

    @Flag(name: .customLong("json"), help: "Print one JSON object with the output and the report.")
    var printsJSON = false

    @Flag(help: "Compress nothing: show the curve, what would go first at which number of tokens.")
    var plan = false

    @Flag(help: "Say on standard error what was chosen for each segment and why; with --json in the object.")
    var explain = false

    @Option(
        name: .customLong("cost-model"),
        help: ArgumentHelp("What the report bills a session by. List them: pith bill --list", valueName: "name"),
        completion: .list(allCostModels.map(\.name)))
    var costModel = "anthropic-sonnet"

    @OptionGroup var records: RecordOptions
    @OptionGroup var logOptions: LogOptions

    mutating func validate() throws {
        if plan { try refuseWithPlan() }
        if records.isOn, explain { throw ValidationError("--jsonl answers with records: explain one of them at a time, without --jsonl") }
        if records.isOn, printsJSON { throw ValidationError("--jsonl answers with records: use --report or --log for figures, not --json") }
    }

    func run() throws {
        let counting = try encodingOptions.counting()
        let compressor = Compressor(options: try how.options(counting))
        let costModel: CostModel
        do { costModel = try CostModel.named(self.costModel) } catch { throw Failure.usage(error.description) }
        let log = try logOptions.opened()
        if plan { return try printPlan(compressor.options) }
        if records.isOn { return try compressRecords(compressor, log) }
        var call = CompressionCall()
        (call.file, call.format, call.receipt) = (file, how.format, receipt)
        (call.options, call.estimate, call.costModel, call.log) = (compressor.options, counting.estimate, costModel, log)
        (call.report, call.printsJSON, call.explain) = (report, printsJSON, explain)
        try call.run()
    }

    /// A plan shows every mode and writes no output, so nothing may be asked that only one output has.
    private func refuseWithPlan() throws {
        let asked = [
            (how.budget != nil, "--budget"), (how.quality != nil, "--quality"), (how.lossless, "--lossless"), (how.session, "--session"),
            (receipt != nil, "--receipt"), (report, "--report"), (explain, "--explain"), (records.isOn, "--jsonl"),
        ]
        if let name = asked.first(where: \.0)?.1 {
            throw ValidationError("--plan shows all budgets and writes no output: leave out \(name)")
        }
    }

    private func printPlan(_ options: CompressionOptions) throws {
        let bytes = try InputText.read(file, invalidBytesAre: "counted as U+FFFD")
        let plan = try CompressionPlan(of: Prompt(parsing: bytes, as: how.format), options: options, threadCount: availableCoreCount())
        try File.standardOutput().write(printsJSON ? plan.json : Array(plan.table.utf8))
    }

    static func warnOfLoss() {
        Diagnostics.warning("the output cannot be restored: text was taken out and no receipt kept. Keep one: --receipt FILE")
    }
}

extension CompressionCall {
    func run() throws {
        // Before there is anything in memory that is free again, and would be taken first.
        useLargePages()
        try OutputPath.refuse("--receipt", receipt, over: [file])
        let bytes = try InputText.read(file, invalidBytesAre: "kept as they are, and counted as U+FFFD")
        let watch = Stopwatch()
        var options = options
        options.threadCount = availableCoreCount()
        let inputTokenCount = options.encoding.pendingCount(of: bytes, threadCount: options.threadCount)
        let prompt = try Prompt(parsing: bytes, as: format, threadCount: options.threadCount)
        warnOfIdlePins(prompt, options.pins)
        let compressed: Compressed
        do { compressed = try Compressor(options: options).compress(prompt, inputTokenCount: inputTokenCount) } catch {
            try log?.append(figures(ofFailure: error, bytes, watch))
            throw error
        }
        let milliseconds = watch.milliseconds
        let account = CompressionReport(
            prompt: prompt, compressed: compressed, options: options, estimate: estimate, receiptPath: receipt,
            costModel: report || printsJSON ? costModel : nil)
        let explanation = explain ? Explanation(of: prompt, compressed, options: options) : nil
        let result = printsJSON ? try account.json(explanation) : compressed.output
        // The receipt first: an output that is there can be restored.
        if let receipt { try File.replace(receipt, with: compressed.receipt.serialized(threadCount: options.threadCount)) }
        try File.standardOutput().write(result)
        if compressed.isLossy, receipt == nil { CompressCommand.warnOfLoss() }
        if options.compaction == .throughNewest, case let count = prompt.arrayMessageCount, count > 0 {
            Diagnostics.note("rewritten through message \(count). With later requests, to keep it: --compacted-through \(count)")
        }
        if let explanation, !printsJSON { Diagnostics.report(explanation.table) }
        if report { Diagnostics.report(account.table(milliseconds: milliseconds)) }
        try log?.append(account.figures(milliseconds: milliseconds))
    }

    private func warnOfIdlePins(_ prompt: Prompt, _ pins: [Pattern]) {
        for pin in pins where !prompt.views.contains(where: { !pin.matches(in: $0.bytes).isEmpty }) {
            Diagnostics.warning("--pin '\(pin.source)' matches nothing in the input")
        }
    }

    private func figures(
        ofFailure error: CompressionError, _ bytes: [UInt8], _ watch: Stopwatch
    ) -> CallFigures {
        CallFigures(
            command: CompressCommand.configuration.commandName!, encoding: options.encoding.name, mode: options.mode.label,
            inputTokenCount: options.encoding.count(bytes), outputTokenCount: 0, milliseconds: watch.milliseconds,
            status: exitStatus(of: error) ?? .badData)
    }
}

extension Compressed {
    /// Whether something was taken out that a reader of the output alone cannot rebuild.
    var isLossy: Bool { receipt.ledger.entries.contains { $0.effect != .lossless } }
}
