// Pith itself as a contestant: the compressor in one of its modes, with all its strategies or some.

import PithCompression
import PithPrompt
import PithSystem

/// Pith's compressor.
struct PithContestant: Contestant {
    /// What it is swept over.
    enum Sweep: Sendable {
        /// Budgets: the shares that are asked for.
        case budgets
        /// Qualities, as `--quality` takes them.
        case qualities([Double])
        /// One mode, no sweep.
        case mode(CompressionOptions.Mode)
    }

    let name: String
    let sweep: Sweep
    /// The names of the strategies to use; nil for all.
    var strategies: [String]?
    /// Whether earlier messages must stay as they are when later ones come.
    var isSession = false

    /// Whether a question is judged by meaning, too.
    var usesWordVectors = true

    /// Whether what users say once the assistant has spoken are results of tools.
    var userTextsAreResults = false

    func settings(for shares: [Double]) -> [Setting] {
        switch sweep {
        case .budgets: shares.map { .share($0) }
        case .qualities(let qualities): qualities.map { .own("quality \($0)") }
        case .mode(let mode): [.own(mode.label)]
        }
    }

    func output(for input: TaskInput, at setting: Setting) throws(ContestantFailure) -> ContestantOutput {
        var options = CompressionOptions(mode: mode(for: input, at: setting))
        options.query = input.task.query
        options.usesWordVectors = usesWordVectors
        options.encoding = input.encoding
        options.strategies = strategies
        options.isSession = isSession
        options.userTextsAreResults = userTextsAreResults
        do {
            let watch = Stopwatch()
            let prompt = try Prompt(parsing: input.task.context, as: input.task.format)
            let compressed = try Compressor(options: options).compress(prompt)
            var output = ContestantOutput(compressed.output)
            output.milliseconds = watch.milliseconds
            output.explanation = { [options] in Explanation(of: prompt, compressed, options: options) }
            output.recoverable = try compressed.receipt.restore(compressed.output)
            return output
        } catch { throw ContestantFailure("\(error)") }
    }

    /// This program, started with `compress`: the best of three runs on one word, and one run on the largest context.
    func processCost(largest: TaskInput, shares: [Double]) -> ProcessCost? {
        guard let executable = executablePath(), let setting = settings(for: shares).last else { return nil }
        var command = "exec \(Subprocess.quoted(executable)) compress --encoding \(largest.encoding.name)"
        for name in strategies ?? [] { command += " --strategy \(name)" }
        if isSession { command += " --session" }
        if userTextsAreResults { command += " --user-results" }
        if !usesWordVectors { command += " --words-alone" }
        let onWord = command + " --lossless"
        switch mode(for: largest, at: setting) {
        case .preset: break
        case .lossless: command += " --lossless"
        case .budget(let tokenCount): command += " --budget \(tokenCount)"
        case .quality(let share): command += " --quality \(share)"
        }
        if let query = largest.task.query { command += " --query \(Subprocess.quoted(query))" }
        command += " --format \(largest.task.format.rawValue)"
        let times = (0..<3).compactMap { _ in
            (try? Subprocess.run(onWord, input: Array("word".utf8), timeLimitSeconds: 60))?.milliseconds
        }
        let whole = try? Subprocess.run(command, input: largest.task.context, timeLimitSeconds: 600)
        return ProcessCost(startUpMilliseconds: times.min(), peakMemoryByteCount: whole?.peakMemoryByteCount)
    }

    private func mode(for input: TaskInput, at setting: Setting) -> CompressionOptions.Mode {
        switch (sweep, setting) {
        case (.mode(let mode), _): mode
        case (.qualities(let qualities), .own(let label)): .quality(qualities.first { "quality \($0)" == label } ?? 1)
        default: .budget(tokenCount: input.budget(at: setting))
        }
    }
}
