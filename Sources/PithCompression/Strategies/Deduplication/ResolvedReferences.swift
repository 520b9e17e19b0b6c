// Where the references in a text lead, as a reader finds it who has nothing but the text.

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
        let source: Stretch
        /// From the reference that it goes on from to itself: what stands there must not become another.
        let lead: Stretch?
        /// The lines between the source of the reference that it goes on from and its own: it counts them.
        let skipped: Stretch?
        /// A hash of the source's lines.
        let sourceHash: UInt64
    }

    /// In reading order of the references.
    private(set) var links: [Link] = []
    /// Lines that look like references and lead nowhere.
    private(set) var unresolved: [Stretch] = []
    private let views: [View]

    /// Finds and resolves the references in `prompt`, whose lines are `lines`. Text that looks like one and leads nowhere is left as text. Cost: linear.
    init(in prompt: Prompt, _ lines: Deferred<PromptLines>) {
        views = prompt.views
        guard Self.mayStand(in: prompt) else { return }
        let text = lines.value
        // For each line, the first line of a source that may end with it: a source reaches over no reference and no end of a view.
        var openFrom: [Int] = []
        openFrom.reserveCapacity(text.lines.count)
        let hashes = RunningHash(text.lines.lazy.map(\.hash))
        /// The latest reference that another may go on from, and where its lines end.
        var latest: (line: Int, sourceEnd: Int)?
        for (index, line) in text.lines.enumerated() {
            let isFirst = index == 0 || line.view != text.lines[index - 1].view
            openFrom.append(line.isReference ? index + 1 : isFirst ? index : openFrom[index - 1])
            guard line.isReference, let reference = RepeatReference(text.bytes(of: line)) else { continue }
            let lead = latest.flatMap { text.lines[$0.line].view == line.view ? $0 : nil }
            guard let source = Self.source(of: reference, at: index, in: text, after: lead?.sourceEnd),
                openFrom[source.upperBound - 1] <= source.lowerBound
            else {
                if !reference.isAgain { latest = nil }
                unresolved.append(Stretch(view: line.view, range: line.range))
                continue
            }
            let skipped = lead.flatMap { $0.sourceEnd < source.lowerBound && reference.isOnward ? $0.sourceEnd..<source.lowerBound : nil }
            if !reference.isAgain { latest = (index, source.upperBound) }
            links.append(
                Link(
                    reference: Stretch(view: line.view, range: line.range),
                    source: Self.stretch(source, of: text),
                    lead: reference.isOnward
                        ? lead.map { Stretch(view: line.view, range: text.lines[$0.line].range.lowerBound..<line.range.upperBound) } : nil,
                    skipped: skipped.map { Self.stretch($0, of: text) },
                    sourceHash: hashes.hash(of: source)))
        }
    }

    /// The stretch that lines fill. Lines of several views are told by the first's; no reference skips over such.
    private static func stretch(_ lines: Range<Int>, of text: PromptLines) -> Stretch {
        let first = text.lines[lines.lowerBound], last = text.lines[lines.upperBound - 1]
        let end = last.view == first.view ? last.range.upperBound : first.range.upperBound
        return Stretch(view: first.view, range: first.range.lowerBound..<end)
    }

    /// Stretches, by view, that must stay as they are for the references to keep their meaning: they and their sources. In a session
    /// (`isCausal`) a reference has no say about messages before its own.
    func protectedSpans(isCausal: Bool) -> [Int: [Range<Int>]] {
        var spans: [Int: [Range<Int>]] = [:]
        for link in links {
            spans[link.reference.view, default: []].append(link.lead?.range ?? link.reference.range)
            if !isCausal || views[link.source.view].message == views[link.reference.view].message {
                for stretch in [link.source, link.skipped].compactMap(\.self) { spans[stretch.view, default: []].append(stretch.range) }
            }
        }
        return spans.mapValues { union($0) }
    }

    /// Where `reference` points, when that is above it.
    private static func source(of reference: RepeatReference, at index: Int, in text: PromptLines, after end: Int?) -> Range<Int>? {
        switch reference {
        case .onward(let count, let skipped, _):
            guard let end, count <= index, skipped <= index, end + skipped + count <= index else { return nil }
            return end + skipped..<end + skipped + count
        case .same(let count, let anchor, _), .like(let count, let anchor, _):
            guard let first = text.firstLine(openingWith: anchor, above: index), first + count <= index else { return nil }
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
            var at = 0
            while at < bytes.count {
                if bytes[at] == 0x5B, bytes[at...].starts(with: "[Same ".utf8) || bytes[at...].starts(with: "[The".utf8) { return true }
                at = lineEnd(in: bytes, from: at, limit: bytes.count) + 1
            }
            return false
        }
    }
}

extension RepeatReference {
    fileprivate var isAgain: Bool { if case .again = self { true } else { false } }
    fileprivate var isOnward: Bool { if case .onward = self { true } else { false } }
}

/// Hashes of any stretch of a sequence in constant time, from the hashes of its beginnings (Karp and Rabin 1987, modulo 2⁶⁴).
private struct RunningHash {
    private var beginnings: [UInt64] = [0]
    private var powers: [UInt64] = [1]
    private static let base: UInt64 = 0x9E37_79B9_7F4A_7C15

    init(_ elements: some Sequence<UInt64>) {
        for element in elements {
            beginnings.append(beginnings[beginnings.count - 1] &* Self.base &+ element)
            powers.append(powers[powers.count - 1] &* Self.base)
        }
    }

    func hash(of range: Range<Int>) -> UInt64 {
        beginnings[range.upperBound] &- beginnings[range.lowerBound] &* powers[range.count]
    }
}
