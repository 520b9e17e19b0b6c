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
        let asked = Self.askedTerms(context.options.query)
        // What hangs on a segment alone is found for several at once.
        let isLong = context.prompt.bytes.count >= ThreadGain.fewestBytes && context.options.threadCount > 1
        let known = isLong ? Self.readAhead(context) : []
        return context.segments.enumerated().flatMap { place, segment -> [Proposal] in
            let view = context.prompt.views[segment.view]
            guard let (parts, licences) = isLong ? known[place] : Self.read(segment, of: context.prompt) else { return [] }
            if !parts.droppable.isEmpty || !parts.documentation.isEmpty { standing.read(throughMessageOf: segment) }
            @Sendable func isFree(_ text: Range<Int>, _ cut: Range<Int>) -> Bool {
                !view.isProtected(cut) && !Self.binds(view.bytes[text]) && !Self.mayAnswer(view.bytes[text], asked)
            }
            func mayGo(_ text: Range<Int>, _ cut: Range<Int>, if condition: () -> Bool = { true }) -> Bool {
                isFree(text, cut) && standing.release(text, of: segment, if: condition)
            }
            var cuts = parts.droppable.filter { mayGo($0.text, $0.cut) }.map(\.cut)
            var words = CodeWords(view.bytes, segment.range)
            // What the code of a long segment says is compared on several cores with all sentences that may go at best.
            let said =
                isLong && segment.range.count >= ThreadGain.fewestBytes
                ? Self.saidByCode(parts.documentation, words, view.bytes, context.sharedWords, context.options.threadCount) {
                    [standing] text in
                    text.whole.map { isFree(text.first, $0) && standing.mayRelease(text.first, of: segment) } ?? false
                } : []
            for (number, text) in parts.documentation.enumerated() {
                let rest = text.rest.filter { mayGo($0.text, $0.cut) }.map(\.cut)
                guard rest.count == text.rest.count else {
                    cuts += rest
                    continue
                }
                func saysTheCode() -> Bool { Self.says(text, view.bytes, context.sharedWords, &words) }
                func mayGoWhole(_ whole: Range<Int>) -> Bool {
                    // What could not go at best cannot go now.
                    said.isEmpty
                        ? mayGo(text.first, whole, if: saysTheCode)
                        : said[number] == true && standing.release(text.first, of: segment)
                }
                if let whole = text.whole, mayGoWhole(whole) {
                    cuts.append(whole)
                } else {
                    cuts += rest
                    if !view.isProtected(text.closing), !text.closing.isEmpty, endsWord(view.bytes, text.closing) {
                        cuts.append(text.closing)
                    }
                }
            }
            let edits =
                licences.map { (range: $0.range, replacement: $0.note) }
                + cuts.filter { cut in !licences.contains { $0.range.overlaps(cut) } }.map { (range: $0, replacement: []) }
            return edits.map { Proposal(edits: [Self.edit(segment.view, $0.range, to: $0.replacement)]) }
        }
    }

    /// The comments of a segment in parts, and its licences; nil where its language is unknown.
    private static func read(_ segment: Segment, of prompt: Prompt) -> (
        parts: CommentParts, licences: [(range: Range<Int>, note: [UInt8])]
    )? {
        let view = prompt.views[segment.view]
        guard let language = CodeLanguage.of(view.bytes, segment.range) else { return nil }
        let comments = CodeComments.find(in: view.bytes, segment.range, language)
        let licences = LicenceText.find(in: view.bytes, segment.range, comments).filter { !view.isProtected($0.range) }
        return (CommentParts(bytes: view.bytes, segment: segment.range, comments: comments), licences)
    }

    private static func readAhead(_ context: StrategyContext) -> [(parts: CommentParts, licences: [(range: Range<Int>, note: [UInt8])])?] {
        let groups = context.segments.parts(count: context.options.threadCount * 4)
        let found = Parallel.map(groups.count, threadCount: context.options.threadCount) { groups[$0].map { read($0, of: context.prompt) } }
        return Array(found.joined())
    }

    /// For those of the texts that `isAsked` says yes to, whether the code says what their first sentence does.
    private static func saidByCode(
        _ texts: [CommentParts.Documentation], _ words: CodeWords, _ bytes: [UInt8], _ known: SharedWords, _ threadCount: Int,
        _ isAsked: @Sendable (CommentParts.Documentation) -> Bool
    ) -> [Bool?] {
        let size = texts.count / (threadCount * 4) + 1
        let parts = Parallel.map((texts.count + size - 1) / size, threadCount: threadCount) { part -> [Bool?] in
            var words = words
            return texts[part * size..<min(texts.count, (part + 1) * size)].map { text -> Bool? in
                isAsked(text) ? says(text, bytes, known, &words) : nil
            }
        }
        return Array(parts.joined())
    }

    /// Whether the code says what the first sentence does.
    private static func says(_ text: CommentParts.Documentation, _ bytes: [UInt8], _ known: SharedWords, _ words: inout CodeWords) -> Bool {
        known.areMost(of: text.first, in: text.code, bytes, leastShare: leastSharedWords, &words)
    }

    /// The share of its words that makes a first sentence say what the names in the code do.
    private static let leastSharedWords = 0.5

    /// Whether the closing marks can follow directly: what stands before them is no mark of theirs.
    private func endsWord(_ bytes: [UInt8], _ closing: Range<Int>) -> Bool {
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

    /// Whether a tool or a person is bound by the comment.
    static func binds(_ text: ArraySlice<UInt8>) -> Bool {
        var binds = false
        Terms.forEach(in: Array(text), 0..<text.count) { if bindingTerms.contains($0) { binds = true } }
        return binds || text.begins(with: "#!") || text.contains(0x40)
    }

    private static let bindingTerms = TermSet(
        ofWords: """
            must always never not only invariant important warning careful caution unsafe safety deprecated todo fixme xxx hack bug workaround note noqa \
            type pylint flake8 mypy pragma eslint prettier tslint ts nolint swiftlint clang iwyu fmt coding copyright license spdx requires ensure
            """)
}
