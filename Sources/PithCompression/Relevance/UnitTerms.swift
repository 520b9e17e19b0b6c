// The words of the units of a prompt, read once for all features: terms for matching, words for their meaning, and per block its opening and
// its title.

import PithPrompt

/// The terms and words of every unit and block.
struct UnitTerms {
    /// The terms of each unit, in order.
    private(set) var terms: [[UInt64]] = []
    /// The terms of each unit that begin with a capital or are numbers of three or four digits, without stop words: names, years, first words.
    private(set) var names: [Set<UInt64>] = []
    /// The words of each unit, in order, as numbers of `lexicon`.
    private(set) var words: [[Int32]] = []
    private(set) var blockTerms: [[UInt64]] = []
    /// The first terms of each block, and its first words, without those that open most blocks ("Document", "Title").
    private(set) var openings: [[UInt64]] = []
    private(set) var openingWords: [[Int32]] = []
    /// What each block is about, by its own telling: the terms of its title, its heading, or the name that its first sentence begins with.
    private(set) var titles: [Set<UInt64>] = []
    private(set) var lexicon: WordLexicon

    private static let openingTermCount = 12

    init(_ index: UnitIndex, lexicon: WordLexicon) {
        self.lexicon = lexicon
        var titleRange = 0..<0
        for (unit, block) in zip(index.units, index.blocks) {
            let bytes = index.prompt.views[unit.view].bytes
            if blockTerms.count <= block {
                titleRange = BlockTitle.range(in: bytes, unit.range)
                while blockTerms.count <= block { appendBlock() }
            }
            read(unit.range, of: bytes, block, titleRange)
        }
        leaveOutCommonOpenings()
    }

    private mutating func appendBlock() {
        blockTerms.append([])
        openings.append([])
        openingWords.append([])
        titles.append([])
    }

    private mutating func read(_ range: Range<Int>, of bytes: [UInt8], _ block: Int, _ titleRange: Range<Int>) {
        var own: [UInt64] = []
        var ownWords: [Int32] = []
        var capitals: Set<UInt64> = []
        var scanner = WordScanner(bytes, range)
        while scanner.next() {
            let isName = scanner.beginsWithCapital || Self.isYear(scanner.folded)
            let isTitle = titleRange.contains(scanner.start)
            Terms.forEach(of: scanner) { term in
                own.append(term)
                guard isName || isTitle, !Terms.stopWords.contains(term) else { return }
                if isName { capitals.insert(term) }
                if isTitle { titles[block].insert(term) }
            }
            let word = lexicon.number(of: scanner.folded)
            if word >= 0 { ownWords.append(word) }
        }
        blockTerms[block].append(contentsOf: own)
        openings[block].append(contentsOf: own.prefix(Self.openingTermCount - openings[block].count))
        openingWords[block].append(contentsOf: ownWords.prefix(Self.openingTermCount - openingWords[block].count))
        terms.append(own)
        words.append(ownWords)
        names.append(capitals)
    }

    private static func isYear(_ word: [UInt8]) -> Bool { (3...4).contains(word.count) && word.allSatisfy { $0 &- 0x30 < 10 } }

    /// Words that open most blocks belong to the form, not to the matter.
    private mutating func leaveOutCommonOpenings() {
        let count = openings.count
        guard count >= 4 else { return }
        var blocksWithTerm: [UInt64: Int] = [:], blocksWithWord: [Int32: Int] = [:]
        for block in 0..<count {
            for term in Set(openings[block]) { blocksWithTerm[term, default: 0] += 1 }
            for word in Set(openingWords[block]) { blocksWithWord[word, default: 0] += 1 }
        }
        for block in 0..<count {
            openings[block].removeAll { 2 * blocksWithTerm[$0, default: 0] > count }
            openingWords[block].removeAll { 2 * blocksWithWord[$0, default: 0] > count }
        }
        let common = Set(blocksWithTerm.filter { 2 * $0.value > count }.keys)
        for unit in names.indices { names[unit].subtract(common) }
    }
}

/// Where a block says what it is about.
enum BlockTitle {
    private static let maximumByteCount = 200
    private static let connectors: [[UInt8]] = ["of", "the", "and", "de", "von", "for", "in"].map { Array($0.utf8) }

    /// The bytes of the title of the block that begins with `range`: what follows "Title:", a Markdown heading, or the run of capitalised words
    /// that it begins with. Cost: at most some hundred bytes are read.
    static func range(in bytes: [UInt8], _ range: Range<Int>) -> Range<Int> {
        let limit = min(range.upperBound, range.lowerBound + maximumByteCount)
        if let start = afterMark(bytes, range.lowerBound..<min(limit, range.lowerBound + 64)) {
            return start..<titleEnd(bytes, start, limit)
        }
        if range.lowerBound < limit, bytes[range.lowerBound] == 0x23 {
            return range.lowerBound..<(bytes[range.lowerBound..<limit].firstIndex(where: isLineEnd) ?? limit)
        }
        return range.lowerBound..<leadingNameEnd(bytes, range.lowerBound..<limit)
    }

    private static func afterMark(_ bytes: [UInt8], _ range: Range<Int>) -> Int? {
        let mark = Array("title:".utf8)
        guard range.count > mark.count else { return nil }
        for start in range.lowerBound..<range.upperBound - mark.count
        where zip(bytes[start...], mark).allSatisfy({ $0 == $1 || $0 | 0x20 == $1 }) { return start + mark.count }
        return nil
    }

    /// The end of the line, or the bracket that closes one opened before the title.
    private static func titleEnd(_ bytes: [UInt8], _ start: Int, _ limit: Int) -> Int {
        var depth = 0
        for at in start..<limit {
            if isLineEnd(bytes[at]) { return at }
            if bytes[at] == 0x28 { depth += 1 }
            if bytes[at] == 0x29 {
                if depth == 0 { return at }
                depth -= 1
            }
        }
        return limit
    }

    private static func leadingNameEnd(_ bytes: [UInt8], _ range: Range<Int>) -> Int {
        var scanner = WordScanner(bytes, range)
        var end = range.lowerBound
        for _ in 0..<8 {
            guard scanner.next() else { break }
            if scanner.beginsWithCapital || (0x30...0x39).contains(bytes[scanner.start]) {
                end = scanner.start + 1
            } else if !connectors.contains(scanner.folded) {
                break
            }
        }
        return end
    }
}
