// What gives way where a budget has words go one by one, before any word that an instruction is about. Unlike other phrases these may take a negation with
// them, so each line of the lexicon says under which condition it does: what has been ruled out before ("in French, no other language is allowed", behind the
// name of a language; "no capital letters", behind "lowercase"), what leads to a number and says no more ("your response should contain …"), or none where
// the phrase means the same ("do not use": "avoid").

/// A phrase that gives way.
struct BareRewording {
    /// Its tokens in the sentence.
    let tokens: Range<Int>
    /// What stands instead.
    let replacement: [UInt8]
}

/// What a bare rewording needs beside it.
enum BareCondition: Equatable {
    case none
    /// The word stands before it in the text.
    case behind(UInt64)
    /// The name of a language does.
    case behindLanguage
    /// A number or a limit follows.
    case beforeNumber

    /// The condition by its name in a lexicon.
    init(name: String) {
        switch name {
        case "": self = .none
        case "language": self = .behindLanguage
        case "number": self = .beforeNumber
        default: self = .behind(TextToken.hash(of: name))
        }
    }
}

/// The bare rewordings of one text.
struct BareRewordings {
    private let lexicon: LanguageLexicon
    /// Where the words stand first that conditions ask for.
    private var first: [UInt64: Int] = [:]
    private var firstLanguage: Int?

    /// For the sentences in `range`; what stands in the stretches `quoted`, ascending, does not count. Cost: linear.
    init(in bytes: [UInt8], _ range: Range<Int>, quoted: [Range<Int>], _ lexicon: LanguageLexicon) {
        self.lexicon = lexicon
        guard !lexicon.bareConditions.isEmpty else { return }
        let asked = Set(lexicon.bareConditions.values.compactMap { if case .behind(let word) = $0 { word } else { nil } })
        var next = 0
        for token in TextToken.all(in: bytes, range) where token.kind != .mark {
            while next < quoted.count, quoted[next].upperBound <= token.range.lowerBound { next += 1 }
            if next < quoted.count, quoted[next].overlaps(token.range) { continue }
            if firstLanguage == nil, lexicon.senses[token.hash] == .language { firstLanguage = token.range.lowerBound }
            if asked.contains(token.hash), first[token.hash] == nil { first[token.hash] = token.range.lowerBound }
        }
    }

    /// The rewordings among the tokens of a sentence, in order and apart. Cost: linear.
    func all(in tokens: [TextToken], of bytes: [UInt8]) -> [BareRewording] {
        var found: [BareRewording] = []
        var index = 0
        while index < tokens.count {
            guard let phrase = lexicon.bareRewordings.longest(in: tokens[index...]),
                holds(lexicon.bareConditions[phrase.value] ?? .none, tokens, index..<index + phrase.tokenCount, bytes)
            else {
                index += 1
                continue
            }
            let replacement = lexicon.replacements[phrase.value]
            // "Only French": not said twice.
            let isSaid = tokens[..<index].contains { bytes[$0.range].elementsEqual(replacement) }
            found.append(BareRewording(tokens: index..<index + phrase.tokenCount, replacement: isSaid ? [] : replacement))
            index += phrase.tokenCount
        }
        return found
    }

    private func holds(_ condition: BareCondition, _ tokens: [TextToken], _ place: Range<Int>, _ bytes: [UInt8]) -> Bool {
        let start = tokens[place.lowerBound].range.lowerBound
        switch condition {
        case .none: return true
        case .behind(let word): return first[word].map { $0 < start } == true && endsClause(tokens, place.upperBound, bytes)
        case .behindLanguage: return firstLanguage.map { $0 < start } == true && endsClause(tokens, place.upperBound, bytes)
        case .beforeNumber:
            let rest = tokens[place.upperBound...]
            guard let next = rest.first else { return false }
            return next.kind == .number || lexicon.numerals[next.hash] != nil || lexicon.limits.longest(in: rest) != nil
        }
    }

    /// "No capital letters are allowed in the title": more than the phrase is denied where its clause goes on.
    private func endsClause(_ tokens: [TextToken], _ index: Int, _ bytes: [UInt8]) -> Bool {
        guard index < tokens.count else { return true }
        return tokens[index].kind == .mark && [0x2E, 0x21, 0x3B, 0x2C, 0x3A].contains(bytes[tokens[index].range.lowerBound])
            || lexicon.part(of: tokens[index]).contains(.conjunction)
    }
}
