// From the sentences of an instruction to the lines of a brief.
//
// A sentence's key is told by how it opens ("Act as a …", "Make sure that …", "Do not …": the cues of the lexicon); else by its form (a question,
// an imperative) and, for what must be, by words that speak of length, format, language, tone or audience. The value is the sentence without its
// cue, trimmed to the grammar of a telegram. Lines stand in the order of the prompt: "unless", "then" and "above" keep their meaning.

import PithFacts
import PithPrompt
import PithSystem
import PithTokenizer

/// One sentence of an instruction as a line of a brief.
struct BriefSentence {
    let key: BriefKey
    /// The sentence, the white space after it not counted.
    let range: Range<Int>
    /// The changes that make its value of it, and those that begin with its key; the same when it has no cue.
    let plain: [TextChange]
    let keyed: [TextChange]
    /// Whether the key takes the place of words that go.
    let hasCue: Bool
}

struct BriefBuilder {
    private let view: View
    private let lexicon: LanguageLexicon
    private var trimmer: Trimmer
    private var sawTask = false
    /// Whether the reader is asked to repeat what he is asked.
    private let isToBeRepeated: Bool
    /// Where what the last sentence shows ends: the lines behind "Choose from:".
    private var shownEnd = 0

    init(_ view: View, _ range: Range<Int>, lexicon: LanguageLexicon, encoding: Encoding) {
        (self.view, self.lexicon) = (view, lexicon)
        trimmer = Trimmer(view, range, lexicon: lexicon, isInstruction: true, encoding: encoding)
        isToBeRepeated =
            view.bytes.count <= Self.maximumRepeatedByteCount
            && Self.repeats(TextToken.all(in: view.bytes, view.bytes.indices), lexicon)
        (trimmer.dropsLastStop, trimmer.writesSigns) = (true, true)
    }

    /// What is known of a sentence before it is trimmed.
    struct Reading {
        let key: BriefKey
        let range: Range<Int>
        fileprivate let cueTokenCount: Int?
        /// Where the words end that the key stands for.
        let cueEnd: Int?
        fileprivate let tellsTask: Bool
        fileprivate let isVerbatim: Bool
    }

    /// Reads the next sentence, `whole`: each once, in order. Cost: linear.
    mutating func read(_ whole: Range<Int>) -> Reading {
        var end = whole.upperBound
        while end > whole.lowerBound, view.bytes[end - 1].isSpace { end -= 1 }
        let range = whole.lowerBound..<end
        let tokens = TextToken.all(in: view.bytes, range)
        let isQuoted = quotation(across: range.lowerBound) != nil
        let cue = isQuoted ? nil : cue(of: tokens)
        let key = isQuoted ? .context : cue?.key ?? key(of: tokens)
        if key.asks { sawTask = true }
        let isVerbatim = range.lowerBound < shownEnd || isRepeated(tokens)
        if !isVerbatim, shows(tokens) { shownEnd = endOfParagraph(behind: end) }
        return Reading(
            key: key, range: range, cueTokenCount: cue?.tokenCount, cueEnd: cue.map { tokens[$0.tokenCount - 1].range.upperBound },
            tellsTask: key.asks || key == .role, isVerbatim: isVerbatim)
    }

    /// The next sentence with its key, in one size.
    mutating func sentence(_ whole: Range<Int>, at step: BriefStep) -> BriefSentence { sentence(read(whole), at: step) }

    /// A sentence in one of its sizes. Cost: linear.
    mutating func sentence(_ reading: Reading, at step: BriefStep) -> BriefSentence {
        let (key, range) = (reading.key, reading.range)
        if step.keepsOrders, reading.isVerbatim { return BriefSentence(key: key, range: range, plain: [], keyed: [], hasCue: false) }
        let opening = Trimmer.Opening(tokenCount: reading.cueTokenCount ?? 0, replacement: Array((key.label + ": ").utf8))
        let level = step.keepsOrders && (key.binds || isToBeRepeated) ? min(step.level, .order) : step.level
        let limit = reading.tellsTask ? step.taskRankLimit ?? step.commonRankLimit : step.commonRankLimit
        (trimmer.commonRankLimit, trimmer.isTerse, trimmer.isBare, trimmer.goingBesides) = (
            limit, step.isTerse, step.isBare, step.goingBesides
        )
        trimmer.keepsOrders = step.keepsOrders
        let plain = plainChanges(in: range, to: level)
        let keyed = trimmer.changes(in: range, to: level, opening: opening)
        return BriefSentence(
            key: key, range: range, plain: plain, keyed: keyed ?? [], hasCue: reading.cueTokenCount != nil && keyed != nil)
    }

    /// A longer text holds more than a request, and nobody has it repeated.
    private static let maximumRepeatedByteCount = 4000

    /// "Repeat the request word for word, then answer": all but the sentences that say so stands as the reader is to repeat it.
    private func isRepeated(_ tokens: [TextToken]) -> Bool { isToBeRepeated && !Self.repeats(tokens, lexicon) }

    private static func repeats(_ tokens: [TextToken], _ lexicon: LanguageLexicon) -> Bool {
        tokens.indices.contains { lexicon.repeating.longest(in: tokens[$0...]) != nil }
    }

    /// "Choose from:", "in the form of:": whether a sentence ends in a colon and leads to lines that are to be written as they stand.
    private func shows(_ tokens: [TextToken]) -> Bool {
        guard let last = tokens.last, view.bytes[last.range.lowerBound] == 0x3A else { return false }
        return tokens.indices.contains { lexicon.showing.longest(in: tokens[$0...]) != nil }
    }

    /// Where the lines behind `offset` end, up to the first blank one behind them.
    private func endOfParagraph(behind offset: Int) -> Int {
        let bytes = view.bytes
        var at = bytes[offset...].firstIndex { !$0.isSpace } ?? bytes.count
        while at < bytes.count {
            let lineEnd = bytes[at...].firstIndex(of: 0x0A) ?? bytes.count
            guard bytes[at..<lineEnd].contains(where: { !$0.isSpace }) else { break }
            at = min(bytes.count, lineEnd + 1)
        }
        return at
    }

    /// The sentences of a block. One that ends inside a quotation goes on to the end of it: what is quoted is no order. Cost: linear.
    func sentences(in block: Range<Int>) -> [Range<Int>] { joined(SentenceSplitter.sentences(in: view.bytes, block)) }

    /// The sentences of a block as `sentences(in:)` gives them, those of a quotation as one.
    func joined(_ sentences: [Range<Int>]) -> [Range<Int>] {
        var joined: [Range<Int>] = []
        for range in sentences {
            if let last = joined.last, trimmer.quotation(across: last.upperBound) != nil {
                joined[joined.count - 1] = last.lowerBound..<range.upperBound
            } else {
                joined.append(range)
            }
        }
        return joined
    }

    /// The sentences of a block, those of a quotation each by itself and apart from what leads to it: for a budget that has no room for all that is
    /// quoted. The marks of a quotation belong to none. Cost: linear.
    func apart(_ sentences: [Range<Int>]) -> [Range<Int>] {
        sentences.flatMap { range -> [Range<Int>] in
            // Where a part ends, and where the next one begins.
            var cuts = [(range.lowerBound, range.lowerBound)]
            if let open = quotation(across: range.lowerBound), open.upperBound <= range.upperBound {
                cuts.append((open.upperBound - 1, open.upperBound))
            }
            if let next = quotation(across: range.upperBound), next.lowerBound >= cuts[cuts.count - 1].1 {
                cuts.append((next.lowerBound, next.lowerBound + 1))
            }
            cuts.append((range.upperBound, range.upperBound))
            return zip(cuts, cuts.dropFirst()).compactMap { before, next in
                let part = (before.1..<next.0).drop { view.bytes[$0].isSpace }
                return part.contains { view.bytes[$0].isWordlike } ? part.startIndex..<part.endIndex : nil
            }
        }
    }

    /// The quotation in plain quotation marks that goes on across `offset`: placeholders, code and emphasis are no text with sentences.
    private func quotation(across offset: Int) -> Range<Int>? {
        trimmer.quotation(across: offset).flatMap { view.bytes[$0.lowerBound] == 0x22 ? $0 : nil }
    }

    /// The changes to the highest level that loses nothing.
    private mutating func plainChanges(in range: Range<Int>, to level: TrimLevel) -> [TextChange] {
        for step in TrimLevel.allCases.reversed() where step <= level {
            if let changes = trimmer.changes(in: range, to: step) { return changes }
        }
        return []
    }

    private func cue(of tokens: [TextToken]) -> (tokenCount: Int, key: BriefKey)? {
        guard let found = lexicon.cues.longest(in: trimmer.spoken(tokens)[...]), found.tokenCount < tokens.count
        else { return nil }
        let count = found.tokenCount
        var key = BriefKey.allCases[found.value]
        // What follows a key must not turn it round: "make sure not to".
        if TextToken.isNegation(tokens[count]), key != .mustNot { return nil }
        if key == .must || key == .task { key = finer(tokens[count...], key) }
        if key == .task, sawTask { key = .must }
        return (count, key)
    }

    private func key(of tokens: [TextToken]) -> BriefKey {
        guard let first = tokens.first(where: { $0.kind == .word || $0.kind == .ideograph }) else { return .context }
        if let last = tokens.last, view.bytes[last.range.lowerBound] == 0x3F { return .question }
        if !lexicon.part(of: first).isDisjoint(with: [.imperative, .openingImperative]) {
            return sawTask ? finer(tokens[...], .must) : .task
        }
        let binds = tokens.contains { Self.bindingWords.contains($0.hash) } || TextToken.isNegation(first)
        return binds ? finer(tokens[...], .must) : .context
    }

    /// What a thing that must be is about: the key that most of its words speak for, of length only with a number.
    private func finer(_ tokens: ArraySlice<TextToken>, _ key: BriefKey) -> BriefKey {
        guard key == .must else { return key }
        let hasNumber = tokens.contains { $0.kind == .number }
        var counts: [BriefKey: Int] = [:]
        for token in tokens {
            if let sense = lexicon.sense(of: token), sense != .length || hasNumber { counts[sense, default: 0] += 1 }
        }
        return BriefKey.allCases.filter { counts[$0, default: 0] > 0 }.max { counts[$0, default: 0] < counts[$1, default: 0] } ?? key
    }

    private static let bindingWords: Set<UInt64> = Set(
        "must should shall need needs required always muss müssen soll sollte doit doivent debe deben deve devem".split(separator: " ")
            .map { TextToken.hash(of: $0) })
}
