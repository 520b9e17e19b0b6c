// What the heads of a fold's lines share with the line above: dates and hosts are the same over long stretches, and are said once.
//
//     Jul  3 13:55:56 calvisitor-10-105-160-237 kernel[0]: ARPT: 682068.402171
//     13:56:02 kernel[0]: en0: BSSID changed
//
// A head that tells a moment or a place twice, as the line above does, tells it once:
//
//     - 1117838570 2005.06.03 R02-M1-N0-C:J12-U11 2005-06-03-15.42.50.675872 R02-M1-N0-C:J12-U11 RAS KERNEL INFO
//     R30-M0-N7-C:J08-U01 20.28.40.767551 INFO
//
// The time of day, which makes the line a log's, and the level stay; so does what the line above does not say in the same place. Words that open and
// close a bracket go together or not at all.

import PithSystem

enum LogHeadDitto {
    /// What a head's words say.
    private struct Head {
        let words: [Range<Int>]
        let times: LogHeadTimes?
    }

    /// What the lines leave out.
    struct Cuts {
        /// By record, what of its line is left out.
        var ranges: [Int: [Range<Int>]] = [:]
        /// Whether some of it is not said above, but elsewhere in the head.
        var someAreToldTwice = false

        var byteCount: Int { ranges.values.reduce(0) { $0 + $1.reduce(0) { $0 + $1.count } } }
    }

    /// Adds the stretches of the records `rows`, whose first lines stand one below the other, that say what the line above or the line itself says. Cost:
    /// linear in the heads.
    static func add(_ rows: [Int], of log: LogRecords, to found: inout Cuts) {
        var above: Head?
        for row in rows {
            let record = log.records[row]
            guard record.signature != 0, !record.isProtected else {
                above = nil
                continue
            }
            let words = LogTokenizer.words(in: log.bytes, record.line.lowerBound..<record.headEnd)
            let head = Head(words: words, times: LogHeadTimes(words, log.bytes))
            if let above, above.words.count == words.count {
                let ranges = ranges(head, above, record, log.bytes, &found.someAreToldTwice)
                if !ranges.isEmpty { found.ranges[row] = ranges }
            }
            above = record.hasSeveralLines ? nil : head
        }
    }

    /// The words, with the blanks after them, that stand in the line above at the same place or are told by other words; none where no time of day would be
    /// left.
    private static func ranges(_ head: Head, _ above: Head, _ record: LogRecord, _ bytes: [UInt8], _ someAreToldTwice: inout Bool)
        -> [Range<Int>]
    {
        let words = head.words
        guard let times = head.times, record.headEnd < record.line.upperBound else { return [] }
        let time = times.clockWord
        let isAbove = zip(words, above.words).map { bytes[$0] == bytes[$1] }
        var isSame = isAbove
        for (index, word) in words.enumerated() where !isSame[index] && word.count >= fewestRepeatedBytes {
            let first = words[..<index].firstIndex { bytes[$0] == bytes[word] }
            if let first, bytes[above.words[first]] == bytes[above.words[index]] { isSame[index] = true }
        }
        if let told = above.times, told.clockWord == time {
            for index in times.dateWords where told.dateWords.contains(index) { isSame[index] = true }
            for (index, ahead) in times.epochWords where told.epochWords.contains(where: { $0 == (index, ahead) }) { isSame[index] = true }
        }
        isSame[time] = false
        for (index, word) in words.enumerated() where record.levelStart.map(word.contains) == true { isSame[index] = false }
        keepTornBrackets(&isSame, words, time, bytes)
        let date = times.dateInWord.flatMap { own in above.times?.dateInWord.flatMap { bytes[own] == bytes[$0] ? own : nil } }
        var ranges: [Range<Int>] = []
        func add(_ range: Range<Int>) {
            if let last = ranges.last, last.upperBound == range.lowerBound {
                ranges[ranges.count - 1] = last.lowerBound..<range.upperBound
            } else {
                ranges.append(range)
            }
        }
        for index in words.indices {
            if isSame[index], !isAbove[index] { someAreToldTwice = true }
            if isSame[index] { add(words[index].lowerBound..<(index + 1 < words.count ? words[index + 1].lowerBound : record.headEnd)) }
            if index == time, let date { add(date) }
        }
        return ranges
    }

    /// Shorter words are the same by chance.
    private static let fewestRepeatedBytes = 6

    /// Of the words from one that opens a bracket to the one that closes it, none goes unless all do, the time apart.
    private static func keepTornBrackets(_ isSame: inout [Bool], _ words: [Range<Int>], _ time: Int, _ bytes: [UInt8]) {
        var opening: Int?
        for (index, word) in words.enumerated() {
            let depth = bytes[word].reduce(0) { $0 + (isOpening($1) ? 1 : isClosing($1) ? -1 : 0) }
            if depth > 0 { opening = opening ?? index }
            guard depth < 0 else { continue }
            let group = (opening ?? 0)...index
            opening = nil
            let goes = !group.contains { $0 != time && !isSame[$0] } && group.upperBound != time && group.lowerBound != time
            if !goes { for place in group { isSame[place] = false } }
        }
        if let opening { for place in opening..<words.count { isSame[place] = false } }
    }

    private static func isOpening(_ byte: UInt8) -> Bool { byte == 0x5B || byte == 0x28 || byte == 0x3C || byte == 0x7B }
    private static func isClosing(_ byte: UInt8) -> Bool { byte == 0x5D || byte == 0x29 || byte == 0x3E || byte == 0x7D }
}
