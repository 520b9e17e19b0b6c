// A text of some length that no message carries is a document more often than a prompt: a manual, notes of a release, a specification. Its paragraphs
// say "you can", "if you", "use …" of their matter, and its lists are its content; what speaks to the reader stands at its beginning or its end.
// So the preset reads the paragraphs and lists between the first paragraph and the last as matter, too, sentence by sentence: a sentence that gives an
// order stays.

import PithPrompt
import PithSystem

struct LongDocument {
    /// For each view what stands between its first paragraph and its last; nil for one that is no document.
    private let middles: [Range<Int>?]

    /// Cost: linear in the segments and two paragraphs.
    init(_ prompt: Prompt) {
        var middles: [Range<Int>?] = Array(repeating: nil, count: prompt.views.count), lastRanges = middles
        for segment in prompt.segments where Self.mayBeMatter(segment.kind) || segment.kind == .prose {
            if middles[segment.view] == nil {
                let view = prompt.views[segment.view]
                guard view.message == nil, view.bytes.count >= Self.minimumByteCount else { continue }
                let start = Self.endOfFirstParagraph(view.bytes, segment.range)
                middles[segment.view] = start..<start
            }
            lastRanges[segment.view] = segment.range
        }
        for (view, last) in lastRanges.enumerated() {
            guard let last, let start = middles[view]?.lowerBound else { continue }
            middles[view] = start..<max(start, Self.startOfLastParagraph(prompt.views[view].bytes, last))
        }
        self.middles = middles
    }

    /// Whether the view is a document.
    func holds(_ view: Int) -> Bool { middles[view] != nil }

    /// Whether the segment is matter though it is worded as an instruction, or a list; what stands at the text's edges may be none.
    func mayHoldMatter(_ segment: Segment) -> Bool { Self.mayBeMatter(segment.kind) && holds(segment.view) }

    /// Whether all of the segment is such matter.
    func isMatter(_ segment: Segment) -> Bool { mayHoldMatter(segment) && isInMiddle(segment.range, segment.view) }

    /// Whether the unit is matter. An item of a list is when it tells something, and is no bare name in a list of names.
    func isMatter(_ unit: Unit, of prompt: Prompt) -> Bool {
        if unit.kind == .prose { return true }
        guard isInMiddle(unit.range, unit.view) else { return false }
        return unit.kind != .list || prompt.views[unit.view].bytes[unit.range].count(where: \.isBlank) >= Self.minimumBlankCount
    }

    private func isInMiddle(_ range: Range<Int>, _ view: Int) -> Bool {
        middles[view].map { $0.lowerBound <= range.lowerBound && range.upperBound <= $0.upperBound } ?? false
    }

    private static func endOfFirstParagraph(_ bytes: [UInt8], _ range: Range<Int>) -> Int {
        var at = range.lowerBound
        while at + 1 < range.upperBound, bytes[at] != 0x0A || bytes[at + 1] != 0x0A { at += 1 }
        return min(at + 2, range.upperBound)
    }

    private static func startOfLastParagraph(_ bytes: [UInt8], _ range: Range<Int>) -> Int {
        var at = range.upperBound
        while at > range.lowerBound, bytes[at - 1].isLineEnd { at -= 1 }
        while at - 1 > range.lowerBound, bytes[at - 1] != 0x0A || bytes[at - 2] != 0x0A { at -= 1 }
        return at - 1 > range.lowerBound ? at : range.lowerBound
    }

    private static func mayBeMatter(_ kind: SegmentKind) -> Bool { kind == .instruction || kind == .list }

    /// Some two thousand tokens: prompts that people write for a task are shorter.
    private static let minimumByteCount = 8192
    private static let minimumBlankCount = 6
}
