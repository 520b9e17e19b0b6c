// The words of the units of a prompt, read once for all features: terms for matching, words for their meaning, signs of what a question may ask
// for, and per block its opening and its title.

import PithPrompt

/// The terms and words of every unit and block, as numbers of `table`.
struct UnitTerms {
    /// The terms of each unit, in order.
    private(set) var terms = NumberLists()
    /// How many of them, the first ones, belong to the head of its block ("Document [3] (Title: …)").
    private(set) var headTermCounts: [Int] = []
    /// What each unit has beside its head that a question may ask for.
    private(set) var signs: [AnswerSigns] = []
    /// The terms of each unit that begin with a capital or are numbers of three or four digits, without stop words, each once: names, years, first words.
    private(set) var names = NumberLists()
    /// The words of each unit beside its head, in order, as numbers of the lexicon.
    private(set) var words = NumberLists()
    /// The terms of each block.
    private(set) var blockTerms = NumberLists()
    /// The first terms of each block, without those that open most blocks ("Document", "Title").
    private(set) var openings = NumberLists()
    /// The words of the title in the head of each block; its first words where it has no head.
    private(set) var titleWords = NumberLists()
    /// What each block is about, by its own telling, each once: the terms of its title, its heading, or the name that its first sentence begins with. By
    /// their hashes, so that sums over them never vary.
    private(set) var titles = NumberLists()
    private(set) var table: WordTable
    private var capitals = HolderCounts()

    private static let openingTermCount = 12

    init(_ index: UnitIndex, table: WordTable) {
        self.table = table
        var title = BlockTitle(range: 0..<0, headEnd: 0)
        var blockEnds: [Int] = []
        var titleTerms: [Int32] = []
        for (unit, block) in zip(index.units, index.blocks) {
            let bytes = index.prompt.views[unit.view].bytes
            while blockEnds.count <= block {
                if !blockEnds.isEmpty { endBlock(&titleTerms) }
                title = BlockTitle(in: bytes, unit.range)
                blockEnds.append(terms.numbers.count)
            }
            read(unit.range, of: bytes, title, &titleTerms)
            blockEnds[block] = terms.numbers.count
        }
        if !blockEnds.isEmpty { endBlock(&titleTerms) }
        blockTerms = NumberLists(terms.numbers, ends: blockEnds)
        leaveOutCommonOpenings()
    }

    private mutating func endBlock(_ titleTerms: inout [Int32]) {
        openings.endList()
        titleWords.endList()
        titleTerms.sort { table.termHashes[Int($0)] < table.termHashes[Int($1)] }
        var latest: Int32 = -1
        for term in titleTerms where term != latest {
            titles.append(term)
            latest = term
        }
        titles.endList()
        titleTerms.removeAll(keepingCapacity: true)
    }

    private mutating func read(_ range: Range<Int>, of bytes: [UInt8], _ title: BlockTitle, _ titleTerms: inout [Int32]) {
        let unit = terms.count
        var signReader = AnswerSignReader()
        var headEnd = terms.start
        let hasHead = title.headEnd > title.range.lowerBound
        var scanner = WordScanner(bytes, range)
        while scanner.next() {
            let word = table.word(of: scanner)
            let isInHead = scanner.start < title.headEnd && range.lowerBound <= title.range.lowerBound
            let isName = scanner.beginsWithCapital || word.isYear
            let isTitle = title.range.contains(scanner.start)
            if word.term >= 0 {
                take(word.term, of: unit, isName: isName, isTitle: isTitle, &titleTerms)
            } else {
                Terms.forEach(of: scanner) { take(table.number(of: $0), of: unit, isName: isName, isTitle: isTitle, &titleTerms) }
            }
            if word.vector >= 0, isInHead ? isTitle : !hasHead && titleWords.numbers.count - titleWords.start < Self.openingTermCount {
                titleWords.append(word.vector)
            }
            guard !isInHead else {
                headEnd = terms.numbers.count
                continue
            }
            if word.vector >= 0 { words.append(word.vector) }
            signReader.read(word.role, beginsWithCapital: scanner.beginsWithCapital)
        }
        headTermCounts.append(headEnd - terms.start)
        terms.endList()
        words.endList()
        names.endList()
        signs.append(signReader.signs)
    }

    @inline(__always) private mutating func take(_ term: Int32, of unit: Int, isName: Bool, isTitle: Bool, _ titleTerms: inout [Int32]) {
        terms.append(term)
        if openings.numbers.count - openings.start < Self.openingTermCount { openings.append(term) }
        guard isName || isTitle, !table.isStopWord(term) else { return }
        if isName, capitals.add(term, of: unit) { names.append(term) }
        if isTitle { titleTerms.append(term) }
    }

    /// Words that open most blocks belong to the form, not to the matter.
    private mutating func leaveOutCommonOpenings() {
        let count = openings.count
        guard count >= 4 else { return }
        var holders = HolderCounts(numberCount: table.termCount), wordHolders = HolderCounts(numberCount: table.lexicon.count)
        for block in 0..<count {
            for term in openings[block] { holders.add(term, of: block) }
            for word in titleWords[block] { wordHolders.add(word, of: block) }
        }
        openings = openings.filtered { 2 * holders[$0] <= count }
        titleWords = titleWords.filtered { 2 * wordHolders[$0] <= count }
        names = names.filtered { 2 * holders[$0] <= count }
    }
}
