// Paragraphs and blocks of program text that say nearly what one further up says become a reference to it and the words that differ:
//
//     [Same line as above: "Dear Ms Ito, your parcel", but "Ms Ito" → "Mr Vang", "4711" → "4712"]
//
// A block is a stretch of lines without a blank one. Blocks that may be alike are found by MinHash (NearIndex); the words that differ are worked out,
// put into the earlier block and compared with the later one, byte for byte (NearLines). So it is lossless, and linear: a block has a
// bounded number of candidates.

import PithFacts
import PithPrompt
import PithSystem

/// Replaces blocks by a like one and what differs.
struct NearDuplicates: Strategy {
    static let name = "near-duplicates"
    static let summary = "a paragraph or block nearly the same as one seen before becomes a reference to it with the words that differ"
    static let kinds: Set<SegmentKind> = [.prose, .instruction, .list, .listing, .markup, .code]
    static let effect = EditEffect.lossless
    static let linksMessages = true

    private static let fewestBytes = 120
    private static let mostLines = 40

    func proposals(for context: StrategyContext) -> [Proposal] {
        guard !context.mustStayJSON else { return [] }
        let text = context.lines.value
        let changeable = text.changeable(in: context.segments, of: context.prompt)
        let past = context.past?.lines ?? LineIndex()
        // What the preset promises to leave visible must be seen, not worked out.
        let facts = context.options.mode == .preset && !context.options.isSession ? context.facts : nil
        var proposals: [Proposal] = []
        let blocks = Self.blocks(of: text)
        let threadCount = context.prompt.bytes.count >= ThreadGain.fewestBytes ? context.options.threadCount : 1
        let sketches = context.sketches.sketches(of: blocks, in: text, of: context.prompt, threadCount: threadCount)
        let search = Search(text: text, places: LinePlaces(past: past, own: text.index.value), facts: facts)
        func changeableBlock(_ block: Range<Int>) -> Bool { block.allSatisfy { changeable[$0] } }
        func candidates(_ sketch: NearIndex.Sketch, _ index: NearIndex) -> [Range<Int>] {
            // In a session what will be read again is not known: a block that stands in one message stays in it whole.
            (context.past?.near.candidates(sketch) ?? []) + (context.options.isSession ? [] : index.candidates(sketch))
        }
        let ahead = threadCount > 1 ? referencesAhead(blocks, sketches, search, threadCount, isAsked: changeableBlock, candidates) : []
        // Where no block becomes a reference, all that is to be known is known.
        if threadCount > 1, !ahead.contains(where: { $0.words != nil }) { return [] }
        var index = NearIndex(), next = 0
        for (number, (block, sketch)) in zip(blocks, sketches).enumerated() {
            guard let sketch else { continue }
            while next < ahead.count, ahead[next].block < number { next += 1 }
            let known = next < ahead.count && ahead[next].block == number ? ahead[next] : nil
            let candidates = candidates(sketch, index)
            let words =
                if candidates.isEmpty || !changeableBlock(block) {
                    [UInt8]?.none
                } else if let known, known.candidates == candidates {
                    known.words
                } else {
                    reference(to: block, from: candidates, search)
                }
            if let words {
                proposals.append(Proposal(edits: [Self.edit(block, of: text, to: words)]))
            } else {
                index.add(sketch, past.lines.count + block.lowerBound..<past.lines.count + block.upperBound)
            }
        }
        return proposals
    }

    /// What a block becomes when it is compared with these candidates; nil when it stays.
    private typealias Ahead = (block: Int, candidates: [Range<Int>], words: [UInt8]?)

    /// What each of the blocks that are asked about and have candidates becomes, worked out on several cores as if all blocks stayed: most do.
    private func referencesAhead(
        _ blocks: [Range<Int>], _ sketches: [NearIndex.Sketch?], _ search: Search, _ threadCount: Int, isAsked: (Range<Int>) -> Bool,
        _ candidates: (NearIndex.Sketch, NearIndex) -> [Range<Int>]
    ) -> [Ahead] {
        var index = NearIndex()
        var asked: [Ahead] = []
        for (number, (block, sketch)) in zip(blocks, sketches).enumerated() {
            guard let sketch else { continue }
            if isAsked(block) {
                let found = candidates(sketch, index)
                if !found.isEmpty { asked.append((number, found, nil)) }
            }
            index.add(sketch, search.places.offset + block.lowerBound..<search.places.offset + block.upperBound)
        }
        let size = asked.count / (threadCount * 8) + 1
        let words = Parallel.map((asked.count + size - 1) / size, threadCount: threadCount) { [asked] part in
            asked[part * size..<min(asked.count, (part + 1) * size)].map { reference(to: blocks[$0.block], from: $0.candidates, search) }
        }
        for (place, words) in words.joined().enumerated() { asked[place].words = words }
        return asked
    }

    private func reference(to block: Range<Int>, from candidates: [Range<Int>], _ search: Search) -> [UInt8]? {
        for candidate in candidates { if let words = search.reference(from: candidate, to: block) { return words } }
        return nil
    }

    /// The stretches of a text that may be alike others: lines of one view and kind without a blank one.
    static func blocks(of text: PromptLines) -> [Range<Int>] {
        var blocks: [Range<Int>] = []
        var start = 0
        func close(_ end: Int) {
            guard start < end, end - start <= mostLines else { return }
            if text.range(of: start..<end).count >= fewestBytes { blocks.append(start..<end) }
        }
        for (index, line) in text.lines.enumerated() {
            let isOne =
                line.canBePointedAt && line.kind.map { isOfKinds[$0.number] } == true
                && text.prompt.views[line.view].bytes[line.range].contains { !$0.isBlank }
            if isOne, index > start, text.lines[index - 1].view != line.view || text.lines[index - 1].kind != line.kind {
                close(index)
                start = index
            } else if !isOne {
                close(index)
                start = index + 1
            }
        }
        close(text.lines.count)
        return blocks
    }

    /// By the number of a kind: every line is asked.
    private static let isOfKinds = SegmentKind.allCases.sorted { $0.number < $1.number }.map { kinds.contains($0) }

    /// Places are those among all lines, the past's first.
    private struct Search {
        let text: PromptLines
        let places: LinePlaces
        /// Where hard facts must stay visible.
        let facts: FactMemo?

        /// The reference that makes the lines of `block` of those at `source`; nil when there is none that is clearly shorter.
        func reference(from source: Range<Int>, to block: Range<Int>) -> [UInt8]? {
            let new = block.map { places.own.bytes(of: $0) }
            let byteCount = text.range(of: block).count
            guard source.count == new.count, let anchor = places.anchor(source.lowerBound),
                let changes = NearLines.changes(source.map { places.bytes(of: $0) }, new, mostBytes: byteCount * 3 / 4)
            else { return nil }
            let reference = RepeatReference.named(lineCount: source.count, anchor: anchor, .words(changes))
            let words = reference.text
            guard words.count * 4 <= byteCount * 3, RepeatReference(words[...]) == reference else { return nil }
            return shows(block, from: source, changes) ? words : nil
        }

        /// Whether each hard fact of the block stands in the source, or is all in what is put into it.
        private func shows(_ block: Range<Int>, from source: Range<Int>, _ changes: [Substitution]) -> Bool {
            guard let facts, source.lowerBound >= places.offset else { return true }
            let known = hardFacts(in: source.lowerBound - places.offset..<source.upperBound - places.offset, facts)
            let keys = known.reduce(into: KeyTable(minimumCapacity: known.count)) { $0.keep(0, for: $1.key) }
            let bytes = text.prompt.views[text.lines[block.lowerBound].view].bytes
            return hardFacts(in: block, facts).allSatisfy { fact in
                keys[fact.key] != nil || changes.contains { $0.new[...].holds(bytes[fact.range]) }
            }
        }

        private func hardFacts(in block: Range<Int>, _ facts: FactMemo) -> [Fact] {
            let first = text.lines[block.lowerBound]
            let segment = Segment(kind: first.kind ?? .prose, view: first.view, range: text.range(of: block))
            return facts.facts(of: segment, in: text.prompt).hard
        }
    }
}
