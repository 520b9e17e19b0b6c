// Where a text can be cut so that the parts have, together, exactly the tokens of the whole.
//
// A place is a safe cut when every pre-tokenizer here ends a piece there, whatever stands before and after. Two such rules, readable off
// the expressions: no piece has a blank (white space but for line breaks) after anything that is not white space; and a piece that
// holds a letter ends before white space, before a digit, and before any sign but an apostrophe (which may start a contraction) or a
// mark (which is part of a word for some), or one of the kana blocks (part of a run for DeepSeek). A digit's piece ends the same way, and before a letter too. Since a piece also starts at a
// cut, and a pre-tokenizer looks at nothing before a piece's start, the parts are cut into the same pieces as the whole.
//
// Where a vocabulary normalises text or takes tokens out of it first, both must leave the place alone, too (`TextPreparation.allowsCut`).
//
// Bytes that are not UTF-8 are replaced sequence by sequence, so a cut between two whole characters changes nothing there either.

import PithBPE
import PithUnicode

enum SafeCut {
    /// The last safe cut in `text` that is above `lowest`, or nil.
    static func last(_ text: TextBytes, _ preparation: TextPreparation, above lowest: Int) -> Int? {
        var place = text.count
        while place > lowest + 1 {
            place -= 1
            if isCut(text, preparation, at: place) { return place }
        }
        return nil
    }

    /// The first safe cut in `text` at or after `start`, and before `end`, or nil.
    static func first(_ text: TextBytes, _ preparation: TextPreparation, from start: Int, before end: Int = .max) -> Int? {
        var place = max(1, start)
        let end = min(end, text.count)
        while place < end {
            if isCut(text, preparation, at: place) { return place }
            place += 1
        }
        return nil
    }

    /// Whether `place`, above 0 and below the count, is a safe cut.
    static func isCut(_ text: TextBytes, _ preparation: TextPreparation, at place: Int) -> Bool {
        guard let after = character(text, startingAt: place), let before = character(text, endingAt: place),
            isPieceEnd(text, at: place, between: before, after)
        else { return false }
        return preparation.isEmpty
            || preparation.allowsCut(text, at: place, between: scalar(text, endingAt: place), scalar(text, startingAt: place))
    }

    private static func isPieceEnd(_ text: TextBytes, at place: Int, between before: CharacterClass, _ after: CharacterClass) -> Bool {
        switch before {
        case .space, .newline: return false
        case .upper, .lower, .uncased: return after == .number || endsWord(after, text, place)
        case .number: return after.isIn(.letter) || endsWord(after, text, place)
        default: return after == .space
        }
    }

    private static func endsWord(_ after: CharacterClass, _ text: TextBytes, _ place: Int) -> Bool {
        if after.isIn(.whitespace) { return true }
        // U+3000 to U+303F begin with the bytes E3 80, the kana blocks with E3 81 to E3 83.
        let isKana = text[place] == 0xE3 && text[place + 1] > 0x80
        return after.isIn(.signButMark) && text[place] != UInt8(ascii: "'") && !isKana
    }

    private static func character(_ text: TextBytes, startingAt start: Int) -> CharacterClass? {
        UTF8Repair.sequence(text, at: start).isValid ? TextCharacter(text, at: start).kind : nil
    }

    private static func character(_ text: TextBytes, endingAt end: Int) -> CharacterClass? {
        for length in 1...4 where end >= length {
            let start = end - length
            if text[start] & 0xC0 == 0x80 { continue }
            let sequence = UTF8Repair.sequence(text, at: start)
            return sequence.isValid && sequence.length == length ? TextCharacter(text, at: start).kind : nil
        }
        return nil
    }

    private static func scalar(_ text: TextBytes, startingAt start: Int) -> Unicode.Scalar {
        let length = UTF8Repair.sequence(text, at: start).length
        return String(decoding: text.slice(start..<start + length).buffer, as: UTF8.self).unicodeScalars.first ?? " "
    }

    private static func scalar(_ text: TextBytes, endingAt end: Int) -> Unicode.Scalar {
        var start = end - 1
        while start > 0, text[start] & 0xC0 == 0x80 { start -= 1 }
        return scalar(text, startingAt: start)
    }
}
