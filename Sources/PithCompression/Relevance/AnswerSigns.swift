// Signs of what a question may ask for: a number, a date, a place. They are read off single words, in six languages, and say only that a unit could
// answer "when", "how many" or "where"; how much that counts is the ranker's to say.

import PithSystem

/// What answers to some questions look like.
struct AnswerSigns: OptionSet {
    let rawValue: UInt8
    /// A word that begins with a digit.
    static let number = AnswerSigns(rawValue: 1)
    /// Four digits that can be a year, or the name of a month.
    static let date = AnswerSigns(rawValue: 2)
    /// A capitalised word behind "in", "at", "from" …
    static let place = AnswerSigns(rawValue: 4)
}

/// What a word by itself says of what stands behind it or of an answer.
enum AnswerRole: Int {
    case preposition, article, month, number, year

    /// The role of the word that `scanner` read last. Cost: its length.
    init?(_ scanner: WordScanner) {
        if scanner.beginsWithDigit {
            let word = scanner.folded
            let isYear = word.count == 4 && word.allSatisfy(\.isDigit) && (word[0] == 0x31 || word.starts(with: [0x32, 0x30]))
            self = isYear ? .year : .number
        } else {
            guard scanner.byteCount <= Self.longest, let role = Self.roles[scanner.hash].flatMap(Self.init) else { return nil }
            self = role
        }
    }

    private static let roles: KeyTable = {
        var roles = KeyTable()
        func add(_ words: String, _ role: AnswerRole) {
            for word in words.split(separator: " ") {
                let bytes = Array(word.utf8)
                roles.update(role.rawValue, for: Terms.hash(bytes, 0, bytes.count))
            }
        }
        add("the der die das den dem la le el los las o os as", .article)
        add("in at near from of to on im aus von bei nach en a au aux de dans em desde", .preposition)
        add("january february march april may june july august september october november december", .month)
        add(
            "januar februar marz mai juni juli oktober dezember janvier fevrier mars avril juin juillet aout septembre octobre novembre",
            .month)
        add("decembre enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre", .month)
        add("janeiro fevereiro marco maio junho julho setembro outubro novembro dezembro", .month)
        return roles
    }()
    /// No word of the lists is longer.
    private static let longest = 10
}

/// Finds the signs among the words of a unit, read in order.
struct AnswerSignReader {
    private(set) var signs: AnswerSigns = []
    private var isBehindPreposition = false

    /// Takes in the next word.
    mutating func read(_ role: AnswerRole?, beginsWithCapital: Bool) {
        let wasBehind = isBehindPreposition
        isBehindPreposition = false
        switch role {
        case .number:
            signs.insert(.number)
            return
        case .year:
            signs.formUnion([.number, .date])
            return
        case .month: signs.insert(.date)
        case .preposition: isBehindPreposition = !beginsWithCapital
        case .article: isBehindPreposition = wasBehind && !beginsWithCapital
        case nil: break
        }
        if beginsWithCapital, wasBehind { signs.insert(.place) }
    }
}
