// The curve that a budget walks down: at these token counts, this is what would go first.
//
// Not a forecast: the prompt is compressed at each step, on all cores, and the census says what each step lost that the one before still showed.

import Pith
import PithJSON
import PithSystem

struct CompressionPlan {
    /// One point of the curve.
    struct Step: Sendable {
        let mode: CompressionOptions.Mode
        let tokenCount: Int
        let hardLostCount: Int
        /// What the step before still showed, heaviest first.
        let newlyLost: [LostFact]

        /// As the command line asks for it.
        var option: String {
            switch mode {
            case .lossless: "--lossless"
            case .preset: "the default"
            case .budget(let tokenCount): "--budget \(tokenCount)"
            case .quality(let share): "--quality \(share)"
            }
        }
    }

    /// What tells one lost fact from another.
    private struct Place: Hashable {
        let kind: FactClass
        let byteOffset: Int
    }

    let encoding: Encoding
    let inputTokenCount: Int
    let hardTotal: Int
    /// From the largest output to the smallest that there is.
    let steps: [Step]

    private static let shares = [0.75, 0.5, 0.35, 0.25, 0.15, 0.1, 0.05, 0.02, 0.01]
    private static let listedLossLimit = 20

    /// Cost: a compression and a census for each of a dozen steps.
    init(of prompt: Prompt, options: CompressionOptions, threadCount: Int) throws {
        let prompt = options.reading(prompt)
        let inputTokenCount = options.encoding.count(prompt.bytes)
        let ends = try Parallel.map(3, threadCount: threadCount) { place -> Result<Compressed, CompressionError> in
            Self.compress(prompt, options, [.lossless, .preset, .budget(tokenCount: 0)][place])
        }.map { result in
            // A budget of nothing is refused where something must stay, and the refusal says how much.
            if case .failure(.budgetNotMet(_, let smallest, _)) = result {
                return try Self.compress(prompt, options, .budget(tokenCount: smallest)).get()
            }
            return try result.get()
        }
        let smallest = ends[2].outputTokenCount
        let budgets = Self.shares.map { Int((Double(inputTokenCount) * $0).rounded()) }.filter {
            $0 > smallest && $0 < ends[1].outputTokenCount
        }
        let between = try Parallel.map(budgets.count, threadCount: threadCount) { place in
            Self.compress(prompt, options, .budget(tokenCount: budgets[place]))
        }.map { try $0.get() }
        let cuts: [CompressionOptions.Mode] = (budgets + [smallest]).map { .budget(tokenCount: $0) }
        let modes: [CompressionOptions.Mode] = [.lossless, .preset] + cuts
        let outputs = ends[..<2] + between + ends[2...]
        var known: Set<Place> = []
        var steps: [Step] = []
        var hardTotal = 0
        for (mode, compressed) in zip(modes, outputs) {
            let census = Census(original: prompt, output: options.reading(try Prompt(parsing: compressed.output, as: prompt.format)))
            hardTotal = census.hardTotal
            let newlyLost = census.lostItems.filter { known.insert(Place(kind: $0.kind, byteOffset: $0.byteOffset)).inserted }
            // A step that changes nothing says nothing.
            if compressed.outputTokenCount == steps.last?.tokenCount ?? inputTokenCount, newlyLost.isEmpty { continue }
            steps.append(
                Step(
                    mode: mode, tokenCount: compressed.outputTokenCount, hardLostCount: census.hardLost,
                    newlyLost: newlyLost))
        }
        (encoding, self.inputTokenCount, self.hardTotal, self.steps) = (options.encoding, inputTokenCount, hardTotal, steps)
    }

    private static func compress(
        _ prompt: Prompt, _ options: CompressionOptions, _ mode: CompressionOptions.Mode
    ) -> Result<Compressed, CompressionError> {
        var options = options
        options.mode = mode
        let compressor = Compressor(options: options)
        do { return .success(try compressor.compress(prompt)) } catch { return .failure(error) }
    }

    var table: String {
        var table = TextTable([.right, .right, .right, .left, .left])
        table.add("tokens", "share", "hard facts", "asked for with", "what goes here, heaviest first")
        table.add(grouped(inputTokenCount), "100%", grouped(hardTotal), "", "")
        for step in steps {
            let share = inputTokenCount == 0 ? 0 : Double(step.tokenCount) / Double(inputTokenCount) * 100
            table.add(
                grouped(step.tokenCount), "\(fixed(share, decimals: share < 10 ? 1 : 0))%", grouped(hardTotal - step.hardLostCount),
                step.option,
                losses(of: step))
        }
        return table.text
    }

    /// The heaviest three, and how many there are.
    private func losses(of step: Step) -> String {
        guard !step.newlyLost.isEmpty else { return "" }
        let shown = step.newlyLost.prefix(3).map { "\($0.kind.rawValue) \($0.text.count > 40 ? $0.text.prefix(39) + "…" : $0.text[...])" }
        let rest = step.newlyLost.count - shown.count
        return shown.joined(separator: "; ") + (rest > 0 ? "; and \(grouped(rest)) more" : "")
    }

    /// One object; Documentation/CLI.md has its schema.
    var json: [UInt8] {
        var json = JSONWriter()
        json.object { json in
            json.member("encoding", encoding.name)
            json.member("inputTokens", inputTokenCount)
            json.member("hardFacts", hardTotal)
            json.member("steps", array: { steps in for step in self.steps { steps.object { write(step, to: &$0) } } })
        }
        return json.bytes + [0x0A]
    }

    private func write(_ step: Step, to json: inout JSONWriter) {
        json.member("mode", step.mode.label)
        json.member("tokens", step.tokenCount)
        json.member("share", number: inputTokenCount == 0 ? 0 : Double(step.tokenCount) / Double(inputTokenCount))
        json.member("hardFactsVisible", hardTotal - step.hardLostCount)
        json.member("newlyLost", step.newlyLost.count)
        json.member(
            "first",
            array: { list in
                for item in step.newlyLost.prefix(Self.listedLossLimit) {
                    list.object {
                        $0.member("class", item.kind.rawValue)
                        $0.member("text", item.text)
                        $0.member("line", item.line)
                        $0.member("weight", number: item.weight)
                    }
                }
            })
    }
}
