// What checksums are said of. Two that are said of the same thing, as by two lock files of which one was tampered with, are what a text may be about.

import PithSystem

/// What the checksums of a prompt are said of.
struct ToldDigests: Sendable {
    /// Whether two checksums are said of the same thing, one of them not by the past alone.
    private(set) var differ = false
    /// The hash of each checksum by that of the lines before it.
    private var known: [UInt64: UInt64] = [:]
    private let past: [UInt64: UInt64]

    /// `past`: what the messages before said.
    init(past: ToldDigests? = nil) { self.past = past?.known ?? [:] }

    private static let longest = 400

    /// Cost: that of a few hundred bytes before it.
    mutating func note(_ digest: Range<Int>, _ bytes: [UInt8]) {
        var start = digest.lowerBound
        // Up to a blank line or the head of a block.
        while start > 0, digest.lowerBound - start < Self.longest {
            if bytes[start - 1] == 0x0A, start == 1 || bytes[start - 2] == 0x0A || bytes[start] == 0x5B { break }
            start -= 1
        }
        let hash = ByteHash.of(bytes[digest]), place = ByteHash.of(bytes[start..<digest.lowerBound])
        if (known.updateValue(hash, forKey: place) ?? past[place]) ?? hash != hash { differ = true }
    }
}
