// Subtitles and captions (SRT, WebVTT) with each cue's times before what is said: TimedCaptions has the form and its reader.
//
// Numbers that count up, hours that are nought, the end of a cue where the next begins, and blank lines between cues tell nothing. Cues with more to say (settings behind the
// times, names before them) end a block. A cue leans on the one below it, so none could go alone: under a budget they stay as they are.

import PithPrompt
import PithSystem

/// Writes each cue's times before what is said.
struct Subtitles: Strategy {
    static let name = "subtitles"
    static let summary = "subtitles and captions (SRT, WebVTT) with each cue's times before what is said"
    static let kinds: Set<SegmentKind> = [.instruction, .prose, .list, .code, .log, .listing, .table, .search]
    static let effect = EditEffect.lossless

    private static let fewestCues = 4

    func proposals(for context: StrategyContext) -> [Proposal] {
        context.proposals(
            forBlocksBy: Self.self, as: TimedCaptions.self, openers: Self.openers, mayBegin: Self.mayBegin, end: Self.end,
            write: Self.written)
    }

    private static let openers = ByteSet(\.isDigit)

    /// Whether the line holds but a number, or a time; most that begin with a digit do not.
    private static func mayBegin(_ bytes: [UInt8], _ start: Int, _ limit: Int) -> Bool {
        let text = bytes[start..<min(start + 64, limit)]
        guard let next = text.first(where: { !$0.isDigit }) else { return false }
        guard next == 0x3A || next.isLineEnd else { return false }
        let line = next == 0x3A ? text : text.drop { $0 != 0x0A }.dropFirst()
        return CaptionStyle.all.contains { $0.cue(content(line)) != nil }
    }

    private static func content(_ text: ArraySlice<UInt8>) -> ArraySlice<UInt8> { text.prefix { !$0.isLineEnd } }

    /// A cue, and where the line after it begins.
    private struct Cue {
        let number: Int?
        let times: (from: Int, to: Int)
        let text: ArraySlice<UInt8>
        let end: Int
    }

    /// The cue that begins at `start`: a number perhaps, times, and the lines up to a blank one. Cost: linear in it.
    private static func cue(_ bytes: [UInt8], _ start: Int, _ limit: Int, _ style: CaptionStyle) -> Cue? {
        var at = start
        func line() -> ArraySlice<UInt8>? {
            guard at < limit else { return nil }
            let end = lineEnd(in: bytes, from: at, limit: limit)
            defer { at = min(end + 1, limit) }
            return content(bytes[at..<end])
        }
        guard var head = line() else { return nil }
        var number: Int?
        if head.count <= 9, let (count, rest) = head.leadingNumber(), rest.isEmpty {
            guard let next = line() else { return nil }
            (number, head) = (count, next)
        }
        guard let times = style.cue(head) else { return nil }
        let text = at
        while at < limit {
            let next = at
            guard let said = line(), !said.isEmpty else {
                at = next
                break
            }
        }
        return text < at ? Cue(number: number, times: times, text: bytes[text..<at], end: at) : nil
    }

    /// The cues of one style that begin at `start`, one blank line between them, and numbered on if the first is.
    private static func cues(_ bytes: [UInt8], _ start: Int, _ limit: Int) -> (style: CaptionStyle, cues: [Cue])? {
        for style in CaptionStyle.all {
            guard let first = cue(bytes, start, limit, style) else { continue }
            var cues = [first]
            while let last = cues.last, last.end < limit {
                let next = lineEnd(in: bytes, from: last.end, limit: limit) + 1
                guard next < limit, let cue = cue(bytes, next, limit, style), cue.number == first.number.map({ $0 + cues.count }) else {
                    break
                }
                cues.append(cue)
            }
            return (style, cues)
        }
        return nil
    }

    private static func end(_ bytes: [UInt8], _ start: Int, _ limit: Int) -> Int? {
        guard let (_, cues) = cues(bytes, start, limit), cues.count >= fewestCues else { return nil }
        return cues[cues.count - 1].end
    }

    /// The cues as lines below a mark.
    private static func written(_ text: ArraySlice<UInt8>) -> [UInt8]? {
        let bytes = Array(text)
        guard let (style, cues) = cues(bytes, 0, bytes.count), let first = bytes.firstIndex(of: 0x0A) else { return nil }
        var lines: [UInt8] = []
        for (index, cue) in cues.enumerated() {
            let isUntilNext = index + 1 < cues.count && cues[index + 1].times.from == cue.times.to
            lines +=
                CaptionStyle.short(cue.times.from) + (isUntilNext ? [] : TimedCaptions.dash + CaptionStyle.short(cue.times.to)) + [0x20]
            lines += cue.text
        }
        let count = lines.count { $0 == 0x0A } + (lines.last == 0x0A ? 0 : 1)
        let newline: [UInt8] = first > 0 && bytes[first - 1] == 0x0D ? [0x0D, 0x0A] : [0x0A]
        return TimedCaptions.mark(lineCount: count, style, first: cues[0].number) + newline + lines
    }
}
