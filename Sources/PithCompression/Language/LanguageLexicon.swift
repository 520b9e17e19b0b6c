// What Pith knows of a language, read from a text file with one entry a line (Lexicons/, and Documentation/Lexicons.md for the format).
// The files are part of the program; anyone who can write the language can add to them.

/// The parts that words of a language play.
struct WordPart: OptionSet, Sendable {
    let rawValue: UInt32
    /// Tells the language of a text.
    static let telling = WordPart(rawValue: 1)
    static let article = WordPart(rawValue: 2)
    static let auxiliary = WordPart(rawValue: 4)
    static let pronoun = WordPart(rawValue: 8)
    static let relative = WordPart(rawValue: 16)
    static let preposition = WordPart(rawValue: 32)
    static let conjunction = WordPart(rawValue: 64)
    static let discourse = WordPart(rawValue: 128)
    static let intensifier = WordPart(rawValue: 256)
    /// Common in instructions, and seldom what they are about.
    static let dull = WordPart(rawValue: 512)
    /// Asks that a text be kept to the letter.
    static let verbatim = WordPart(rawValue: 1024)
    static let imperative = WordPart(rawValue: 2048)
    static let possessive = WordPart(rawValue: 4096)
    /// Common, but never to be dropped for that: it relates, limits or counts.
    static let kept = WordPart(rawValue: 8192)
    /// Joins the last of a list: "x, y or z".
    static let listing = WordPart(rawValue: 16384)
    /// Says no more of a limit than the limit itself: "use at least …".
    static let containing = WordPart(rawValue: 32768)

    static let named: [(name: String, part: WordPart)] = [
        ("telling", .telling), ("articles", .article), ("auxiliaries", .auxiliary), ("pronouns", .pronoun), ("relatives", .relative),
        ("light prepositions", .preposition), ("conjunctions", .conjunction), ("discourse", .discourse), ("intensifiers", .intensifier),
        ("dull", .dull), ("possessives", .possessive), ("kept", .kept), ("verbatim", .verbatim), ("imperatives", .imperative),
        ("listing", .listing), ("containing", .containing),
    ]
}

/// A language's words and phrases.
struct LanguageLexicon: Sendable {
    /// ISO 639-1.
    let code: String
    private(set) var parts: [UInt64: WordPart] = [:]
    /// Which key of a brief a word speaks for.
    private(set) var senses: [UInt64: BriefKey] = [:]
    /// Longer ways to say what the replacement says.
    private(set) var rewordings = PhraseTable()
    /// Phrases that an instruction does without; with those above.
    private(set) var briefRewordings = PhraseTable()
    /// What goes when a brief must be terse; with those above.
    private(set) var terseRewordings = PhraseTable()
    /// What stands instead, by the value of a rewording.
    private(set) var replacements: [[UInt8]] = []
    /// Words that mean something together only.
    private(set) var pairs = PhraseTable()
    /// Words behind which a text is quoted without marks.
    private(set) var quotingPhrases = PhraseTable()
    /// What says a limit before its number, and behind it: the sign is the replacement of the value.
    private(set) var limits = PhraseTable()
    private(set) var limitsBehind = PhraseTable()
    /// What stands before a specimen of a form: "such as *this*".
    private(set) var specimens = PhraseTable()
    /// The values of number words.
    private(set) var numerals: [UInt64: Int] = [:]
    /// Openings of a sentence that tell its key: the value is the index in `BriefKey.allCases`.
    private(set) var cues = PhraseTable()

    /// Reads a lexicon. A line that is none of the known forms is passed over: a test finds it.
    init(code: String, text: String) {
        self.code = code
        var section: Substring = ""
        for line in text.split(separator: "\n") where !line.hasPrefix("#") {
            if line.hasPrefix("== ") { section = line.dropFirst(3) } else { add(line, in: section) }
        }
    }

    func part(of token: TextToken) -> WordPart { parts[token.hash] ?? [] }

    private mutating func add(_ line: Substring, in section: Substring) {
        if let named = WordPart.named.first(where: { $0.name == section }) {
            for word in line.split(separator: " ") { parts[TextToken.hash(of: word), default: []].insert(named.part) }
        } else if ["rewordings", "brief rewordings", "terse rewordings"].contains(section) {
            guard let arrow = line.firstRange(of: "=>") else { return }
            replacements.append(Array(line[arrow.upperBound...].trimmingSpaces.utf8))
            let pattern = line[..<arrow.lowerBound]
            if section == "rewordings" { rewordings.add(pattern, value: replacements.count - 1) }
            if section != "terse rewordings" { briefRewordings.add(pattern, value: replacements.count - 1) }
            terseRewordings.add(pattern, value: replacements.count - 1)
        } else if section == "limits" || section == "limits behind" {
            guard let arrow = line.firstRange(of: "=>") else { return }
            replacements.append(Array(line[arrow.upperBound...].trimmingSpaces.utf8))
            if section == "limits" {
                limits.add(line[..<arrow.lowerBound], value: replacements.count - 1)
            } else {
                limitsBehind.add(line[..<arrow.lowerBound], value: replacements.count - 1)
            }
        } else if section == "specimens" {
            specimens.add(line, value: 0)
        } else if section == "numerals" {
            for word in line.split(separator: " ") { numerals[TextToken.hash(of: word)] = numerals.count + 1 }
        } else if section == "together" {
            pairs.add(line, value: 0)
        } else if section == "verbatim after" {
            quotingPhrases.add(line, value: 0)
        } else if section == "cues" {
            guard let colon = line.firstIndex(of: ":"), let key = BriefKey(rawValue: String(line[..<colon])) else { return }
            cues.add(line[line.index(after: colon)...], value: key.index)
        } else if section.hasPrefix("sense: "), let key = BriefKey(rawValue: String(section.dropFirst(7))) {
            for word in line.split(separator: " ") { senses[TextToken.hash(of: word)] = key }
        }
    }

    /// Every language there is a lexicon for.
    static let all: [LanguageLexicon] = [
        ("en", PackageResources.en_txt), ("de", PackageResources.de_txt), ("fr", PackageResources.fr_txt), ("es", PackageResources.es_txt),
        ("pt", PackageResources.pt_txt), ("zh", PackageResources.zh_txt), ("ja", PackageResources.ja_txt),
    ].map { LanguageLexicon(code: $0.0, text: String(decoding: $0.1, as: UTF8.self)) }

    /// The lexicon of the language that `tokens` read as: the one that knows the most of the words that tell languages apart, if it knows one in
    /// eight; nil for a text in another language. Cost: linear, and looks at the first 2,000 tokens.
    static func reading(_ tokens: [TextToken]) -> LanguageLexicon? {
        var best: (count: Int, lexicon: LanguageLexicon)?
        let seen = tokens.prefix(2000)
        let wordCount = seen.count { $0.kind == .word || $0.kind == .ideograph }
        for lexicon in all {
            let count = seen.count { lexicon.part(of: $0).contains(.telling) }
            if count > best?.count ?? 0 { best = (count, lexicon) }
        }
        guard let best, best.count * 10 >= wordCount else { return nil }
        return best.lexicon
    }
}

extension Substring {
    /// The text without the spaces at its ends.
    fileprivate var trimmingSpaces: Substring {
        var text = self
        while text.first == " " { text.removeFirst() }
        while text.last == " " { text.removeLast() }
        return text
    }
}
