// Words tied together without spaces: read as a whole, then classified. A compound is looked at a fixed number of times, so reading stays linear.

import PithUnicode

/// The joints inside a compound.
struct Joints: OptionSet {
    let rawValue: UInt8
    static let dot = Joints(rawValue: 1)
    static let hyphen = Joints(rawValue: 2)
    static let slash = Joints(rawValue: 4)
    static let colon = Joints(rawValue: 8)
    static let comma = Joints(rawValue: 16)
    static let at = Joints(rawValue: 32)
    static let space = Joints(rawValue: 64)
}

/// Words and the joints between them.
struct Compound {
    let first: WordRun
    var last: WordRun
    var hash: UInt64
    var shape: WordShape
    var joints: Joints = []
    var jointCount = 0
    var slashCount = 0
    var lastDot = -1
    var range: Range<Int>

    init(_ word: WordRun) {
        (first, last, hash, shape, range) = (word, word, chained(0, word.hash), word.shape, word.range)
    }

    mutating func join(_ joint: Joints, at jointAt: Int, _ word: WordRun) {
        joints.insert(joint)
        jointCount &+= 1
        if joint == .slash { slashCount &+= 1 }
        if joint == .dot { lastDot = jointAt }
        last = word
        hash = chained(hash, word.hash)
        shape.formUnion(word.shape.subtracting([.startsUpper]))
        range = range.lowerBound..<word.end
    }
}

extension FactScanner {
    /// Takes the word or compound that begins at `start`. Returns where to go on.
    mutating func takeCompound(_ start: Int) -> Int {
        let word = readWord(bytes, from: start, to: end)
        guard word.end > start else {
            // A lone mark or joiner: no word.
            return start &+ decodeScalar(bytes, start, end).length
        }
        let next = word.end < end ? bytes[word.end] : 0x20
        if next == 0x20 || next == 0x0A {
            takeSingle(word)
            return word.end
        }
        if next == 0x3A, byte(word.end &+ 1) == 0x2F, byte(word.end &+ 2) == 0x2F, word.shape.hasLetter { return takeURL(from: start) }
        if next == 0x3A, byte(word.end &+ 1) == 0x5C, word.letterCount == 1, !isDigit(start) { return takeWindowsPath(from: start) }
        if next == 0x3A, word.hash == Self.localhost, isDigit(word.end &+ 1) {
            let port = readWord(bytes, from: word.end &+ 1, to: end)
            takeFact(.url, start..<port.end, textHash(start..<port.end))
            return port.end
        }
        if next == 0x27 || (next == 0xE2 && byte(word.end &+ 1) == 0x80 && byte(word.end &+ 2) == 0x99) {
            if let stop = takeApostrophe(word, markLength: next == 0x27 ? 1 : 3) { return stop }
        }
        var compound = Compound(word)
        while let (joint, at, wordStart) = joint(after: compound) {
            let next = readWord(bytes, from: wordStart, to: end)
            guard next.end > wordStart else { break }
            compound.join(joint, at: at, next)
        }
        workCount &+= compound.range.count
        if compound.jointCount == 0 {
            takeSingle(word)
            return word.end
        }
        return take(compound)
    }

    /// The joint after the compound so far and where the next word begins, if one does.
    private func joint(after compound: Compound) -> (joint: Joints, at: Int, wordStart: Int)? {
        let at = compound.range.upperBound
        guard at < end else { return nil }
        switch bytes[at] {
        case 0x2D where isWordByte(at &+ 1): return (.hyphen, at, at &+ 1)
        case 0x2E where isWordByte(at &+ 1): return (.dot, at, at &+ 1)
        case 0x40 where isWordByte(at &+ 1) && rules.isProse: return (.at, at, at &+ 1)
        case 0x40 where isWordByte(at &+ 1) && compound.slashCount == 0: return (.at, at, at &+ 1)
        case 0x2F:
            var next = at &+ 1
            while next < at &+ 4, byte(next) == 0x2F || byte(next) == 0x2E { next &+= 1 }
            return isWordByte(next) ? (.slash, at, next) : nil
        case 0x3A: return joinsByColon(compound, at) ? (.colon, at, at &+ 1) : nil
        case 0x2C:
            guard compound.shape.isDigits, compound.joints.isSubset(of: .comma), rules.isProse || !quotes.isOpen else { return nil }
            let run = digitRun(at &+ 1)
            if run == 3 && rules.isProse && compound.first.range.count <= 3 { return (.comma, at, at &+ 1) }
            // A decimal comma: 2,75 where the language writes it so.
            let isDecimal = run > 0 && run < 3 && compound.jointCount == 0 && rules.isProse && languages.leading != Language.english.bit
            return isDecimal && byte(at &+ 1 &+ run) != 0x2C ? (.comma, at, at &+ 1) : nil
        case 0xC2, 0xE2:
            // A thousands space: no-break, narrow no-break or thin.
            guard compound.shape.isDigits, compound.joints.isSubset(of: .space) else { return nil }
            let isSpace2 = bytes[at] == 0xC2 && byte(at &+ 1) == 0xA0
            let isSpace3 = bytes[at] == 0xE2 && byte(at &+ 1) == 0x80 && (byte(at &+ 2) == 0xAF || byte(at &+ 2) == 0x89)
            guard isSpace2 || isSpace3 else { return nil }
            let next = at &+ (isSpace2 ? 2 : 3)
            return digitRun(next) == 3 ? (.space, at, next) : nil
        default: return nil
        }
    }

    /// How many digits stand at `start`: 4 means more than three, or letters behind them.
    private func digitRun(_ start: Int) -> Int {
        var count = 0
        while count < 4, isDigit(start &+ count) { count &+= 1 }
        return count > 0 && count < 4 && isWordByte(start &+ count) && byte(start &+ count) < 0x80 ? 4 : count
    }

    /// Colons join times, addresses and hexadecimal groups: 03:40:07, 10.0.0.1:80, fe80::1, aa:bb:cc.
    private func joinsByColon(_ compound: Compound, _ at: Int) -> Bool {
        if compound.joints.contains(.slash) || (compound.joints == .dot && isFileName(compound)) { return false }
        if isDigit(at &- 1) && isDigit(at &+ 1) {
            // path:12:34 and name:80 are told apart later; a word before the colon stays a word.
            return compound.first.shape.isDigits || compound.joints.contains(.dot) || compound.joints.contains(.colon)
                || isHexadecimal(compound.last)
        }
        // host.name:8080
        if isDigit(at &+ 1) && compound.joints.contains(.dot) { return true }
        guard isHexadecimal(compound.last) else { return false }
        let next = readGroup(at &+ 1)
        return next > 0 && (compound.joints.contains(.colon) || byte(at &+ 1 &+ next) == 0x3A)
    }

    private func isHexadecimal(_ word: WordRun) -> Bool {
        guard word.range.count == 2 || word.range.count == 4 || (word.range.count < 4 && word.shape.contains(.digit)) else { return false }
        return word.range.allSatisfy { bytes[$0] &- 48 < 10 || bytes[$0] | 0x20 &- 97 < 6 }
    }

    /// The length of a group of at most four hexadecimal digits at `start`, or 0.
    private func readGroup(_ start: Int) -> Int {
        var count = 0
        while count < 5, byte(start &+ count) &- 48 < 10 || byte(start &+ count) | 0x20 &- 97 < 6 { count &+= 1 }
        return count < 5 && !(isWordByte(start &+ count)) ? count : 0
    }

    /// Takes a word that no joint follows.
    mutating func takeSingle(_ word: WordRun) {
        if word.shape.contains(.digit) && !word.shape.hasLetter {
            takeNumber(word.range, hash: word.hash)
        } else if word.shape.contains(.digit) {
            takeMixed(word.range, chained(0, word.hash), word.shape)
        } else if isIdentifier(word) {
            takeIdentifier(word)
        } else {
            takeWord(word)
        }
    }

    /// In prose a name with underscores or inner capitals names a thing of the program; in code only constants stand out from the words.
    private func isIdentifier(_ word: WordRun) -> Bool {
        if word.shape.contains(.underscore) {
            return word.letterCount > 1
                && (rules.isProse || (word.shape.contains(.upper) && !word.shape.contains(.lower) && word.letterCount > 2))
        }
        if !rules.isProse {
            return false
        }
        return word.shape.contains(.innerUpper) && !word.shape.contains(.startsUpper) && word.letterCount > 3
    }

    private mutating func takeIdentifier(_ word: WordRun) {
        takeFact(.id, word.range, chained(0, word.hash), shape: word.shape)
        if rules.findsWords && word.letterCount >= 4 { add(.word, word.range, word.hash) }
    }

    /// Takes a word with letters and digits, or a compound that has them.
    mutating func takeMixed(_ range: Range<Int>, _ hash: UInt64, _ shape: WordShape) {
        if takeMeasured(range) { return }
        var start = range.lowerBound
        if byte(start &- 1) == 0x23 || byte(start &- 1) == 0x40 { start &-= 1 }
        takeFact(.id, max(start, lineStart)..<range.upperBound, hash, shape: shape)
    }

    /// "don't", "l'eau", "dog's", "O'Brien". Returns where to go on, or nil when no word follows the mark.
    private mutating func takeApostrophe(_ word: WordRun, markLength: Int) -> Int? {
        let start = word.end &+ markLength
        guard word.shape.hasLetter, !word.shape.contains(.digit), isWordByte(start), !isDigit(start) else { return nil }
        let tail = readWord(bytes, from: start, to: end)
        guard tail.end > start else { return nil }
        if tail.letterCount == 1, bytes[start] | 0x20 == 0x74, bytes[word.end &- 1] | 0x20 == 0x6E {
            takeContraction(word.start..<tail.end)
            return tail.end
        }
        let lower = bytes[start] | 0x20
        let isEnglishTail =
            (tail.letterCount == 1 && (lower == 0x73 || lower == 0x64 || lower == 0x6D)) || tail.hash == Self.ll || tail.hash == Self.re
            || tail.hash == Self.ve
        takeSingle(word)
        if isEnglishTail { return tail.end }
        if word.letterCount == 1, bytes[word.start] | 0x20 == 0x6E { startElidedNegation(word) }
        gap.insert(.apostrophe)
        return start
    }

    private static let localhost = Lexicon.hash("localhost")
    private static let ll = Lexicon.hash("ll")
    private static let re = Lexicon.hash("re")
    private static let ve = Lexicon.hash("ve")
}
