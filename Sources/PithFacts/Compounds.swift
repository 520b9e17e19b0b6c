// Words tied together without spaces: read as a whole, then classified. A compound is looked at a fixed number of times, so reading stays linear.

import PithUnicode

extension FactScanner {
    /// Takes the word or compound that begins at `start`. Returns where to go on.
    mutating func takeCompound(_ start: Int) -> Int { takeCompound(readWord(text.bytes, from: start, to: text.end)) }

    /// The same for a compound that begins with `word`.
    mutating func takeCompound(_ word: WordRun) -> Int {
        let start = word.start
        guard word.end > start else {
            // A lone mark or joiner: no word.
            return start &+ text.scalar(at: start).length
        }
        let next = word.end < text.end ? text.bytes[word.end] : 0x20
        if next == 0x0A || (next == 0x20 && !(word.shape.isDigits && text.isDigit(word.end &+ 1))) {
            takeSingle(word)
            return word.end
        }
        if next == 0x3A, text.byte(word.end &+ 1) == 0x2F, text.byte(word.end &+ 2) == 0x2F, word.shape.hasLetter {
            return takeURL(from: start)
        }
        if next == 0x3A, text.byte(word.end &+ 1) == 0x5C, word.letterCount == 1, !text.isDigit(start) {
            return takeWindowsPath(from: start)
        }
        if next == 0x3A, word.hash == Self.localhost, text.isDigit(word.end &+ 1) {
            let port = readWord(text.bytes, from: word.end &+ 1, to: text.end)
            takeFact(.url, start..<port.end, textHash(start..<port.end))
            return port.end
        }
        if next == 0x27 || (next == 0xE2 && text.byte(word.end &+ 1) == 0x80 && text.byte(word.end &+ 2) == 0x99) {
            if let stop = takeApostrophe(word, markLength: next == 0x27 ? 1 : 3) { return stop }
        }
        guard mayJoin(next, word) else {
            takeSingle(word)
            return word.end
        }
        var compound = Compound(word)
        while let (joint, at, wordStart) = joint(after: compound) {
            let next = readWord(text.bytes, from: wordStart, to: text.end)
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

    /// Whether the byte after a word may be a joint: most are not, and then there is nothing to set up.
    @inline(__always) private mutating func mayJoin(_ byte: UInt8, _ word: WordRun) -> Bool {
        switch byte {
        case 0x2D, 0x2E, 0x40, 0x3A: text.isWordByte(word.end &+ 1) || byte == 0x3A
        case 0x2F: true
        case 0x20, 0x2C, 0xC2, 0xE2: word.shape.isDigits
        default: false
        }
    }

    /// The joint after the compound so far and where the next word begins, if one does.
    private mutating func joint(after compound: Compound) -> (joint: Joints, at: Int, wordStart: Int)? {
        let at = compound.range.upperBound
        guard at < text.end else { return nil }
        switch text.bytes[at] {
        case 0x2D where text.isWordByte(at &+ 1): return (.hyphen, at, at &+ 1)
        case 0x2E where text.isWordByte(at &+ 1): return (.dot, at, at &+ 1)
        case 0x40 where text.isWordByte(at &+ 1) && rules.isProse: return (.at, at, at &+ 1)
        case 0x40 where text.isWordByte(at &+ 1) && compound.slashCount == 0: return (.at, at, at &+ 1)
        case 0x2F:
            var next = at &+ 1
            while next < at &+ 4, text.byte(next) == 0x2F || text.byte(next) == 0x2E { next &+= 1 }
            return text.isWordByte(next) ? (.slash, at, next) : nil
        case 0x3A:
            if text.byte(at &+ 1) == 0x3A { return text.joinsByTwoColons(compound, at) ? (.colon, at, at &+ 2) : nil }
            return text.joinsByColon(compound, at) ? (.colon, at, at &+ 1) : nil
        case 0x2C:
            // 03:40:00,123
            if compound.shape.isDigits, compound.joints.contains(.colon), text.digitRun(at &+ 1) == 3 { return (.comma, at, at &+ 1) }
            guard compound.shape.isDigits, compound.joints.isSubset(of: .comma), rules.isProse || !quotes.isOpen else { return nil }
            let run = text.digitRun(at &+ 1)
            if run == 3 && rules.isProse && compound.first.range.count <= 3 { return (.comma, at, at &+ 1) }
            // A decimal comma: 2,75 where the language writes it so.
            let isDecimal = run > 0 && run < 3 && compound.jointCount == 0 && rules.isProse && languages.leading != Language.english.bit
            return isDecimal && text.byte(at &+ 1 &+ run) != 0x2C ? (.comma, at, at &+ 1) : nil
        case 0x20:
            // 2 400 m, where the language writes thousands so.
            guard compound.shape.isDigits, compound.joints.isSubset(of: .space), compound.first.range.count <= 3, rules.isProse,
                languages.leading != Language.english.bit, text.digitRun(at &+ 1) == 3
            else { return nil }
            return (.space, at, at &+ 1)
        case 0xC2, 0xE2:
            // A thousands space: no-break, narrow no-break or thin.
            guard compound.shape.isDigits, compound.joints.isSubset(of: .space) else { return nil }
            let isSpace2 = text.bytes[at] == 0xC2 && text.byte(at &+ 1) == 0xA0
            let isSpace3 =
                text.bytes[at] == 0xE2 && text.byte(at &+ 1) == 0x80 && (text.byte(at &+ 2) == 0xAF || text.byte(at &+ 2) == 0x89)
            guard isSpace2 || isSpace3 else { return nil }
            let next = at &+ (isSpace2 ? 2 : 3)
            return text.digitRun(next) == 3 ? (.space, at, next) : nil
        default: return nil
        }
    }

    /// Takes a word that no joint follows.
    mutating func takeSingle(_ word: WordRun) {
        if word.shape.contains(.digit) && !word.shape.hasLetter {
            takeNumber(word.range)
        } else if word.shape.contains(.digit) {
            takeMixed(word.range, chained(0, word.hash), word.shape)
        } else if isIdentifier(word) {
            if let negation = emphasizedNegation(word) { takeWord(negation) } else { takeIdentifier(word) }
        } else {
            takeWord(word)
        }
    }

    /// In prose a name with underscores or inner capitals names a thing of the program; in code only constants stand out from the words.
    private mutating func isIdentifier(_ word: WordRun) -> Bool {
        if word.shape.contains(.underscore) {
            return word.letterCount > 1
                && (rules.findsIdentifiers || (word.shape.contains(.upper) && !word.shape.contains(.lower) && word.letterCount > 2))
        }
        if !rules.isProse {
            return false
        }
        return word.shape.contains(.innerUpper) && !word.shape.contains(.startsUpper) && word.letterCount > 3
    }

    /// Of "_not_", "__never__", "_must not_" the word that refuses, without the marks that lean on it: they are emphasis and no part of a name.
    private func emphasizedNegation(_ word: WordRun) -> WordRun? {
        guard rules.isProse, rules.findsNegations, word.shape.contains(.underscore), !word.shape.contains(.nonASCII) else { return nil }
        var range = word.range
        while !range.isEmpty, text.bytes[range.lowerBound] == 0x5F { range = range.lowerBound &+ 1..<range.upperBound }
        while !range.isEmpty, text.bytes[range.upperBound &- 1] == 0x5F { range = range.lowerBound..<range.upperBound &- 1 }
        guard range.count == word.letterCount, range.count <= Self.longestNegation else { return nil }
        let inner = readWord(text.bytes, from: range.lowerBound, to: range.upperBound)
        let entry = lexicon.entry(inner.hash)
        return entry.has(.negation) || entry.has(.prohibition) ? inner : nil
    }

    private static let longestNegation = 16

    private mutating func takeIdentifier(_ word: WordRun) {
        // As what a number counts it is the same as the key of JSON, or the head of a column, that is this word.
        let hash = chained(0, word.hash)
        take(Token(range: word.range, hash: hash, stem: word.stem, shape: word.shape))
        add(.id, word.range, hash)
        if rules.findsWords && word.letterCount >= 4 { add(.word, word.range, word.hash) }
    }

    /// Takes a word with letters and digits, or a compound that has them.
    mutating func takeMixed(_ range: Range<Int>, _ hash: UInt64, _ shape: WordShape) {
        if takeMeasured(range) { return }
        var start = range.lowerBound
        if text.byte(start &- 1) == 0x23 || text.byte(start &- 1) == 0x40 { start &-= 1 }
        takeFact(.id, max(start, text.lineStart)..<range.upperBound, hash, shape: shape)
    }

    /// "don't", "l'eau", "dog's", "O'Brien". Returns where to go on, or nil when no word follows the mark.
    private mutating func takeApostrophe(_ word: WordRun, markLength: Int) -> Int? {
        let start = word.end &+ markLength
        guard word.shape.hasLetter, !word.shape.contains(.digit), text.isWordByte(start), !text.isDigit(start) else { return nil }
        // f'…' in code is a string.
        guard rules.isProse || word.letterCount > 2 else { return nil }
        let tail = readWord(text.bytes, from: start, to: text.end)
        guard tail.end > start else { return nil }
        if tail.letterCount == 1, text.bytes[start] | 0x20 == 0x74, text.bytes[word.end &- 1] | 0x20 == 0x6E {
            takeContraction(word.start..<tail.end)
            return tail.end
        }
        let lower = text.bytes[start] | 0x20
        let isEnglishTail =
            (tail.letterCount == 1 && (lower == 0x73 || lower == 0x64 || lower == 0x6D)) || tail.hash == Self.ll || tail.hash == Self.re
            || tail.hash == Self.ve
        takeSingle(word)
        if isEnglishTail { return tail.end }
        if word.letterCount == 1, text.bytes[word.start] | 0x20 == 0x6E { startElidedNegation(word) }
        gap.insert(.apostrophe)
        return start
    }

    private static let localhost = Lexicon.hash("localhost")
    private static let ll = Lexicon.hash("ll")
    private static let re = Lexicon.hash("re")
    private static let ve = Lexicon.hash("ve")
}
