// An instruction as a brief: lines of `Key: value`, in the order of the prompt.
//
// Language/BriefBuilder finds the key and the value of each sentence. Here they are laid out: a sentence begins a line with its key when that
// costs no more than a token over going on in the line before; otherwise it joins a line of the wider key (what is about format, length or
// language is something that must be). Headings, lists, code, tables and everything else keep their places; items are trimmed.
//
// A few blocks together are rewritten when that saves tokens, and are otherwise left as they are, so that no brief is longer than its prompt.

import PithPrompt
import PithTokenizer

/// Turns instructions into briefs.
struct KeyVariables: Strategy {
    static let name = "key-variables"
    static let summary = "instructions as a brief: lines of key and value, in few words (runs when it is asked for)"
    static let kinds: Set<SegmentKind> = [.instruction, .prose, .list]
    static let effect = EditEffect.folded
    static let runsWhenNamed = true
    static let runsOnce = true

    func proposals(for context: StrategyContext) -> [Proposal] {
        // Down to a share, sentences are weighed against each other: Language/BriefFit.
        guard !context.options.isSession, context.options.brief.share == nil else { return [] }
        let layout = BriefLayout(encoding: context.options.encoding, writesAllKeys: context.options.brief.writesAllKeys)
        var languages = ViewLanguages(context.prompt)
        return context.segments.flatMap { segment -> [Proposal] in
            let view = context.prompt.views[segment.view]
            guard let lexicon = languages.lexicon(of: segment) else { return [] }
            var builder = BriefBuilder(view, segment.range, lexicon: lexicon, encoding: context.options.encoding)
            let step = context.options.brief.step
            var proposals: [Proposal] = []
            var edits: [Edit] = []
            for block in TextBlock.all(in: view.bytes, segment.range) where block.kind != .heading {
                let sentences = builder.sentences(in: block.range).map { builder.sentence($0, at: step) }
                let changes = layout.changes(for: sentences, in: view, keyed: block.kind == .paragraph && segment.kind == .instruction)
                for change in changes where !view.isProtected(change.range) {
                    edits.append(Self.edit(segment.view, change.range, to: change.replacement))
                }
                // Blocks are judged a few at a time: an item may save but one token.
                if edits.count >= Self.groupSize {
                    proposals.append(Proposal(edits: edits))
                    edits = []
                }
            }
            return edits.isEmpty ? proposals : proposals + [Proposal(edits: edits)]
        }
    }

    private static let groupSize = 8
}
