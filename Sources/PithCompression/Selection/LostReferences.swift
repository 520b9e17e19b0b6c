// What a reference stands for is read in its source. When a cut takes a line of the source, or makes another line the first that opens with the
// quoted words, the reference would lead nowhere or astray: then it goes, too.

import PithPrompt
import PithSystem

/// The references of a prompt, to see which of them an edit robs of their meaning.
struct LostReferences {
    private let links: [ResolvedReferences.Link]

    /// Notes what the references of a prompt mean.
    init(_ references: ResolvedReferences) { links = references.links }

    /// How many references no longer mean what they did: `references` are those of the prompt that `edits` led to. Cost: linear.
    func count(in references: ResolvedReferences, after edits: [Edit]) -> Int { lost(in: references, after: edits).count }

    /// The edits that take such references out of the prompt that `edits` led to; those in frozen text stay. Cost: linear.
    func removals(from stage: inout Stage, after edits: [Edit], options: CompressionOptions) -> [Edit] {
        guard !links.isEmpty else { return [] }
        let lost = lost(in: stage.resolvedReferences(), after: edits)
        guard !lost.isEmpty else { return [] }
        let prompt = stage.prompt
        let frozen = FrozenText(prompt: prompt, options: options)
        return lost.compactMap { stretch in
            let view = prompt.views[stretch.view]
            guard !view.isProtected(stretch.range), !frozen.contains(Segment(kind: .reference, view: stretch.view, range: stretch.range))
            else {
                return nil
            }
            return Edit(
                view: stretch.view, range: options.writesMarkers ? stretch.range : line(stretch.range, in: view.bytes),
                replacement: options.writesMarkers ? CutMark.plain : [], strategy: ExactRepeats.name, effect: .removed)
        }
    }

    private func lost(in references: ResolvedReferences, after edits: [Edit]) -> [ResolvedReferences.Stretch] {
        guard !links.isEmpty else { return [] }
        func key(_ view: Int, _ start: Int) -> UInt64 { UInt64(view) << 40 | UInt64(start) }
        var places = KeyTable(minimumCapacity: references.links.count)
        for (place, link) in references.links.enumerated() {
            places.update(place, for: key(link.reference.view, link.reference.range.lowerBound))
        }
        let shift = EditShift(edits)
        return links.compactMap { link in
            guard let range = shift.moved(link.reference.range, ofView: link.reference.view),
                places[key(link.reference.view, range.lowerBound)].map({ references.links[$0].sourceHash }) != link.sourceHash
            else { return nil }
            return ResolvedReferences.Stretch(view: link.reference.view, range: range)
        }
    }

    /// The stretch with the line end after it.
    private func line(_ range: Range<Int>, in bytes: [UInt8]) -> Range<Int> {
        var end = range.upperBound
        if end < bytes.count, bytes[end] == 0x0D { end += 1 }
        if end < bytes.count, bytes[end] == 0x0A { end += 1 }
        return range.lowerBound..<end
    }
}
