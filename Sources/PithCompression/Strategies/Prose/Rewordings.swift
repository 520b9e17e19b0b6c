// Shorter ways to say the same: "in order to" is "to", "it is important to note that" is nothing. Phrases and words come from the lexicons of
// the languages (Language/Lexicons), one entry a line. In prose to draw on, articles go as well, as they do in headlines.
//
// The sentence keeps its facts and its grammar; Trimmer checks the facts. What is instructed keeps its articles, but in a long document. In the preset a
// sentence keeps all its words where it holds an id, a date, a number or the like: its reader may look for it word for word.

import PithPrompt

/// Says things shorter.
struct Rewordings: Strategy {
    static let name = "rewordings"
    static let summary = "wordy phrases as shorter ones, words that only comment left out, prose in the grammar of headlines"
    static let kinds: Set<SegmentKind> = [.prose, .instruction, .list]
    static let effect = EditEffect.folded
    static let runsOnce = true
    static let runsAfterChoice = true
    static let judgesSegmentsApart = true
    static let savesByToken = true

    func proposals(for context: StrategyContext) -> [Proposal] {
        // In a session nothing is reworded: what was said stays as it was said. And where a question decides, the few tokens of its articles are
        // not worth the wording of the sentence that answers: another sentence goes.
        guard !context.options.isSession, !context.questionDecides else { return [] }
        // In the preset nothing presses: what a reader may have to repeat keeps its words.
        let keepsFacts = context.options.mode == .preset
        var shown = ShownText(context.prompt)
        var languages = ViewLanguages(context.prompt)
        let document = LongDocument(context.prompt)
        return context.segments.flatMap { segment -> [Proposal] in
            let view = context.prompt.views[segment.view]
            let isInstruction = segment.kind != .prose && !document.isMatter(segment)
            guard let (lexicon, tokens) = languages.reading(of: segment) else { return [] }
            let sentences = SentenceSplitter.sentences(in: view.bytes, segment.range)
            let tokensOfSentences = TextToken.all(in: view.bytes, of: sentences, among: tokens)
            // Most paragraphs need not be looked at more closely.
            guard isInstruction || tokensOfSentences.contains(where: { Trimmer.mayShorten($0, lexicon) }) else { return [] }
            var trimmer = Trimmer(
                view, segment.range, lexicon: lexicon, isInstruction: isInstruction, encoding: context.options.encoding,
                facts: { context.facts.facts(of: Segment(kind: .prose, view: segment.view, range: segment.range), in: context.prompt) })
            trimmer.sparesWanted = keepsFacts
            let quoted = keepsFacts ? QuotedLines.all(in: view.bytes, segment.range) : []
            var proposals: [Proposal] = []
            var edits: [Edit] = []
            for (index, (sentence, tokens)) in zip(sentences, tokensOfSentences).enumerated() {
                let changes = trimmer.changes(in: sentence, of: tokens, to: isInstruction ? .reworded : .headline) ?? []
                // A title is looked for by its words.
                if !changes.isEmpty, index + 1 < sentences.count, TitleRule.of(view.bytes, sentences[index + 1]) != nil { continue }
                if changes.isEmpty { continue }
                if keepsFacts, !quoted.overlapping(sentence).isEmpty || shown.overlaps(sentence, ofView: segment.view) { continue }
                for change in changes {
                    edits.append(Self.edit(segment.view, change.range, to: change.replacement))
                }
                // Words save a token each, so a few sentences are judged together.
                if edits.count >= Self.groupSize {
                    proposals.append(Proposal(edits: edits))
                    edits = []
                }
            }
            // A few that are left over would not pay by themselves.
            let last = (proposals.popLast()?.edits ?? []) + edits
            return last.isEmpty ? [] : proposals + [Proposal(edits: last)]
        }
    }

    private static let groupSize = 8
}
