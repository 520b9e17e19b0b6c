// The one letter whose lower case depends on its neighbours: Σ is ς at the end of a word, σ elsewhere.
//
// Unicode's Final_Sigma: before it stand a cased letter and any number of case-ignorable characters; after it no cased letter stands, case-ignorable
// characters skipped. Both questions are about the nearest character that is not case-ignorable, on either side: one sweep forward that
// remembers the last such character, and decides a pending sigma when the next such character comes. Linear.

enum FinalSigma {
    /// `text`, else in lower case already, with each Σ (U+03A3) turned into σ or ς.
    static func resolve(_ text: [UInt8]) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(text.count)
        var afterCased = false
        /// Where in `result` the sigma stands that is final unless a cased letter follows.
        var candidate: Int?
        for scalar in String(decoding: text, as: UTF8.self).unicodeScalars {
            let start = result.count
            result.append(contentsOf: Character(scalar == "Σ" ? "σ" : scalar).utf8)
            if scalar != "Σ", isCaseIgnorable(scalar) { continue }
            let cased = scalar == "Σ" || isCased(scalar)
            if let place = candidate, !cased { makeFinal(&result, at: place) }
            candidate = scalar == "Σ" && afterCased ? start : nil
            afterCased = cased
        }
        if let place = candidate { makeFinal(&result, at: place) }
        return result
    }

    /// σ is CF 83, ς is CF 82.
    private static func makeFinal(_ text: inout [UInt8], at place: Int) { text[place + 1] = 0x82 }

    private static func isCaseIgnorable(_ scalar: Unicode.Scalar) -> Bool {
        // U+1171E was a nonspacing mark, and so case-ignorable, until Unicode 15.
        scalar.properties.isCaseIgnorable && isKnown(scalar) || scalar.value == 0x1171E
    }

    private static func isCased(_ scalar: Unicode.Scalar) -> Bool {
        if scalar.isASCII { return scalar.properties.isAlphabetic }
        // U+0295 was a lower-case letter until Unicode 15.1.
        return scalar.properties.isCased && isKnown(scalar) || scalar.value == 0x295
    }

    /// Whether the character was assigned by Unicode 14, the version that normalisation is pinned to.
    private static func isKnown(_ scalar: Unicode.Scalar) -> Bool {
        guard let age = scalar.properties.age else { return false }
        return age.major <= 14
    }
}
