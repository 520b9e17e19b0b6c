// Where the references in a text lead, as a reader finds it who has nothing but the text.
//
// A message of a session is looked at by itself, and most of its references lead to messages before it. Those never change, so such a
// reference keeps its meaning as long as its words do, and those of the one that it goes on from ("Then"): it stands for lines counted
// from the first that opens with the quoted words, wherever that may be.

import PithPrompt
import PithSystem

/// The references of a prompt, resolved against its own text.
struct ResolvedReferences {
    /// A stretch of a view.
    struct Stretch {
        let view: Int
        let range: Range<Int>
    }

    /// A reference line, and the lines it stands for.
    struct Link {
        let reference: Stretch
        /// Nil when it stands in messages that are not at hand.
        let source: Stretch?
        /// From the reference that it goes on from to itself: what stands there must not become another.
        let lead: Stretch?
        /// The lines between the source of the reference that it goes on from and its own: it counts them.
        let skipped: Stretch?
        /// A hash of the source's lines, or of where they stand when they are not at hand.
        let sourceHash: UInt64
    }

    /// In reading order of the references.
    private(set) var links: [Link] = []
    private let views: [View]

    /// Where the lines of a reference stand: here when they can, for all that is known without the past.
    private struct Place {
        /// Lines of `prompt`.
        let here: Range<Int>?
        /// Lines of messages before `prompt`, counted from the first that opens with words of this hash.
        let past: (opening: UInt64, lines: Range<Int>)?
    }

    /// Finds and resolves the references in `prompt`, whose lines are `lines`. Text that looks like one and leads nowhere is left as text; in
    /// a prompt that goes on from others (`hasPast`), what leads nowhere in it leads there. Where some are expected, the lines are cut at once. Cost:
    /// linear.
    init(in prompt: Prompt, _ lines: Deferred<PromptLines>, hasPast: Bool, areExpected: Bool = false) {
        views = prompt.views
        guard areExpected || Self.mayStand(in: prompt) else { return }
        let text = lines.value
        let references = text.references
        // Behind the last reference nothing is to be known.
        guard let last = references.last?.line else { return }
        let first = text.firstLines(openingWith: references.lazy.compactMap { $0.reference.anchor })
        var next = 0
        // For each line, the first line of a source that may end with it: a source reaches over no reference and no end of a view.
        var openFrom: [Int] = []
        openFrom.reserveCapacity(last + 1)
        let hashes = RunningHash(text.lines[..<last].lazy.map(\.hash))
        /// The latest reference that another may go on from, and where its lines stand.
        var latest: (line: Int, place: Place)?
        for index in 0...last {
            let line = text.lines[index]
            let isFirst = index == 0 || line.view != text.lines[index - 1].view
            openFrom.append(line.isReference ? index + 1 : isFirst ? index : openFrom[index - 1])
            guard next < references.count, references[next].line == index else { continue }
            let reference = references[next].reference
            next += 1
            let lead = latest.flatMap { text.lines[$0.line].view == line.view ? $0 : nil }
            if !reference.isAgain { latest = nil }
            guard let place = Self.place(of: reference, at: index, in: text, first, openFrom, after: lead?.place, hasPast: hasPast)
            else {
                continue
            }
            if !reference.isAgain { latest = (index, place) }
            var source: Range<Int>?, skipped: Range<Int>?
            if let lines = place.here {
                source = lines
                if reference.isOnward, let before = lead?.place.here, before.upperBound < lines.lowerBound {
                    skipped = before.upperBound..<lines.lowerBound
                }
            }
            links.append(
                Link(
                    reference: Stretch(view: line.view, range: line.range),
                    source: source.map { Self.stretch($0, of: text) },
                    lead: reference.isOnward
                        ? lead.map { Stretch(view: line.view, range: text.lines[$0.line].range.lowerBound..<line.range.upperBound) } : nil,
                    skipped: skipped.map { Self.stretch($0, of: text) },
                    sourceHash: Self.hash(of: place, hashes)))
        }
    }

    private static func hash(of place: Place, _ hashes: RunningHash) -> UInt64 {
        if let lines = place.here { return hashes.hash(of: lines) }
        guard let (opening, lines) = place.past else { return 0 }
        return RunningHash([opening, UInt64(lines.lowerBound), UInt64(lines.upperBound)]).hash(of: 0..<3)
    }

    /// The stretch that lines fill. Lines of several views are told by the first's; no reference skips over such.
    private static func stretch(_ lines: Range<Int>, of text: PromptLines) -> Stretch {
        let first = text.lines[lines.lowerBound], last = text.lines[lines.upperBound - 1]
        let end = last.view == first.view ? last.range.upperBound : first.range.upperBound
        return Stretch(view: first.view, range: first.range.lowerBound..<end)
    }

    /// Stretches, by view, that must stay as they are for the references to keep their meaning: they and their sources. In a session
    /// (`isCausal`) a reference has no say about messages before its own. What writes no references (`withLeads` is false) may change what
    /// stands between a reference and the one that it goes on from.
    func protectedSpans(isCausal: Bool, withLeads: Bool = true) -> [Int: [Range<Int>]] {
        var spans: [Int: [Range<Int>]] = [:]
        for link in links {
            spans[link.reference.view, default: []].append(withLeads ? link.lead?.range ?? link.reference.range : link.reference.range)
            guard let source = link.source, !isCausal || views[source.view].message == views[link.reference.view].message else { continue }
            for stretch in [source, link.skipped].compactMap(\.self) { spans[stretch.view, default: []].append(stretch.range) }
        }
        return spans.mapValues { union($0) }
    }

    /// Where the lines of `reference` may stand: here, where no other reference is among them, and in the past, if there is one; nil for
    /// neither.
    private static func place(
        of reference: RepeatReference, at index: Int, in text: PromptLines, _ first: FirstLines, _ openFrom: [Int], after lead: Place?,
        hasPast: Bool
    ) -> Place? {
        var here = source(of: reference, at: index, in: text, first, after: lead?.here?.upperBound)
        if let lines = here, openFrom[lines.upperBound - 1] > lines.lowerBound { here = nil }
        var past: (opening: UInt64, lines: Range<Int>)?
        switch reference {
        case .named(let count, let anchor, _):
            if hasPast { past = (ByteHash.of(anchor[...]), 0..<count) }
        case .onward(let count, let skipped, _):
            past = lead?.past.map { ($0.opening, $0.lines.upperBound + skipped..<$0.lines.upperBound + skipped + count) }
        case .again: break
        }
        return here == nil && past == nil ? nil : Place(here: here, past: past)
    }

    /// Where `reference` points, when that is in the text above it.
    private static func source(
        of reference: RepeatReference, at index: Int, in text: PromptLines, _ first: FirstLines, after end: Int?
    ) -> Range<Int>? {
        switch reference {
        case .onward(let count, let skipped, _):
            guard let end, count <= index, skipped <= index, end + skipped + count <= index else { return nil }
            return end + skipped..<end + skipped + count
        case .named(let count, let anchor, _):
            guard let first = first.line(openingWith: anchor, above: index), first + count <= index else { return nil }
            return first..<first + count
        case .again(let count, _):
            guard count <= index, text.lines[index - count].view == text.lines[index].view else { return nil }
            return index - count..<index
        }
    }

    /// Whether any line of the prompt begins as references do. Cost: linear, and little.
    private static func mayStand(in prompt: Prompt) -> Bool {
        prompt.views.indices.contains { view in
            // The first view of a conversation is its JSON text, which nobody reads line by line.
            guard view > 0 || prompt.messages.isEmpty else { return false }
            let bytes = prompt.views[view].bytes
            var at = RepeatReference.openings.firstLine(in: bytes, bytes.indices)
            while at < bytes.count {
                if RepeatReference.mayBegin(bytes[at...]) { return true }
                let next = lineEnd(in: bytes, from: at, limit: bytes.count) + 1
                at = next < bytes.count ? RepeatReference.openings.firstLine(in: bytes, next..<bytes.count) : next
            }
            return false
        }
    }
}

extension RepeatReference {
    fileprivate var isAgain: Bool { if case .again = self { true } else { false } }
    fileprivate var isOnward: Bool { if case .onward = self { true } else { false } }
    /// The words that it quotes.
    fileprivate var anchor: [UInt8]? {
        if case .named(_, let anchor, _) = self { anchor } else { nil }
    }
}

/// Hashes of any stretch of a sequence from the hashes of its beginnings (Karp and Rabin 1987, modulo 2⁶⁴).
private struct RunningHash {
    private var beginnings: [UInt64]
    private static let base: UInt64 = 0x9E37_79B9_7F4A_7C15

    init(_ elements: some Collection<UInt64>) {
        beginnings = Array(repeating: 0, count: elements.count + 1)
        var hash: UInt64 = 0, end = 1
        for element in elements {
            hash = hash &* Self.base &+ element
            beginnings[end] = hash
            end += 1
        }
    }

    /// Cost: log of the stretch.
    func hash(of range: Range<Int>) -> UInt64 {
        beginnings[range.upperBound] &- beginnings[range.lowerBound] &* Self.power(range.count)
    }

    private static func power(_ exponent: Int) -> UInt64 {
        var power: UInt64 = 1, square = base, rest = exponent
        while rest > 0 {
            if rest & 1 == 1 { power = power &* square }
            square = square &* square
            rest >>= 1
        }
        return power
    }
}
