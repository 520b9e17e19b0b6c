// Invariants 2, 3 and 5: the output is no larger than the input, a budget is met to the token or said to be out of reach, and the same
// bytes and options give the same bytes.

import Pith

/// The parsed input; nil when it is rightly refused.
func checkParse(_ trial: Trial, _ report: Reporter) -> Prompt? {
    do throws(PromptError) {
        return try Prompt(parsing: trial.input, as: trial.format)
    } catch {
        switch error {
        case .binary(let offset): report.expect(trial.input[offset] == 0, "refused as binary at byte \(offset), which is no NUL")
        case .notMessages: report.expect(trial.format == .messages, "refused as no conversation, though nobody said it was one")
        case .notJSON:
            report.expect(trial.format == .json && PlainJSON(trial.input) == nil, "refused as no JSON, which the plain reader reads")
        }
        return nil
    }
}

/// The compressed prompt; nil when the options or the budget cannot be honoured and that was said.
func checkOutcome(_ trial: Trial, _ prompt: Prompt, _ report: Reporter) -> Compressed? {
    do throws(CompressionError) {
        let compressed = try Compressor(options: trial.options).compress(prompt)
        report.expect(!trial.options.isSession || !trial.options.mode.isBudget, "a budget was accepted in a session")
        return compressed
    } catch {
        switch error {
        case .budgetNotMet(let budget, let smallest, let kept):
            report.expect(budget < smallest, "budget \(budget) refused, though \(smallest) tokens could be reached")
            report.expect(!kept.isEmpty, "nothing is said to be in the budget's way")
            checkReachable(smallest, trial, prompt, report)
        case .budgetInSession:
            report.expect(trial.options.isSession && trial.options.mode.isBudget, "a budget was refused that is none")
        case .compactedBeyond(let end, let count):
            report.expect(end > count, "refused to rewrite \(end) of \(count) messages")
        default: report.fail("failed: \(error)")
        }
        return nil
    }
}

/// The smallest count that an error named can be asked for, and is met.
private func checkReachable(_ smallest: Int, _ trial: Trial, _ prompt: Prompt, _ report: Reporter) {
    var options = trial.options
    options.mode = .budget(tokenCount: smallest)
    do {
        let compressed = try Compressor(options: options).compress(prompt)
        let count = options.encoding.count(compressed.output)
        report.expect(count <= smallest, "budget \(smallest), which the error named, gave \(count) tokens")
    } catch {
        report.fail("the error named \(smallest) tokens as within reach, but asking for them fails: \(error)")
    }
}

func checkCounts(_ trial: Trial, _ compressed: Compressed, _ report: Reporter) {
    let before = trial.options.encoding.count(trial.input), after = trial.options.encoding.count(compressed.output)
    report.expect(compressed.inputTokenCount == before, "\(compressed.inputTokenCount) tokens reported for an input of \(before)")
    report.expect(compressed.outputTokenCount == after, "\(compressed.outputTokenCount) tokens reported for an output of \(after)")
    report.expect(after <= before, "grew from \(before) to \(after) tokens")
    report.expect(after < before || compressed.output == trial.input, "changed without saving a token")
    // A provider bills the texts of a conversation, not the JSON around them.
    if let prompt = try? Prompt(parsing: trial.input, as: trial.format),
        let before = MessageTokens(prompt, encoding: trial.options.encoding),
        let output = try? Prompt(parsing: compressed.output, as: .messages),
        let after = MessageTokens(output, encoding: trial.options.encoding)
    {
        report.expect(after.count <= before.count, "grew from \(before.count) to \(after.count) tokens as a model gets them")
    }
    if case .budget(let budget) = trial.options.mode { report.expect(after <= budget, "\(after) tokens with a budget of \(budget)") }
    report.expect((0...1).contains(compressed.tokensSavedFraction), "saved \(compressed.tokensSavedFraction) of the tokens")
    let saved = compressed.receipt.savings.reduce(0) { $0 + $1.tokens }
    report.expect(
        saved == before - after, "the savings by strategy add up to \(saved), not to \(before - after): \(compressed.receipt.savings)")
}

func checkDeterminism(_ trial: Trial, _ compressed: Compressed, _ report: Reporter) {
    guard let prompt = try? Prompt(parsing: trial.input, as: trial.format),
        let again = try? Compressor(options: trial.options).compress(prompt)
    else { return report.fail("a second run fails") }
    report.expect(again.output == compressed.output, "a second run gives other bytes")
    report.expect(again.receipt.serialized() == compressed.receipt.serialized(), "a second run gives another receipt")
}

/// Compressing a lossless output again changes nothing.
func checkIdempotence(_ trial: Trial, _ compressed: Compressed, _ report: Reporter) {
    guard let prompt = try? Prompt(parsing: compressed.output, as: trial.format),
        let again = try? Compressor(options: trial.options).compress(prompt)
    else { return report.fail("the output cannot be compressed again") }
    guard again.output != compressed.output else { return }
    let place = zip(again.output, compressed.output).prefix { $0 == $1 }.count
    let strategies = again.receipt.savings.map(\.strategy).joined(separator: ", ")
    report.fail(
        "compressing again changes byte \(place) (\(strategies)): \(quoted(compressed.output.dropFirst(max(0, place - 40)).prefix(120))) becomes \(quoted(again.output.dropFirst(max(0, place - 40)).prefix(120)))"
    )
}

extension CompressionOptions.Mode {
    var isBudget: Bool { if case .budget = self { true } else { false } }
}
