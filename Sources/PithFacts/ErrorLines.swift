// Error lines: from the word that says it is one (ERROR, fatal:, [error], ValueError:, Traceback; in logs also "failed", "refused") to the line's end, so that
// the time and process before it do not count. The key is the message's words; `looseKey` leaves out those with digits, so lines of
// one template share it. The values in the line are facts of their own.

/// The error message of the line at hand, if it has one.
struct ErrorLine {
    private(set) var isOpen = false
    private(set) var range = 0..<0
    private(set) var hash: UInt64 = 0
    private(set) var looseHash: UInt64 = 0
    /// The line says INFO or the like: "failed" in it is no error.
    var isCalm = false

    mutating func open(_ start: Int) { (isOpen, range, hash, looseHash) = (true, start..<start, 0, 0) }

    mutating func add(_ token: Token) {
        hash = chained(hash, token.hash)
        if !token.shape.contains(.digit) { looseHash = chained(looseHash, token.hash) }
        range = range.lowerBound..<max(range.upperBound, token.range.upperBound)
    }
}

extension FactScanner {
    /// Opens the line's error when `token` says it is one. Called before the token is taken.
    mutating func watchForError(_ token: Token) {
        guard !error.isOpen else { return }
        if token.entry.has(.calmLevel) {
            if !rules.isProse { error.isCalm = true }
            return
        }
        if isErrorLevel(token) || (rules.errors == .any && !error.isCalm && token.entry.has(.failure)) {
            error.open(token.range.lowerBound)
        }
    }

    private mutating func isErrorLevel(_ token: Token) -> Bool {
        let after = text.byte(token.range.upperBound), before = text.byte(token.range.lowerBound &- 1)
        if token.entry.has(.errorLevel) {
            if !token.shape.contains(.lower) || after == 0x3A || (before == 0x5B && after == 0x5D) || before == 0x3D { return true }
            // Traceback (most recent call last)
            return isLineStart && after == 0x20 && text.byte(token.range.upperBound &+ 1) == 0x28
        }
        guard token.shape.contains(.innerUpper), after == 0x3A else { return false }
        return text.ends(token.range, in: Self.errorSuffix, count: 5) || text.ends(token.range, in: Self.exceptionSuffix, count: 9)
    }

    private static let errorSuffix = Lexicon.hash("error")
    private static let exceptionSuffix = Lexicon.hash("exception")

    /// The line is over.
    mutating func endErrorLine() {
        if error.isOpen, !error.range.isEmpty {
            let seed = FactClass.error.seed
            insert(Fact(kind: .error, range: error.range, key: chained(seed, error.hash), looseKey: chained(~seed, error.looseHash)))
        }
        error = ErrorLine()
    }
}

extension ByteText {
    /// Whether the last `count` letters in `range`, in lower case, hash to `suffix`.
    fileprivate func ends(_ range: Range<Int>, in suffix: UInt64, count: Int) -> Bool {
        guard range.count >= count else { return false }
        var hash = TextHash()
        for at in (range.upperBound &- count)..<range.upperBound { hash.absorb(UInt64(bytes[at] | 0x20)) }
        return hash.value == suffix
    }
}
