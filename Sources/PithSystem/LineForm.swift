// The form of a line that a program wrote: what is left of it when numbers and ids are taken for any others of their length.
//
// Of a run of letters and digits that holds a digit (`fc1f41ac`, `6497260538939100482`) only this is part of the form: its length, and whether it begins with a
// digit. All else is: runs of letters alone, marks, and where each stands. In a word that begins with a digit, or with an opening bracket before
// one, only digits are taken for each other, for it may be a time (`2026-03-01T00:00:02Z`), and a reader of times looks at letters.
//
// Long lines have their digits alone taken for each other: a reader that looks at the beginning of a line would cut a run in two.

/// Forms of lines in bytes.
package enum LineForm {
    private static let longest = 400

    /// A hash of the line of `bytes` at `range` that is equal for lines of one form. Cost: linear, eight instructions a byte.
    package static func hash(of bytes: [UInt8], _ range: Range<Int>) -> UInt64 {
        guard range.count < longest else { return DigitBlind.hash(of: bytes, range) }
        precondition(range.lowerBound >= 0 && range.upperBound <= bytes.count, "bytes \(range) of a text of \(bytes.count)")
        return bytes.withUnsafeBytes { buffer in
            classes.withUnsafeBytes { classes in
                // SAFETY: what is read lies in the range, so in the buffer, and there is a class for every byte; loads need no alignment. GAIN: see areSame.
                guard let base = buffer.baseAddress, let classes = classes.baseAddress else { return 0 }
                func byte(_ at: Int) -> UInt8 { base.load(fromByteOffset: at, as: UInt8.self) }
                func traits(_ at: Int) -> UInt8 { classes.load(fromByteOffset: Int(byte(at)), as: UInt8.self) }
                let end = range.upperBound
                var state = UInt64(truncatingIfNeeded: range.count)
                var wordStart = range.lowerBound
                var at = range.lowerBound
                while at < end {
                    let own = traits(at)
                    if own & wordlike == 0 {
                        state = mixed(state, UInt64(byte(at)))
                        at &+= 1
                        if own & blank != 0 { wordStart = at }
                        continue
                    }
                    let start = at
                    var found: UInt8 = 0
                    repeat {
                        found |= traits(at)
                        at &+= 1
                    } while at < end && traits(at) & wordlike != 0
                    if found & digit != 0 {
                        state = mixed(state, 0x100 | UInt64(own & digit) | UInt64(truncatingIfNeeded: at &- start) << 16)
                        let mayBeTime =
                            traits(wordStart) & digit != 0 || (traits(wordStart) & opening != 0 && traits(wordStart &+ 1) & digit != 0)
                        if mayBeTime, found & letter != 0 {
                            for place in start..<at { state = mixed(state, traits(place) & digit != 0 ? 0x30 : UInt64(byte(place))) }
                        }
                    } else {
                        var place = start
                        while place &+ 8 <= at {
                            state = mixed(state, base.loadUnaligned(fromByteOffset: place, as: UInt64.self))
                            place &+= 8
                        }
                        var rest: UInt64 = 1
                        while place < at {
                            rest = rest << 8 | UInt64(byte(place))
                            place &+= 1
                        }
                        state = mixed(state, rest)
                    }
                }
                return state
            }
        }
    }

    /// Whether two lines of `bytes` are of one form. Cost: linear; one pass eight bytes at a time where only digits differ.
    package static func areSame(_ bytes: [UInt8], _ first: Range<Int>, _ second: Range<Int>) -> Bool {
        guard first.count == second.count else { return false }
        var at = 0
        while true {
            at =
                DigitBlind.firstDifference(
                    in: bytes, first.lowerBound + at..<first.upperBound, second.lowerBound + at..<second.upperBound) + at
            if at == first.count { return true }
            guard first.count < longest, let end = endOfMixedRuns(bytes, first, second, around: at) else { return false }
            at = end
        }
    }

    /// Where the runs end that hold the byte at `at`, the first that differs in more than digits: of one length, a digit in both, and in words that
    /// begin with none. Nil where the lines are not of one form.
    private static func endOfMixedRuns(_ bytes: [UInt8], _ first: Range<Int>, _ second: Range<Int>, around at: Int) -> Int? {
        func traits(_ line: Range<Int>, _ at: Int) -> UInt8 { classes[Int(bytes[line.lowerBound + at])] }
        // Before it the lines are alike, so what is found there holds for both; the run's first byte may be the one that differs.
        var start = at
        while start > 0, traits(first, start - 1) & wordlike != 0 { start -= 1 }
        var wordStart = start
        while wordStart > 0, traits(first, wordStart - 1) & blank == 0 { wordStart -= 1 }
        for line in [first, second] {
            let opens = traits(line, wordStart)
            if opens & digit != 0 { return nil }
            if opens & opening != 0, wordStart + 1 < line.count, traits(line, wordStart + 1) & digit != 0 { return nil }
        }
        guard traits(first, start) & digit == traits(second, start) & digit else { return nil }
        var end = start, found: UInt8 = 0, otherFound: UInt8 = 0
        while end < first.count {
            let own = traits(first, end), other = traits(second, end)
            guard (own & wordlike == 0) == (other & wordlike == 0) else { return nil }
            if own & wordlike == 0 { break }
            found |= own
            otherFound |= other
            end += 1
        }
        return end > at && found & otherFound & digit != 0 ? end : nil
    }

    @inline(__always) private static func mixed(_ state: UInt64, _ value: UInt64) -> UInt64 {
        let product = (state ^ value) &* 0x9E37_79B9_7F4A_7C15
        return product ^ product >> 29
    }

    private static let digit: UInt8 = 1, letter: UInt8 = 2, blank: UInt8 = 4, opening: UInt8 = 8
    /// What a run is made of; a byte of a character beyond ASCII counts as a letter.
    private static let wordlike: UInt8 = digit | letter

    private static let classes: [UInt8] = (0..<256).map { value in
        let byte = UInt8(value)
        if byte.isDigit { return digit }
        if byte.isWordlike { return letter }
        if byte.isBlank { return blank }
        return byte == 0x5B || byte == 0x28 || byte == 0x3C ? opening : 0
    }
}
