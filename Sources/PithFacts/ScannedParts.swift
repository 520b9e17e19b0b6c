// A long text is read in parts, a few at once. A part begins behind a line end where all that waits is settled, so what is found in it hangs on little that
// stands before: on the gap and the number that may wait for a noun, which the text shortly before the part tells, and on the language that is ahead, which
// seldom changes. Each part is read as if these were what they seem; what the parts before it really left is compared with that, and where it
// is not the same the part is read again. So the facts are those of one thread.

import PithSystem

extension FactScanner {
    static let fewestBytesOfPart = 1 << 16
    /// How far before a part its reader begins: the languages of some hundred words tell which is ahead.
    private static let leadByteCount = 1 << 11

    /// A part that was read: where and in which state the reader took it to begin, unless that was known; where it ended, and in which state.
    private struct Part: Sendable {
        let guessed: (state: FactScanner, at: Int)?
        let state: FactScanner
        let at: Int
    }

    /// Collects the facts of `range` as `scan` does, on several cores where the range is long. Cost: linear.
    mutating func scan(_ range: Range<Int>, threadCount: Int, fewestBytesOfPart: Int = fewestBytesOfPart) {
        guard threadCount > 1, range.count >= 2 * fewestBytesOfPart else { return scan(range) }
        let ends = partEnds(of: range, fewestBytesOfPart)
        var found = facts
        facts = []
        var at = begin(range), next = 0, failureCount = 0
        while next < ends.count {
            // Where one guess in four fails, none is made.
            let count = failureCount * 4 <= next + 4 ? min(threadCount * 2, ends.count - next) : 1
            let parts = Parallel.map(count, threadCount: threadCount) { [self, at, next] part in
                part == 0 ? self.part(from: at, to: ends[next]) : self.part(ends[next + part - 1]..<ends[next + part], of: range)
            }
            for part in parts {
                var part = part, languages = part.state.languages
                if let guessed = part.guessed {
                    languages = self.languages
                    if guessed.at != at || !isSame(guessed.state) || !languages.take(part.state.languages, from: guessed.state.languages) {
                        failureCount += 1
                        part = self.part(from: at, to: ends[next])
                        languages = part.state.languages
                    }
                }
                var facts = part.state.facts[...]
                // A number that waited for its noun may stand before what the part before it found.
                while let fact = facts.first, let last = found.last, Fact.precedes(fact, last) {
                    Self.insert(fact, into: &found)
                    facts = facts.dropFirst()
                }
                found += facts
                self = part.state
                (self.languages, self.facts, at, next) = (languages, [], part.at, next + 1)
            }
        }
        facts = found
        end(range)
    }

    /// Reads on from `start` in the state at hand.
    private func part(from start: Int, to stop: Int) -> Part {
        var reader = self
        reader.facts.reserveCapacity(max(0, stop - start) / 6)
        let at = reader.walk(from: start, to: stop)
        return Part(guessed: nil, state: reader, at: at)
    }

    /// Reads a part of which it is not known how the one before it ends.
    private func part(_ part: Range<Int>, of range: Range<Int>) -> Part {
        var reader = self
        let lead = boundary(from: max(range.lowerBound, part.lowerBound - Self.leadByteCount), to: part.lowerBound)
        (reader.gap, reader.number, reader.isSentenceStart, reader.isLineStart, reader.text.lineStart) = ([.lineEnd], nil, true, true, lead)
        let start = reader.walk(from: rules.hasDiffMarks ? reader.skipDiffMark(lead) : lead, to: part.lowerBound)
        reader.facts = []
        let guessed = reader
        reader.facts.reserveCapacity(part.count / 6)
        reader.languages.noteVotes()
        let at = reader.walk(from: start, to: part.upperBound)
        return Part(guessed: (guessed, start), state: reader, at: at)
    }

    /// Whether nothing waits here and there but the same number, and what follows would be read alike.
    private func isSame(_ other: FactScanner) -> Bool {
        isBetween && other.isBetween && gap == other.gap && text.lineStart == other.text.lineStart
            && isSentenceStart == other.isSentenceStart
            && isLineStart == other.isLineStart && (number == nil) == (other.number == nil)
            && (number.map { number in other.number.map(number.isSame) ?? false } ?? true)
    }

    private var isBetween: Bool {
        date == nil && name == nil && negation == nil && !error.isOpen && !error.isCalm && !isHeading && !quotes.isOpen
            && eastAsian.characters.isEmpty && eastAsian.katakana == nil && eastAsian.numerals == nil && eastAsian.negation == nil
            && !recent.hasContent && recent.distance == 0 && recent.last.range.isEmpty
    }

    private func partEnds(of range: Range<Int>, _ size: Int) -> [Int] {
        var ends: [Int] = []
        var at = range.lowerBound
        while at < range.upperBound {
            at = boundary(from: min(range.upperBound, at + size), to: range.upperBound)
            ends.append(at)
        }
        return ends
    }

    /// The first offset from `start` on behind a line end where all is settled but a number; `end` where there is none before it.
    private func boundary(from start: Int, to end: Int) -> Int {
        var at = start
        while at < end {
            at = lineEnd(in: text.bytes, from: at, limit: end) + 1
            if at < end, !rules.isProse || text.bytes[at] == 0x0A { return rules.isProse ? at + 1 : at }
        }
        return end
    }

    private static func insert(_ fact: Fact, into facts: inout [Fact]) {
        var at = facts.count
        facts.append(fact)
        while at > 0, Fact.precedes(fact, facts[at - 1]) {
            facts[at] = facts[at - 1]
            at -= 1
        }
        facts[at] = fact
    }
}
