import PithPrompt
import PithTestSupport
import Testing

@testable import PithCompression

/// BM25 by hand: two documents, one query word. N = 2, n = 1, idf = ln(1 + 1.5/1.5) = ln 2; length 2 of a mean of 2, so norm = 1.2.
@Test func bm25MatchesAValueWorkedOutByHand() {
    let scores = BM25.scores(of: NumberLists([0, 1, 2, 3], ends: [2, 4]), queryTermCount: 1)
    #expect(abs(scores[0] - 0.693_147_180_559_945 * 2.2 / 2.2) < 1e-12)
    #expect(scores[1] == 0)
}

@Test(
    arguments: [
        ("When did the harbour board meet?", [.date]),
        ("How many crates were lost?", [.number]),
        ("Who signed it, and in which year?", [.name, .date]),
        ("There are many ways to do this", []),
        ("Wie viele Züge fahren?", [.number]),
        ("Which city is that, in which state?", [.place]),
        ("Its state is poor", []),
        ("¿Cuándo llegó el barco?", [.date]),
    ] as [(String, Set<QuestionType>)])
func questionAsksFor(_ question: String, _ types: Set<QuestionType>) {
    #expect(QuestionType.asked(by: question) == types)
}

@Test(arguments: [
    ("Dr. Brandt left at 3.5 p.m. on Monday. She came back.", ["Dr. Brandt left at 3.5 p.m. on Monday. ", "She came back."]),
    ("One! \"Two?\" Three…  Four", ["One! ", "\"Two?\" ", "Three…  ", "Four"]),
    ("货物到了。请不要退款！金额是500元。", ["货物到了。", "请不要退款！", "金额是500元。"]),
    ("J. R. Smith wrote it. It sold.", ["J. R. Smith wrote it. ", "It sold."]),
    ("H.F. Beebe told of it. N.B. This is no order.", ["H.F. Beebe told of it. ", "N.B. This is no order."]),
    ("They live in the U.A.E. The ship left.", ["They live in the U.A.E. ", "The ship left."]),
    ("A line\nthat goes on\n\nAnother.", ["A line\nthat goes on\n\n", "Another."]),
])
func sentencesEndWhereTheyEnd(_ text: String, _ sentences: [String]) {
    let bytes = Array(text.utf8)
    let found = SentenceSplitter.sentences(in: bytes, 0..<bytes.count).map { String(decoding: bytes[$0], as: UTF8.self) }
    #expect(found == sentences)
}

@Test func secondHopFindsTheDocumentThatTheFirstOneNames() throws {
    let text = """
        Document [1] (Title: Kestrel Line) The Kestrel Line is a tram line in Harwick. It is run by Marlow Transit.

        Document [2] (Title: Osprey Line) The Osprey Line is a bus line in Denby. It has nine stops.

        Document [3] (Title: Marlow Transit) Marlow Transit is a company in Northgate. It was founded in 1931.
        """
    let prompt = try Prompt(parsing: Array(text.utf8), as: .text)
    let index = UnitIndex(prompt, options: CompressionOptions(), strategies: [SentenceSelection.self])
    let scores = QuestionRanker.scores(of: index, query: "When was the company that runs the Kestrel Line founded?")
    let texts = index.units.map { String(decoding: prompt.views[$0.view].bytes[$0.range], as: UTF8.self) }
    let founded = try #require(texts.firstIndex { $0.contains("1931") })
    let osprey = try #require(texts.firstIndex { $0.contains("nine stops") })
    #expect(scores[founded] > scores[osprey])
    #expect(scores.max() == 1)
}

@Test(
    arguments: [
        ("The Trams’ depot — “Zürich” (1931)", ["the", "trams", "depot", "zurich", "1931"]),
        ("É, é and e\u{301}; ＦＵＬＬ straße Ёлка", ["e", "e", "and", "e", "full", "strasse", "елка"]),
        ("don't_stop", ["don", "t", "stop"]), ("価格は500円", ["価格は", "500", "円"]), ("a\u{200D}b \u{FFFD}c", ["ab", "c"]),
    ] as [(String, [String])])
func wordsAreFolded(_ text: String, _ words: [String]) {
    let bytes = Array(text.utf8)
    var scanner = WordScanner(bytes, 0..<bytes.count)
    var found: [String] = []
    while scanner.next() { found.append(String(decoding: scanner.folded, as: UTF8.self)) }
    #expect(found == words)
}

@Test(arguments: [
    "Running", "flies", "missed", "boxes", "quickly", "trams", "glass", "table", "ready", "sing", "1931", "B2B", "a", "INGS", "house",
    "tied",
])
func termIsTheSameWhereverItsWordIsHashed(_ word: String) {
    // A zero-width joiner belongs to no word's letters, and has the word copied before it is hashed.
    #expect(Terms.all(in: Array(word.utf8)) == Terms.all(in: Array("\(word)\u{200D}".utf8)))
    #expect(Terms.all(in: Array(" \(word), ".utf8)) == Terms.all(in: Array(word.lowercased().utf8)))
}

@Test func brokenUTF8IsReadWithoutATrap() {
    for seed in 0..<200 as Range<UInt8> {
        let bytes = (0..<64).map { UInt8(truncatingIfNeeded: ($0 &* 151) ^ Int(seed) &* 89) }
        var scanner = WordScanner(bytes, 3..<61)
        while scanner.next() { #expect((3..<61).contains(scanner.start)) }
    }
}

@Test(arguments: [
    ("Document [1] (Title: Kestrel Line (Harwick)) The line is", " Kestrel Line (Harwick)"), ("# Trams\nIn 1931", "# Trams"),
    ("The House of Marlow owns it", "The House of M"), ("nothing of note", ""),
])
func blockSaysWhatItIsAbout(_ text: String, _ title: String) {
    let bytes = Array(text.utf8)
    #expect(String(decoding: bytes[BlockTitle(in: bytes, 0..<bytes.count).range], as: UTF8.self) == title)
}

/// Neither sentence has a word of the question; only one means what it asks for.
@Test func meaningFindsWhatWordsDoNot() throws {
    let prompt = try Prompt(
        parsing: Array("The harvest was poor because of the drought. A physician looked after the sick children.".utf8), as: .text)
    let index = UnitIndex(prompt, options: CompressionOptions(), strategies: [SentenceSelection.self])
    let query = "Which doctor treated ill kids?"
    let scores = QuestionRanker.scores(of: index, query: query)
    #expect(scores.count == 2 && scores[1] == 1 && scores[0] < 1)
    #expect(QuestionRanker.scores(of: index, query: query, vectors: nil) == [0, 0])
}

@Test func allocatorCountsAFactOnce() {
    // Units 0 and 1 say the same fact 0; unit 2 says the lighter fact 1. With 0 taken, 2 is worth more than 1.
    let values = UnitValues(factWeights: [10, 4], relevance: [0, 0, 0])
    let allocator = Allocator(facts: NumberLists([0, 0, 1], ends: [1, 2, 3]), tokenCounts: [10, 10, 10], values: values, covered: [])
    let order = allocator.order(of: 0..<3)
    #expect(order.units == [0, 2, 1])
    #expect(order.coveredWeight == [10, 14, 14])
    #expect(order.totalWeight == 14)
}

@Test func allocatorPrefersOneLargeUnitToASmallOneThatBlocksIt() {
    // Greedy takes the small dense unit first and has no room for the large one, which alone is worth far more.
    let values = UnitValues(factWeights: [3, 40], relevance: [0, 0])
    let allocator = Allocator(facts: NumberLists([0, 1], ends: [1, 2]), tokenCounts: [1, 200], values: values, covered: [])
    let order = allocator.order(of: 0..<2)
    #expect(order.units == [0, 1])
    #expect(allocator.compared(order, withBestSingleUnder: 200).units == [1, 0])
}

/// No sentence has a word of the question, so words alone find nothing.
@Test func vectorsCanBeLeftOut() throws {
    let text =
        "Harvests were poor in the drought of that year. A physician looked after the sick children. Nobody knows when the trams ran."
    let prompt = try Prompt(parsing: Array(text.utf8), as: .text)
    var options = CompressionOptions(mode: .budget(tokenCount: 14))
    options.query = "Which doctor treated ill kids?"
    func kept() throws -> String { String(decoding: try Compressor(options: options).compress(prompt).output, as: UTF8.self) }
    #expect(try kept().contains("physician"))
    options.usesWordVectors = false
    #expect(try !kept().contains("physician"))
}

@Test(
    arguments: [
        ("It opened in Harwick in May.", [.place, .date]), ("He left the house at noon.", []),
        ("In 1931 it had 12 rooms", [.number, .date]),
        ("Er kam aus dem Norden", [.place]), ("from the old mill", []),
    ] as [(String, AnswerSigns)])
func signsOfAnswersAreReadOffWords(_ text: String, _ signs: AnswerSigns) {
    let bytes = Array(text.utf8)
    var scanner = WordScanner(bytes, 0..<bytes.count), reader = AnswerSignReader()
    while scanner.next() { reader.read(AnswerRole(scanner), beginsWithCapital: scanner.beginsWithCapital) }
    #expect(reader.signs == signs)
}

@Test(arguments: 0..<60) func termsAreThoseOfTheScanner(seed: UInt64) {
    let bytes = randomInput(seed % 2 == 0 ? .brokenText : .text, size: 2000, seed: seed)
    var random = SplitMix64(seed: seed)
    for _ in 0..<20 {
        let start = random.number(0...bytes.count), range = start..<random.number(start...bytes.count)
        var found: [UInt64] = [], scanned: [UInt64] = []
        Terms.forEachWord(in: bytes, range) { found += [$0, UInt64($1)] }
        var words = WordScanner(bytes, range)
        while words.next() { Terms.forEach(of: words) { scanned += [$0, UInt64(words.start)] } }
        #expect(found == scanned, "seed \(seed), \(range)")
    }
}
