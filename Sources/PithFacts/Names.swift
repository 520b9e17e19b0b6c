// Names: capitalised words where a sentence does not ask for a capital, taken together while they follow each other ("Priya Venkataraman",
// "Bank of England"). A single capitalised word at a sentence's start is left to the words; German, which capitalises every noun, counts only
// sequences, initials and inner capitals.

/// A name that may go on with the next word.
struct PendingName {
    var range: Range<Int>
    var hash: UInt64
    var wordCount = 1
    var startsSentence: Bool
    /// Capitals inside or throughout: a name even at a sentence's start.
    var isMarked: Bool
    /// A connector ("of", "van") seen since the last capitalised word, with the hash so far.
    var connectors: (hash: UInt64, count: Int)?
    var endsInInitial: Bool
}

extension FactScanner {
    /// Shows a word to the name before it, or starts one with it.
    mutating func takeForName(_ token: Token) {
        let isCapitalised = token.shape.contains(.startsUpper)
        if var pending = name {
            var near: Gap = [.space, .hyphen, .apostrophe]
            if pending.endsInInitial { near.insert(.dot) }
            let isNear = gap.isSubset(of: near)
            if isNear && isCapitalised && !token.entry.has(.stop) && (!token.entry.has(.month) || pending.connectors != nil) {
                pending.hash = chained(pending.connectors?.hash ?? pending.hash, token.hash)
                pending.connectors = nil
                pending.range = pending.range.lowerBound..<token.range.upperBound
                pending.wordCount &+= 1
                pending.endsInInitial = isInitial(token)
                name = pending
                return
            }
            let connects = token.entry.has(.connector) || (isCapitalised && token.entry.has(.stop))
            if isNear && connects && (pending.connectors?.count ?? 0) < 2 {
                let before = pending.connectors ?? (pending.hash, 0)
                pending.connectors = (chained(before.hash, token.hash), before.count + 1)
                name = pending
                return
            }
            endName()
        }
        guard isCapitalised, !isHeading, !token.entry.has(.stop), !token.entry.has(.modal), !token.entry.has(.calmLevel),
            !token.entry.has(.negation) || token.entry.negatesSoftly, !token.entry.has(.clock), !token.entry.has(.currency),
            !token.entry.has(.errorLevel)
        else { return }
        let isInitial = isInitial(token)
        if isSingleLetter(token) && !isInitial && text.byte(token.range.upperBound) != 0x2D { return }
        if isSentenceStart && token.entry.has(.opener) { return }
        // "Title: …", "Note: …": a label.
        if text.byte(token.range.upperBound) == 0x3A && text.isSpaceOrEnd(token.range.upperBound &+ 1) { return }
        let isAcronym = !token.shape.contains(.lower) && token.range.count > 1 && token.range.count <= 6
        name = PendingName(
            range: token.range, hash: chained(0, token.hash), startsSentence: isSentenceStart,
            isMarked: isAcronym || token.shape.contains(.innerUpper), endsInInitial: isInitial || token.entry.has(.title))
    }

    private mutating func isInitial(_ token: Token) -> Bool { isSingleLetter(token) && text.byte(token.range.upperBound) == 0x2E }

    private mutating func isSingleLetter(_ token: Token) -> Bool {
        token.range.count <= 4 && text.scalar(at: token.range.lowerBound).length == token.range.count
    }

    /// Writes the waiting name down if it is one.
    mutating func endName() {
        guard let pending = name else { return }
        name = nil
        if pending.wordCount > 8 { return }
        if pending.wordCount == 1 && !pending.isMarked {
            if pending.startsSentence || pending.endsInInitial || languages.leading == Language.german.bit { return }
        }
        insert(Fact(kind: .name, range: pending.range, key: chained(FactClass.name.seed, pending.hash)))
    }
}
