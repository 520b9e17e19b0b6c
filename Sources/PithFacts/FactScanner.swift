// The scanner walks the text once, from word to word. A simple word costs one hash and one look-up; words tied together by joints
// (`src/rows_v3.py`, `2026-12-09`, `a.b:80`) are read as one compound and classified as a whole. What needs more than one token to be a fact waits for
// the next one: a number for its noun, a day for its month, a negation for its object, a name for its next word, an error line for its end.
//
// Facts are written down in the order of their starts. The few kinds that begin before facts already written (quotes, negations, names, errors)
// are put in their place from the back: the facts they pass lie inside them, and two of one kind do not overlap, so this stays linear.

import PithPrompt
import PithSystem
import PithUnicode

/// What stands between a token and the one before it.
struct Gap: OptionSet {
    let rawValue: UInt8
    static let space = Gap(rawValue: 1)
    static let hyphen = Gap(rawValue: 2)
    static let lineEnd = Gap(rawValue: 4)
    static let equals = Gap(rawValue: 8)
    static let colon = Gap(rawValue: 16)
    static let mark = Gap(rawValue: 32)
    static let dot = Gap(rawValue: 64)
    static let apostrophe = Gap(rawValue: 128)
}

/// A word, compound, number or character of East Asian text, as the parts of the scanner pass it around.
struct Token {
    var range: Range<Int>
    var hash: UInt64
    var stem: UInt64
    var entry = WordEntry.unknown
    var shape: WordShape = []
    var isWord = false

    static let none = Token(range: 0..<0, hash: 0, stem: 0)

    /// A stop word says nothing of its own.
    @inline(__always) var isContent: Bool { !isWord || !(entry.has(.stop) || entry.has(.modal)) }
}

/// Walks text and collects its facts.
struct FactScanner {
    var text: ByteText
    let lexicon = Lexicon.shared
    var rules: ScanRules
    /// The noun of numbers that have none beside them: the JSON key or the column's head.
    var contextNoun: UInt64 = 0

    var facts: [Fact] = []
    /// Where the facts of the text at hand begin.
    var firstFact = 0
    /// Bytes looked at, reading ahead and again included: what the test of linear cost counts.
    var workCount = 0

    /// Whether plain words go a shorter way; a test reads without it.
    var takesPlainWords = true

    var gap: Gap = []
    var isSentenceStart = true
    var isLineStart = true
    var isHeading = false
    var languages = LanguageVotes()
    var recent = RecentTokens()
    var number: PendingNumber?
    var date: PendingDate?
    var name: PendingName?
    var negation: PendingNegation?
    var error = ErrorLine()
    var quotes = OpenQuotes()
    var eastAsian = EastAsianClause()

    init(bytes: [UInt8], kind: SegmentKind) {
        (text, rules) = (ByteText(bytes: bytes), ScanRules(kind))
    }

    /// Collects the facts of `range` into `facts`, as one text with a beginning and an end.
    mutating func scan(_ range: Range<Int>) {
        _ = walk(from: begin(range), to: range.upperBound)
        end(range)
    }

    /// Makes ready for the text in `range`. Returns where to go on.
    mutating func begin(_ range: Range<Int>) -> Int {
        text.enter(range)
        firstFact = facts.count
        (gap, isSentenceStart, isLineStart, isHeading) = ([], true, true, false)
        return rules.hasDiffMarks ? text.skipDiffMark(range.lowerBound) : range.lowerBound
    }

    /// Takes what begins from `start` on and before `stop`. Returns where to go on.
    mutating func walk(from start: Int, to stop: Int) -> Int {
        var at = start
        while at < stop {
            let byte = text.bytes[at]
            if byte == 0x20 || byte == 0x09 {
                gap.insert(.space)
                repeat { at &+= 1 } while at < stop && text.bytes[at] == 0x20
            } else if byte.isNameByte {
                let word = readWord(text.bytes, from: at, to: text.end)
                at = takesPlainWords && !isWaiting ? takePlainWord(word) ?? takeCompound(word) : takeCompound(word)
            } else if byte == 0x0A || byte == 0x0D {
                at = takeLineEnd(at)
            } else if byte < 0x80 {
                at = takePunctuation(byte, at)
            } else {
                at = takeNonASCII(at)
            }
        }
        return at
    }

    /// Settles all that waits: the text in `range` is over.
    mutating func end(_ range: Range<Int>) {
        workCount &+= range.count
        endLine()
        endSentence()
        settleNumber(before: nil)
        quotes = OpenQuotes()
        languages = LanguageVotes()
    }

    // MARK: Tokens

    /// Whether something waits for the next token.
    @inline(__always) private var isWaiting: Bool { number != nil || date != nil || name != nil || negation != nil || error.isOpen }

    /// Lets everything that waits see the next token, and remembers it.
    mutating func take(_ token: Token) {
        settleDate(before: token)
        settleNumber(before: token)
        if name != nil && !token.isWord { endName() }
        if token.isContent { addToNegation(token) }
        if error.isOpen { error.add(token) }
        recent.add(token)
        (gap, isSentenceStart, isLineStart) = ([], false, false)
    }

    /// Writes a fact down whose start is not before those already written.
    mutating func add(_ kind: FactClass, _ range: Range<Int>, _ hash: UInt64) {
        insert(Fact(kind: kind, range: range, key: chained(kind.seed, hash)))
    }

    /// Writes a fact down whose start may be before that of facts already written.
    mutating func insert(_ fact: Fact) {
        var at = facts.count
        facts.append(fact)
        while at > firstFact, Fact.precedes(fact, facts[at &- 1]) {
            facts[at] = facts[at &- 1]
            at &-= 1
        }
        facts[at] = fact
    }

    /// Takes a compound that is a fact as a whole.
    mutating func takeFact(_ kind: FactClass, _ range: Range<Int>, _ hash: UInt64, shape: WordShape = .digit) {
        take(Token(range: range, hash: hash, stem: hash, shape: shape))
        add(kind, range, hash)
    }

    /// Takes a plain word: letters only, perhaps with underscores.
    mutating func takeWord(_ word: WordRun) {
        let entry = word.shape.isDisjoint(with: [.underscore, .digit]) ? lexicon.entry(word.hash) : .unknown
        var token = Token(range: word.range, hash: word.hash, stem: word.stem, entry: entry, shape: word.shape, isWord: true)
        if entry.votes != 0, !entry.has(.negation) { languages.take(entry.votes) }
        // Most words do nothing, and seldom does something wait for them.
        let waits = isWaiting
        if word.shape.isDisjoint(with: [.startsUpper, .innerUpper]), waits ? entry.isPlain : entry.isQuiet {
            if waits {
                endName()
                take(token)
            } else {
                recent.add(token)
                (gap, isSentenceStart, isLineStart) = ([], false, false)
            }
            if rules.findsWords, word.letterCount >= 4, token.isContent { add(.word, word.range, word.hash) }
            return
        }
        if takeCalendarWord(token) { return }
        if entry.has(.number), takeNumberWord(token) { return }
        let negates = rules.findsNegations && startNegation(&token)
        if rules.findsNames { takeForName(token) }
        if rules.errors != .none { watchForError(token) }
        if negates {
            takeNegationWord(token)
            return
        }
        take(token)
        if rules.findsWords, word.letterCount >= 4, token.isContent { add(.word, word.range, word.hash) }
    }

    /// Takes a word in small letters of ASCII that nothing is tied to and that does nothing, as most words are, while nothing waits: what takeCompound and
    /// takeWord do with such a word. In code small words between dots go the same way. Nil, and nothing is taken, where it is another.
    @inline(__always) private mutating func takePlainWord(_ word: WordRun) -> Int? {
        guard word.shape.isSubset(of: [.lower, .underscore]), word.end < text.end else { return nil }
        guard standsApart(word.end) else {
            return !rules.isProse && text.bytes[word.end] == 0x2E ? takeDottedWords(word) : nil
        }
        return takeQuietly(word) ? word.end : nil
    }

    /// Takes the word of small letters, and of underscores, when it does nothing; false, and nothing is taken, when it is another.
    @inline(__always) private mutating func takeQuietly(_ word: WordRun) -> Bool {
        var entry = WordEntry.unknown
        if !word.shape.contains(.underscore) {
            entry = lexicon.entry(word.hash)
            guard entry.isQuiet else { return false }
        } else if rules.isProse || rules.findsIdentifiers {
            return false
        }
        let token = Token(range: word.range, hash: word.hash, stem: word.stem, entry: entry, shape: word.shape, isWord: true)
        if entry.votes != 0 { languages.take(entry.votes) }
        recent.add(token)
        (gap, isSentenceStart, isLineStart) = ([], false, false)
        if rules.findsWords, word.letterCount >= 4, token.isContent { add(.word, word.range, word.hash) }
        return true
    }

    /// Takes words of small letters with dots between them (`self.pool.take`) as takeCompound takes them: one by one, for they are no address and no name of a
    /// file. Nil, and nothing is taken, where they may be.
    private mutating func takeDottedWords(_ first: WordRun) -> Int? {
        var end = first.end, lastStart = first.start
        while end < text.end {
            let byte = text.bytes[end]
            if byte == 0x2E, text.byte(end &+ 1).isSmall { lastStart = end &+ 1 } else if !byte.isSmall, byte != 0x5F { break }
            end &+= 1
        }
        guard lastStart > first.start, end < text.end, !text.bytes[end].isNameByte, standsApart(end) else { return nil }
        let last = readWord(text.bytes, from: lastStart, to: end).hash
        guard !KnownEndings.domains.contains(last), !KnownEndings.files.contains(last) else { return nil }
        var word = first
        while true {
            if isWaiting || !takeQuietly(word) { takeSingle(word) }
            guard word.end < end else { return end }
            gap.insert(.mark)
            word = readWord(text.bytes, from: word.end &+ 1, to: end)
        }
    }

    /// Whether what stands at `at` ties no word of small letters to what follows.
    @inline(__always) private func standsApart(_ at: Int) -> Bool {
        switch text.bytes[at] {
        case 0x2E, 0x2D, 0x27, 0x40: !text.isWordByte(at &+ 1)
        case 0x3A: text.byte(at &+ 1) == 0x20 || text.byte(at &+ 1) == 0x0A
        case 0x2F: false
        case let byte: byte < 0x80
        }
    }

    // MARK: Sentences and lines

    /// Ends whatever does not reach over the end of a sentence.
    mutating func endSentence() {
        settleDate(before: nil)
        endName()
        endNegation()
        recent.forget()
        endEastAsianClause()
        isSentenceStart = true
    }

    private mutating func endLine() {
        endErrorLine()
        isHeading = false
    }

    private mutating func takeLineEnd(_ start: Int) -> Int {
        var at = start
        var count = 0
        while at < text.end {
            let byte = text.bytes[at]
            if byte == 0x0A { count &+= 1 } else if byte != 0x0D && byte != 0x20 && byte != 0x09 { break }
            at &+= 1
            if byte == 0x0A && (rules.hasDiffMarks || count > 1) && at < text.end && text.bytes[at] != 0x0A && rules.hasDiffMarks { break }
        }
        // Wrapped text fills its lines; a shorter line is whole, and one much longer is a paragraph.
        let length = start &- text.lineStart
        let goesOn = rules.isProse && at < text.end && text.bytes[at].isSmall
        if count > 1 || (!goesOn && (rules.endsSentencesAtLineEnds || length < 50 || length > 140)) || isHeading {
            endSentence()
            quotes.forgetShort(isParagraphEnd: count > 1 || !rules.isProse)
        }
        endLine()
        gap.insert(.lineEnd)
        (isLineStart, text.lineStart) = (true, at)
        return rules.hasDiffMarks ? text.skipDiffMark(at) : at
    }
}

/// The last tokens of the sentence: where a number without a noun after it, or a prohibition after its object, looks back to.
struct RecentTokens {
    /// What is remembered of a content token.
    struct Content {
        var hash: UInt64 = 0
        var stem: UInt64 = 0
        var start = 0
    }

    /// The last content token and the one before it; the same when there was but one, nothing sensible when there was none.
    private(set) var latest = Content()
    private(set) var earlier = Content()
    private(set) var hasContent = false
    /// Tokens since the last content token.
    private(set) var distance = 0
    /// The last token: `Token.none` at a sentence's start.
    private(set) var last = Token.none

    @inline(__always) mutating func add(_ token: Token) {
        if token.isContent {
            let content = Content(hash: token.hash, stem: token.stem, start: token.range.lowerBound)
            earlier = hasContent ? latest : content
            latest = content
            hasContent = true
            distance = 0
        } else {
            distance &+= 1
        }
        last = token
    }

    @inline(__always) mutating func forget() {
        (hasContent, distance) = (false, 0)
        last = .none
    }
}
