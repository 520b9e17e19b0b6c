// From most to least telling: an address, a path, a date, a number, an identifier; what is none of these is its words.

import PithSystem

extension FactScanner {
    /// Takes a compound of two words or more. Returns where to go on.
    mutating func take(_ compound: Compound) -> Int {
        let range = compound.range
        if compound.joints.contains(.at), takeAddress(compound) { return range.upperBound }
        if compound.joints.contains(.slash) { return takeSlashed(compound) }
        if compound.shape.isDigits {
            if takeDateOrTime(range) { return range.upperBound }
            if text.isAddress(compound) {
                takeFact(.url, range, compound.hash)
            } else {
                takeNumbers(compound)
            }
            return range.upperBound
        }
        if compound.shape.contains(.digit), takeDateOrTime(range) { return range.upperBound }
        if compound.joints.contains(.colon) || compound.joints.contains(.dot), text.isAddress(compound) {
            takeFact(.url, range, compound.hash)
            return range.upperBound
        }
        if compound.joints == .dot, compound.isFileName, text.byte(range.upperBound) != 0x28 {
            takeFact(.path, range, compound.hash)
            return range.upperBound
        }
        if compound.joints.isSubset(of: [.comma, .dot]), text.isDigit(range.lowerBound), takeMeasured(range) { return range.upperBound }
        if compound.joints.contains(.colon) || compound.joints.contains(.comma) { return takeApart(compound) }
        if compound.shape.contains(.digit) {
            if isDigitsThenWord(compound) || (!rules.findsIdentifiers && isArithmetic(compound)) { return takeApart(compound) }
            if !rules.isProse && compound.joints.contains(.dot) && !startsWithVersion(range) { return takeApart(compound) }
            takeMixed(range, compound.hash, compound.shape)
            return range.upperBound
        }
        if rules.isProse && compound.joints == .dot && isDottedName(compound) {
            takeFact(.id, range, compound.hash, shape: compound.shape)
            return range.upperBound
        }
        return takeApart(compound)
    }

    /// Takes the words of a compound one by one.
    private mutating func takeApart(_ compound: Compound) -> Int {
        var at = compound.range.lowerBound
        workCount &+= compound.range.count
        while at < compound.range.upperBound {
            let word = readWord(text.bytes, from: at, to: compound.range.upperBound)
            if word.end == at {
                let joint = text.bytes[at]
                gap.insert(joint == 0x2D ? .hyphen : joint == 0x3A ? .colon : .mark)
                at &+= 1
                continue
            }
            takeSingle(word)
            at = word.end
        }
        return compound.range.upperBound
    }

    /// "14-day", "16-year-old", "20th-century": a number and its noun; "mid-1980s".
    private mutating func isDigitsThenWord(_ compound: Compound) -> Bool {
        guard compound.joints == .hyphen, let first = text.bytes[compound.range].first else { return false }
        let rest = compound.first.end..<compound.range.upperBound
        if first.isDigit {
            return compound.first.range.allSatisfy { text.isDigit($0) || $0 >= compound.first.end &- 2 }
                && !rest.contains { text.isDigit($0) } && rest.count > 2
        }
        let year = compound.last
        return compound.jointCount == 1 && !compound.first.shape.contains(.upper) && !compound.first.shape.contains(.digit)
            && (4...5).contains(year.range.count) && (year.start..<(year.start &+ 4)).allSatisfy { text.isDigit($0) }
            && text.byte(year.start) &- 0x31 < 2
    }

    /// `n-1`, `width-10` in code is a sum, not a name; inside quotes and for keys such as GIT-90210 it is a name.
    private mutating func isArithmetic(_ compound: Compound) -> Bool {
        guard compound.joints == .hyphen, !quotes.isOpen else { return false }
        let isKey = compound.first.shape.contains(.upper) && !compound.first.shape.contains(.lower) && compound.first.letterCount > 1
        return !isKey && (compound.first.range.count < 3 || compound.last.range.count < 3 || compound.last.shape.isDigits)
    }

    /// `request.abort`, `os.environ`: not "e.g." or "U.S.A".
    private mutating func isDottedName(_ compound: Compound) -> Bool {
        compound.first.letterCount > 1 && compound.last.letterCount > 1 && !compound.last.shape.contains(.startsUpper)
            && compound.range.count > 5
    }

    /// v1.2, 1.2.3-rc1.
    private mutating func startsWithVersion(_ range: Range<Int>) -> Bool {
        let start = text.bytes[range.lowerBound] | 0x20 == 0x76 ? range.lowerBound &+ 1 : range.lowerBound
        return text.isDigit(start)
    }
}
