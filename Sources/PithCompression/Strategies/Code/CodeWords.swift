// Whether code says what a sentence about it does: names are made of words, and `current_position` or `currentPosition` leave little for
// "Return the current position." to add.
//
// Sentences are compared with the lines below them, and where they stand close the same lines are asked for again and again. So lines are read once, from
// the first that is asked for down, and what is kept of them is the hashes of their words. Words do not go over line ends: a stretch of whole
// lines has the words of its lines.

import PithSystem

struct CodeWords {
    private let bytes: [UInt8]
    private let segment: Range<Int>
    /// The whole lines that were read, and for each where it begins and which of the terms is its first.
    private var read = 0..<0
    private var lines: [(start: Int, firstTerm: Int)] = []
    private var terms: [UInt64] = []

    /// The words of the code in `segment` of a text.
    init(_ bytes: [UInt8], _ segment: Range<Int>) { (self.bytes, self.segment) = (bytes, segment) }

    /// The share of the sentence's words, stop words left out, that the names in the stretches of code hold too; 1 for a sentence without words.
    /// Cost: linear in the sentence, and a step a word of code; each line is read once.
    mutating func share(of sentence: Range<Int>, in code: [Range<Int>]) -> Double {
        let wanted = Terms.all(in: Self.apart(bytes[sentence])).filter { !Terms.stopWords.contains($0) }
        guard !wanted.isEmpty else { return 1 }
        // The distinct ones, numbered, and which of them the code has. Most words of code are none of them: six bits of the hash tell.
        var numbers = KeyTable(), signs: UInt64 = 0
        let distinct = wanted.map { term in
            signs |= 1 << (term & 63)
            let next = numbers.count
            return numbers.keep(next, for: term) ?? next
        }
        var isSaid = Array(repeating: false, count: numbers.count), saidCount = 0
        func note(_ term: UInt64) {
            guard signs >> (term & 63) & 1 != 0, let number = numbers[term], !isSaid[number] else { return }
            isSaid[number] = true
            saidCount += 1
        }
        for stretch in code where saidCount < isSaid.count && !stretch.isEmpty {
            if let known = knownTerms(of: stretch) {
                for term in terms[known] { note(term) }
            } else {
                let text = Self.apart(bytes[stretch])
                Terms.forEach(in: text, 0..<text.count, note)
            }
        }
        return Double(distinct.count { isSaid[$0] }) / Double(wanted.count)
    }

    /// Where the terms of the stretch stand among all; nil when it is not made of whole lines, or begins above what was read.
    private mutating func knownTerms(of stretch: Range<Int>) -> Range<Int>? {
        guard endsLine(stretch.lowerBound), endsLine(stretch.upperBound), segment.contains(stretch.lowerBound),
            stretch.upperBound <= segment.upperBound
        else { return nil }
        if lines.isEmpty || stretch.lowerBound > read.upperBound + Self.longestGap {
            (read, lines, terms) = (stretch.lowerBound..<stretch.lowerBound, [], [])
        }
        guard stretch.lowerBound >= read.lowerBound else { return nil }
        readLines(upTo: stretch.upperBound)
        return firstTerm(from: stretch.lowerBound)..<firstTerm(from: stretch.upperBound)
    }

    /// Lines that nobody asked for are read where they are few.
    private static let longestGap = 1 << 12

    /// Whether a line ends, or the segment begins or ends, before the byte at `offset`.
    private func endsLine(_ offset: Int) -> Bool {
        offset == segment.lowerBound || offset == segment.upperBound || bytes[offset - 1] == 0x0A
    }

    private mutating func readLines(upTo end: Int) {
        while read.upperBound < end {
            let start = read.upperBound, feed = lineEnd(in: bytes, from: start, limit: segment.upperBound)
            let next = min(feed + 1, segment.upperBound)
            lines.append((start, terms.count))
            if Self.holdsJoinedWords(bytes[start..<next]) {
                let text = Self.apart(bytes[start..<next])
                Terms.forEach(in: text, 0..<text.count) { terms.append($0) }
            } else {
                Terms.forEach(in: bytes, start..<next) { terms.append($0) }
            }
            read = read.lowerBound..<next
        }
    }

    /// The first term of the lines from `offset` on, where one of those that were read begins or all of them end.
    private func firstTerm(from offset: Int) -> Int {
        let line = lines.partitioningIndex { $0.start >= offset }
        return line < lines.count ? lines[line].firstTerm : terms.count
    }

    /// Whether a capital follows a small letter somewhere.
    private static func holdsJoinedWords(_ text: ArraySlice<UInt8>) -> Bool {
        var before: UInt8 = 0
        for byte in text {
            if byte.isCapital, before.isSmall { return true }
            before = byte
        }
        return false
    }

    /// The text with the words of its names set apart: blanks where a capital follows a small letter, and for underscores.
    static func apart(_ text: ArraySlice<UInt8>) -> [UInt8] {
        var out: [UInt8] = []
        out.reserveCapacity(text.count * 5 / 4)
        for byte in text {
            if byte == 0x5F {
                out.append(0x20)
                continue
            }
            if byte.isCapital, let last = out.last, last.isSmall { out.append(0x20) }
            out.append(byte)
        }
        return out
    }
}
