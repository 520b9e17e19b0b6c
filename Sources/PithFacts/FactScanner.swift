// The scanner walks the text once, from word to word. A simple word costs one hash and one look-up; words tied together by joints
// (`src/rows_v3.py`, `2026-12-09`, `a.b:80`) are read as one compound and classified as a whole. What needs more than one token to be a fact waits for
// the next one: a number for its noun, a day for its month, a negation for its object, a name for its next word, an error line for its end.
//
// Facts come out in the order of their ends. The few kinds that begin before facts already out (quotes, negations, names, errors) are kept
// apart in `late` and merged by the order of their starts when the walk is done.

import PithPrompt
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

    /// A stop word says nothing of its own.
    var isContent: Bool { !isWord || !(entry.has(.stop) || entry.has(.modal)) }
}

/// Walks text and collects its facts.
struct FactScanner {
    let bytes: [UInt8]
    var rules: ScanRules
    /// The noun of numbers that have none beside them: the JSON key or the column's head.
    var contextNoun: UInt64 = 0
    private(set) var end: Int

    var facts: [Fact] = []
    var late: [Fact] = []
    /// Bytes looked at, reading ahead and again included: what the test of linear cost counts.
    var workCount = 0

    var gap: Gap = []
    var isSentenceStart = true
    var isLineStart = true
    var isHeading = false
    var lineStart = 0
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
        (self.bytes, rules, end) = (bytes, ScanRules(kind), bytes.count)
    }

    /// Collects the facts of `range` into `facts` and `late`, as one text with a beginning and an end.
    mutating func scan(_ range: Range<Int>) {
        end = range.upperBound
        (gap, isSentenceStart, isLineStart, isHeading, lineStart) = ([], true, true, false, range.lowerBound)
        var at = range.lowerBound
        if rules.hasDiffMarks { at = skipDiffMark(at) }
        while at < end {
            let byte = bytes[at]
            if byte | 0x20 &- 97 < 26 || byte &- 48 < 10 || byte == 0x5F {
                at = takeCompound(at)
            } else if byte == 0x20 || byte == 0x09 {
                gap.insert(.space)
                at &+= 1
            } else if byte == 0x0A || byte == 0x0D {
                at = takeLineEnd(at)
            } else if byte < 0x80 {
                at = takePunctuation(byte, at)
            } else {
                at = takeNonASCII(at)
            }
        }
        workCount &+= range.count
        endLine()
        endSentence()
        settleNumber(before: nil)
        quotes = OpenQuotes()
        languages = LanguageVotes()
    }

    // MARK: Tokens

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
        facts.append(Fact(kind: kind, range: range, key: chained(kind.seed, hash)))
    }

    /// Takes a compound that is a fact as a whole.
    mutating func takeFact(_ kind: FactClass, _ range: Range<Int>, _ hash: UInt64, shape: WordShape = .digit) {
        take(Token(range: range, hash: hash, stem: hash, shape: shape))
        add(kind, range, hash)
    }

    /// Takes a plain word: letters only, perhaps with underscores.
    mutating func takeWord(_ word: WordRun) {
        let entry = word.shape.isDisjoint(with: [.underscore, .digit]) ? Lexicon.shared.entry(word.hash) : .unknown
        var token = Token(range: word.range, hash: word.hash, stem: word.stem, entry: entry, shape: word.shape, isWord: true)
        if entry.votes != 0 { languages.take(entry.votes) }
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

    // MARK: Sentences and lines

    /// Ends whatever does not reach over the end of a sentence.
    mutating func endSentence() {
        settleDate(before: nil)
        endName()
        endNegation()
        recent.forget()
        eastAsian.end()
        isSentenceStart = true
    }

    private mutating func endLine() {
        endErrorLine()
        isHeading = false
    }

    private mutating func takeLineEnd(_ start: Int) -> Int {
        var at = start
        var count = 0
        while at < end {
            let byte = bytes[at]
            if byte == 0x0A { count &+= 1 } else if byte != 0x0D && byte != 0x20 && byte != 0x09 { break }
            at &+= 1
            if byte == 0x0A && (rules.hasDiffMarks || count > 1) && at < end && bytes[at] != 0x0A && rules.hasDiffMarks { break }
        }
        let isShort = start &- lineStart < 50
        if count > 1 || rules.endsSentencesAtLineEnds || isShort || isHeading {
            endSentence()
            quotes.forgetShort(isParagraphEnd: count > 1 || !rules.isProse)
        }
        endLine()
        gap.insert(.lineEnd)
        (isLineStart, lineStart) = (true, at)
        return rules.hasDiffMarks ? skipDiffMark(at) : at
    }

    /// Passes over the mark in a diff's first column, and over the whole of a hunk's head.
    private mutating func skipDiffMark(_ at: Int) -> Int {
        guard at < end else { return at }
        switch bytes[at] {
        case 0x2B, 0x2D: return at &+ 1
        case 0x40:
            var stop = at
            while stop < end, bytes[stop] != 0x0A { stop &+= 1 }
            return stop
        default: return at
        }
    }
}

/// The last tokens of the sentence: where a number without a noun after it, or a prohibition after its object, looks back to.
struct RecentTokens {
    /// The last content token and the one before it.
    private(set) var content: (latest: Token, earlier: Token)?
    private(set) var contentCount = 0
    /// Tokens since `content.latest`.
    private(set) var distance = 0
    private(set) var last: Token?

    mutating func add(_ token: Token) {
        if token.isContent {
            content = (token, content?.latest ?? token)
            contentCount &+= 1
            distance = 0
        } else {
            distance &+= 1
        }
        last = token
    }

    mutating func forget() { (content, contentCount, distance, last) = (nil, 0, 0, nil) }
}
