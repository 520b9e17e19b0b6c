// Times of day, and the numbers that dates are made of.

/// A run of digits: its value and how many there are.
typealias Digits = (value: Int, count: Int)

extension ByteText {
    /// Whether a digit follows after spaces, a dot or a joining word of at most two letters.
    func numberFollows(_ start: Int) -> Bool {
        var at = start
        while at < start &+ 5, !isDigit(at), byte(at) != 0, byte(at) != 0x0A { at &+= 1 }
        return isDigit(at)
    }

    func readDigits(_ at: inout Int, _ stop: Int) -> Digits {
        var value = 0
        let start = at
        while at < stop, isDigit(at), at &- start < 9 {
            value = value &* 10 &+ Int(bytes[at] &- 48)
            at &+= 1
        }
        return (value, at &- start)
    }

    /// The hash of a time of day: hours, minutes, seconds, their fraction, am or pm, and the zone's offset.
    func readTime(_ at: inout Int, _ stop: Int) -> UInt64? {
        let hours = readDigits(&at, stop)
        guard hours.count == 1 || hours.count == 2, hours.value < 25, at < stop, bytes[at] == 0x3A else { return nil }
        at &+= 1
        let minutes = readDigits(&at, stop)
        guard minutes.count == 2, minutes.value < 60 else { return nil }
        var hash = chained(UInt64(hours.value), UInt64(minutes.value))
        if at < stop, bytes[at] == 0x3A {
            at &+= 1
            let seconds = readDigits(&at, stop)
            guard seconds.count == 2, seconds.value < 61 else { return nil }
            hash = chained(hash, UInt64(seconds.value))
            if at < stop, bytes[at] == 0x2E || bytes[at] == 0x2C || bytes[at] == 0x3A {
                at &+= 1
                let fraction = readDigits(&at, stop)
                guard fraction.count > 0 else { return nil }
                hash = chained(hash, UInt64(fraction.value) &+ 100)
            }
        }
        guard at < stop else { return hash }
        if bytes[at] | 0x20 == 0x7A, at &+ 1 == stop {
            at = stop
            return hash
        }
        if at &+ 2 == stop, bytes[at &+ 1] | 0x20 == 0x6D, bytes[at] | 0x20 == 0x61 || bytes[at] | 0x20 == 0x70 {
            hash = chained(hash, UInt64(bytes[at] | 0x20))
            at = stop
            return hash
        }
        if bytes[at] == 0x2D || bytes[at] == 0x2B {
            at &+= 1
            let zone = readDigits(&at, stop)
            hash = chained(hash, UInt64(zone.value) &+ 7)
            if at < stop, bytes[at] == 0x3A {
                at &+= 1
                hash = chained(hash, UInt64(readDigits(&at, stop).value) &+ 9)
            }
        }
        return hash
    }
}
