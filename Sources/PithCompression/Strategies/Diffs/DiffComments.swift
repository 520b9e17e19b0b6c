// Comments among the changed lines of a diff, strings that document, and prose that was removed, by the worth that Comments knows: what says nothing
// hard of its own, binds nobody and holds nothing of the question goes. Its lines stay, empty, so that line numbers and counts stay what they were.
//
//     +    # Ask the pool first. Most of the time                    +    # …
//     +    # a worker waits there.                              →    +
//     +    worker = pool.take()                                      +    worker = pool.take()
//
// Texts are judged in parts (DiffRemarks). The text of a well-known licence in a new file gives way to its name.

import PithPrompt
import PithSystem

/// Takes the text out of comments in diffs.
struct DiffComments: Strategy {
    static let name = "diff-comments"
    static let summary = "diffs without what changed comments and removed prose say, where it holds no fact of its own and binds nobody"
    static let kinds: Set<SegmentKind> = [.diff]
    static let effect = EditEffect.folded

    func proposals(for context: StrategyContext) -> [Proposal] {
        var standing: StandingFacts?
        let asked = Comments.askedTerms(context.options.query)
        return context.segments.flatMap { segment -> [Proposal] in
            let view = context.prompt.views[segment.view]
            let remarks = DiffRemarks(in: view.bytes, segment.range)
            func proposal(_ edits: [(range: Range<Int>, note: [UInt8])]) -> Proposal {
                Proposal(
                    edits: edits.map {
                        Edit(
                            view: segment.view, range: $0.range, replacement: $0.note, strategy: Self.name, effect: Self.effect)
                    })
            }
            let licences = remarks.licences.filter { !view.isProtected($0.range) }
            guard !remarks.runs.isEmpty else { return licences.map { proposal([$0]) } }
            var facts =
                standing ?? StandingFacts(context.prompt, context.facts, past: context.past, threadCount: context.options.threadCount)
            defer { standing = facts }
            facts.read(throughMessageOf: segment)
            func mayGo(_ part: DiffRemarks.Part, isProse: Bool) -> Bool {
                let range = part[0].text.lowerBound..<part[part.count - 1].text.upperBound
                let text = Array(part.map { view.bytes[$0.text] }.joined(separator: [0x20]))
                return !view.isProtected(range) && !licences.contains { $0.range.overlaps(range) } && !Comments.binds(text[...])
                    && !Comments.mayAnswer(text[...], asked)
                    && facts.release(range, of: segment, ignoring: { !isProse && IncidentalFacts.contain($0, in: view.bytes) })
            }
            /// The parts that go and follow each other.
            var stretches: [[DiffRemarks.Line]] = []
            for run in remarks.runs {
                var isOpen = false
                for part in run.parts {
                    guard mayGo(part, isProse: run.isProse) else {
                        isOpen = false
                        continue
                    }
                    if isOpen { stretches[stretches.count - 1] += part } else { stretches.append(part) }
                    isOpen = true
                }
            }
            return licences.map { proposal([$0]) }
                + stretches.map { lines in
                    proposal([(lines[0].text, Array("…".utf8))] + lines.dropFirst().filter { !$0.content.isEmpty }.map { ($0.content, []) })
                }
        }
    }
}
