// Subtitles (SRT) and captions (WebVTT) with each cue's times before what is said, and how a reader gets the file back.
//
//     [4 lines of subtitles (SRT) from 1 on: from–to text, no to: until the next]         1
//     0:01.200–0:03.400 so the first thing we noticed                                     00:00:01,200 --> 00:00:03,400
//     0:03.700 was that latency                                                           so the first thing we noticed
//     doubled on Tuesday
//     0:06.020–0:08.900 right after the rollout                                           2
//                                                                                         00:00:03,700 --> 00:00:06,020
//                                                                                         …
//
// The first line counts the lines below it, and says from which number on cues are numbered, where they are. Times are told without what is nought before the minutes. A line
// that does not begin with a time goes on with what the line above it says. Cues are parted by one blank line.

import PithSystem

/// Reads subtitles with their times before what is said.
package struct TimedCaptions: ShortForm {
    /// The bytes they fill.
    package let range: Range<Int>
    /// The cues as the file has them.
    package let expanded: [UInt8]

    /// The cues that begin at `offset`, or nil when none do. Cost: linear in them.
    package init?(_ bytes: [UInt8], startingAt offset: Int, limit: Int) {
        var cursor = LineCursor(bytes, at: offset, limit: limit)
        guard let mark = cursor.next(), let (count, style, first) = Self.announcement(mark.content) else { return nil }
        var cues: [(head: Head, lines: [(text: ArraySlice<UInt8>, end: ArraySlice<UInt8>)])] = []
        for _ in 0..<count {
            guard let line = cursor.next() else { return nil }
            if let head = Head(line.content) {
                cues.append((head, [(head.text, line.end)]))
            } else if cues.isEmpty {
                return nil
            } else {
                cues[cues.count - 1].lines.append((line.content, line.end))
            }
        }
        guard !cues.isEmpty else { return nil }
        var expanded: [UInt8] = []
        for (index, cue) in cues.enumerated() {
            guard let to = cue.head.to ?? (index + 1 < cues.count ? cues[index + 1].head.from : nil) else { return nil }
            if index > 0 { expanded += mark.end }
            if let first { expanded += Array(String(first + index).utf8) + mark.end }
            expanded += style.written(cue.head.from) + Array(" --> ".utf8) + style.written(to) + mark.end
            for line in cue.lines { expanded += line.text + line.end }
        }
        (range, self.expanded) = (offset..<cursor.offset, expanded)
    }

    /// The line above the cues.
    package static func mark(lineCount: Int, _ style: CaptionStyle, first: Int?) -> [UInt8] {
        let numbers = first.map { " from \($0) on" } ?? ""
        return Array("[\(lineCount) lines of \(style.name)\(numbers): from–to text, no to: until the next]".utf8)
    }

    /// How many lines the line announces, if it is a mark. Cost: the length of a mark.
    package static func count(in line: ArraySlice<UInt8>) -> Int? { announcement(line)?.count }

    private static func announcement(_ line: ArraySlice<UInt8>) -> (count: Int, style: CaptionStyle, first: Int?)? {
        guard line.first == 0x5B, line.count < 120, let (count, rest) = line.dropFirst().leadingNumber(), rest.begins(with: " lines of ")
        else {
            return nil
        }
        for style in CaptionStyle.all {
            let opening = Array(" lines of \(style.name)".utf8)
            guard rest.starts(with: opening) else { continue }
            let behind = rest.dropFirst(opening.count)
            let first = behind.begins(with: " from ") ? behind.dropFirst(6).leadingNumber()?.0 : nil
            if line.elementsEqual(mark(lineCount: count, style, first: first)) { return (count, style, first) }
        }
        return nil
    }

    /// `0:01.200–0:03.400 text`, `1:02:03.004 text`
    private struct Head {
        let from: Int
        let to: Int?
        let text: ArraySlice<UInt8>

        init?(_ line: ArraySlice<UInt8>) {
            guard line.first?.isDigit == true, let (from, behindFrom) = CaptionStyle.reading(short: line) else { return nil }
            var to: Int?, rest = behindFrom
            if rest.starts(with: TimedCaptions.dash) {
                guard let (time, behind) = CaptionStyle.reading(short: rest.dropFirst(TimedCaptions.dash.count)) else { return nil }
                (to, rest) = (time, behind)
            }
            guard rest.first == 0x20 else { return nil }
            (self.from, self.to, text) = (from, to, rest.dropFirst())
        }
    }

    /// Between the times of a cue.
    package static let dash = Array("–".utf8)
}

/// How a file of captions tells times: all in thousandths of a second here.
package struct CaptionStyle: Sendable {
    /// What names it in the mark.
    let name: String
    /// Before the thousandths.
    let mark: UInt8
    /// Whether hours stand where they are nought, too.
    let hasHours: Bool

    package static let all = [
        CaptionStyle(name: "subtitles (SRT)", mark: 0x2C, hasHours: true),
        CaptionStyle(name: "captions (WebVTT)", mark: 0x2E, hasHours: true),
        CaptionStyle(name: "captions (WebVTT, MM:SS)", mark: 0x2E, hasHours: false),
    ]

    /// The times of a cue's line, `00:00:01,200 --> 00:00:03,400`; nil where it is none of this style, or says more. Cost: the length of such a line.
    package func cue(_ line: ArraySlice<UInt8>) -> (from: Int, to: Int)? {
        guard line.count <= 32, let (from, rest) = time(line), rest.begins(with: " --> "), let (to, end) = time(rest.dropFirst(5)),
            end.isEmpty
        else { return nil }
        return (from, to)
    }

    private func time(_ text: ArraySlice<UInt8>) -> (Int, ArraySlice<UInt8>)? {
        guard let (time, rest) = Self.reading(text, mark), text[text.startIndex..<rest.startIndex].elementsEqual(written(time)) else {
            return nil
        }
        return (time, rest)
    }

    /// A time as the file has it.
    func written(_ time: Int) -> [UInt8] {
        let hours = time / 3_600_000
        return (hasHours || hours > 0 ? Self.digits(hours, 2) + [0x3A] : []) + Self.digits(time / 60000 % 60, 2) + [0x3A]
            + Self.digits(time / 1000 % 60, 2) + [mark] + Self.digits(time % 1000, 3)
    }

    /// A time without what is nought before its minutes: `1:02.345`.
    package static func short(_ time: Int) -> [UInt8] {
        let hours = time / 3_600_000, minutes = time / 60000 % 60
        return (hours > 0 ? digits(hours, 1) + [0x3A] + digits(minutes, 2) : digits(minutes, 1)) + [0x3A] + digits(time / 1000 % 60, 2) + [
            0x2E
        ]
            + digits(time % 1000, 3)
    }

    static func reading(short text: ArraySlice<UInt8>) -> (Int, ArraySlice<UInt8>)? {
        guard let (time, rest) = reading(text, 0x2E), text[text.startIndex..<rest.startIndex].elementsEqual(short(time)) else { return nil }
        return (time, rest)
    }

    /// The time that a text begins with, of two or three numbers and thousandths behind `mark`, and what follows it.
    private static func reading(_ text: ArraySlice<UInt8>, _ mark: UInt8) -> (Int, ArraySlice<UInt8>)? {
        var rest = text, time = 0
        for _ in 0..<3 {
            let digits = rest.prefix(5).prefix(while: \.isDigit)
            guard (1...4).contains(digits.count) else { return nil }
            let number = digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
            rest = rest[digits.endIndex...]
            time = time * 60 + number
            if rest.first == 0x3A {
                rest = rest.dropFirst()
                continue
            }
            let thousandths = rest.dropFirst().prefix(4).prefix(while: \.isDigit)
            guard rest.first == mark, thousandths.count == 3 else { return nil }
            return (time * 1000 + thousandths.reduce(0) { $0 * 10 + Int($1 - 0x30) }, rest[thousandths.endIndex...])
        }
        return nil
    }

    private static func digits(_ number: Int, _ count: Int) -> [UInt8] {
        let digits = Array(String(number).utf8)
        return [UInt8](repeating: 0x30, count: max(0, count - digits.count)) + digits
    }
}
