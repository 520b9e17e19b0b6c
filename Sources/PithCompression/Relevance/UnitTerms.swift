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
    /// The terms of each unit that begin with a capital or are numbers of three or four digits, without stop words, each once: names, years, first words.
    private(set) var names: [[UInt64]] = []
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
    private var capitals = HolderCounts()

    private static let openingTermCount = 12
    /// About what a word takes with the space behind it.
    private static let bytesOfWord = 5

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
        own.reserveCapacity(range.count / Self.bytesOfWord)
        if lexicon.vectors != nil { ownWords.reserveCapacity(range.count / Self.bytesOfWord) }
        var ownNames: [UInt64] = []
        var signReader = AnswerSignReader()
        var headTermCount = 0
        let hasHead = title.headEnd > title.range.lowerBound
        var scanner = WordScanner(bytes, range)
        while scanner.next() {
            let isInHead = scanner.start < title.headEnd && range.lowerBound <= title.range.lowerBound
            let isName = scanner.beginsWithCapital || Self.isYear(scanner)
            let isTitle = title.range.contains(scanner.start)
            Terms.forEach(of: scanner) { term in
                own.append(term)
                guard isName || isTitle, !Terms.stopWords.contains(term) else { return }
                if isName, capitals.add(term, of: terms.count) { ownNames.append(term) }
                if isTitle { titles[block].insert(term) }
            }
            let word = lexicon.number(of: scanner)
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
        names.append(ownNames)
        signs.append(signReader.signs)
    }

    private static func isYear(_ word: WordScanner) -> Bool {
        word.beginsWithDigit && (3...4).contains(word.byteCount) && word.folded.allSatisfy { $0 &- 0x30 < 10 }
    }

    /// Words that open most blocks belong to the form, not to the matter.
    private mutating func leaveOutCommonOpenings() {
        let count = openings.count
        guard count >= 4 else { return }
        var terms = HolderCounts(), words = HolderCounts()
        for block in 0..<count {
            for term in openings[block] { terms.add(term, of: block) }
            for word in titleWords[block] { words.add(UInt64(word), of: block) }
        }
        for block in 0..<count {
            openings[block].removeAll { 2 * terms[$0] > count }
            titleWords[block].removeAll { 2 * words[UInt64($0)] > count }
        }
        for unit in names.indices { names[unit].removeAll { 2 * terms[$0] > count } }
    }
}
