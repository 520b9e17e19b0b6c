// What gives way where a budget has words go one by one, before any word that an instruction is about. Unlike other phrases these may take a negation with
// them, so each line of the lexicon names what must be beside it: an order opens its sentence ("do not use": "avoid"); what has been ruled out before may go
// ("in French, no other language is allowed", close behind the name of a language; "no capital letters", close behind "lowercase") where nothing is
// excepted from it; and so may what leads to a number and says no more ("your response should contain …"). Quotations are never touched.

import PithPrompt
import PithSystem

/// A phrase that gives way.
struct BareRewording {
    /// Its tokens in the sentence.
    let tokens: Range<Int>
    /// What stands instead.
    let replacement: [UInt8]
    /// The tokens behind it that it needs: what is to be avoided.
    let object: Range<Int>
}

/// What a bare rewording needs beside it.
enum BareCondition: Equatable {
    /// It opens its sentence.
    case order
    /// A number or a limit follows.
    case number
    /// The name of a language stands close before it.
    case language
    /// The word stands close before it.
    case word(UInt64)

    /// The condition by its name in a lexicon.
    init(name: String) {
        switch name {
        case "order": self = .order
        case "number": self = .number
        case "language": self = .language
        default: self = .word(TextToken.hash(of: name))
        }
    }
}

/// The bare rewordings of one text.
struct BareRewordings {
    private let lexicon: LanguageLexicon
    private let quoted: [Range<Int>]
    /// Where the words stand that conditions ask for, ascending.
    private var places: [UInt64: [Int]] = [:]
    private var languages: [Int] = []

    /// For the sentences in `range`; what stands in the stretches `quoted`, ascending, does not count. Cost: linear.
    init(in bytes: [UInt8], _ range: Range<Int>, quoted: [Range<Int>], _ lexicon: LanguageLexicon) {
        (self.lexicon, self.quoted) = (lexicon, quoted)
        guard !lexicon.bareConditions.value.isEmpty else { return }
        let asked = Set(lexicon.bareConditions.value.values.compactMap { if case .word(let word) = $0 { word } else { nil } })
        for token in TextToken.all(in: bytes, range) where token.kind != .mark {
            let isLanguage = lexicon.sense(of: token) == .language
            guard isLanguage || asked.contains(token.hash), !isQuoted(token.range) else { continue }
            if isLanguage {
                languages.append(token.range.lowerBound)
            } else {
                places[token.hash, default: []].append(token.range.lowerBound)
            }
        }
    }

    /// The rewordings among the tokens of a sentence, in order and apart. Cost: linear.
    func all(in tokens: [TextToken], of bytes: [UInt8]) -> [BareRewording] {
        guard !lexicon.bareConditions.value.isEmpty else { return [] }
        var found: [BareRewording] = []
        var index = 0
        while index < tokens.count {
            guard let phrase = lexicon.bareRewordings.longest(in: tokens[index...]),
                let condition = lexicon.bareConditions.value[phrase.value],
                holds(condition, tokens, index..<index + phrase.tokenCount, bytes),
                !isQuoted(tokens[index].range.lowerBound..<tokens[index + phrase.tokenCount - 1].range.upperBound)
            else {
                index += 1
                continue
            }
            let end = index + phrase.tokenCount
            let replacement = lexicon.replacement(phrase.value)
            let object = condition == .order ? object(tokens, from: end) : end..<end
            if condition == .order, !replacement.isEmpty, object.isEmpty {
                index = end
                continue
            }
            // "Only French": not said twice.
            let isSaid = tokens[..<index].contains { bytes[$0.range].elementsEqual(replacement) }
            found.append(BareRewording(tokens: index..<end, replacement: isSaid ? [] : replacement, object: object))
            index = end
        }
        return found
    }

    private func isQuoted(_ range: Range<Int>) -> Bool { !quoted.overlapping(range).isEmpty }

    private func holds(_ condition: BareCondition, _ tokens: [TextToken], _ place: Range<Int>, _ bytes: [UInt8]) -> Bool {
        let start = tokens[place.lowerBound].range.lowerBound
        switch condition {
        case .order: return tokens[..<place.lowerBound].allSatisfy { $0.kind == .mark || lexicon.part(of: $0).contains(.discourse) }
        case .number:
            let rest = tokens[place.upperBound...]
            guard let next = rest.first else { return false }
            return lexicon.isNumber(next) || lexicon.limits.longest(in: rest) != nil
        case .language: return isClose(languages, to: start) && endsClause(tokens, place.upperBound, bytes)
        case .word(let word): return isClose(places[word] ?? [], to: start) && endsClause(tokens, place.upperBound, bytes)
        }
    }

    /// Whether one of the places is before `start`, and not far.
    private func isClose(_ places: [Int], to start: Int) -> Bool {
        let next = places.partitioningIndex { $0 >= start }
        return next > 0 && start - places[next - 1] <= Self.reach
    }

    private static let reach = 100

    /// "No capital letters are allowed in the title", "…, unless the client asks": more or less than the phrase is denied where its clause goes on.
    private func endsClause(_ tokens: [TextToken], _ index: Int, _ bytes: [UInt8]) -> Bool {
        guard index < tokens.count else { return true }
        guard tokens[index].kind == .mark else { return lexicon.part(of: tokens[index]).contains(.conjunction) }
        guard [0x2E, 0x21, 0x3B, 0x2C, 0x3A].contains(bytes[tokens[index].range.lowerBound]) else { return false }
        guard index + 1 < tokens.count else { return true }
        let next = lexicon.part(of: tokens[index + 1])
        return !next.contains(.kept) || next.contains(.relating)
    }

    /// What an order denies: the words behind it up to a mark or a word of grammar, at most `longestObject`; empty where it is limited ("only") or none.
    private func object(_ tokens: [TextToken], from start: Int) -> Range<Int> {
        var end = start
        while end < tokens.count, end - start < Self.longestObject, tokens[end].kind != .mark || isQuoted(tokens[end].range) {
            if TextToken.isNegation(tokens[end]) { return start..<start }
            let part = lexicon.part(of: tokens[end])
            if end > start, !part.isDisjoint(with: [.preposition, .auxiliary, .relative, .relating]) { break }
            end += 1
        }
        return start..<end
    }

    private static let longestObject = 6
}
