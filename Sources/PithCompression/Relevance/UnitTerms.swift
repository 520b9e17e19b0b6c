// The words of the units of a prompt, read once for all features: terms for matching, words for their meaning, signs of what a question may ask
// for, and per block its opening and its title.

import PithPrompt

/// The terms and words of every unit and block.
struct UnitTerms {
    /// The terms of each unit, in order.
    private(set) var terms: [[UInt64]] = []
    /// How many of them, the first ones, belong to the head of its block ("Document [3] (Title: …)").
    private(set) var headTermCounts: [Int] = []
    /// What each unit has beside its head that a question may ask for.
    private(set) var signs: [AnswerSigns] = []
    /// The terms of each unit that begin with a capital or are numbers of three or four digits, without stop words: names, years, first words.
    private(set) var names: [Set<UInt64>] = []
    /// The words of each unit beside its head, in order, as numbers of `lexicon`.
    private(set) var words: [[Int32]] = []
    private(set) var blockTerms: [[UInt64]] = []
    /// The first terms of each block, without those that open most blocks ("Document", "Title").
    private(set) var openings: [[UInt64]] = []
    /// The words of the title in the head of each block; its first words where it has no head.
    private(set) var titleWords: [[Int32]] = []
    /// What each block is about, by its own telling: the terms of its title, its heading, or the name that its first sentence begins with.
    private(set) var titles: [Set<UInt64>] = []
    private(set) var lexicon: WordLexicon

    private static let openingTermCount = 12

    init(_ index: UnitIndex, lexicon: WordLexicon) {
        self.lexicon = lexicon
        var title = BlockTitle(range: 0..<0, headEnd: 0)
        for (unit, block) in zip(index.units, index.blocks) {
            let bytes = index.prompt.views[unit.view].bytes
            if blockTerms.count <= block {
                title = BlockTitle(in: bytes, unit.range)
                while blockTerms.count <= block { appendBlock() }
            }
            read(unit.range, of: bytes, block, title)
        }
        leaveOutCommonOpenings()
    }

    private mutating func appendBlock() {
        blockTerms.append([])
        openings.append([])
        titleWords.append([])
        titles.append([])
    }

    private mutating func read(_ range: Range<Int>, of bytes: [UInt8], _ block: Int, _ title: BlockTitle) {
        var own: [UInt64] = []
        var ownWords: [Int32] = []
        var capitals: Set<UInt64> = []
        var signReader = AnswerSignReader()
        var headTermCount = 0
        let hasHead = title.headEnd > title.range.lowerBound
        var scanner = WordScanner(bytes, range)
        while scanner.next() {
            let isInHead = scanner.start < title.headEnd && range.lowerBound <= title.range.lowerBound
            let isName = scanner.beginsWithCapital || Self.isYear(scanner.folded)
            let isTitle = title.range.contains(scanner.start)
            Terms.forEach(of: scanner) { term in
                own.append(term)
                guard isName || isTitle, !Terms.stopWords.contains(term) else { return }
                if isName { capitals.insert(term) }
                if isTitle { titles[block].insert(term) }
            }
            let word = lexicon.number(of: scanner.folded)
            if word >= 0, isInHead ? isTitle : !hasHead && titleWords[block].count < Self.openingTermCount {
                titleWords[block].append(word)
            }
            guard !isInHead else {
                headTermCount = own.count
                continue
            }
            if word >= 0 { ownWords.append(word) }
            signReader.read(scanner)
        }
        blockTerms[block].append(contentsOf: own)
        openings[block].append(contentsOf: own.prefix(Self.openingTermCount - openings[block].count))
        terms.append(own)
        headTermCounts.append(headTermCount)
        words.append(ownWords)
        names.append(capitals)
        signs.append(signReader.signs)
    }

    private static func isYear(_ word: [UInt8]) -> Bool { (3...4).contains(word.count) && word.allSatisfy { $0 &- 0x30 < 10 } }

    /// Words that open most blocks belong to the form, not to the matter.
    private mutating func leaveOutCommonOpenings() {
        let count = openings.count
        guard count >= 4 else { return }
        var blocksWithTerm: [UInt64: Int] = [:], blocksWithWord: [Int32: Int] = [:]
        for block in 0..<count {
            for term in Set(openings[block]) { blocksWithTerm[term, default: 0] += 1 }
            for word in Set(titleWords[block]) { blocksWithWord[word, default: 0] += 1 }
        }
        for block in 0..<count {
            openings[block].removeAll { 2 * blocksWithTerm[$0, default: 0] > count }
            titleWords[block].removeAll { 2 * blocksWithWord[$0, default: 0] > count }
        }
        let common = Set(blocksWithTerm.filter { 2 * $0.value > count }.keys)
        for unit in names.indices { names[unit].subtract(common) }
    }
}
