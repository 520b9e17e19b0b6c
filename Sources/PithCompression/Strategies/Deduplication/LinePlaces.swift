// The lines of what came before and of the text at hand in one numbering: those of the past first.

import PithPrompt
import PithSystem

/// Lines by their places among all.
struct LinePlaces {
    let past: LineIndex
    var own: LineIndex

    /// The place of the first line of the text at hand.
    var offset: Int { past.lines.count }

    func line(_ place: Int) -> LineIndex.Line { place < offset ? past.lines[place] : own.lines[place - offset] }

    func bytes(of place: Int) -> ArraySlice<UInt8> { place < offset ? past.bytes(of: place) : own.bytes(of: place - offset) }

    /// Whether the line stands in the output, so far as it was noted.
    func stands(_ place: Int) -> Bool { place < offset ? past.stands[place] : own.stands[place - offset] }

    /// Whether two lines are of one text.
    func areOfOneText(_ first: Int, _ second: Int) -> Bool {
        (first < offset) == (second < offset) && line(first).text == line(second).text
    }

    /// The words that name the line: its opening, where the line is the first of all that opens with it, and it has words enough.
    func anchor(_ place: Int) -> [UInt8]? {
        let opening = place < offset ? past.opening(of: place) : own.opening(of: place - offset)
        guard RepeatSearch.hasWords(opening) else { return nil }
        let hash = ByteHash.of(opening)
        let first = past.first(withOpeningHash: hash) ?? own.first(withOpeningHash: hash).map { $0 + offset }
        return first == place ? Array(opening) : nil
    }

    /// The first `limit` lines with the hash that are noted as standing.
    func lines(withHash hash: UInt64, limit: Int) -> ArraySlice<Int> {
        (past.lines(withHash: hash, limit: limit) + own.lines(withHash: hash, limit: limit).map { $0 + offset }).prefix(limit)
    }
}
