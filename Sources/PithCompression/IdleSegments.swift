// Which segments a strategy left alone.
//
// Strategies take turns until none finds more to do, and most of what one is shown again is what it saw before. A strategy that judges each
// segment by itself (`Strategy.isLocal`) would say of it what it said then; so it is shown only what is new to it. A segment is known by a hash of all
// that such a strategy may look at.

import PithPrompt
import PithSystem

/// Segments, by strategy, for which there was nothing to offer.
struct IdleSegments {
    private var keys: [String: KeyTable] = [:]

    /// How many bytes beside a segment belong to what is known of it.
    private static let surroundings = 64

    /// Those of the segments that are not among them.
    func without(_ segments: [Segment], of prompt: Prompt, for strategy: String) -> [Segment] {
        guard let known = keys[strategy], known.count > 0 else { return segments }
        return segments.filter { known[Self.key(of: $0, in: prompt)] == nil }
    }

    /// Notes those of `segments`, which are in order, that none of the proposals changes. Cost: linear in them and the edits.
    mutating func note(_ segments: [Segment], of prompt: Prompt, for strategy: String, offered: [Proposal]) {
        var changed: [Int: [Range<Int>]] = [:]
        for proposal in offered { for edit in proposal.edits { changed[edit.view, default: []].append(edit.range) } }
        changed = changed.mapValues { $0.sorted { $0.lowerBound < $1.lowerBound } }
        var known = keys.removeValue(forKey: strategy) ?? KeyTable()
        for segment in segments where !Self.touches(segment, changed[segment.view] ?? []) {
            known.keep(0, for: Self.key(of: segment, in: prompt))
        }
        keys[strategy] = known
    }

    /// Whether one of the ranges, which are ascending and apart, reaches into the segment or up to it.
    private static func touches(_ segment: Segment, _ ranges: [Range<Int>]) -> Bool {
        let low = ranges.partitioningIndex { $0.upperBound >= segment.range.lowerBound }
        return low < ranges.count && ranges[low].lowerBound <= segment.range.upperBound
    }

    private static func key(of segment: Segment, in prompt: Prompt) -> UInt64 {
        let view = prompt.views[segment.view], range = segment.range
        let start = max(0, range.lowerBound - surroundings), end = min(view.bytes.count, range.upperBound + surroundings)
        var key = ByteHash.of(view.bytes[start..<end])
        func add(_ number: Int) {
            key = (key ^ UInt64(bitPattern: Int64(number))) &* 0x9E37_79B9_7F4A_7C15
            key ^= key >> 29
        }
        add(range.lowerBound - start)
        add(end - range.upperBound)
        add(start == 0 ? 1 : 0)
        add(end == view.bytes.count ? 1 : 0)
        add(segment.kind.number)
        add(view.role.number)
        add(view.message == nil ? 0 : 1)
        for stretch in view.protectedStretches(in: range) {
            add(stretch.lowerBound - range.lowerBound)
            add(stretch.upperBound - range.lowerBound)
        }
        return key
    }
}
