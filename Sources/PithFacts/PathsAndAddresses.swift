// Paths, file names, URLs, e-mail and network addresses. Their keys are their words, so quotes, line numbers and slashes of the other kind do not matter.

import PithSystem

extension FactScanner {
    /// Takes a compound with slashes: a path, a date, a fraction, or words set side by side. Returns where to go on.
    mutating func takeSlashed(_ compound: Compound) -> Int {
        let range = compound.range
        if takeDateOrTime(range) || takeDateWithMonthName(compound) { return range.upperBound }
        if compound.shape.isDigits {
            if text.isAddress(compound) { takeFact(.url, range, compound.hash) } else { takePieces(range) }
            return range.upperBound
        }
        if isRelativePath(compound) {
            let stop = pathEnd(range.upperBound)
            takeFact(.path, range.lowerBound..<stop, compound.hash)
            return stop
        }
        if compound.slashCount == 1, compound.shape.contains(.digit), compound.first.shape == [.upper, .startsUpper] {
            // HTTP/1.1
            takeFact(.id, range, compound.hash)
        } else {
            takePieces(range)
        }
        return range.upperBound
    }

    /// Takes what stands between the slashes, each for itself.
    private mutating func takePieces(_ range: Range<Int>) {
        var start = range.lowerBound
        workCount &+= range.count
        while start < range.upperBound {
            let word = readWord(text.bytes, from: start, to: range.upperBound)
            if word.end == start {
                gap.insert(.mark)
                start &+= 1
                continue
            }
            takeSingle(word)
            start = word.end
        }
    }

    /// `src/main.c`, `a/b/c`, `tests/unit`; not "and/or", "km/h", "TCP/IP".
    private mutating func isRelativePath(_ compound: Compound) -> Bool {
        if text.byte(compound.range.lowerBound &- 1) == 0x3C { return false }
        if compound.lastDot > 0 && compound.isFileName { return true }
        // HTTP/1.1
        if compound.slashCount == 1 && compound.shape.contains(.upper) && !compound.shape.contains(.lower) { return false }
        if text.byte(compound.range.upperBound) == 0x2F { return true }
        if !rules.isProse && !quotes.isOpen && compound.slashCount < 2 {
            return compound.shape.contains(.underscore) && compound.range.count > 6
        }
        if compound.slashCount >= 2 {
            return compound.range.count > 6 && !compound.shape.contains(.upper) || compound.shape.contains(.digit)
        }
        return compound.shape.contains(.underscore) || compound.shape.contains(.digit) && compound.range.count > 6
            || KnownEndings.folders.contains(compound.first.hash)
    }

    /// A path goes on over a last slash.
    private mutating func pathEnd(_ stop: Int) -> Int { text.byte(stop) == 0x2F ? stop &+ 1 : stop }

    /// Takes the path that begins at `start`, which is a slash, a dot or a tilde. Returns where to go on.
    mutating func takePath(_ start: Int) -> Int {
        var at = start
        var letterCount = 0
        while at < text.end {
            let byte = text.bytes[at]
            if text.isWordByte(at) {
                letterCount &+= 1
                at &+= 1
            } else if byte == 0x2F || byte == 0x2D || byte == 0x2E || byte == 0x7E || byte >= 0x80 && byte < 0xC0 {
                at &+= 1
            } else if (byte == 0x3A || byte == 0x40 || byte == 0x2B || byte == 0x25) && text.isWordByte(at &+ 1) && !text.isDigit(at &+ 1) {
                at &+= 1
            } else if byte == 0x3A && text.isDigit(at &+ 1) && text.isDigit(start &+ 1) {
                at &+= 1
            } else {
                break
            }
        }
        while at > start &+ 1, text.bytes[at &- 1] == 0x2E || text.bytes[at &- 1] == 0x2D { at &-= 1 }
        workCount &+= at &- start
        // /ˈdweɪn/ says how a name sounds.
        let isPhonetic = rules.isProse && at > start &+ 1 && text.bytes[at &- 1] == 0x2F && text.bytes[start..<at].contains { $0 >= 0x80 }
        guard letterCount > 1, !isPhonetic else {
            gap.insert(.mark)
            return start &+ 1
        }
        let isAddress =
            text.isDigit(start &+ 1) && text.bytes[(start &+ 1)..<at].allSatisfy { $0.isDigit || $0 == 0x2E || $0 == 0x3A || $0 == 0x2F }
        let range = isAddress ? (start &+ 1)..<at : start..<at
        takeFact(isAddress ? .url : .path, range, textHash(range))
        return at
    }

    /// `C:\Users\x`
    mutating func takeWindowsPath(from start: Int) -> Int {
        var at = start &+ 2
        while at < text.end,
            text.isWordByte(at) || text.bytes[at] == 0x5C || text.bytes[at] == 0x2E || text.bytes[at] == 0x2D || text.bytes[at] >= 0x80
        { at &+= 1 }
        while text.bytes[at &- 1] == 0x2E { at &-= 1 }
        takeFact(.path, start..<at, textHash(start..<at))
        return at
    }

    /// Takes the URL that begins at `start`, up to white space or a mark that cannot be in one. Returns where to go on.
    mutating func takeURL(from start: Int) -> Int {
        var at = start
        var openCount = 0
        scan: while at < text.end {
            switch text.bytes[at] {
            case 0...0x20, 0x22, 0x3C, 0x3E, 0x60, 0x7C, 0x5C, 0x5E, 0x7B, 0x7D, 0x7F: break scan
            case 0x28: openCount &+= 1
            case 0x29:
                if openCount == 0 { break scan }
                openCount &-= 1
            case 0x5D, 0x5B: break scan
            case 0xE3, 0xEF:
                // East Asian punctuation and full-width forms end it.
                break scan
            default: break
            }
            at &+= 1
        }
        while at > start &+ 1, Self.urlTail.contains(text.bytes[at &- 1]) { at &-= 1 }
        workCount &+= at &- start
        takeFact(.url, start..<at, textHash(start..<at))
        return at
    }

    private static let urlTail: [UInt8] = Array(".,;:!?'*_\"".utf8)

    /// Takes `name@host`; false when it is no address.
    mutating func takeAddress(_ compound: Compound) -> Bool {
        guard compound.joints.contains(.dot), compound.shape.hasLetter, !compound.joints.contains(.slash) else { return false }
        takeFact(.url, compound.range, compound.hash)
        return true
    }
}
