// The lists of a lexicon as tables: words by their hashes, phrases when asked for. What replaces something is numbered through all lists, so that one number
// tells what stands instead and what must stand beside it.

import PithPrompt
import PithSystem

/// What is read of a lexicon at once, and the way to the rest.
struct LexiconLists: Sendable {
    private(set) var parts: KeyTable
    private(set) var senses = KeyTable()
    private(set) var numerals = KeyTable()
    private(set) var numeralWords: [[UInt8]] = []
    private(set) var responseWord: UInt64?
    /// Where in the text what replaces something stands.
    private(set) var replacements: [Range<Int>] = []
    private(set) var conditions: [RewordingCondition?] = []
    let text: LexiconText
    /// The lists of phrases, and the number of the first entry of each.
    private var phraseLists: [(list: LexiconText.List, section: LexiconSection, first: Int)] = []

    /// A lexicon has a word in so many bytes.
    private static let bytesOfWord = 16

    init(_ text: LexiconText) {
        self.text = text
        parts = KeyTable(minimumCapacity: text.bytes.count / Self.bytesOfWord)
        for list in text.lists {
            guard let section = LexiconSection(name: list.name) else { continue }
            switch section {
            case .words(let part):
                text.forEachWord(of: list) { word, _ in parts.update((parts[word] ?? 0) | Int(part.rawValue), for: word) }
            case .sense(let key): text.forEachWord(of: list) { word, _ in senses.update(key.index, for: word) }
            case .numerals:
                text.forEachWord(of: list) { word, range in
                    numeralWords.append(Array(text.bytes[range]))
                    numerals.update(numeralWords.count, for: word)
                }
            case .response: text.forEachLine(of: list) { responseWord = TextToken.hash(of: text.bytes, $0) }
            case .replacing, .conditioned, .bare, .cues, .phrases:
                phraseLists.append((list, section, replacements.count))
                if section.replaces { addReplacements(of: list, section) }
            }
        }
    }

    private mutating func addReplacements(of list: LexiconText.List, _ section: LexiconSection) {
        let condition: RewordingCondition? = if case .conditioned(let condition) = section { condition } else { nil }
        text.forEachLine(of: list) { line in
            guard let arrow = text.arrow(in: line) else { return }
            replacements.append(text.trimmed((arrow + 2)..<line.upperBound))
            conditions.append(condition)
        }
    }

    /// The phrases of the lists with these names. Of a list of replacements each has its number, of cues the place of the key.
    func phrases(of names: [String]) -> PhraseTable {
        var table = PhraseTable()
        for (list, section, first) in phraseLists where names.contains(list.name) {
            var number = first
            text.forEachLine(of: list) { line in
                switch section {
                case .cues:
                    guard let colon = text.colon(in: line),
                        let key = BriefKey(rawValue: String(decoding: text.bytes[line.lowerBound..<colon], as: UTF8.self))
                    else { return }
                    table.add(text.bytes, colon + 1..<line.upperBound, value: key.index)
                case _ where section.replaces:
                    guard let phrase = text.phrase(of: line, section) else { return }
                    table.add(text.bytes, phrase, value: number)
                    number += 1
                default: table.add(text.bytes, line, value: 0)
                }
            }
        }
        return table
    }

    /// The conditions of bare rewordings, by their numbers.
    func bareConditions() -> [Int: BareCondition] {
        var conditions: [Int: BareCondition] = [:]
        for (list, section, first) in phraseLists {
            guard case .bare = section else { continue }
            var number = first
            text.forEachLine(of: list) { line in
                guard let colon = text.colon(in: line), text.arrow(in: line) != nil else { return }
                conditions[number] = BareCondition(name: String(decoding: text.bytes[line.lowerBound..<colon], as: UTF8.self))
                number += 1
            }
        }
        return conditions
    }
}

extension LexiconText {
    /// The words of an entry that something else stands instead of.
    func phrase(of line: Range<Int>, _ section: LexiconSection) -> Range<Int>? {
        guard let arrow = arrow(in: line) else { return nil }
        guard case .bare = section, let colon = colon(in: line) else { return line.lowerBound..<arrow }
        return colon + 1..<arrow
    }
}
