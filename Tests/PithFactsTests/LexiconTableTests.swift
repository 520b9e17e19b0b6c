// The words that stand ready are those of the lists.

import Foundation
import Testing

@testable import PithFacts

@Test func theTableOfKnownWordsIsThatOfTheLists() throws {
    let words = Lexicon.readLists(), phrases = Lexicon.readPhrases()
    if let path = ProcessInfo.processInfo.environment["PITH_WRITE_LEXICON"] {
        var text = """
            // What the word lists say of each word: its hash, and behind it its packed entry; by the hashes, ascending. And the pairs of words that negate: a
            // key of each, and behind it its sense. Made from WordLists.swift and StopWords.swift:
            // PITH_WRITE_LEXICON=$PWD/Sources/PithFacts/LexiconTable.swift swift test --filter theTableOfKnownWords

            enum LexiconTable {
                static let words: [UInt64] = [

            """
        func add(_ numbers: [UInt64]) {
            for at in stride(from: 0, to: numbers.count, by: 6) {
                let row = numbers[at..<min(at + 6, numbers.count)].map { "0x" + String($0, radix: 16) + "," }
                text += "        " + row.joined(separator: " ") + "\n"
            }
        }
        add(words)
        text += "    ]\n\n    static let phrases: [UInt64] = [\n"
        add(phrases)
        try (text + "    ]\n}\n").write(toFile: path, atomically: true, encoding: .utf8)
        return
    }
    #expect(
        LexiconTable.words == words && LexiconTable.phrases == phrases,
        "PITH_WRITE_LEXICON=$PWD/Sources/PithFacts/LexiconTable.swift swift test --filter theTableOfKnownWords writes the table anew")
}
