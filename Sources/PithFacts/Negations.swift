// Negations, prohibitions and limits, each with its object. The key is the sense of the negation and the next three content words: "do not retry
// PAY-7731", "don't retry code PAY-7731" share what they say, "never retry" says something else. Where a modal or a form of "be" stands before it ("the
// replica must not be promoted") the subject counts too, and where nothing follows ("smoking is forbidden") the words before are the object.

/// A negation that collects its object.
struct PendingNegation {
    var range: Range<Int>
    var hash: UInt64
    var objectCount = 0
    var wanted = 3
    /// The hash of the content words before it and where they begin, in case none follow.
    var before: (hash: UInt64, start: Int)?
    /// "ne": the second half (pas, jamais, plus) belongs to it.
    var isFrenchHalf = false
}

extension FactScanner {
    private static let or = Lexicon.hash("or")
    private static let ne = Lexicon.hash("ne")
    private static let doHash = Lexicon.hash("do")

    /// Whether `token` negates here. Sets its sense for phrases of two words.
    mutating func startNegation(_ token: inout Token) -> Bool {
        if token.entry.has(.phraseEnd), gap.isSubset(of: [.space, .lineEnd]), lexicon.phrase(recent.last.hash, token.hash) != nil {
            return true
        }
        guard token.entry.has(.negation) || token.entry.has(.prohibition) else { return false }
        if token.entry.meansElseIn & languages.leading != 0 { return false }
        let stop = token.range.upperBound
        // "no" as an answer, not as a word of the sentence.
        let before = text.byte(token.range.lowerBound &- 1)
        if before == text.byte(stop), before == 0x22 || before == 0x27 || before == 0x60 { return false }
        // The Forbidden City, Seldom Seen Smith: a name.
        if token.entry.has(.prohibition) || token.entry.negatesSoftly, token.shape.contains(.startsUpper), token.shape.contains(.lower),
            !isSentenceStart
        {
            return false
        }
        // no-op, non-null: part of a name. "No. 5" is a number.
        if gap == .hyphen || (text.byte(stop) == 0x2D && text.isWordByte(stop &+ 1)) { return false }
        if text.byte(stop) == 0x2E && text.byte(stop &+ 1) == 0x20 && text.isDigit(stop &+ 2) { return false }
        if recent.last.hash == Self.or, gap == .space, token.entry.sense == NegationSense.not.rawValue { return false }
        return true
    }

    /// Takes a word that negates.
    mutating func takeNegationWord(_ token: Token) {
        var sense = UInt64(token.entry.sense)
        if token.entry.has(.phraseEnd), let phrase = lexicon.phrase(recent.last.hash, token.hash) {
            sense = UInt64(phrase.rawValue)
        }
        let isProhibition = token.entry.has(.prohibition) || sense == UInt64(NegationSense.forbidden.rawValue)
        let isFrenchHalf = token.hash == Self.ne
        let follows = recent.last.isWord && (recent.last.entry.has(.modal) || token.entry.has(.phraseEnd)) ? recent.last : nil
        let hasSubject = !Self.isLimit(sense) && follows.map { $0.hash != Self.doHash } ?? false
        open(token, sense, subject: hasSubject, start: follows?.range.lowerBound, isProhibition, isFrenchHalf)
    }

    /// Takes the sign ≤ or ≥ before a number: "at most", "at least".
    mutating func takeLimitSign(_ range: Range<Int>, _ sense: NegationSense) {
        let next = text.byte(range.upperBound) == 0x20 ? range.upperBound &+ 1 : range.upperBound
        guard rules.findsNegations, text.isDigit(next) else { return }
        let hash = sense == .atMost ? Self.most : Self.least
        endName()
        open(
            Token(range: range, hash: hash, stem: hash, entry: lexicon.entry(hash), isWord: true), UInt64(sense.rawValue), subject: false,
            start: nil, false, false)
    }

    private static let (most, least) = (Lexicon.hash("most"), Lexicon.hash("least"))

    /// A limit says how many: of what, is told by the number and the word behind it.
    private static func isLimit(_ sense: UInt64) -> Bool {
        sense == UInt64(NegationSense.atMost.rawValue) || sense == UInt64(NegationSense.atLeast.rawValue)
    }

    /// Takes "don't", "can't" and the like, whole.
    mutating func takeContraction(_ range: Range<Int>) {
        let isDo = text.bytes[range.lowerBound] | 0x20 == 0x64 && text.bytes[range.lowerBound &+ 1] | 0x20 == 0x6F
        let token = Token(range: range, hash: Self.ne, stem: Self.ne, shape: .lower, isWord: true)
        guard rules.findsNegations else { return take(token) }
        endName()
        open(token, UInt64(NegationSense.not.rawValue), subject: !isDo, start: nil, false, false)
    }

    /// Takes the n' of French.
    mutating func startElidedNegation(_ word: WordRun) {
        guard rules.findsNegations else { return }
        let token = Token(range: word.range, hash: Self.ne, stem: Self.ne, shape: .lower, isWord: true)
        open(token, UInt64(NegationSense.not.rawValue), subject: false, start: nil, false, true)
    }

    private mutating func open(
        _ token: Token, _ sense: UInt64, subject: Bool, start: Int?, _ isProhibition: Bool, _ isFrenchHalf: Bool
    ) {
        if var pending = negation, pending.objectCount == 0 || pending.isFrenchHalf {
            // "not without", "ne … pas", "not only": one negation.
            if !pending.isFrenchHalf { pending.hash = chained(pending.hash, sense) }
            pending.range = pending.range.lowerBound..<token.range.upperBound
            pending.isFrenchHalf = false
            negation = nil
            take(token)
            negation = pending
            return
        }
        endNegation()
        let before = recent
        take(token)
        var pending = PendingNegation(
            range: (start ?? token.range.lowerBound)..<token.range.upperBound, hash: chained(FactClass.negation.seed, sense),
            before: before.hasContent ? (chained(before.latest.hash, before.earlier.hash), before.earlier.start) : nil,
            isFrenchHalf: isFrenchHalf)
        // A limit's object is its number and what is counted.
        if isProhibition || Self.isLimit(sense) {
            pending.wanted = 2
        }
        if subject || isProhibition, before.hasContent, before.distance <= 3 {
            pending.hash = chained(pending.hash, before.latest.hash)
            pending.range = before.latest.start..<token.range.upperBound
            if isProhibition {
                pending.hash = chained(pending.hash, before.earlier.hash)
                pending.range = before.earlier.start..<token.range.upperBound
            }
        }
        negation = pending
    }

    /// Adds a content token to the waiting negation's object.
    mutating func addToNegation(_ token: Token) {
        guard var pending = negation else { return }
        pending.hash = chained(pending.hash, token.hash)
        pending.range = pending.range.lowerBound..<token.range.upperBound
        pending.objectCount &+= 1
        negation = pending
        if pending.objectCount >= pending.wanted { endNegation() }
    }

    /// Writes the waiting negation down.
    mutating func endNegation() {
        guard var pending = negation else { return }
        negation = nil
        if pending.objectCount == 0, let before = pending.before {
            pending.hash = chained(pending.hash, before.hash)
            pending.range = min(before.start, pending.range.lowerBound)..<pending.range.upperBound
        }
        insert(Fact(kind: .negation, range: pending.range, key: pending.hash))
    }
}
