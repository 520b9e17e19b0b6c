// Invariant 6: in a session, adding messages never changes a byte of an earlier one. Each beginning of the conversation is compressed by
// itself; its messages must come out as they do in the whole.

import Pith

func checkPrefixStability(_ trial: Trial, _ prompt: Prompt, _ compressed: Compressed, _ report: Reporter) {
    guard prompt.format == .messages, let before = PlainConversation(trial.input), let whole = PlainConversation(compressed.output),
        let last = before.messages.last, before.messages.count == whole.messages.count
    else { return }
    let system = systemText(whole)
    // A conversation has at least the messages that were rewritten together.
    var fewest = 1
    if case .through(let end) = trial.options.compaction { fewest = end }
    guard fewest < before.messages.count else { return }
    for count in fewest..<before.messages.count {
        // What closes the array, and what follows it, stays.
        let input = Array(trial.input[..<before.messages[count - 1].range.upperBound] + trial.input[last.range.upperBound...])
        guard let prompt = try? Prompt(parsing: input, as: trial.format),
            let part = try? Compressor(options: trial.options).compress(prompt),
            let conversation = PlainConversation(part.output), conversation.messages.count == count
        else { return report.fail("the first \(count) messages alone cannot be compressed") }
        report.expect(systemText(conversation) == system, "with \(count) messages the system text comes out otherwise")
        for index in 0..<count {
            let alone = part.output[conversation.messages[index].range], together = compressed.output[whole.messages[index].range]
            guard alone != together else { continue }
            let place = zip(alone, together).prefix { $0 == $1 }.count
            report.fail(
                "message \(index) of \(before.messages.count) comes out otherwise when only \(count) are there: alone \(quoted(alone.dropFirst(max(0, place - 40)).prefix(140))), in the whole \(quoted(together.dropFirst(max(0, place - 40)).prefix(140)))"
            )
            return
        }
    }
}

private func systemText(_ conversation: PlainConversation) -> [ArraySlice<UInt8>] {
    conversation.texts.filter { $0.message < 0 }.map { conversation.bytes[$0.literal] }
}
