// A text that tells what changed from version to version: a changelog, notes of releases. Its headings are versions, perhaps with a date or the name of the
// project ("## 0.28.1 (6th December, 2024)", "Release 0.22 (2025-07-29)" over a rule), and its items are worded like orders: "Add support for …", "Fix …".
// What they say was done is nothing that the reader is to do.

import PithPrompt
import PithSystem

enum ReleaseNotes {
    /// Whether three headings or more of the text are versions. Cost: linear.
    static func areIn(_ bytes: [UInt8]) -> Bool {
        var count = 0
        var start = 0
        while start < bytes.count {
            let end = lineEnd(in: bytes, from: start, limit: bytes.count)
            if isVersion(bytes, start..<end), bytes[start] == 0x23 || isOverRule(bytes, end) {
                count += 1
                if count == fewest { return true }
            }
            start = end + 1
        }
        return false
    }

    /// Whether the clause opens with a verb that says in such notes what was done to the project: "Restart the server" and the like tell the reader what to do.
    static func opensWithWork(_ clause: ArraySlice<UInt8>) -> Bool {
        let word = clause.drop { !$0.isLetter }.prefix(while: \.isLetter)
        return word.count <= longestVerb && work.contains(FoldedWord(word))
    }

    private static let longestVerb = 12
    private static let work = FoldedWords(
        """
        accept add adjust align allow avoid bump cache change clarify clean convert correct deprecate detect document drop enable enhance ensure expand
        expose extend extract fix generate handle ignore implement improve include increase introduce make merge mention move optimise optimize port
        prefer prevent print propagate provide raise reduce refactor reject remove rename reorganise reorganize replace report respect restore return
        revert rewrite rework show simplify speed split support switch test tweak unify update use validate write
        """)

    private static let fewest = 3
    private static let longestLine = 80
    private static let longestRest = 32

    private static func isOverRule(_ bytes: [UInt8], _ end: Int) -> Bool {
        guard end + 1 < bytes.count, !bytes[end + 1].isWordlike else { return false }
        return TitleRule.of(bytes, end + 1..<lineEnd(in: bytes, from: end + 1, limit: bytes.count)) != nil
    }

    /// Whether the line is a number with two parts or more, with no more than a word before it and a date behind it: "2.3 Why does it fail?" is none.
    private static func isVersion(_ bytes: [UInt8], _ line: Range<Int>) -> Bool {
        guard line.count <= longestLine, let first = bytes[line].first, first == 0x23 || first == 0x5B || first.isLetterOrDigit else {
            return false
        }
        var at = line.lowerBound
        func skip(_ isSkipped: (UInt8) -> Bool) {
            while at < line.upperBound, isSkipped(bytes[at]) { at += 1 }
        }
        func isOpening(_ byte: UInt8) -> Bool { byte == 0x23 || byte == 0x5B || byte == 0x2A || byte.isBlank }
        skip(isOpening)
        // "v1.2", "Release 1.2", "black 1.2"
        let word = at
        skip { $0.isLetter || $0 == 0x2D }
        if at > word, at < line.upperBound, bytes[at].isBlank { skip(isOpening) } else if at > word + 1 { return false }
        if at < line.upperBound, bytes[at] | 0x20 == 0x76 { at += 1 }
        let number = at
        skip { $0.isDigit || $0 == 0x2E }
        guard at - number >= 3, bytes[number].isDigit, bytes[at - 1].isDigit, bytes[number..<at].contains(0x2E) else { return false }
        // "rc1", ".dev0", "-beta.2"
        skip { $0.isLetterOrDigit || $0 == 0x2E || $0 == 0x2D }
        skip { $0 == 0x5D || $0 == 0x2A || $0 == 0x3A }
        guard at < line.upperBound else { return true }
        let rest = bytes[at..<line.upperBound].drop(while: \.isBlank)
        guard let opening = rest.first else { return true }
        // "Version 4.5 to 4.6" tells how to come from one to the other.
        guard rest.count <= longestRest, !opening.isLetter else { return false }
        return opening == 0x28 || rest.contains(where: \.isDigit)
    }
}
