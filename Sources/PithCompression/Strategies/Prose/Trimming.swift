// Sentences in fewer words: each in up to three smaller sizes, down to the words that matter. Which sentence is kept in which size is the
// allocator's choice (Selection/UnitMenu), by worth per token, together with which sentences are kept at all.
//
// How a sentence is trimmed is told in Language/Trimmer: whole words go, numbers, names, negations, quotes and code stay.

import PithFacts
import PithPrompt
import PithTokenizer

/// Trims sentences to the words that matter.
struct Trimming: SelectionStrategy {
    static let name = "trimming"
    /// Trimmed sentences answer a question less often than fewer whole ones do (squad: nine tenths at 28% of the tokens, against 3.6%).
    static let runsWhenNamed = true
    static let summary = "sentences in fewer words under a budget: whole words go, numbers, names, negations, quotes and code stay"
    static let kinds: Set<SegmentKind> = [.prose, .instruction]
    static let dropsUnits = false

    static func units(of segment: Segment, in prompt: Prompt, options: CompressionOptions) -> [Unit] {
        SentenceSelection.units(of: segment, in: prompt, options: options)
    }

    /// The sizes that a sentence is offered in, the smallest first.
    private static let levels: [TrimLevel] = [.rareWords, .keywords, .telegram]

    /// The trimmed sizes of each unit of `index`, the smallest first. Cost: linear.
    static func sizes(of index: UnitIndex, encoding: Encoding) -> [[TrimmedUnit]] {
        var current: (view: Int, segmentEnd: Int, trimmer: Trimmer?)?
        let segments = index.prompt.segments.filter { kinds.contains($0.kind) }
        var next = 0
        var languages = ViewLanguages(index.prompt)
        return index.units.enumerated().map { number, unit in
            guard kinds.contains(unit.kind), unit.form == .text else { return [] }
            if current == nil || current!.view != unit.view || unit.range.lowerBound >= current!.segmentEnd {
                while next < segments.count,
                    segments[next].view != unit.view || segments[next].range.upperBound <= unit.range.lowerBound
                { next += 1 }
                guard next < segments.count else { return [] }
                let view = index.prompt.views[unit.view]
                let lexicon = languages.lexicon(of: segments[next])
                let trimmer = lexicon.map {
                    Trimmer(view, segments[next].range, lexicon: $0, isInstruction: unit.kind == .instruction, encoding: encoding)
                }
                current = (unit.view, segments[next].range.upperBound, trimmer)
            }
            guard current?.trimmer != nil else { return [] }
            return sizes(of: unit, number, index, encoding, &current!.trimmer!)
        }
    }

    private static func sizes(
        of unit: Unit, _ number: Int, _ index: UnitIndex, _ encoding: Encoding, _ trimmer: inout Trimmer
    ) -> [TrimmedUnit] {
        let bytes = index.prompt.views[unit.view].bytes
        var sizes: [TrimmedUnit] = []
        for level in levels {
            guard let changes = trimmer.changes(in: unit.range, to: level), !changes.isEmpty else { continue }
            let count = encoding.count(changes.applied(to: bytes, unit.range))
            guard count < index.tokenCounts[number], count > sizes.last?.tokenCount ?? 0 else { continue }
            sizes.append(TrimmedUnit(changes: changes, tokenCount: count, facts: index.facts(of: number, outside: changes)))
        }
        return sizes
    }
}
