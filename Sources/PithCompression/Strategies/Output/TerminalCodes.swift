// What a terminal acts on and nobody reads: colours and cursor moves (ECMA-48 sequences that begin with ESC), and what a progress bar wrote
// before it wrote over itself with carriage returns. Of the latter the last state stays. Where each sequence of a segment stands in quotation marks, it is a
// program's that writes them, and stays.

import PithPrompt
import PithSystem

/// Takes out escape sequences and overwritten progress.
struct TerminalCodes: Strategy {
    static let name = "terminal-codes"
    static let summary = "terminal output without colours, cursor moves and the progress that was written over"
    static let kinds = Set(SegmentKind.allCases.filter(\.isText)).subtracting([.json, .fields, .reference])
    static let effect = EditEffect.folded

    func proposals(for context: StrategyContext) -> [Proposal] {
        context.segments.compactMap { segment -> Proposal? in
            let bytes = context.prompt.views[segment.view].bytes
            let sequences = Self.sequences(in: bytes, segment.range)
            let shown = Self.areQuoted(sequences, in: bytes, segment.range) ? [] : sequences
            let ranges = union(shown + Self.overwritten(in: bytes, segment.range))
            let edits = ranges.filter { !context.prompt.views[segment.view].isProtected($0) }.map { Self.edit(segment.view, $0, to: []) }
            return edits.isEmpty ? nil : Proposal(edits: edits)
        }
    }

    private static let longestSequence = 128

    /// The escape sequences in `range`. Cost: linear.
    static func sequences(in bytes: [UInt8], _ range: Range<Int>) -> [Range<Int>] {
        var found: [Range<Int>] = []
        var at = range.lowerBound
        while true {
            let escape = firstOffset(of: 0x1B, in: bytes, at..<range.upperBound)
            if escape == range.upperBound { break }
            let end = end(ofSequenceAt: escape, bytes, min(range.upperBound, escape + longestSequence))
            if end > escape { found.append(escape..<end) }
            at = max(end, escape + 1)
        }
        return found
    }

    /// Whether each of the sequences stands behind an odd number of quotation marks of one kind on its line. Cost: linear in the segment.
    private static func areQuoted(_ sequences: [Range<Int>], in bytes: [UInt8], _ segment: Range<Int>) -> Bool {
        var at = segment.lowerBound, isDouble = false, isSingle = false
        for sequence in sequences {
            while at < sequence.lowerBound {
                switch bytes[at] {
                case 0x0A: (isDouble, isSingle) = (false, false)
                case 0x22: isDouble.toggle()
                case 0x27: isSingle.toggle()
                default: break
                }
                at += 1
            }
            guard isDouble || isSingle else { return false }
        }
        return true
    }

    /// The offset after the sequence that begins at `escape`; `escape` where there is none.
    private static func end(ofSequenceAt escape: Int, _ bytes: [UInt8], _ limit: Int) -> Int {
        var at = escape + 1
        guard at < limit else { return escape }
        switch bytes[at] {
        case 0x5B:
            at += 1
            while at < limit, (0x20...0x3F).contains(bytes[at]) { at += 1 }
            return at < limit && (0x40...0x7E).contains(bytes[at]) ? at + 1 : escape
        case 0x5D:
            // A title or a link: up to BEL, or ESC and a backslash.
            while at < limit, bytes[at] != 0x07, bytes[at] != 0x1B, bytes[at] != 0x0A { at += 1 }
            guard at < limit else { return escape }
            if bytes[at] == 0x07 { return at + 1 }
            return bytes[at] == 0x1B && at + 1 < limit && bytes[at + 1] == 0x5C ? at + 2 : escape
        case 0x20...0x2F:
            while at < limit, (0x20...0x2F).contains(bytes[at]) { at += 1 }
            return at < limit && (0x30...0x7E).contains(bytes[at]) ? at + 1 : escape
        case 0x37, 0x38, 0x3D, 0x3E, 0x4D, 0x63: return at + 1
        default: return escape
        }
    }

    /// What was written over on lines of progress: all before the last carriage return that something follows. Cost: linear.
    static func overwritten(in bytes: [UInt8], _ range: Range<Int>) -> [Range<Int>] {
        guard firstOffset(of: 0x0D, in: bytes, range) < range.upperBound else { return [] }
        var found: [Range<Int>] = []
        var at = range.lowerBound
        while at < range.upperBound {
            let feed = lineEnd(in: bytes, from: at, limit: range.upperBound)
            var end = feed
            while end > at, bytes[end - 1] == 0x0D { end -= 1 }
            if let last = bytes[at..<end].lastIndex(of: 0x0D), showsProgress(bytes[at..<last]), last + 1 < end {
                found.append(at..<last + 1)
            }
            at = feed + 1
        }
        return found
    }

    /// Whether every state before the last is the like of a progress bar: short, with a percentage, a bar or a share.
    private static func showsProgress(_ text: ArraySlice<UInt8>) -> Bool {
        text.split(separator: 0x0D).allSatisfy { state in
            state.count <= 240
                && (state.contains(0x25) || state.contains { $0 == 0x23 || $0 == 0x3D || $0 == 0x2F } || state.contains(0xE2))
        }
    }
}
