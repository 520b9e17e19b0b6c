// The lines of what came before and of the text at hand in one numbering: those of the past first.

import PithPrompt
import PithSystem

/// Lines by their places among all.
struct LinePlaces {
    let past: LineIndex
    var own: LineIndex

    /// The place of the first line of the text at hand.
    var offset: Int { past.lines.count }

    func number(of place: Int) -> LineNumber? { place < offset ? past.lines[place].number : own.lines[place - offset].number }

    private func text(of place: Int) -> Int { place < offset ? past.lines[place].text : own.lines[place - offset].text }

    func hash(of place: Int) -> UInt64 { place < offset ? past.lines[place].hash : own.lines[place - offset].hash }

    /// What a reference to the line quotes.
    func opening(of place: Int) -> ArraySlice<UInt8> { place < offset ? past.opening(of: place) : own.opening(of: place - offset) }

    func bytes(of place: Int) -> ArraySlice<UInt8> { place < offset ? past.bytes(of: place) : own.bytes(of: place - offset) }

    /// Whether the line stands in the output, so far as it was noted.
    func stands(_ place: Int) -> Bool { place < offset ? past.stands[place] : own.stands[place - offset] }

    /// Whether two lines are of one text.
    func areOfOneText(_ first: Int, _ second: Int) -> Bool {
        (first < offset) == (second < offset) && text(of: first) == text(of: second)
    }

    /// The words that name the line: its opening, where that leads to it.
    func anchor(_ place: Int) -> [UInt8]? { isNamed(place) ? Array(opening(of: place)) : nil }

    /// Whether the line is the first of all that opens with its words, and has words enough.
    func isNamed(_ place: Int) -> Bool {
        let opening = opening(of: place)
        guard RepeatSearch.hasWords(opening) else { return false }
        let hash = ByteHash.of(opening)
        return (past.first(withOpeningHash: hash) ?? own.first(withOpeningHash: hash).map { $0 + offset }) == place
    }

    /// The first `limit` lines with the hash that are noted as standing.
    func lines(withHash hash: UInt64, limit: Int) -> ArraySlice<Int> {
        joined(past.lines(withHash: hash, limit: limit), own.lines(withHash: hash, limit: limit), limit)
    }

    /// The first `limit` numbered lines whose bodies have the hash.
    func lines(withBodyHash hash: UInt64, limit: Int) -> ArraySlice<Int> {
        joined(past.lines(withBodyHash: hash, limit: limit), own.lines(withBodyHash: hash, limit: limit), limit)
    }

    private func joined(_ before: [Int], _ above: [Int], _ limit: Int) -> ArraySlice<Int> {
        before.isEmpty && offset == 0 ? above[...] : (before + above.map { $0 + offset }).prefix(limit)
    }
}
