// Comments by worth: what says nothing hard of its own goes. A hard fact that stands nowhere else keeps its part of the comment; so do words
// that bind (must, always), marks of unfinished work, orders to tools, what holds two words of the question, and the first sentence of what documents a declaration, unless half of
// its words stand in the names of the code below (CodeWords): then it says what the code says. Code stays.
//
// The text of a well-known licence gives way to its name (LicenceText). A comment is judged in parts: the lines up to one that ends a sentence, or for a documenting string its sentences.

import PithFacts
import PithPrompt
import PithSystem

/// Drops comments that hold no fact of their own.
struct Comments: Strategy {
    static let name = "comments"
    static let summary = "program text without comments that hold no fact of their own, bind nobody and order no tool"
    static let kinds: Set<SegmentKind> = [.code]
    static let effect = EditEffect.folded
    /// A repeat may take a part of a comment, and with it the mark that closes it.
    static let runsFirst = true

    func proposals(for context: StrategyContext) -> [Proposal] {
        guard !context.segments.isEmpty else { return [] }
        var standing = StandingFacts(context.prompt, context.facts, past: context.past, threadCount: context.options.threadCount)
        return zip(context.segments, Self.candidates(in: context)).flatMap { segment, found -> [Proposal] in
            guard let found else { return [] }
            if found.needFacts { standing.read(throughMessageOf: segment) }
            func mayGo(_ part: CommentParts.Part) -> Bool { standing.release(part.text, of: segment) }
            var cuts = found.droppable.filter(mayGo).map(\.cut)
            for text in found.documentation {
                let rest = text.rest.filter(mayGo).map(\.cut)
                if rest.count == text.restCount, let whole = text.whole, mayGo(whole) {
                    cuts.append(whole.cut)
                } else {
                    cuts += rest
                    if rest.count == text.restCount, let closing = text.closing { cuts.append(closing) }
                }
            }
            let edits =
                found.licences.map { (range: $0.range, replacement: $0.note) }
                + cuts.filter { cut in !found.licences.contains { $0.range.overlaps(cut) } }.map { (range: $0, replacement: []) }
            return edits.map { Proposal(edits: [Self.edit(segment.view, $0.range, to: $0.replacement)]) }
        }
    }

    /// What may go of the comments of a segment, if no hard fact that stands there alone goes with it.
    private struct Candidates: Sendable {
        struct Documentation: Sendable {
            /// How many parts there are behind the first, and those that may go.
            let restCount: Int
            let rest: [CommentParts.Part]
            /// All of it, where it may go when its rest does: what its first sentence says, the code says.
            let whole: CommentParts.Part?
            /// White space that may go where only the first sentence is left.
            let closing: Range<Int>?
        }

        let licences: [(range: Range<Int>, note: [UInt8])]
        let droppable: [CommentParts.Part]
        let documentation: [Documentation]

        /// Whether a part may go at all.
        var needFacts: Bool { !droppable.isEmpty || documentation.contains { !$0.rest.isEmpty || $0.whole != nil } }
    }

    /// What may go of each segment, nil where its language is unknown. Of a long text it is looked for in several places at once.
    private static func candidates(in context: StrategyContext) -> [Candidates?] {
        let asked = askedTerms(context.options.query)
        let threadCount = context.prompt.bytes.count >= ThreadGain.fewestBytes ? context.options.threadCount : 1
        guard threadCount > 1 else { return context.segments.map { candidates(in: $0, of: context.prompt, asked, threadCount: 1) } }
        let groups = context.segments.parts(count: threadCount * 4)
        let found = Parallel.map(groups.count, threadCount: threadCount) { number in
            groups[number].map { candidates(in: $0, of: context.prompt, asked, threadCount: threadCount) }
        }
        return Array(found.joined())
    }

    private static func candidates(in segment: Segment, of prompt: Prompt, _ asked: Set<UInt64>, threadCount: Int) -> Candidates? {
        let view = prompt.views[segment.view]
        guard let language = CodeLanguage.of(view.bytes, segment.range) else { return nil }
        let comments = CodeComments.find(in: view.bytes, segment.range, language)
        let licences = LicenceText.find(in: view.bytes, segment.range, comments).filter { !view.isProtected($0.range) }
        let parts = CommentParts(bytes: view.bytes, segment: segment.range, comments: comments)
        @Sendable func isFree(_ part: CommentParts.Part) -> Bool {
            !view.isProtected(part.cut) && !binds(view.bytes, part.text) && !mayAnswer(view.bytes[part.text], asked)
        }
        let documentation = parts.documentation.inParts(threadCount: threadCount, fewestOfPart: fewestTextsOfPart) { texts in
            texts.map { text in
                let rest = text.rest.filter(isFree)
                let whole = text.whole.map { CommentParts.Part(text: text.first, cut: $0) }.flatMap { whole in
                    rest.count == text.rest.count && isFree(whole) && saysTheCode(text, view.bytes) ? whole : nil
                }
                let closes = !text.closing.isEmpty && !view.isProtected(text.closing) && endsWord(view.bytes, text.closing)
                return Candidates.Documentation(restCount: text.rest.count, rest: rest, whole: whole, closing: closes ? text.closing : nil)
            }
        }
        return Candidates(licences: licences, droppable: parts.droppable.filter(isFree), documentation: Array(documentation.joined()))
    }

    /// Texts that document, each compared with the code below.
    private static let fewestTextsOfPart = 1 << 8

    /// Whether the code says what the first sentence does.
    private static func saysTheCode(_ text: CommentParts.Documentation, _ bytes: [UInt8]) -> Bool {
        CodeWords(bytes[text.first]).areSaid(in: text.code, of: bytes, leastShare: leastSharedWords)
    }

    /// The share of its words that makes a first sentence say what the names in the code do.
    private static let leastSharedWords = 0.5

    /// Whether the closing marks can follow directly: what stands before them is no mark of theirs.
    private static func endsWord(_ bytes: [UInt8], _ closing: Range<Int>) -> Bool {
        guard closing.lowerBound > 0 else { return false }
        let last = bytes[closing.lowerBound - 1]
        return last != 0x22 && last != 0x27 && last != 0x5C
    }

    private static let fewestAskedWords = 2

    /// The telling words of a question.
    static func askedTerms(_ query: String?) -> Set<UInt64> {
        Set(Terms.all(in: Array((query ?? "").utf8)).filter { !Terms.stopWords.contains($0) })
    }

    /// Whether the comment holds several of the question's words.
    static func mayAnswer(_ text: ArraySlice<UInt8>, _ asked: Set<UInt64>) -> Bool {
        asked.count >= fewestAskedWords && Set(Terms.all(in: Array(text))).intersection(asked).count >= fewestAskedWords
    }

    /// Whether a tool or a person is bound by the comment in `range`.
    static func binds(_ bytes: [UInt8], _ range: Range<Int>) -> Bool {
        Terms.areAny(in: bytes, range, among: bindingTerms, bindingOpenings) || bytes[range].begins(with: "#!")
            || firstOffset(of: 0x40, in: bytes, range) < range.upperBound
    }

    private static let bindingTerms = TermSet(ofWords: bindingWords)
    private static let bindingOpenings = WordOpenings(ofWords: bindingWords)
    static let bindingWords = """
        must always never not only invariant important warning careful caution unsafe safety deprecated todo fixme xxx hack bug workaround note noqa \
        type pylint flake8 mypy pragma eslint prettier tslint ts nolint swiftlint clang iwyu fmt coding copyright license spdx requires ensure
        """
}
