// What Pith knows of a language, read from a text file with one entry a line (Lexicons/, and Documentation/Lexicons.md for the format).
// The files are part of the program; anyone who can write the language can add to them.

import PithPrompt
import PithSystem

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
    /// Kept, but it only relates: "about", "who". A bare brief does without it where its words stand side by side.
    static let relating = WordPart(rawValue: 65536)
    /// A measure of which an article says how many: "for a week", "a dozen".
    static let measure = WordPart(rawValue: 131072)
    /// Makes something new: "write a …".
    static let creating = WordPart(rawValue: 262144)
    /// What can be written: an essay, a poem.
    static let product = WordPart(rawValue: 524288)
    /// Gives an order where it opens a sentence; elsewhere a word like others: "leave".
    static let openingImperative = WordPart(rawValue: 1_048_576)
    /// What the length of a text is counted in: "words".
    static let textUnit = WordPart(rawValue: 2_097_152)
    /// The one who speaks: "I", "me".
    static let speaker = WordPart(rawValue: 4_194_304)
    /// A verb's helper that stays: "may", "must".
    static let modal = WordPart(rawValue: 8_388_608)
    /// An article that is a pronoun or a preposition as well, or that alone tells who does what: "der", "la", "a".
    static let ambiguous = WordPart(rawValue: 16_777_216)
    /// One of whom was told: "him", "they". It stays, and so does what leads to it.
    static let reference = WordPart(rawValue: 33_554_432)
    /// Comments only where a comma follows: "however", "besides".
    static let closedOff = WordPart(rawValue: 67_108_864)
    /// Which one of several: "second". A word like a number.
    static let ordinal = WordPart(rawValue: 134_217_728)
    /// "The French language" is French.
    static let languageNoun = WordPart(rawValue: 268_435_456)

    static let named: [(name: String, part: WordPart)] = [
        ("telling", .telling), ("articles", .article), ("auxiliaries", .auxiliary), ("pronouns", .pronoun), ("relatives", .relative),
        ("light prepositions", .preposition), ("conjunctions", .conjunction), ("discourse", .discourse), ("intensifiers", .intensifier),
        ("dull", .dull), ("possessives", .possessive), ("kept", .kept), ("verbatim", .verbatim), ("imperatives", .imperative),
        ("listing", .listing), ("containing", .containing), ("relating", .relating), ("measures", .measure), ("creating", .creating),
        ("products", .product), ("opening imperatives", .openingImperative), ("units of text", .textUnit),
        ("speakers", .speaker), ("modals", .modal), ("ambiguous articles", [.article, .ambiguous]),
        ("references", .reference), ("ordinals", .ordinal), ("language nouns", .languageNoun),
        ("discourse before a comma", [.discourse, .closedOff]),
    ]
}

/// What must stand beside a rewording that does not fit anywhere.
enum RewordingCondition: String, CaseIterable {
    /// A sentence or a part of one opens with it: elsewhere "note that" has a subject.
    case clause = "clause rewordings"
    /// A bare noun follows: "a number of pumps", and neither "a number of the room" nor "a lot of 50 pumps".
    case counting = "counting rewordings"
    /// A noun with the s of the plural follows: "most of the doors", and not "most of the day".
    case plural = "plural rewordings"
    /// Someone who does it follows: "in a way that you know", and not "in a way that is known".
    case subject = "rewordings before a subject"
    /// A noun with its article stands before it: "a letter that is formal", and not "tell me who is there".
    case noun = "brief rewordings behind a noun"
    // Those below only open a sentence.
    case opening = "opening rewordings"
    /// A word of a form, a language or a tone, of which the rewording makes an order.
    case form = "opening rewordings before form"
    /// A number of units of text, and nothing that says which ones.
    case length = "opening rewordings before length"

    static let ofOpenings: [RewordingCondition] = [.opening, .form, .length]
}

/// A language's words and phrases.
struct LanguageLexicon: Sendable {
    /// ISO 639-1.
    let code: String
    private var parts = KeyTable()
    /// Which key of a brief a word speaks for.
    private(set) var senses: [UInt64: BriefKey] = [:]
    /// Longer ways to say what the replacement says.
    private(set) var rewordings = PhraseTable()
    /// Phrases that an instruction does without, and what keeps the words of form; with those above. Each table is read when first asked for.
    @Deferred var orderRewordings: PhraseTable
    /// Phrases that an instruction does without, and words of form in short; with the general ones.
    @Deferred var formRewordings: PhraseTable
    /// Phrases that are said as an order where they open a sentence; inside one they may tell of what is asked or reported.
    @Deferred var openingRewordings: PhraseTable
    /// What must stand beside a rewording, by its value.
    private(set) var conditions: [Int: RewordingCondition] = [:]
    /// What goes when a brief must be terse; with those above.
    @Deferred var terseRewordings: PhraseTable
    /// What gives way where words go one by one, and on which condition, by the value of the rewording.
    @Deferred var bareRewordings: PhraseTable
    private(set) var bareConditions: [Int: BareCondition] = [:]
    /// What stands instead, by the value of a rewording.
    private(set) var replacements: [[UInt8]] = []
    /// Words that mean something together only.
    private(set) var pairs = PhraseTable()
    /// What asks that the request itself be repeated.
    @Deferred var repeating: PhraseTable
    /// What shows, at the end of a sentence, that the lines behind it are to be written as they stand.
    @Deferred var showing: PhraseTable
    /// Words behind which a text is quoted without marks.
    @Deferred var quotingPhrases: PhraseTable
    /// What says a limit before its number, and behind it: the replacement of the value is the sign, `=` for none, and how to word it.
    @Deferred var limits: PhraseTable
    @Deferred var limitsBehind: PhraseTable
    /// What stands before a specimen of a form: "such as *this*".
    @Deferred var specimens: PhraseTable
    /// What the phrases call that which is to be written.
    private(set) var responseWord: UInt64?
    /// The values of number words.
    private(set) var numerals: [UInt64: Int] = [:]
    /// The words, from one on.
    private var numeralWords: [[UInt8]] = []
    /// Openings of a sentence that tell its key: the value is the index in `BriefKey.allCases`.
    @Deferred var cues: PhraseTable

    /// Reads a lexicon. A line that is none of the known forms is passed over: a test finds it.
    init(code: String, text: [UInt8]) {
        self.code = code
        _orderRewordings = Deferred { Self.rewordings(of: Self.anywhere + ["order rewordings"], in: text) }
        _formRewordings = Deferred { Self.rewordings(of: Self.anywhere + ["form rewordings"], in: text) }
        _openingRewordings = Deferred { Self.rewordings(of: RewordingCondition.ofOpenings.map(\.rawValue), in: text) }
        _terseRewordings = Deferred { Self.rewordings(of: Self.anywhere + ["form rewordings", "terse rewordings"], in: text) }
        _bareRewordings = Deferred { Self.rewordings(of: [Self.bareSection], in: text) }
        _limits = Deferred { Self.rewordings(of: ["limits"], in: text) }
        _limitsBehind = Deferred { Self.rewordings(of: ["limits behind"], in: text) }
        _repeating = Deferred { Self.phrases(of: "repeating", in: text) }
        _showing = Deferred { Self.phrases(of: "showing", in: text) }
        _quotingPhrases = Deferred { Self.phrases(of: "verbatim after", in: text) }
        _specimens = Deferred { Self.phrases(of: "specimens", in: text) }
        _cues = Deferred { Self.cues(in: text) }
        var section: Section?
        Self.forEachLine(of: text) { line in
            if let name = Self.sectionName(text[line]) {
                section = Section(name: name)
            } else if let section {
                add(text, line, in: section)
            }
        }
    }

    /// What the lines under a heading are.
    enum Section {
        case words(WordPart)
        case sense(BriefKey)
        /// Phrases, each with what stands instead of it.
        case replacing(WritableKeyPath<LanguageLexicon, PhraseTable>?)
        /// Such phrases that fit only beside something.
        case conditioned(RewordingCondition)
        case numerals, response, cues, bare
        /// Without a table, they are read when they are asked for.
        case phrases(WritableKeyPath<LanguageLexicon, PhraseTable>?)

        init?(name: String) {
            if let condition = RewordingCondition(rawValue: name) {
                self = .conditioned(condition)
                return
            }
            switch name {
            case "numerals": self = .numerals
            case "response": self = .response
            case "cues": self = .cues
            case LanguageLexicon.bareSection: self = .bare
            case "specimens", "repeating", "showing", "verbatim after": self = .phrases(nil)
            case "together": self = .phrases(\.pairs)
            case "rewordings": self = .replacing(\.rewordings)
            // Read when they are asked for.
            case _ where LanguageLexicon.replacing.contains(name): self = .replacing(nil)
            case _ where name.hasPrefix("sense: "):
                guard let key = BriefKey(rawValue: String(name.dropFirst(7))) else { return nil }
                self = .sense(key)
            default:
                guard let named = WordPart.named.first(where: { $0.name == name }) else { return nil }
                self = .words(named.part)
            }
        }
    }

    func part(of token: TextToken) -> WordPart { WordPart(rawValue: UInt32(parts[token.hash] ?? 0)) }

    /// The word for a number.
    func numeralWord(_ value: Int) -> [UInt8]? { numeralWords.indices.contains(value - 1) ? numeralWords[value - 1] : nil }

    /// Whether the token is a number, in digits or in words.
    func isNumber(_ token: TextToken) -> Bool { token.kind == .number || numerals[token.hash] != nil }

    /// "or": what stands on both sides of it belongs together.
    func joinsAlternatives(_ token: TextToken) -> Bool { part(of: token).isSuperset(of: [.listing, .kept]) }

    private mutating func add(_ text: [UInt8], _ line: Range<Int>, in section: Section) {
        switch section {
        case .words(let part):
            Self.forEachWord(text, line) {
                let word = TextToken.hash(of: text, $0)
                parts.update((parts[word] ?? 0) | Int(part.rawValue), for: word)
            }
        case .sense(let key): Self.forEachWord(text, line) { senses[TextToken.hash(of: text, $0)] = key }
        case .replacing(let table):
            guard let arrow = Self.arrow(in: text, line) else { return }
            replacements.append(Self.trimmed(text[(arrow + 2)..<line.upperBound]))
            if let table { self[keyPath: table].add(text, line.lowerBound..<arrow, value: replacements.count - 1) }
        case .conditioned(let condition):
            add(text, line, in: .replacing([.clause, .counting, .plural, .subject].contains(condition) ? \.rewordings : nil))
            conditions[replacements.count - 1] = condition
        case .numerals:
            Self.forEachWord(text, line) {
                let value = numerals.count + 1
                numerals[TextToken.hash(of: text, $0)] = value
                numeralWords.append(Array(text[$0]))
            }
        case .response: responseWord = TextToken.hash(of: text, line)
        case .phrases(let table): if let table { self[keyPath: table].add(text, line, value: 0) }
        case .bare:
            guard let colon = text[line].firstIndex(of: 0x3A) else { return }
            add(text, line, in: .replacing(nil))
            bareConditions[replacements.count - 1] = BareCondition(name: String(decoding: text[line.lowerBound..<colon], as: UTF8.self))
        case .cues: break
        }
    }

    /// The list whose lines begin with a condition and a colon.
    private static let bareSection = "bare rewordings"

    /// The lists whose phrases have a replacement; replacements are numbered through all of them.
    private static let replacing =
        [
            "rewordings", "brief rewordings", "order rewordings", "form rewordings", "terse rewordings", "limits", "limits behind",
            bareSection,
        ] + RewordingCondition.allCases.map(\.rawValue)

    /// Those that may stand anywhere in an instruction, as far as what stands beside them allows.
    private static let anywhere =
        ["rewordings", "brief rewordings"] + [RewordingCondition.clause, .counting, .plural, .subject, .noun].map(\.rawValue)

    /// The phrases of the lists with these names, numbered as the replacements are.
    private static func rewordings(of names: [String], in text: [UInt8]) -> PhraseTable {
        var table = PhraseTable()
        var count = 0, section = ""
        forEachLine(of: text) { line in
            if let name = sectionName(text[line]) {
                section = name
            } else if replacing.contains(section), let arrow = arrow(in: text, line) {
                let colon = section == bareSection ? text[line].firstIndex(of: 0x3A) : nil
                if names.contains(section) { table.add(text, (colon.map { $0 + 1 } ?? line.lowerBound)..<arrow, value: count) }
                count += 1
            }
        }
        return table
    }

    /// The phrases of one list.
    private static func phrases(of list: String, in text: [UInt8]) -> PhraseTable {
        var table = PhraseTable()
        forEachLine(of: list, in: text) { table.add(text, $0, value: 0) }
        return table
    }

    private static func cues(in text: [UInt8]) -> PhraseTable {
        var table = PhraseTable()
        forEachLine(of: "cues", in: text) { line in
            guard let colon = text[line].firstIndex(of: 0x3A),
                let key = BriefKey(rawValue: String(decoding: text[line.lowerBound..<colon], as: UTF8.self))
            else { return }
            table.add(text, colon + 1..<line.upperBound, value: key.index)
        }
        return table
    }

    /// The lines of one list.
    private static func forEachLine(of list: String, in text: [UInt8], _ body: (Range<Int>) -> Void) {
        var isIn = false
        forEachLine(of: text) { line in
            if let name = sectionName(text[line]) { isIn = name == list } else if isIn { body(line) }
        }
    }

    /// Where the `=>` of a rewording stands.
    static func arrow(in text: [UInt8], _ line: Range<Int>) -> Int? {
        line.first { text[$0] == 0x3D && $0 + 1 < line.upperBound && text[$0 + 1] == 0x3E }
    }

    // MARK: Lines

    /// The lines of a lexicon, without empty ones and notes.
    static func forEachLine(of text: [UInt8], _ body: (Range<Int>) -> Void) {
        var at = 0
        while at < text.count {
            let end = lineEnd(in: text, from: at, limit: text.count)
            if end > at, text[at] != 0x23 { body(at..<end) }
            at = end + 1
        }
    }

    /// `name` of a line `== name`.
    static func sectionName(_ line: ArraySlice<UInt8>) -> String? {
        line.starts(with: [0x3D, 0x3D, 0x20]) ? String(decoding: line.dropFirst(3), as: UTF8.self) : nil
    }

    static func forEachWord(_ text: [UInt8], _ line: Range<Int>, _ body: (Range<Int>) -> Void) {
        var at = line.lowerBound
        while at < line.upperBound {
            let end = text[at..<line.upperBound].firstIndex(of: 0x20) ?? line.upperBound
            if end > at { body(at..<end) }
            at = end + 1
        }
    }

    private static func trimmed(_ text: ArraySlice<UInt8>) -> [UInt8] {
        let text = text.drop { $0 == 0x20 }
        guard let last = text.lastIndex(where: { $0 != 0x20 }) else { return [] }
        return Array(text[...last])
    }
}
