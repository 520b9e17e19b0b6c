// Lines of one form: the same but for the numbers and ids in them (LineForm). A program writes the same few sentences again and again, so a log has few
// forms, and what its head says and where its tokens stand is found once for each.
//
// That holds because whoever reads a head or cuts tokens asks of a digit only whether it is one, and of a run of letters and digits that holds a digit only
// where it stands and how it begins; where a time may stand, letters count. Where one asks more (the year of a date: LogHeadReader; the numbers of a
// JSON object), the line is of a form of its own.

import PithSystem

/// The forms of the lines of a log.
struct LogForms {
    private let bytes: [UInt8]
    private var numbers = KeyTable()
    /// The form of lines that differ in digits alone: these are told apart sooner.
    private var numbersOfDigits = KeyTable()
    /// One line of each form.
    private(set) var examples: [Range<Int>] = []

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    var count: Int { examples.count }

    /// The number of the line's form, a new one where none before it is of that form. Cost: two passes over the line and one over the example.
    mutating func form(of line: Range<Int>) -> Int {
        // What a JSON object says of its level hangs on numbers.
        if !line.isEmpty, bytes[line.lowerBound] == 0x7B { return newForm(line) }
        let digits = DigitBlind.hash(of: bytes, line)
        if let known = numbersOfDigits[digits], LineForm.areSame(bytes, examples[known], line) { return known }
        let known = numbers.keep(examples.count, for: LineForm.hash(of: bytes, line))
        let form = known.map { LineForm.areSame(bytes, examples[$0], line) ? $0 : newForm(line) } ?? newForm(line)
        numbersOfDigits.keep(form, for: digits)
        return form
    }

    /// A form of its own for the line.
    mutating func newForm(_ line: Range<Int>) -> Int {
        examples.append(line)
        return examples.count - 1
    }
}

extension LogHeader {
    /// The same head of a line that begins `offset` bytes further on.
    func moved(by offset: Int) -> LogHeader {
        var moved = self
        moved.end += offset
        moved.component = component.map { $0.lowerBound + offset..<$0.upperBound + offset }
        moved.clock = clock.map { $0.lowerBound + offset..<$0.upperBound + offset }
        moved.levelStart = levelStart.map { $0 + offset }
        return moved
    }
}

/// What was read of one line, for those of its form.
struct LogHeadReading {
    let header: LogHeader
    /// Where the line begins.
    let start: Int
    /// Where numbers stand that were asked whether they may be years: the head is the same only where they begin the same.
    let askedYears: [Int]

    /// The head of the line of this form that begins at `lineStart`; nil when it may be another.
    func header(at lineStart: Int, in bytes: [UInt8]) -> LogHeader? {
        for year in askedYears {
            let other = year - start + lineStart
            guard bytes[year] == bytes[other], bytes[year + 1] == bytes[other + 1] else { return nil }
        }
        return header.moved(by: lineStart - start)
    }
}
