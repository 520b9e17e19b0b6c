// The facts of long texts, found in parts that are remembered. Strategies that fold what says nothing of its own ask for them again and again, mostly
// where little changed in between, and a text of megabytes may be one segment.
//
// A part begins and ends with a line before which nothing waits: no number for its noun, no quotation for its end. What is found in it then hangs on its own bytes
// and two before it, on the line behind it, which may have been looked ahead into, on what stood between the last token and the line's end, and on which
// language is ahead. The last is no matter of place: old votes never quite fade. So the votes of a part are kept, taken again where it is found again, and
// where another language is ahead behind one of them the part is read anew. Where a part ends is told by the line that begins there, so that parts
// behind a change are found again.
//
// On several cores stretches of the text are read ahead as if nothing waited where they begin, and as if the language were the one that the text
// shortly before them is in; what does not fit the state that is come to in order, meanwhile, is read again. So the facts are those of one thread.

import PithPrompt
import PithSystem
import Synchronization

/// Remembers parts of texts. May be asked from several threads.
package final class FactParts: Sendable {
    /// A part that was read.
    private struct Part: Sendable {
        let kind: SegmentKind
        /// The text, where the reader stood when the part began and when it ended, and up to where it may have looked ahead.
        var bytes: [UInt8]
        var range: Range<Int>
        var seenEnd: Int
        let start: LineState
        let end: LineState
        let votes: [LanguageVotes.Vote]
        /// Where they stand behind the beginning of the part.
        let facts: [Fact]
    }

    private let parts = Mutex(PassMemo<Part>())
    private let findsWords: Bool
    private let fewestBytesOfPart: Int
    private let fewestBytesAhead: Int

    /// Only hard facts are found, or words, too. Parts have `fewestBytesOfPart` bytes or some lines more; what is read ahead at once, several times as many.
    package init(findsWords: Bool, fewestBytesOfPart: Int = 1 << 9, fewestBytesAhead: Int = 1 << 17) {
        (self.findsWords, self.fewestBytesOfPart, self.fewestBytesAhead) = (findsWords, fewestBytesOfPart, fewestBytesAhead)
    }

    /// Whether text of the kind is read in parts.
    package static func areFound(in kind: SegmentKind) -> Bool {
        switch kind {
        case .padding, .opaque, .json, .table, .reference: false
        default: true
        }
    }

    /// Begins a pass over a text, and forgets what neither of the last two asked for.
    package func beginPass() { parts.withLock { $0.beginPass() } }

    /// Forgets all parts.
    package func clear() { parts.withLock { $0 = PassMemo() } }

    /// The facts in `range` of `bytes`, as `FactExtractor.facts` finds them. Cost: linear; what is known is compared and copied.
    package func facts(in bytes: [UInt8], range: Range<Int>, kind: SegmentKind, threadCount: Int) -> [Fact] {
        var reader = FactScanner(bytes: bytes, kind: kind)
        reader.rules.findsWords = reader.rules.findsWords && findsWords
        let ahead = threadCount > 1 && range.count >= 2 * fewestBytesAhead ? readAhead(reader, range, kind, threadCount) : nil
        reader.facts.reserveCapacity(range.count / (findsWords ? 8 : 16))
        var at = reader.begin(range)
        if let ahead {
            for (number, stretch) in ahead.stretches.enumerated() {
                ahead.reading.take(number)
                at = read(&reader, from: at, to: stretch.upperBound, range, kind)
            }
        } else {
            at = read(&reader, from: at, to: range.upperBound, range, kind)
        }
        reader.end(range)
        let data = EncodedData.all(in: bytes, range).map(\.range)
        return data.isEmpty ? reader.facts : reader.facts.filter { data.overlapping($0.range).isEmpty }
    }

    /// How far before a stretch its reader begins: the languages of some hundred words tell which is ahead.
    private static let leadByteCount = 1 << 11

    /// Begins to read stretches of the text on several cores: the parts of one are known when it was taken.
    private func readAhead(
        _ reader: FactScanner, _ range: Range<Int>, _ kind: SegmentKind, _ threadCount: Int
    ) -> (stretches: [Range<Int>], reading: Ahead<Void>) {
        let size = max(fewestBytesAhead, range.count / (threadCount * 16) + 1)
        let stretches = stride(from: range.lowerBound, to: range.upperBound, by: size).map { $0..<min(range.upperBound, $0 + size) }
        let reading = Ahead(sizes: stretches.map(\.count), room: range.count, threadCount: threadCount) { [stretches] number in
            var reader = reader
            let start = stretches[number].lowerBound
            var at = reader.begin(range)
            if number > 0 {
                let lead = reader.lineStart(from: max(range.lowerBound, start - Self.leadByteCount))
                at = reader.walk(from: reader.beginLine(lead), to: reader.lineStart(from: start))
            }
            _ = self.read(&reader, from: at, to: stretches[number].upperBound, range, kind, keepsFacts: false)
        }
        return (stretches, reading)
    }

    /// Reads on from `start` to the first part that ends at `stop` or behind it, and returns where that is; what is known is not read again.
    private func read(
        _ reader: inout FactScanner, from start: Int, to stop: Int, _ range: Range<Int>, _ kind: SegmentKind, keepsFacts: Bool = true
    ) -> Int {
        var at = start
        while at < stop {
            if !keepsFacts { reader.facts.removeAll(keepingCapacity: true) }
            guard at >= range.lowerBound + FactExtractor.lookBack, let state = reader.lineState(at) else {
                at = reader.walk(from: at, to: reader.lineStart(from: at + 1))
                continue
            }
            let end = partEnd(reader, from: at)
            let key = ByteHash.of(reader.text.bytes[at..<end]) &+ UInt64(kind.number)
            if let known = known(key, at, state, reader, kind), reader.languages.takeAll(known.votes) {
                if keepsFacts { for fact in known.facts { reader.facts.append(fact.moved(by: at)) } }
                at += known.range.count
                reader.standAt(at, known.end)
            } else {
                at = readPart(&reader, from: at, to: end, state, kind, key)
            }
        }
        return at
    }

    /// Reads a part, and remembers it where it ends as one.
    private func readPart(
        _ reader: inout FactScanner, from start: Int, to firstEnd: Int, _ state: LineState, _ kind: SegmentKind, _ key: UInt64
    ) -> Int {
        let factCount = reader.facts.count, stop = reader.text.end
        reader.languages.noteVotes()
        var at = reader.walk(from: start, to: firstEnd)
        var end = reader.lineState(at)
        while end == nil, at < stop {
            at = reader.walk(from: at, to: reader.lineStart(from: at + 1))
            end = reader.lineState(at)
        }
        let votes = reader.languages.takeNoted()
        // What begins behind the end may have been looked at: the next line, as far as it goes.
        let seenEnd = lineEnd(in: reader.text.bytes, from: at, limit: stop) + 1
        guard let end, seenEnd < stop else { return at }
        let part = Part(
            kind: kind, bytes: reader.text.bytes, range: start..<at, seenEnd: seenEnd, start: state, end: end, votes: votes,
            facts: reader.facts[factCount...].map { $0.moved(by: -start) })
        parts.withLock { $0.keep(part, for: key) }
        return at
    }

    /// What is remembered of the part that begins at `at`, if its text is the same.
    private func known(_ key: UInt64, _ at: Int, _ start: LineState, _ reader: FactScanner, _ kind: SegmentKind) -> Part? {
        guard var part = parts.withLock({ $0[key] }) else { return nil }
        let lead = FactExtractor.lookBack, move = at - part.range.lowerBound
        guard part.kind == kind, part.start == start, part.seenEnd + move < reader.text.end,
            areSame(
                part.bytes[part.range.lowerBound - lead..<part.seenEnd], reader.text.bytes[at - lead..<part.seenEnd + move])
        else { return nil }
        // The text at hand is kept in place of the one before it.
        (part.bytes, part.range, part.seenEnd) = (reader.text.bytes, at..<at + part.range.count, part.seenEnd + move)
        parts.withLock { [part] in $0.keep(part, for: key) }
        return part
    }

    /// Where a part that begins at `start` ends at the earliest: at an empty line, or at one that tells by its length and two bytes.
    private func partEnd(_ reader: FactScanner, from start: Int) -> Int {
        let bytes = reader.text.bytes, stop = reader.text.end
        var at = reader.lineStart(from: start + fewestBytesOfPart)
        let last = start + fewestBytesOfPart * 16
        while at < min(stop, last) {
            let end = lineEnd(in: bytes, from: at, limit: stop)
            if end == at || ((end - at) * 5 + Int(bytes[end - 1]) + Int(bytes[at + (end - at) / 2])) & 7 == 0 { return at }
            at = end + 1
        }
        return min(at, stop)
    }
}

/// How a reader stands at the beginning of a line before which nothing waits.
struct LineState: Equatable {
    fileprivate let gap: Gap
    /// How many bytes of the line it passed over: the mark of a diff.
    fileprivate let markLength: Int
    /// The language that is ahead.
    fileprivate let leading: UInt8
}

extension FactScanner {
    /// How the reader stands at `at`; nil where no line begins there, or something waits.
    fileprivate mutating func lineState(_ at: Int) -> LineState? {
        guard isLineStart, isSentenceStart, !isHeading, number == nil, date == nil, name == nil, negation == nil, !error.isOpen,
            !error.isCalm,
            !quotes.isOpen, eastAsian.isEmpty,
            !recent.hasContent, recent.distance == 0, recent.last.range.isEmpty, gap.contains(.lineEnd),
            at == (rules.hasDiffMarks ? text.skipDiffMark(text.lineStart) : text.lineStart)
        else { return nil }
        return LineState(gap: gap, markLength: at - text.lineStart, leading: languages.leading)
    }

    /// Goes on at `at`, where a part ends.
    fileprivate mutating func standAt(_ at: Int, _ state: LineState) {
        (gap, isSentenceStart, isLineStart, text.lineStart) = (state.gap, true, true, at - state.markLength)
    }

    /// Stands at the beginning of a line of which nobody knows what is before it. Returns where to go on.
    fileprivate mutating func beginLine(_ start: Int) -> Int {
        (gap, isSentenceStart, isLineStart, text.lineStart) = ([.lineEnd], true, true, start)
        return rules.hasDiffMarks ? text.skipDiffMark(start) : start
    }

    /// The first offset from `offset` on at which a line begins, or the end of the text.
    fileprivate func lineStart(from offset: Int) -> Int {
        guard offset < text.end else { return text.end }
        return min(text.end, lineEnd(in: text.bytes, from: offset - 1, limit: text.end) + 1)
    }
}

extension Fact {
    /// The fact in a text in which it stands further on.
    @inlinable package func moved(by distance: Int) -> Fact {
        Fact(kind: kind, range: range.lowerBound + distance..<range.upperBound + distance, key: key, looseKey: looseKey)
    }
}
