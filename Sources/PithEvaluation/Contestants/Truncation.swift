// The baselines that everyone has: keep one end of the prompt and cut the rest.
//
// They are named for the end that is kept. A text is cut at a token; where that falls inside a character, the piece of it goes too. A conversation
// keeps whole messages, so that it stays one.

import PithPrompt

/// Keeps the first or the last tokens of a context.
struct Truncation: Contestant {
    enum End: Sendable { case first, last }
    let kept: End

    var name: String { kept == .first ? "truncate-head" : "truncate-tail" }

    func output(for input: TaskInput, at setting: Setting) throws(ContestantFailure) -> ContestantOutput {
        let budget = input.budget(at: setting)
        if budget >= input.tokenCount { return ContestantOutput(input.task.context) }
        if input.task.format == .messages { return ContestantOutput(wholeMessages(of: input, budget: budget)) }
        let ids = kept == .first ? input.tokens[..<budget] : input.tokens[(input.tokenCount - budget)...]
        var bytes: [UInt8]
        do { bytes = try input.encoding.decode(Array(ids)) } catch { throw ContestantFailure("\(error)") }
        trimCutCharacter(&bytes)
        return ContestantOutput(bytes)
    }

    /// Removes what is left of a character that the cut went through.
    private func trimCutCharacter(_ bytes: inout [UInt8]) {
        if kept == .last { return bytes.removeFirst(bytes.prefix { $0 & 0xC0 == 0x80 }.count) }
        let tail = bytes.reversed().prefix { $0 & 0xC0 == 0x80 }.count
        guard bytes.count > tail else { return }
        let lead = bytes[bytes.count - tail - 1]
        let length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC0 ? 2 : 1
        if length > 1, tail + 1 < length { bytes.removeLast(tail + 1) }
    }

    private func wholeMessages(of input: TaskInput, budget: Int) -> [UInt8] {
        let units = ContextUnits(of: input.task)
        let order = kept == .first ? Array(units.ranges.indices) : units.ranges.indices.reversed()
        var chosen: [Int] = []
        var used = 0
        for unit in order {
            used += units.tokenCount(of: unit, in: input.encoding)
            if used > budget { break }
            chosen.append(unit)
        }
        return units.text(of: chosen)
    }
}
