// What a reference stands for is read in its source. When a cut takes a line of the source, or makes another line the first that opens with the
// quoted words, the reference would lead nowhere or astray: then it goes, too.

import PithPrompt

/// Finds references whose meaning a cut took.
struct LostReferences {
    private struct Meaning: Hashable {
        let words: [UInt8]
        let sourceHash: UInt64
    }

    private let meanings: Set<Meaning>
    /// The words of references that had a meaning.
    private let words: Set<[UInt8]>

    /// Notes what the references of a prompt mean. Cost: linear.
    init(before prompt: Prompt) {
        let links = ResolvedReferences(in: prompt).links
        meanings = Set(links.map { Self.meaning(of: $0, in: prompt) })
        words = Set(links.map { Self.words(of: $0.reference, in: prompt) })
    }

    /// The edits that take out the references of `prompt` that no longer mean what they did.
    func edits(in prompt: Prompt, writesMarkers: Bool) -> [Edit] {
        guard !words.isEmpty else { return [] }
        let references = ResolvedReferences(in: prompt)
        var stretches = references.unresolved.filter { words.contains(Self.words(of: $0, in: prompt)) }
        for link in references.links where words.contains(Self.words(of: link.reference, in: prompt)) {
            if !meanings.contains(Self.meaning(of: link, in: prompt)) { stretches.append(link.reference) }
        }
        return stretches.compactMap { stretch in
            let view = prompt.views[stretch.view]
            guard !view.isProtected(stretch.range) else { return nil }
            var end = stretch.range.upperBound
            // Without a marker the whole line goes.
            if !writesMarkers { while end < view.bytes.count, isLineEnd(view.bytes[end]), view.bytes[end - 1] != 0x0A { end += 1 } }
            return Edit(
                view: stretch.view, range: stretch.range.lowerBound..<end, replacement: writesMarkers ? Removal.marker : [],
                strategy: ExactRepeats.name, effect: .removed)
        }
    }

    private static func words(of stretch: ResolvedReferences.Stretch, in prompt: Prompt) -> [UInt8] {
        Array(prompt.views[stretch.view].bytes[stretch.range])
    }

    private static func meaning(of link: ResolvedReferences.Link, in prompt: Prompt) -> Meaning {
        Meaning(words: words(of: link.reference, in: prompt), sourceHash: link.sourceHash)
    }
}
