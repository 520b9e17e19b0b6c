// Which segments a strategy left alone.
//
// Strategies take turns until none finds more to do, and most of what one is shown again is what it saw before. A strategy that judges each
// segment by itself (`Strategy.isLocal`) would say of it what it said then; so it is shown only what is new to it. A segment is known by a hash of all
// that such a strategy may look at.

import PithPrompt
import PithSystem

/// Segments, by strategy, for which there was nothing to offer.
struct IdleSegments {
    private var known: [(strategy: String, keys: KeyTable)] = []
    /// The keys of the segments of one version of the prompt, as far as they were asked for: strategies see the same ones.
    private var keys: [UInt64?] = []
    private var version = -1

    /// How many bytes beside a segment belong to what is known of it.
    private static let surroundings = 64

    /// Those of the segments, which are some of the prompt's in order, that are not among them. Whatever the prompt has another of gives it another version.
    mutating func without(_ segments: [Segment], of prompt: Prompt, version: Int, for strategy: String) -> [Segment] {
        guard let index = known.firstIndex(where: { $0.strategy == strategy }), known[index].keys.count > 0 else { return segments }
        begin(prompt, version)
        let idle = known[index].keys
        var at = 0
        return segments.filter { segment in
            let key = key(of: segment, in: prompt, from: &at)
            return idle[key] == nil
        }
    }

    /// Notes those of `segments`, which are some of the prompt's in order, that none of the proposals changes. Cost: linear in them and the edits.
    mutating func note(_ segments: [Segment], of prompt: Prompt, version: Int, for strategy: String, offered: [Proposal]) {
        var changed: [[Range<Int>]] = Array(repeating: [], count: offered.isEmpty ? 0 : prompt.views.count)
        for proposal in offered { for edit in proposal.edits { changed[edit.view].append(edit.range) } }
        for view in changed.indices { changed[view].sort { $0.lowerBound < $1.lowerBound } }
        begin(prompt, version)
        let index = known.firstIndex { $0.strategy == strategy } ?? known.count
        if index == known.count { known.append((strategy, KeyTable(minimumCapacity: segments.count))) }
        var at = 0
        for segment in segments where changed.isEmpty || !Self.touches(segment, changed[segment.view]) {
            let key = key(of: segment, in: prompt, from: &at)
            known[index].keys.keep(0, for: key)
        }
    }

    private mutating func begin(_ prompt: Prompt, _ version: Int) {
        guard version != self.version else { return }
        self.version = version
        keys = Array(repeating: nil, count: prompt.segments.count)
    }

    /// The key of a segment that is the prompt's `index`th or a later one.
    private mutating func key(of segment: Segment, in prompt: Prompt, from index: inout Int) -> UInt64 {
        while prompt.segments[index].range != segment.range || prompt.segments[index].view != segment.view { index += 1 }
        if let key = keys[index] { return key }
        let key = Self.key(of: segment, in: prompt)
        keys[index] = key
        return key
    }

    /// Whether one of the ranges, which are ascending and apart, reaches into the segment or up to it.
    private static func touches(_ segment: Segment, _ ranges: [Range<Int>]) -> Bool {
        let low = ranges.partitioningIndex { $0.upperBound >= segment.range.lowerBound }
        return low < ranges.count && ranges[low].lowerBound <= segment.range.upperBound
    }

    private static func key(of segment: Segment, in prompt: Prompt) -> UInt64 {
        // Of a view only what is asked for is taken: a copy of it costs as much as the hash of a line.
        let bytes = prompt.views[segment.view].bytes, protected = prompt.views[segment.view].protected, range = segment.range
        let start = max(0, range.lowerBound - surroundings), end = min(bytes.count, range.upperBound + surroundings)
        var key = ByteHash.of(bytes[start..<end])
        func add(_ number: Int) {
            key = (key ^ UInt64(bitPattern: Int64(number))) &* 0x9E37_79B9_7F4A_7C15
            key ^= key >> 29
        }
        add(range.lowerBound - start)
        add(end - range.upperBound)
        add(start == 0 ? 1 : 0)
        add(end == bytes.count ? 1 : 0)
        add(segment.kind.number)
        add(prompt.views[segment.view].role.number)
        add(prompt.views[segment.view].message == nil ? 0 : 1)
        for stretch in View.stretches(protected, near: range) {
            add(stretch.lowerBound - range.lowerBound)
            add(stretch.upperBound - range.lowerBound)
        }
        return key
    }
}
