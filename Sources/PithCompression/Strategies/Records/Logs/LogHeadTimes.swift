// The times that a log line's head tells, read from its words: a head may tell one moment two or three times.
//
//     1118770236 2005.06.14 R25-M1 2005-06-14-10.30.36.559680     seconds since 1970, the date, the date and the time
//     2026-03-02T08:00:19.123Z                                    the date and the time in one word
//
// Seconds since 1970 need not be read where they are as far from the clock as on the line above: the first line told how far.

import PithSystem

/// What the words of one head say of the time.
struct LogHeadTimes {
    /// Which word holds the time of day.
    let clockWord: Int
    /// Where in the line the time of day begins, and the date before it in the same word, if there is one.
    let clockStart: Int
    let dateInWord: Range<Int>?
    /// The date as year, month and day in one number; 0 when no word tells it in digits.
    let date: Int
    /// The words that tell the date of `dateInWord` alone, in digits.
    let dateWords: [Int]
    /// The words that tell seconds since 1970, and how many these are ahead of the clock.
    let epochWords: [(word: Int, ahead: Int)]

    /// The words that tell again what the clock's word tells.
    var retold: [Int] { dateWords + epochWords.map(\.word) }

    /// Reads `words` of `bytes`; nil when none tells a time of day. Cost: linear in them.
    init?(_ words: [Range<Int>], _ bytes: [UInt8]) {
        guard let found = words.indices.lazy.compactMap({ index in Self.clock(in: words[index], bytes).map { (index, $0) } }).first else {
            return nil
        }
        let start = found.1
        (clockWord, clockStart) = (found.0, start)
        let word = words[clockWord]
        let opening = bytes[word].prefix { !$0.isDigit }.endIndex
        let own = bytes[opening..<start]
        dateInWord = own.count { $0.isDigit } >= 3 && own.last?.isDigit == false ? own.indices : nil
        var date = dateInWord.map { Self.date(in: $0, bytes) } ?? 0
        var dateWords: [Int] = []
        for index in words.indices where index != clockWord {
            let other = Self.date(in: words[index], bytes)
            guard other > 0 else { continue }
            if date == 0 { date = other } else if date == other, dateInWord != nil { dateWords.append(index) }
        }
        (self.date, self.dateWords) = (date, dateWords)
        guard date > 0 else {
            epochWords = []
            return
        }
        let moment =
            Self.days(date) * 86400 + Self.number(start, bytes) * 3600 + Self.number(start + 3, bytes) * 60 + Self.number(start + 6, bytes)
        epochWords = words.indices.compactMap { index in
            guard index != found.0, words[index].count == 10, bytes[words[index]].allSatisfy(\.isDigit) else { return nil }
            let ahead = bytes[words[index]].reduce(0) { $0 * 10 + Int($1 - 0x30) } - moment
            // As clocks of some time zone are.
            return ahead % 900 == 0 && abs(ahead) <= 14 * 3600 ? (index, ahead) : nil
        }
    }

    /// Where `13:55:56` begins in a word; `13.55.56` only behind a date.
    private static func clock(in word: Range<Int>, _ bytes: [UInt8]) -> Int? {
        guard word.count >= 7 else { return nil }
        var at = word.lowerBound
        while at + 8 <= word.upperBound {
            defer { at += 1 }
            let mark = bytes[at + 2]
            guard mark == 0x3A || mark == 0x2E, bytes[at + 5] == mark, pairs(at, bytes),
                !bytes[max(word.lowerBound, at - 1)].isDigit || at == word.lowerBound
            else { continue }
            if mark == 0x3A || date(in: word.lowerBound..<at, bytes) > 0 { return at }
        }
        return nil
    }

    private static func pairs(_ at: Int, _ bytes: [UInt8]) -> Bool {
        bytes[at].isDigit && bytes[at + 1].isDigit && bytes[at + 3].isDigit && bytes[at + 4].isDigit && bytes[at + 6].isDigit
            && bytes[at + 7].isDigit
    }

    private static func number(_ at: Int, _ bytes: [UInt8]) -> Int { Int(bytes[at] - 0x30) * 10 + Int(bytes[at + 1] - 0x30) }

    /// `2005-06-14`, `2005.06.14` or `2005/06/14`, perhaps with a mark behind it, as 20050614; else 0.
    private static func date(in range: Range<Int>, _ bytes: [UInt8]) -> Int {
        let text = bytes[range].drop { !$0.isDigit }
        guard text.count == 10 || text.count == 11 && !text[text.endIndex - 1].isDigit else { return 0 }
        var value = 0
        for (offset, byte) in text.prefix(10).enumerated() {
            let isMark = offset == 4 || offset == 7
            guard isMark ? byte == 0x2D || byte == 0x2E || byte == 0x2F : byte.isDigit else { return 0 }
            if !isMark { value = value * 10 + Int(byte - 0x30) }
        }
        return value
    }

    /// The days from 1970-01-01 to `date`.
    private static func days(_ date: Int) -> Int {
        let month = date / 100 % 100, year = date / 10000 - (month <= 2 ? 1 : 0)
        let ofYear = (153 * ((month + 9) % 12) + 2) / 5 + date % 100 - 1
        return year * 365 + year / 4 - year / 100 + year / 400 + ofYear - 719_468
    }
}
