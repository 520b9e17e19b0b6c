// JSON without the layout: white space between tokens goes, and escapes that spell out a character give way to the character.
//
// The values stay what they were, to the letter: number text, key order, repeated keys. `\u00e9` becomes é and `\/` becomes /, which every
// JSON reader takes for the same string; escapes that JSON needs, and lone surrogates, stay.

import PithJSON
import PithPrompt
import PithSystem

/// Minifies JSON.
struct CompactJSON: Strategy {
    static let name = "compact-json"
    static let summary = "JSON without layout and needless escapes, number text kept to the letter"
    static let kinds: Set<SegmentKind> = [.json, .padding]
    static let effect = EditEffect.lossless

    func proposals(for context: StrategyContext) -> [Proposal] {
        var proposals: [Proposal] = []
        var padding: [Edit] = []
        for segment in context.segments {
            let view = context.prompt.views[segment.view]
            if segment.kind == .padding {
                if !view.isProtected(segment.range) { padding.append(Self.edit(segment.view, segment.range, to: [])) }
                continue
            }
            let edits = Self.layout(of: view.bytes, segment.range).filter { !view.isProtected($0.range) }
                .map { Self.edit(segment.view, $0.range, to: $0.replacement) }
            if !edits.isEmpty { proposals.append(Proposal(edits: edits)) }
        }
        // The padding of a conversation is measured message by message, so that a longer conversation decides as a shorter one did.
        return proposals + groups(of: padding, in: context.prompt).map { Proposal(edits: $0) }
    }

    private func groups(of padding: [Edit], in prompt: Prompt) -> [[Edit]] {
        var groups: [[Edit]] = []
        var message = 0, last = -1
        for edit in padding {
            while message < prompt.messages.count, prompt.messages[message].rawRange.upperBound <= edit.range.lowerBound { message += 1 }
            if message == last { groups[groups.count - 1].append(edit) } else { groups.append([edit]) }
            last = message
        }
        return groups
    }

    /// The JSON in `range` without layout and needless escapes. Cost: linear.
    static func minified(_ bytes: [UInt8], _ range: Range<Int>) -> [UInt8] {
        var minified: [UInt8] = []
        minified.reserveCapacity(range.count)
        appendMinified(bytes, range, to: &minified)
        return minified
    }

    /// Appends the same. Cost: linear.
    static func appendMinified(_ bytes: [UInt8], _ range: Range<Int>, to minified: inout [UInt8]) {
        var done = range.lowerBound
        forEachEdit(of: bytes, range) { range, replacement in
            minified.append(bytes, done..<range.lowerBound)
            if !replacement.isEmpty { minified += replacement }
            done = range.upperBound
        }
        minified.append(bytes, done..<range.upperBound)
    }

    /// The white space and the needless escapes of the JSON in `range`. Cost: linear.
    static func layout(of bytes: [UInt8], _ range: Range<Int>) -> [(range: Range<Int>, replacement: [UInt8])] {
        var edits: [(range: Range<Int>, replacement: [UInt8])] = []
        forEachEdit(of: bytes, range) { edits.append(($0, $1)) }
        return edits
    }

    /// Calls `body` with each stretch of white space or needless escape of the JSON in `range`, and what is to stand there. Cost: linear.
    @inline(__always) private static func forEachEdit(of bytes: [UInt8], _ range: Range<Int>, _ body: (Range<Int>, [UInt8]) -> Void) {
        var at = range.lowerBound
        // The line end after the last value separates it from what follows, and two values on two lines stay apart.
        var end = range.upperBound
        while end > at, isJSONSpace(bytes[end - 1]) { end -= 1 }
        var depth = 0
        while at < end {
            switch bytes[at] {
            case 0x22: at = string(bytes, at, end, body)
            case 0x20, 0x09, 0x0A, 0x0D:
                let start = at
                while at < end, isJSONSpace(bytes[at]) { at += 1 }
                if depth > 0 { body(start..<at, []) }
            case 0x7B, 0x5B:
                depth += 1
                at += 1
            case 0x7D, 0x5D:
                depth -= 1
                at += 1
            default: at = tokens.firstOffset(in: bytes, at + 1..<end)
            }
        }
    }

    /// What ends a number, a word, or what stands between values.
    private static let tokens = ByteSet { isJSONSpace($0) || [0x22, 0x7B, 0x5B, 0x7D, 0x5D].contains($0) }
    private static let stringMarks = ByteSet([0x22, 0x5C])

    /// Walks a string literal; returns the offset after its closing quote.
    @inline(__always) private static func string(_ bytes: [UInt8], _ start: Int, _ end: Int, _ body: (Range<Int>, [UInt8]) -> Void) -> Int {
        var at = start + 1
        while at < end, bytes[at] != 0x22 {
            guard bytes[at] == 0x5C, at + 1 < end else {
                at = stringMarks.firstOffset(in: bytes, at + 1..<end)
                continue
            }
            if bytes[at + 1] == 0x2F {
                body(at..<at + 2, [0x2F])
                at += 2
            } else if bytes[at + 1] == 0x75, at + 6 <= end {
                let paired = at + 12 <= end && bytes[at + 6] == 0x5C && bytes[at + 7] == 0x75
                let decoded = decodedEscape(bytes, at, paired ? at + 12 : at + 6)
                if let decoded { body(at..<at + decoded.length, decoded.bytes) }
                at += decoded?.length ?? 6
            } else {
                at += 2
            }
        }
        return min(at + 1, end)
    }

    /// The character that the \u escape (or pair) at `start` stands for, when JSON lets it stand as it is.
    private static func decodedEscape(_ bytes: [UInt8], _ start: Int, _ end: Int) -> (bytes: [UInt8], length: Int)? {
        let single = DecodedString(literalContent: bytes, in: start..<start + 6)
        if !single.hasLoneSurrogate {
            // Control characters, quotes and backslashes need their escapes; so do the separators that JavaScript takes for line ends.
            let isPlain =
                single.bytes.count > 1
                || (single.bytes[0] >= 0x20 && single.bytes[0] != 0x22 && single.bytes[0] != 0x5C && single.bytes[0] != 0x7F)
            return isPlain && !isInvisible(single.bytes) ? (single.bytes, 6) : nil
        }
        guard end - start == 12 else { return nil }
        let pair = DecodedString(literalContent: bytes, in: start..<end)
        return pair.hasLoneSurrogate ? nil : (pair.bytes, 12)
    }

    /// Characters that a person could not see or tell apart once decoded: they keep their escapes.
    private static func isInvisible(_ utf8: [UInt8]) -> Bool {
        guard let scalar = String(decoding: utf8, as: UTF8.self).unicodeScalars.first else { return true }
        switch scalar.value {
        case 0x80...0xA0, 0xAD, 0x200B...0x200F, 0x2028...0x202E, 0x2060...0x206F, 0xFEFF, 0xFFF9...0xFFFF: return true
        default: return false
        }
    }
}
