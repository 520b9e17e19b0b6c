// Rare lines that say again what a line before them said: the first of them stays, with the time of each of the others and the words in which it differs.
//
//     13:05:40 kernel[0]: TBT W (2): 0x0040 [x] [also 7 12:20:19; 12:30:08 authorMacBook-Pro]
//
// Nothing of them is lost but their place among the others, which the times tell. A word stands for the one of the line that is written as it is, but for
// digits; where that could be several, it is told which: `a→b`.

import PithSystem

struct LogAgain {
    /// What is written behind the first line, by its record.
    private(set) var notes: [Int: [UInt8]] = [:]
    /// The records that the notes tell.
    private(set) var told: [Int] = []

    private let log: LogRecords
    /// The last records of segments: what follows them, a trace perhaps, is theirs.
    private let lasts: Set<Int>

    init(_ log: LogRecords) {
        self.log = log
        lasts = Set(log.segmentStarts.dropFirst().map { $0 - 1 } + [log.records.count - 1])
    }

    /// Tells those of `rows`, records of one template in order, that say what the first says and may be moved. Cost: linear in their lines.
    mutating func add(_ rows: ArraySlice<Int>, stays: Set<Int>) {
        guard let first = rows.first, !lasts.contains(first), let model = Line(first, log) else { return }
        var note: [UInt8] = []
        var latest = model.clock
        for row in rows.dropFirst() where !stays.contains(row) && !lasts.contains(row) {
            guard let line = Line(row, log), let text = model.telling(line, after: latest, log) else { continue }
            note += (note.isEmpty ? Array(" [also ".utf8) : [0x3B, 0x20]) + text
            told.append(row)
            latest = line.clock
        }
        if !note.isEmpty { notes[first] = note + [0x5D] }
    }

    /// A record's line as words; its clock is no part of them.
    private struct Line {
        let record: LogRecord
        let clock: Range<Int>
        let words: [Range<Int>]
        /// Times told twice.
        private let retold: [Range<Int>]

        init?(_ row: Int, _ log: LogRecords) {
            record = log.records[row]
            guard !record.isProtected, !record.hasSeveralLines, let clock = record.clock, clock.upperBound <= record.headEnd else {
                return nil
            }
            self.clock = clock
            words = LogTokenizer.words(in: log.bytes, record.line).filter { !$0.overlaps(clock) }
            let head = LogTokenizer.words(in: log.bytes, record.line.lowerBound..<record.headEnd)
            retold = LogHeadTimes(head, log.bytes)?.retold.map { head[$0] } ?? []
        }

        /// How `other` differs: its time after the time `latest`, and the words that are others; nil when that is not clear or not short.
        func telling(_ other: Line, after latest: Range<Int>, _ log: LogRecords) -> [UInt8]? {
            let bytes = log.bytes
            // Of lines of one moment the order would be lost.
            guard words.count == other.words.count, record.signature == other.record.signature, bytes[latest] != bytes[other.clock] else {
                return nil
            }
            let differing = words.indices.filter { bytes[words[$0]] != bytes[other.words[$0]] && !retold.contains(words[$0]) }
            guard differing.count <= Self.mostDifferingWords else { return nil }
            var text: [UInt8] = []
            var isSameMessage = true
            for index in differing {
                if words[index].upperBound > record.messageStart { isSameMessage = false }
                guard let which = label(of: index, bytes, other.words[index]) else { return nil }
                text += [0x20] + which + bytes[other.words[index]]
            }
            // Of a message that differs the words are worth more where they stand.
            let messageCount = record.line.upperBound - record.messageStart
            guard isSameMessage ? text.count <= messageCount : messageCount >= Self.fewestBytesOfChanged && text.count * 6 <= messageCount
            else { return nil }
            return LogTimeDifference.words(from: latest, to: other.clock, bytes) + text
        }

        private static let mostDifferingWords = 4
        private static let fewestBytesOfChanged = 100

        /// What is written before the word that takes the place of word `index`: nothing when no other word is written like it, the word itself when it
        /// occurs once; nil when neither is so.
        private func label(of index: Int, _ bytes: [UInt8], _ new: Range<Int>) -> [UInt8]? {
            let own = bytes[words[index]]
            if words.count(where: { Self.isWritten(bytes[$0], as: bytes[new]) }) == 1, Self.isWritten(own, as: bytes[new]) { return [] }
            return words.count { bytes[$0] == own } == 1 ? own + Array("→".utf8) : nil
        }

        /// Whether two words are the same but for digits, hexadecimal ones where a word has some of the others.
        private static func isWritten(_ a: ArraySlice<UInt8>, as b: ArraySlice<UInt8>) -> Bool {
            guard a.contains(where: \.isDigit), b.contains(where: \.isDigit) else { return false }
            return shape(a) == shape(b)
        }

        private static func shape(_ word: ArraySlice<UInt8>) -> [UInt8] {
            var shape: [UInt8] = []
            for byte in word {
                let isHexadecimal = byte.isDigit || (byte | 0x20) &- 0x61 < 6
                let kept: UInt8 = isHexadecimal ? 0x30 : byte
                if kept != 0x30 || shape.last != 0x30 { shape.append(kept) }
            }
            return shape
        }
    }
}

/// What a time says that one before it does not.
enum LogTimeDifference {
    /// The words of `to` from the first to the last that `from`, another time, does not have, without the date in the same word where that is the same.
    static func words(from: Range<Int>, to: Range<Int>, _ bytes: [UInt8]) -> [UInt8] {
        let known = LogTokenizer.words(in: bytes, from), words = LogTokenizer.words(in: bytes, to)
        let differing = words.indices.filter { $0 >= known.count || bytes[known[$0]] != bytes[words[$0]] }
        guard let first = differing.first, let last = differing.last else { return [] }
        var start = words[first].lowerBound
        if first == last, first < known.count, let date = LogHeadTimes([words[first]], bytes)?.dateInWord,
            let other = LogHeadTimes([known[first]], bytes)?.dateInWord, bytes[date] == bytes[other]
        {
            start = date.upperBound
        }
        return Array(bytes[start..<words[last].upperBound].drop { $0 == 0x5B }.prefix { $0 != 0x5D })
    }
}
