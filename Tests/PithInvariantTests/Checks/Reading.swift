// Invariant 1, without the receipt: someone who reads the output alone, follows its references and does not care for white space, reads
// what the input says: the same lines in the same order, the same values.

import Pith
import PithJSON
import PithTestSupport

func checkReading(_ trial: Trial, _ prompt: Prompt, _ compressed: Compressed, _ report: Reporter) {
    guard let (before, after) = texts(trial, prompt, compressed) else { return }
    let old = PlainReader(before).expanded, new = PlainReader(after).expanded
    guard old.count == new.count else { return report.fail("\(old.count) texts became \(new.count)") }
    for (old, new) in zip(old.map(spelledOut), new.map(spelledOut)) {
        guard let (i, j) = SameReading.firstDifference(old, new) else { continue }
        report.fail(
            "reads differently: \(quoted(old.dropFirst(max(0, i - 60)).prefix(160))) became \(quoted(new.dropFirst(max(0, j - 60)).prefix(160)))"
        )
    }
}

/// The text with the short forms that strategies write put back: listings by file, diff heads, phrases said many times.
private func spelledOut(_ text: [UInt8]) -> [UInt8] {
    let listing = PlainListing.spelledOut(withPlainTables(withoutTables(text)))
    guard String(validating: listing, as: UTF8.self) != nil else { return listing }
    let full = fullDiff(String(decoding: listing, as: UTF8.self))
    let phrases = full.replacing(/\[([0-9]{1,5}) times: ([^\]]*)\]/) {
        String(repeating: String($0.output.2), count: Int($0.output.1) ?? 0)
    }
    return Array(phrases.utf8)
}

/// The text with every JSON table that begins on a line of its own written as the JSON that it stands for.
func withoutTables(_ text: [UInt8]) -> [UInt8] {
    var plain: [UInt8] = []
    var at = 0
    while at < text.count {
        if opensTabledJSON(text[at...]), let table = TabledJSON(text, startingAt: at, limit: text.count) {
            plain += table.expanded
            at = table.range.upperBound
        }
        let end = (text[at...].firstIndex(of: 0x0A) ?? text.count - 1) + 1
        plain += text[at..<max(at, end)]
        at = max(at, end)
    }
    return plain
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
    guard trial.options.mode != .lossless, !trial.options.isSession, !written.isEmpty else { return }
    // What the mode does before it loses anything.
    var options = trial.options
    options.mode = options.mode == .preset ? .lossless : .budget(tokenCount: compressed.inputTokenCount)
    guard let whole = try? Compressor(options: options).compress(prompt), let (_, lossless) = texts(trial, prompt, whole) else { return }
    let full = PlainReader(lossless)
    let meanings = Set(full.references.map { meaning(of: $0, in: full) })
    // A reference that only the lossy run wrote, after a fold, leads to what nothing else shows.
    let shown = Set(full.references.map { full.lines[$0.line].bytes })
    for reference in written where reference.source != nil && shown.contains(reader.lines[reference.line].bytes) {
        report.expect(
            meanings.contains(meaning(of: reference, in: reader)),
            "\(quoted(reader.lines[reference.line].bytes)) leads to other lines than before")
    }
}

/// A reference and the lines it stands for.
private func meaning(of reference: PlainReader.Followed, in reader: PlainReader) -> [[UInt8]] {
    [reader.lines[reference.line].bytes] + (reference.source.map { reader.lines[$0].map(\.bytes) } ?? [])
}

/// The texts of input and output in reading order; nil when this reader cannot take the conversation apart.
private func texts(_ trial: Trial, _ prompt: Prompt, _ compressed: Compressed) -> ([[UInt8]], [[UInt8]])? {
    guard prompt.format == .messages else { return ([trial.input], [compressed.output]) }
    guard let before = PlainConversation(trial.input), let after = PlainConversation(compressed.output) else { return nil }
    return (before.texts.filter { !$0.isUnreadable }.map(\.bytes), after.texts.filter { !$0.isUnreadable }.map(\.bytes))
}
