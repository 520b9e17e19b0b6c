// What the entries of a list in a lexicon are: its name tells (Documentation/Lexicons.md).

/// A sort of list.
enum LexiconSection {
    case words(WordPart)
    case sense(BriefKey)
    /// Phrases, each with what stands instead of it.
    case replacing
    /// Such phrases that fit only beside something.
    case conditioned(RewordingCondition)
    /// Such phrases that each begin with a condition and a colon.
    case bare
    /// Phrases that each begin with a key and a colon.
    case cues
    case phrases, numerals, response

    init?(name: String) {
        if let condition = RewordingCondition(rawValue: name) {
            self = .conditioned(condition)
            return
        }
        switch name {
        case "numerals": self = .numerals
        case "response": self = .response
        case "cues": self = .cues
        case "bare rewordings": self = .bare
        case "together", "specimens", "repeating", "showing", "verbatim after": self = .phrases
        case "rewordings", "brief rewordings", "order rewordings", "form rewordings", "terse rewordings", "limits", "limits behind":
            self = .replacing
        case _ where name.hasPrefix("sense: "):
            guard let key = BriefKey(rawValue: String(name.dropFirst(7))) else { return nil }
            self = .sense(key)
        default:
            guard let named = WordPart.named.first(where: { $0.name == name }) else { return nil }
            self = .words(named.part)
        }
    }

    /// Whether its entries are numbered with those of all lists that say what stands instead.
    var replaces: Bool {
        switch self {
        case .replacing, .conditioned, .bare: true
        case .words, .sense, .cues, .phrases, .numerals, .response: false
        }
    }
}
