// One probe tells everything the word lists say about a word: an open-addressed table keyed by the word's hash. Every run waits for it, so what the lists say
// stands ready in LexiconTable: a test reads them from word to word and tells how to write that file anew.

import PithSystem

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

    @inline(__always) func has(_ role: WordRole) -> Bool { roles & Self.bit(role) != 0 }
    /// Negates, as names do too: Seldom Seen Smith.
    @inline(__always) var negatesSoftly: Bool { has(.negation) && sense >= NegationSense.hardly.rawValue }
    /// Unknown, or a stop word and nothing else.
    @inline(__always) var isPlain: Bool { roles & ~1 == 0 }
    /// Whether it matters only to what waits for it, or looks back to it.
    @inline(__always) var isQuiet: Bool { roles & Self.acting == 0 }
    private static let acting: UInt32 =
        bit(.negation) | bit(.prohibition) | bit(.month) | bit(.weekday) | bit(.number) | bit(.errorLevel) | bit(.calmLevel)
        | bit(.failure) | bit(.phraseEnd)
    @inline(__always) private static func bit(_ role: WordRole) -> UInt32 { 1 << UInt32(role.rawValue) }
    fileprivate mutating func add(_ role: WordRole) { roles |= Self.bit(role) }

    init() {}

    /// An entry that was packed.
    init(packed: UInt64) {
        roles = UInt32(truncatingIfNeeded: packed & 0xFF_FFFF)
        value = UInt16(truncatingIfNeeded: packed >> 24)
        sense = UInt16(truncatingIfNeeded: packed >> 40 & 0xFF)
        meansElseIn = UInt8(truncatingIfNeeded: packed >> 48)
        votes = UInt8(truncatingIfNeeded: packed >> 56)
    }

    /// The entry as one number.
    var packed: UInt64 {
        precondition(roles < 1 << 24 && sense < 1 << 8, "more roles or senses than have room")
        return UInt64(roles) | UInt64(value) << 24 | UInt64(sense) << 40 | UInt64(meansElseIn) << 48 | UInt64(votes) << 56
    }
}

/// The table of known words.
struct Lexicon: Sendable {
    static let shared = Lexicon()

    private var keys: [UInt64]
    private var entries: [WordEntry]
    private let mask: Int
    /// The sense of each pair of words that negates.
    private var phrases = KeyTable()

    /// Reads the table that was made of the lists.
    private init() {
        self.init(capacity: LexiconTable.words.count / 2)
        var at = 0
        while at < LexiconTable.words.count {
            let slot = slot(of: LexiconTable.words[at])
            keys[slot] = LexiconTable.words[at]
            entries[slot] = WordEntry(packed: LexiconTable.words[at + 1])
            at += 2
        }
        at = 0
        while at < LexiconTable.phrases.count {
            phrases.update(Int(LexiconTable.phrases[at + 1]), for: LexiconTable.phrases[at])
            at += 2
        }
    }

    private init(capacity: Int) {
        var size = 1
        while size < capacity * 2 { size *= 2 }
        mask = size - 1
        keys = Array(repeating: 0, count: size)
        entries = Array(repeating: .unknown, count: size)
    }

    /// What the lists say: the words by their hashes, ascending, each with its packed entry behind it.
    static func readLists() -> [UInt64] {
        var lexicon = Lexicon(capacity: 1 << 12)
        lexicon.addLists()
        let words = zip(lexicon.keys, lexicon.entries).filter { $0.0 != 0 }.sorted { $0.0 < $1.0 }
        return words.flatMap { [$0.0, $0.1.packed] }
    }

    /// The pairs of words that negate: a key of each, and its sense behind it.
    static func readPhrases() -> [UInt64] {
        WordList.negationPhrases.flatMap { [chained(hash($0.first), hash($0.second)), UInt64($0.sense.rawValue)] }
    }

    private mutating func addLists() {
        for (language, words) in StopWords.lists {
            edit(words) { entry, _ in
                entry.add(.stop)
                entry.votes |= language.bit
            }
        }
        edit(StopWords.modals) { entry, _ in entry.add(.modal) }
        for list in WordList.negations + WordList.calendar + WordList.numbers + WordList.measures + WordList.logs + WordList.names {
            let elsewhere = list.notIn.reduce(into: UInt8(0)) { $0 |= $1.bit }
            edit(list.words) { entry, place in
                entry.add(list.role)
                let value = list.countsUp ? list.value + place : list.value
                switch list.role {
                case .negation, .prohibition:
                    if entry.sense == 0 { entry.sense = value }
                    entry.meansElseIn |= elsewhere
                case .month, .weekday: if entry.value == 0 { entry.value = value }
                case .number:
                    if entry.value == 0 { entry.value = value }
                    entry.meansElseIn |= elsewhere
                default: break
                }
            }
        }
        for phrase in WordList.negationPhrases { edit(phrase.second) { entry, _ in entry.add(.phraseEnd) } }
    }

    /// The slot that holds the key, or the free one where it belongs.
    private func slot(of key: UInt64) -> Int {
        var slot = Int(truncatingIfNeeded: key) & mask
        while keys[slot] != 0 && keys[slot] != key { slot = (slot + 1) & mask }
        return slot
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
    func phrase(_ first: UInt64, _ second: UInt64) -> NegationSense? {
        phrases[chained(first, second)].flatMap { NegationSense(rawValue: UInt16($0)) }
    }

    /// Changes the entry of each of `words`, which comes with its place among them. A `_` only takes a place.
    private mutating func edit(_ words: String, _ change: (_ entry: inout WordEntry, _ place: UInt16) -> Void) {
        let bytes = Array(words.utf8)
        var at = 0, place: UInt16 = 0
        while at < bytes.count {
            let word = readWord(bytes, from: at, to: bytes.count)
            at = max(word.end, at + 1)
            if word.range.isEmpty { continue }
            if word.letterCount > 0 {
                let slot = slot(of: word.hash)
                keys[slot] = word.hash
                change(&entries[slot], place)
            }
            place += 1
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
    /// The votes from when they were asked to be noted, in order.
    private var noted: [Vote]?

    /// The votes of a word, and the language that was ahead behind it.
    struct Vote { let votes: UInt8, leading: UInt8 }

    /// From here on votes are noted.
    mutating func noteVotes() { noted = [] }

    /// The votes that were noted; no more are.
    mutating func takeNoted() -> [Vote] {
        defer { noted = nil }
        return noted ?? []
    }

    /// Takes votes that were noted elsewhere; false, and none is taken, when another language is ahead behind one of them than was there.
    mutating func takeAll(_ votes: [Vote]) -> Bool {
        let before = self
        for vote in votes {
            take(vote.votes)
            guard leading == vote.leading else {
                self = before
                return false
            }
        }
        return true
    }

    /// Takes a stop word's votes: a word of many languages says little.
    @inline(__always) mutating func take(_ votes: UInt8) {
        weight *= 1.08
        if votes & (votes &- 1) == 0 && votes == leading {
            counts[votes.trailingZeroBitCount] += weight
        } else {
            spread(votes)
        }
        if weight > 1e20 { rescale() }
        if noted != nil { noted?.append(Vote(votes: votes, leading: leading)) }
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
