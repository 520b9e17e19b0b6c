// Invariants 4 and 7: UTF-8 stays UTF-8, JSON stays JSON, a conversation stays one, and what is pinned or frozen survives to the letter.

import Foundation
import Pith
import PithTestSupport

func checkWellFormed(_ trial: Trial, _ prompt: Prompt, _ compressed: Compressed, _ report: Reporter) {
    if String(validating: trial.input, as: UTF8.self) != nil {
        report.expect(String(validating: compressed.output, as: UTF8.self) != nil, "UTF-8 became invalid: \(quoted(compressed.output))")
    }
    report.expect(!compressed.output.contains(0), "a NUL byte appeared")
    // An escaped mark of the input may come out as the mark.
    if !trial.options.writesMarkers, occurrences(of: Array("u2026".utf8), in: trial.input) == 0 {
        let before = occurrences(of: Array("[…]".utf8), in: trial.input), after = occurrences(of: Array("[…]".utf8), in: compressed.output)
        // A reference may quote a mark of the input.
        let quoting = [#"from "[…]"#, #"from \"[…]"#, #"above: "[…]"#, #"above: \"[…]"#]
        let quoted = before == 0 ? 0 : quoting.reduce(0) { $0 + occurrences(of: Array($1.utf8), in: compressed.output) }
        report.expect(after - quoted <= before, "a marker was written though none was wanted")
    }
    switch prompt.format {
    case .json:
        guard let before = PlainJSON(trial.input) else { break }
        // Unless told to keep the format, it may hold tables.
        let after =
            PlainJSON(compressed.output) ?? (trial.options.keepsFormat ? nil : tabledJSON(compressed.output) ?? fields(compressed.output))
        report.expect(after != nil, "JSON became something else: \(quoted(compressed.output))")
        if let after {
            report.expect(before.isObject == after.isObject && before.isArray == after.isArray, "the outermost value is of another type")
        }
    case .messages: checkConversation(trial, compressed, report)
    default: break
    }
}

/// The value of a text that is JSON with tables from its first byte to its last line end.
/// Texts of several lines may stand as fields.
private func fields(_ text: [UInt8]) -> PlainJSON? { jsonFromFields(text).flatMap { PlainJSON($0) } }

private func tabledJSON(_ text: [UInt8]) -> PlainJSON? {
    let start = text.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    guard start < text.count, let table = tabledValue(text, at: start),
        text[table.end...].allSatisfy({ [0x20, 0x09, 0x0A, 0x0D].contains($0) })
    else { return nil }
    return PlainJSON(table.json)
}

/// Messages, roles, tool ids, frozen text and opaque blocks are those of the input.
private func checkConversation(_ trial: Trial, _ compressed: Compressed, _ report: Reporter) {
    guard let before = PlainConversation(trial.input) else { return }
    guard let after = PlainConversation(compressed.output) else {
        return report.fail("a conversation became something else: \(quoted(compressed.output))")
    }
    guard before.messages.count == after.messages.count else {
        return report.fail("\(before.messages.count) messages became \(after.messages.count)")
    }
    for index in before.messages.indices {
        report.expect(before.messages[index]["role"] == after.messages[index]["role"], "message \(index) has another role")
        report.expect(before.toolIDs(index) == after.toolIDs(index), "message \(index) has other tool ids")
    }
    let texts = zip(before.texts, after.texts)
    guard before.texts.count == after.texts.count, texts.allSatisfy({ $0.message == $1.message && $0.role == $1.role }) else {
        return report.fail("the texts of the messages are others")
    }
    for (old, new) in texts where !isBlank(old.bytes) {
        report.expect(!isBlank(new.bytes), "a text of message \(old.message) (\(old.role)) became empty, which providers refuse")
    }
    report.expect(frame(of: before) == frame(of: after), "the frame around the texts changed: \(quoted(compressed.output))")
    report.expect(
        before.opaque.map { trial.input[$0] } == after.opaque.map { compressed.output[$0] }, "an unknown field or block was changed")
    for (old, new) in texts where isFrozen(old, in: before, trial.options) || old.isUnreadable {
        report.expect(
            trial.input[old.literal] == compressed.output[new.literal],
            "frozen text of message \(old.message) (\(old.role)) was changed to \(quoted(compressed.output[new.literal]))")
    }
}

private func isBlank(_ text: [UInt8]) -> Bool { text.allSatisfy { [0x20, 0x09, 0x0A, 0x0D].contains($0) } }

/// Whether nobody asked for this text to be changed.
func isFrozen(_ text: PlainText, in conversation: PlainConversation, _ options: CompressionOptions) -> Bool {
    if options.touchesInstructions, !options.isSession { return false }
    switch text.role {
    case "system", "developer": return true
    case "user", "human":
        if options.userTextsAreResults, conversation.assistantSpeaks(before: text.message) { return false }
        let isLossy =
            switch options.mode {
            case .budget, .quality: !options.isSession
            case .preset, .lossless: false
            }
        return !isLossy || text.message == conversation.newestUserMessage(amongResults: options.userTextsAreResults)
    default: return false
    }
}

/// The conversation's tokens with every readable text left out.
private func frame(of conversation: PlainConversation) -> [UInt8] {
    var frame: [UInt8] = []
    let literals = conversation.texts.filter { !$0.isUnreadable }.map(\.literal).sorted { $0.lowerBound < $1.lowerBound }
    var at = 0
    for literal in literals + [conversation.bytes.count..<conversation.bytes.count] {
        frame += withoutPadding(conversation.bytes[at..<literal.lowerBound]) + [0x22]
        at = literal.upperBound
    }
    return frame
}

/// Without white space outside strings.
private func withoutPadding(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
    var out: [UInt8] = []
    var isString = false, isEscaped = false
    for byte in bytes {
        if isString {
            out.append(byte)
            if isEscaped { isEscaped = false } else if byte == 0x5C { isEscaped = true } else if byte == 0x22 { isString = false }
        } else if ![0x20, 0x09, 0x0A, 0x0D].contains(byte) {
            out.append(byte)
            isString = byte == 0x22
        }
    }
    return out
}

/// Pinned text stands in the output as often as in the input, text by text.
func checkPins(_ trial: Trial, _ compressed: Compressed, _ report: Reporter) {
    guard let pinned = trial.pinnedText, !trial.options.pins.isEmpty else { return }
    let pin = Array(pinned.utf8)
    var before = [trial.input], after = [compressed.output]
    if (try? Prompt(parsing: trial.input, as: trial.format))?.format == .messages {
        guard let old = PlainConversation(trial.input), let new = PlainConversation(compressed.output) else { return }
        (before, after) = (old.texts.map(\.bytes), new.texts.map(\.bytes))
    }
    for (old, new) in zip(before, after) {
        let (expected, found) = (occurrences(of: pin, in: old), occurrences(of: pin, in: new))
        report.expect(found >= expected, "'\(pinned)' is pinned and stands \(found) times where it stood \(expected) times")
    }
}

/// How often `part` stands in `whole`, no two places overlapping.
private func occurrences(of part: [UInt8], in whole: [UInt8]) -> Int {
    var count = 0, at = 0
    while let next = whole[at...].firstIndex(of: part[0]) {
        if whole[next...].starts(with: part) {
            count += 1
            at = next + part.count
        } else {
            at = next + 1
        }
    }
    return count
}

/// A strategy alone changes only what lies in segments of the kinds that it declares. What stands around a text is part of how it is judged,
/// so the kind may be the one before or the one after.
func checkKinds(_ trial: Trial, _ prompt: Prompt, _ compressed: Compressed, _ report: Reporter) {
    guard let name = trial.options.strategies?.first, trial.options.strategies?.count == 1,
        let strategy = allStrategies.first(where: { $0.name == name }),
        let output = try? Prompt(parsing: compressed.output, as: trial.format)
    else { return }
    var before = KindSearch(trial.options.reading(prompt)), after = KindSearch(trial.options.reading(output))
    var shift = 0
    for entry in compressed.receipt.ledger.entries {
        let start = entry.outputOffset + shift
        shift += entry.removed.count - entry.insertedByteCount
        let kinds = before.kinds(in: start..<start + entry.removed.count)
        // A reference goes when what it stood for went.
        if entry.strategy != name { continue }
        let newKinds = after.kinds(in: entry.outputOffset..<entry.outputOffset + entry.insertedByteCount)
        // A page is of the kind that it begins with, its paragraphs of any.
        let isInPage = name == "web-pages" && before.holds(strategy.kinds, inTextOf: start)
        report.expect(
            isInPage || kinds.isSubset(of: strategy.kinds) || (!newKinds.isEmpty && newKinds.isSubset(of: strategy.kinds)),
            "\(name) changed \(kinds): \(quoted(entry.removed))")
    }
}

/// Finds the kinds of segment in ascending stretches of a prompt's bytes.
private struct KindSearch {
    private let segments: [(raw: Range<Int>, kind: SegmentKind, view: Int)]
    private var next = 0

    init(_ prompt: Prompt) { segments = prompt.segments.map { (prompt.rawRange(of: $0), $0.kind, $0.view) } }

    mutating func kinds(in range: Range<Int>) -> Set<SegmentKind> {
        while next < segments.count, segments[next].raw.upperBound <= range.lowerBound { next += 1 }
        return Set(segments[next...].prefix { $0.raw.lowerBound < range.upperBound }.map(\.kind))
    }

    /// Whether the text at the offset that was asked about last has a segment of one of the kinds up to there.
    func holds(_ kinds: Set<SegmentKind>, inTextOf start: Int) -> Bool {
        guard next < segments.count else { return false }
        return segments[...next].contains { $0.view == segments[next].view && $0.raw.lowerBound <= start && kinds.contains($0.kind) }
    }
}
