// How many tokens a proposal saves, measured where it acts.
//
// Tokens do not add across seams, so a proposal is measured on windows: the stretch that its edits change and some bytes around it, counted
// as it is and as it would be. Both counts see the same surroundings, so what the far edges cost cancels out. Edits that lie close share
// a window; each byte of the prompt is in few windows, so measuring every proposal of a strategy stays linear.
//
// Inside a JSON string a proposal must pay in the bytes that are written, and cost nothing in the text that a model gets of them. Escapes
// are tokens only in the bytes: what takes the place of twenty letters written as \u0065 may be longer than the letters.

import PithPrompt
import PithSystem
import PithTokenizer

struct SavingsMeter {
    let prompt: Prompt
    let encoding: Encoding

    private static let surroundings = 48

    /// Tokens before less tokens after: positive when the proposal pays. Its edits must not overlap.
    func savedTokenCount(_ proposal: Proposal) -> Int {
        var edits = proposal.edits.map { (raw: prompt.views[$0.view].rawRange(of: $0.range), edit: $0) }
        if edits.count > 1 { edits.sort { $0.raw.lowerBound < $1.raw.lowerBound } }
        var saved = 0
        var first = 0
        while first < edits.count {
            var last = first
            while last + 1 < edits.count, edits[last + 1].raw.lowerBound - edits[last].raw.upperBound < 4 * Self.surroundings { last += 1 }
            saved += savedTokenCount(window: edits[first...last])
            first = last + 1
        }
        return saved
    }

    /// What the proposal saves at least, without a count of tokens: every word that goes is a token or more, and what comes for it, the seams with it, is no more
    /// than its bytes and a few. Cost: linear in what goes.
    func surelySavedTokenCount(_ proposal: Proposal) -> Int {
        proposal.edits.reduce(0) { saved, edit in
            guard edit.range.count > 2 * edit.replacement.count else { return saved - edit.replacement.count - Self.seamAllowance }
            let bytes = prompt.views[edit.view].bytes
            var wordCount = 0
            forEachRun(of: Self.wordBytes, in: bytes, edit.range) { word in
                if bytes[word.lowerBound].isLetter { wordCount += 1 }
                return word.upperBound
            }
            return saved + wordCount - edit.replacement.count - Self.seamAllowance
        }
    }

    /// What the seams of a cut may cost, in tokens.
    private static let seamAllowance = 4
    private static let wordBytes = ByteSet { $0.isLetter || $0 >= 0x80 || $0 == 0x27 }

    private func savedTokenCount(window edits: ArraySlice<(raw: Range<Int>, edit: Edit)>) -> Int {
        guard let first = edits.first, let last = edits.last else { return 0 }
        let start = boundary(before: max(0, first.raw.lowerBound - Self.surroundings), notAfter: first.raw.lowerBound)
        let end = min(messageEnd(after: last.raw.upperBound), last.raw.upperBound + Self.surroundings)
        var after: [UInt8] = []
        after.reserveCapacity(end - start)
        var done = start
        for (raw, edit) in edits {
            after.append(contentsOf: prompt.bytes[done..<raw.lowerBound])
            after.append(contentsOf: prompt.rawReplacement(of: edit))
            done = raw.upperBound
        }
        after.append(contentsOf: prompt.bytes[done..<end])
        let before = prompt.bytes[start..<end]
        let saved = encoding.count(before) - encoding.count(after)
        guard saved > 0, prompt.format == .messages, before.contains(0x5C) || after.contains(0x5C) else { return saved }
        let savedAsRead = savedTokenCountAsRead(edits)
        return savedAsRead < 0 ? savedAsRead : saved
    }

    /// What the edits save in the texts with their escapes undone.
    private func savedTokenCountAsRead(_ edits: ArraySlice<(raw: Range<Int>, edit: Edit)>) -> Int {
        var saved = 0
        var rest = edits
        while let first = rest.first {
            let inView = rest.prefix { $0.edit.view == first.edit.view }
            rest = rest[inView.endIndex...]
            let text = prompt.views[first.edit.view].bytes
            let start = max(0, first.edit.range.lowerBound - Self.surroundings)
            var after: [UInt8] = []
            var done = start
            for (_, edit) in inView {
                after += text[done..<edit.range.lowerBound]
                after += edit.replacement
                done = edit.range.upperBound
            }
            let end = min(text.count, done + Self.surroundings)
            saved += encoding.count(text[start..<end]) - encoding.count(after + text[done..<end])
        }
        return saved
    }

    /// The end of the message that holds what ends at `offset`: what a later message says must not change how an earlier one is encoded.
    private func messageEnd(after offset: Int) -> Int {
        let low = (0..<prompt.messages.count).partitioningIndex { prompt.messages[$0].rawRange.upperBound >= offset }
        return low < prompt.messages.count ? prompt.messages[low].rawRange.upperBound : prompt.bytes.count
    }

    /// A place near `offset` where a window may begin without cutting a word: after a line end or before a space.
    private func boundary(before offset: Int, notAfter limit: Int) -> Int {
        var at = offset
        while at > 0, offset - at < 32 {
            let byte = prompt.bytes[at]
            if byte == 0x20 || prompt.bytes[at - 1] == 0x0A { return at }
            at -= 1
        }
        return at <= 0 ? 0 : min(offset, limit)
    }
}
