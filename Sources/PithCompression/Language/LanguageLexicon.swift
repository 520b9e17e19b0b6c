// What Pith knows of a language, read from a text file with one entry a line (Lexicons/, and Documentation/Lexicons.md for the format).
// The files are part of the program; anyone who can write the language can add to them.
//
// What every text in the language asks for is read at once: the parts of words, and what may be said shorter anywhere. The phrases that only briefs and
// budgets ask for are read when first asked for.

import PithPrompt
import PithSystem

/// A language's words and phrases.
final class LanguageLexicon: Sendable {
    /// ISO 639-1.
    let code: String
    private let parts: KeyTable
    /// The place of a brief's key among all, for each word that speaks for one.
    private let senses: KeyTable
    /// Longer ways to say what the replacement says.
    let rewordings: PhraseTable
    /// Phrases that an instruction does without, and what keeps the words of form; with those above.
    let orderRewordings: Deferred<PhraseTable>
    /// Phrases that an instruction does without, and words of form in short; with the general ones.
    let formRewordings: Deferred<PhraseTable>
    /// Phrases that are said as an order where they open a sentence; inside one they may tell of what is asked or reported.
    let openingRewordings: Deferred<PhraseTable>
    /// What goes when a brief must be terse; with those above.
    let terseRewordings: Deferred<PhraseTable>
    /// What gives way where words go one by one.
    let bareRewordings: Deferred<PhraseTable>
    /// On which condition, by the value of the rewording.
    let bareConditions: Deferred<[Int: BareCondition]>
    private let text: LexiconText
    private let replacementRanges: [Range<Int>]
    /// What must stand beside a rewording, by its value.
    let conditions: [RewordingCondition?]
    /// Words that mean something together only.
    let pairs: PhraseTable
    /// What asks that the request itself be repeated.
    let repeating: Deferred<PhraseTable>
    /// What shows, at the end of a sentence, that the lines behind it are to be written as they stand.
    let showing: Deferred<PhraseTable>
    /// Words behind which a text is quoted without marks.
    let quotingPhrases: Deferred<PhraseTable>
    /// What says a limit before its number, and behind it: the replacement of the value is the sign, `=` for none, and how to word it.
    let limits: Deferred<PhraseTable>
    let limitsBehind: Deferred<PhraseTable>
    /// What stands before a specimen of a form: "such as *this*".
    let specimens: Deferred<PhraseTable>
    /// What the phrases call that which is to be written.
    let responseWord: UInt64?
    /// The values of number words.
    let numerals: KeyTable
    /// The words, from one on.
    private let numeralWords: [[UInt8]]
    /// Openings of a sentence that tell its key: the value is the index in `BriefKey.allCases`.
    let cues: Deferred<PhraseTable>

    /// Reads a lexicon. A line that is none of the known forms is passed over: a test finds it.
    init(code: String, text: [UInt8]) {
        let lists = LexiconLists(LexiconText(text))
        self.code = code
        (parts, senses, numerals, numeralWords) = (lists.parts, lists.senses, lists.numerals, lists.numeralWords)
        (self.text, replacementRanges) = (lists.text, lists.replacements)
        (conditions, responseWord) = (lists.conditions, lists.responseWord)
        let always = ["rewordings"] + [RewordingCondition.clause, .counting, .plural, .subject].map(\.rawValue)
        // Those that may stand anywhere in an instruction, as far as what stands beside them allows.
        let anywhere = always + ["brief rewordings", RewordingCondition.noun.rawValue]
        func deferred(_ names: [String]) -> Deferred<PhraseTable> { Deferred { lists.phrases(of: names) } }
        rewordings = lists.phrases(of: always)
        pairs = lists.phrases(of: ["together"])
        orderRewordings = deferred(anywhere + ["order rewordings"])
        formRewordings = deferred(anywhere + ["form rewordings"])
        openingRewordings = deferred(RewordingCondition.ofOpenings.map(\.rawValue))
        terseRewordings = deferred(anywhere + ["form rewordings", "terse rewordings"])
        bareRewordings = deferred(["bare rewordings"])
        bareConditions = Deferred { lists.bareConditions() }
        limits = deferred(["limits"])
        limitsBehind = deferred(["limits behind"])
        repeating = deferred(["repeating"])
        showing = deferred(["showing"])
        quotingPhrases = deferred(["verbatim after"])
        specimens = deferred(["specimens"])
        cues = deferred(["cues"])
    }

    /// The replacement of a phrase that stays, so that no shorter one within it gives way.
    static let asItIs = Array("=".utf8)

    /// What stands instead, by the value of a rewording.
    func replacement(_ value: Int) -> [UInt8] { Array(text.bytes[replacementRanges[value]]) }

    func part(of token: TextToken) -> WordPart { WordPart(rawValue: UInt32(parts[token.hash] ?? 0)) }

    /// Which key of a brief a word speaks for.
    func sense(of token: TextToken) -> BriefKey? { senses[token.hash].map { BriefKey.allCases[$0] } }

    /// The word for a number.
    func numeralWord(_ value: Int) -> [UInt8]? { numeralWords.indices.contains(value - 1) ? numeralWords[value - 1] : nil }

    /// Whether the token is a number, in digits or in words.
    func isNumber(_ token: TextToken) -> Bool { token.kind == .number || numerals[token.hash] != nil }

    /// "or": what stands on both sides of it belongs together.
    func joinsAlternatives(_ token: TextToken) -> Bool { part(of: token).isSuperset(of: [.listing, .kept]) }
}

extension Deferred where Value == PhraseTable {
    /// The longest phrase whose words are those from `first` on: how many tokens it takes, and its value. Cost: the phrase's length.
    func longest(in tokens: ArraySlice<TextToken>) -> (tokenCount: Int, value: Int)? { value.longest(in: tokens) }
}
