// What the heads of a fold's lines share with the line above: dates and hosts are the same over long stretches, and are said once.
//
//     Jul  3 13:55:56 calvisitor-10-105-160-237 kernel[0]: ARPT: 682068.402171
//     13:56:02 kernel[0]: en0: BSSID changed
//
// The time of day, which makes the line a log's, and the level stay; so does what the line above does not say in the same place. Words that open and
// close a bracket go together or not at all.

import PithSystem

enum LogHeadDitto {
    /// The stretches of the records `rows`, whose first lines stand one below the other, that say what the line above says; by record. Cost: linear in
    /// the heads.
    static func ranges(of rows: [Int], in log: LogRecords) -> [Int: [Range<Int>]] {
        var found: [Int: [Range<Int>]] = [:]
        var above: [Range<Int>]?
        for row in rows {
            let record = log.records[row]
            guard record.signature != 0, !record.isProtected else {
                above = nil
                continue
            }
            let words = LogTokenizer.words(in: log.bytes, record.line.lowerBound..<record.headEnd)
            if let above, above.count == words.count {
                let ranges = ranges(words, above, record, log.bytes)
                if !ranges.isEmpty { found[row] = ranges }
            }
            above = record.hasSeveralLines ? nil : words
        }
        return found
    }

    /// The words, with the blanks after them, that stand in the line above at the same place; none where no time of day would be left.
    private static func ranges(_ words: [Range<Int>], _ above: [Range<Int>], _ record: LogRecord, _ bytes: [UInt8]) -> [Range<Int>] {
        guard let time = words.firstIndex(where: { holdsTimeOfDay(bytes[$0]) }), record.headEnd < record.line.upperBound else { return [] }
        var isSame = zip(words, above).map { bytes[$0] == bytes[$1] }
        isSame[time] = false
        for (index, word) in words.enumerated() where record.levelStart.map(word.contains) == true { isSame[index] = false }
        keepTornBrackets(&isSame, words, time, bytes)
        var ranges: [Range<Int>] = []
        for index in words.indices where isSame[index] {
            let end = index + 1 < words.count ? words[index + 1].lowerBound : record.headEnd
            if let last = ranges.last, last.upperBound == words[index].lowerBound {
                ranges[ranges.count - 1] = last.lowerBound..<end
            } else {
                ranges.append(words[index].lowerBound..<end)
            }
        }
        return ranges
    }

    /// `13:55:56` somewhere in the word.
    private static func holdsTimeOfDay(_ word: ArraySlice<UInt8>) -> Bool {
        guard word.count >= 7 else { return false }
        func isDigit(_ offset: Int) -> Bool { bytes(offset).isDigit }
        func bytes(_ offset: Int) -> UInt8 { word[offset] }
        var at = word.startIndex
        while at + 7 <= word.endIndex {
            if isDigit(at), bytes(at + 1) == 0x3A, isDigit(at + 2), isDigit(at + 3), bytes(at + 4) == 0x3A, isDigit(at + 5), isDigit(at + 6)
            {
                return true
            }
            at += 1
        }
        return false
    }

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
