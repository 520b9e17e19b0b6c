// One probe tells everything the word lists say about a word: an open-addressed table keyed by the word's hash.

/// The languages whose words are told apart.
enum Language: UInt8, CaseIterable {
    case any, english, german, french, spanish, portuguese, italian, other

    var bit: UInt8 { self == .any ? 0xFF : 1 << rawValue }
}

/// The parts a known word can play.
enum WordRole: Int {
    case stop, negation, prohibition, month, weekday, number, unit, clock, currency, ordinal, errorLevel, calmLevel, failure
    case title, abbreviation, connector, opener, modal
    /// Before "one" it makes a pronoun of it: "this one".
    case determiner
    /// The second word of some phrase: worth a look at the word before it.
    case phraseEnd
}

/// All that is known of one word.
struct WordEntry {
    private(set) var roles: UInt32 = 0
    /// A month's or weekday's number, or a number word's value.
    fileprivate(set) var value: UInt16 = 0
    fileprivate(set) var sense: UInt16 = 0
    /// The languages in which it does not negate or count.
    fileprivate(set) var meansElseIn: UInt8 = 0
    /// The languages whose stop word it is.
    fileprivate(set) var votes: UInt8 = 0

    static let unknown = WordEntry()

    @inline(__always) func has(_ role: WordRole) -> Bool { roles & (1 << UInt32(role.rawValue)) != 0 }
    /// Unknown, or a stop word and nothing else.
    @inline(__always) var isPlain: Bool { roles & ~1 == 0 }
    fileprivate mutating func add(_ role: WordRole) { roles |= 1 << UInt32(role.rawValue) }
}

/// The table of known words.
struct Lexicon: Sendable {
    static let shared = Lexicon()

    private var keys: [UInt64]
    private var entries: [WordEntry]
    private let mask: Int
    private var phrases: [UInt64: NegationSense] = [:]

    private init() {
        mask = (1 << 13) - 1
        keys = Array(repeating: 0, count: mask + 1)
        entries = Array(repeating: .unknown, count: mask + 1)
        for (language, words) in StopWords.lists {
            edit(words) {
                $0.add(.stop)
                $0.votes |= language.bit
            }
        }
        edit(StopWords.modals) { $0.add(.modal) }
        for list in WordList.negations + WordList.calendar + WordList.numbers + WordList.measures + WordList.logs + WordList.names {
            edit(list.words) {
                $0.add(list.role)
                switch list.role {
                case .negation, .prohibition:
                    if $0.sense == 0 { $0.sense = list.value }
                    for language in list.notIn { $0.meansElseIn |= language.bit }
                case .month, .weekday: if $0.value == 0 { $0.value = list.value }
                case .number:
                    if $0.value == 0 { $0.value = list.value }
                    for language in list.notIn { $0.meansElseIn |= language.bit }
                default: break
                }
            }
        }
        for phrase in WordList.negationPhrases {
            phrases[chained(Self.hash(phrase.first), Self.hash(phrase.second))] = phrase.sense
            edit(phrase.second) { $0.add(.phraseEnd) }
        }
    }

    /// What is known of the word with this hash. Cost: about one probe.
    @inline(__always) func entry(_ hash: UInt64) -> WordEntry {
        var slot = Int(truncatingIfNeeded: hash) & mask
        while true {
            let key = keys[slot]
            if key == hash { return entries[slot] }
            if key == 0 { return .unknown }
            slot = (slot &+ 1) & mask
        }
    }

    /// The sense of the negation that two words make together, if they do.
    func phrase(_ first: UInt64, _ second: UInt64) -> NegationSense? { phrases[chained(first, second)] }

    /// Changes the entry of each of `words`.
    private mutating func edit(_ words: String, _ change: (inout WordEntry) -> Void) {
        let bytes = Array(words.utf8)
        var at = 0
        while at < bytes.count {
            let word = readWord(bytes, from: at, to: bytes.count)
            at = max(word.end, at + 1)
            if word.range.isEmpty { continue }
            var slot = Int(truncatingIfNeeded: word.hash) & mask
            while keys[slot] != 0 && keys[slot] != word.hash { slot = (slot + 1) & mask }
            keys[slot] = word.hash
            change(&entries[slot])
        }
    }

    /// The hash of a single word.
    static func hash(_ word: String) -> UInt64 {
        let bytes = Array(word.utf8)
        return readWord(bytes, from: 0, to: bytes.count).hash
    }
}

/// Which language the text at hand is in: stop words vote, and old votes fade, so that a document may change its language.
struct LanguageVotes {
    private var counts: [8 of Float] = .init(repeating: 0)
    /// What a new vote weighs: the old ones fade as it grows.
    private var weight: Float = 1
    /// The bit of the language ahead: English until another has more votes.
    private(set) var leading = Language.english.bit

    /// Takes a stop word's votes: a word of many languages says little.
    @inline(__always) mutating func take(_ votes: UInt8) {
        weight *= 1.08
        if votes & (votes &- 1) == 0 && votes == leading {
            counts[votes.trailingZeroBitCount] += weight
        } else {
            spread(votes)
        }
        if weight > 1e20 { rescale() }
    }

    private mutating func spread(_ votes: UInt8) {
        let share = weight / Float(votes.nonzeroBitCount)
        var left = votes
        while left != 0 {
            counts[left.trailingZeroBitCount] += share
            left &= left &- 1
        }
        var best = Language.english.bit.trailingZeroBitCount
        for index in 1..<8 where counts[index] > counts[best] { best = index }
        leading = 1 << UInt8(best)
    }

    private mutating func rescale() {
        for index in 0..<8 { counts[index] /= weight }
        weight = 1
    }
}
