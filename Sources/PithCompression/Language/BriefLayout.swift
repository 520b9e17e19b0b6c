// Which sentences of a paragraph begin a line with their key, and which go on in the line before: a key is written where it costs no more than
// the words it stands for ("Role:" for "I want you to act as"), or everywhere when that is asked for.

import PithPrompt
import PithSystem
import PithTokenizer

struct BriefLayout {
    let encoding: Encoding
    /// A line for each change of subject, whatever it costs.
    let writesAllKeys: Bool

    /// The changes that lay the sentences of a paragraph out. Cost: linear.
    func changes(for sentences: [BriefSentence], in view: View, keyed: Bool) -> [TextChange] {
        var changes: [TextChange] = []
        var line: BriefKey?
        for (index, sentence) in sentences.enumerated() {
            if index > 0, sentence.plain.applied(to: view.bytes, sentence.range).isEmpty {
                // Nothing of it is left: the space before it goes as well.
                let gap = sentences[index - 1].range.upperBound..<sentence.range.lowerBound
                if !view.bytes[gap].contains(where: \.isLineEnd) { changes.append(TextChange(range: gap, replacement: [])) }
                changes += sentence.plain
                continue
            }
            let begins = keyed && beginsLine(sentence, in: view, after: line)
            // What belongs to another key does not go on in a line that has one: it must not be read under it.
            let leaves = line != nil && (line != sentence.key || line == .mustNot)
            if index > 0 { separate(sentences[index - 1], sentence, newLine: begins || leaves, in: view, &changes) }
            if begins { line = sentence.key } else if leaves { line = nil }
            changes += begins ? sentence.keyed : sentence.plain
        }
        return changes
    }

    private func beginsLine(_ sentence: BriefSentence, in view: View, after line: BriefKey?) -> Bool {
        guard !sentence.keyed.isEmpty else { return false }
        if writesAllKeys { return sentence.hasCue || sentence.key != line }
        return sentence.hasCue && tokenCount(sentence, sentence.keyed, view) <= tokenCount(sentence, sentence.plain, view)
    }

    private func tokenCount(_ sentence: BriefSentence, _ changes: [TextChange], _ view: View) -> Int {
        encoding.count(changes.applied(to: view.bytes, sentence.range))
    }

    /// What stands between two sentences: a line end, or what stood there.
    private func separate(
        _ last: BriefSentence, _ next: BriefSentence, newLine: Bool, in view: View, _ changes: inout [TextChange]
    ) {
        let gap = last.range.upperBound..<next.range.lowerBound
        guard newLine, !view.bytes[gap].contains(where: \.isLineEnd) else { return }
        changes.append(TextChange(range: gap, replacement: [0x0A]))
    }
}
