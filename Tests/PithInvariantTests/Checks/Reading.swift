// Invariant 1, without the receipt: someone who reads the output alone, follows its references and does not care for white space, reads
// what the input says: the same lines in the same order, the same values.

import Pith
import PithTestSupport

func checkReading(_ trial: Trial, _ prompt: Prompt, _ compressed: Compressed, _ report: Reporter) {
    guard let (before, after) = texts(trial, prompt, compressed) else { return }
    let acted = Set(compressed.receipt.savings.map(\.strategy))
    let old = PlainReader(before).expanded.map { SpelledOut.text($0, strategies: acted) }
    let new = PlainReader(after).expanded.map { SpelledOut.text($0, strategies: acted) }
    guard old.count == new.count else { return report.fail("\(old.count) texts became \(new.count)") }
    let reading = SameReading { SpelledOut.text($0, strategies: acted) }
    for index in old.indices {
        guard let (i, j) = reading.difference(old[index], new[index]) else { continue }
        let (here, there) = (old[index].dropFirst(max(0, i - 60)).prefix(160), new[index].dropFirst(max(0, j - 60)).prefix(160))
        report.fail("reads differently: \(quoted(here)) became \(quoted(there))")
    }
}

/// In every mode a reference that Pith wrote leads to lines that are still there: the ones it led to before anything was lost.
func checkReferences(_ trial: Trial, _ prompt: Prompt, _ compressed: Compressed, _ report: Reporter) {
    guard let (before, after) = texts(trial, prompt, compressed) else { return }
    let reader = PlainReader(after)
    guard !reader.references.isEmpty else { return }
    let old = PlainReader(before)
    let known = Set(old.references.map { old.lines[$0.line].bytes })
    let written = reader.references.filter { !known.contains(reader.lines[$0.line].bytes) }
    for reference in written where reference.source == nil {
        report.fail("\(quoted(reader.lines[reference.line].bytes)) leads nowhere in \(quoted(compressed.output))")
    }
    // Lines that no other strategy writes anew are lines of the input.
    let keepsLines: Set = [
        "whitespace", "exact-repeats", "quoted-replies", "near-duplicates", "sentence-selection", "line-selection", "element-selection",
    ]
    guard compressed.receipt.savings.allSatisfy({ keepsLines.contains($0.strategy) }) else { return }
    let lines = Set(PlainReader(old.expanded).lines.map { words($0.bytes) })
    for reference in written {
        let source = reference.source.map { reader.lines[$0] } ?? []
        report.expect(
            source.allSatisfy { lines.contains(words($0.bytes)) },
            "\(quoted(reader.lines[reference.line].bytes)) leads to lines that never were")
    }
}

private func words(_ line: [UInt8]) -> [UInt8] { line.filter { ![0x20, 0x09, 0x0A, 0x0D].contains($0) } }

/// The texts of input and output in reading order; nil when this reader cannot take the conversation apart.
private func texts(_ trial: Trial, _ prompt: Prompt, _ compressed: Compressed) -> ([[UInt8]], [[UInt8]])? {
    guard prompt.format == .messages else { return ([trial.input], [compressed.output]) }
    guard let before = PlainConversation(trial.input), let after = PlainConversation(compressed.output) else { return nil }
    return (before.texts.filter { !$0.isUnreadable }.map(\.bytes), after.texts.filter { !$0.isUnreadable }.map(\.bytes))
}
