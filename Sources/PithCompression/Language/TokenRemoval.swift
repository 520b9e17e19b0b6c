// From "these words go" to changes of a text: the white space that goes with them, the capital at the beginning, the phrase that stands
// instead.

import PithPrompt
import PithSystem

struct TokenRemoval {
    let bytes: [UInt8]
    let tokens: [TextToken]
    let goes: [Bool]
    /// What stands instead of the run that begins at a token.
    let replacements: [Replacement?]

    /// What stands instead of so many tokens.
    struct Replacement {
        let text: [UInt8]
        let tokenCount: Int
    }

    /// The changes, in order and apart.
    var changes: [TextChange] {
        var changes: [TextChange] = []
        var index = 0
        while index < tokens.count {
            guard goes[index] else {
                index += 1
                continue
            }
            var end = index + 1
            while end < tokens.count, goes[end], replacements[end] == nil { end += 1 }
            append(index..<end, to: &changes)
            index = end
        }
        return capitalised(changes)
    }

    private func append(_ run: Range<Int>, to changes: inout [TextChange]) {
        let first = tokens[run.lowerBound].range.lowerBound, last = tokens[run.upperBound - 1].range.upperBound
        if let replacement = replacements[run.lowerBound] {
            let isCapital = opensWithCapital && opensSentence(run.lowerBound)
            let text = isCapital ? Self.capitalised(replacement.text) : replacement.text
            let toldEnd = tokens[min(run.lowerBound + replacement.tokenCount, run.upperBound) - 1].range.upperBound
            changes.append(TextChange(range: first..<last, replacement: isTied(first, to: text) ? [0x20] + text : text, toldEnd: toldEnd))
            return
        }
        let before = run.lowerBound > 0 ? tokens[run.lowerBound - 1].range.upperBound : first
        let after = run.upperBound < tokens.count ? tokens[run.upperBound].range.lowerBound : last
        let gapAfter = bytes[last..<after], gapBefore = bytes[before..<first]
        if !gapAfter.isEmpty, gapBefore.isEmpty, run.lowerBound > 0, bytes[first - 1] != 0x28 {
            // A mark that was tied to the word before it: the space behind it parts what is left.
            changes.append(TextChange(range: first..<last, replacement: []))
        } else if !gapAfter.isEmpty, !gapAfter.contains(where: \.isLineEnd) {
            changes.append(TextChange(range: first..<after, replacement: []))
        } else if gapAfter.isEmpty || !gapBefore.contains(where: \.isLineEnd) {
            let taken = changes.last.map { $0.range.upperBound } ?? 0
            let start = gapBefore.contains(where: \.isLineEnd) ? first : max(before, taken)
            changes.append(TextChange(range: start..<last, replacement: []))
        } else {
            changes.append(TextChange(range: first..<after, replacement: []))
        }
    }

    /// Whether a word would stand where a mark stood that was tied to the word before it: ", such as" => "like".
    private func isTied(_ offset: Int, to text: [UInt8]) -> Bool {
        guard offset > 0, let next = text.first, next.isLetter else { return false }
        return !bytes[offset - 1].isSpace && bytes[offset] == 0x2C
    }

    private var opensWithCapital: Bool { tokens.first { $0.kind != .mark }?.isCapitalised == true }

    private func opensSentence(_ index: Int) -> Bool {
        tokens.indices[..<index].allSatisfy { tokens[$0].kind == .mark || (goes[$0] && replacements[$0] == nil) }
    }

    /// Where the word that opened the sentence with a capital went, the next one takes the capital over.
    private func capitalised(_ changes: [TextChange]) -> [TextChange] {
        guard let first = tokens.indices.first(where: { tokens[$0].kind != .mark }), goes[first], tokens[first].isCapitalised,
            replacements[first] == nil, let next = tokens.indices.first(where: { !goes[$0] && tokens[$0].kind != .mark }),
            tokens[next].kind == .word, tokens[next].range.count > 1, bytes[tokens[next].range.lowerBound - 1].isSpace,
            let place = changes.firstIndex(where: { $0.range.upperBound == tokens[next].range.lowerBound })
        else { return changes }
        let letter = bytes[tokens[next].range.lowerBound]
        guard letter.isSmall else { return changes }
        var changed = changes
        let range = changes[place].range
        changed[place] = TextChange(
            range: range.lowerBound..<range.upperBound + 1, replacement: changes[place].replacement + [letter & ~0x20],
            toldEnd: changes[place].toldEnd)
        return changed
    }

    private static func capitalised(_ text: [UInt8]) -> [UInt8] {
        guard let first = text.first, first.isSmall else { return text }
        return [first & ~0x20] + text[1...]
    }
}
