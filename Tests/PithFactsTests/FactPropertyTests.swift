import PithPrompt
import PithTestSupport
import Testing

@testable import PithFacts

/// What holds for every input, whoever sent it.
struct FactPropertyTests {
    /// Characters that the scanner treats apart, so that random text meets its branches.
    private static let pieces: [String] =
        [
            "2026-12-09", "T03:40:00Z", "1,250", "$", "€", "%", "v9.1.2-rc3", "0x", "e-5", "30ms", ":", "::", "://", "http", "a@b.c", "/",
            "./", "../", "~/",
            "C:\\", "\"", "'", "`", "```", "“", "”", "„", "«", "»", "「", "」", "don't", "n'", "not", "ne", "pas", "never", "no", "at",
            "most", "December",
            "9", "th", "de", "of", "Monday", "three", "one", "million", "Dr", ".", ". ", "!", "A", "Smith", "ERROR", "ValueError:",
            "[error]", "INFO", "failed",
            "--flag", "-", "+", "#", "@@", "\n", "\n\n", "\r\n", " ", "\t", "\u{A0}", "\u{202F}", "不", "要", "禁止", "除非", "ません", "カタカナ", "年",
            "٣", "ß", "İ", "\u{301}",
            "\u{200D}", "{", "}", "[", "]", ",", "\\u00e9", "\\ud83d", "\\\"", "\\n", "|", "=", "true", "null", "10.0.0.1", "fe80::1",
            "x_1", "camelCase", "MAX_N",
        ]

    @Test(arguments: SegmentKind.allCases) func factsOfAnyBytesAreInBoundsAndInOrder(_ kind: SegmentKind) {
        for seed in 0..<300 {
            var random = SplitMix64(seed: UInt64(seed))
            let bytes: [UInt8]
            switch seed % 3 {
            case 0: bytes = randomBytes(count: random.number(0...400), using: &random)
            case 1: bytes = (0..<random.number(0...80)).flatMap { _ in Array(random.pick(Self.pieces).utf8) }
            default: bytes = Array(randomText(count: 500, using: &random).utf8)
            }
            let lower = random.number(0...bytes.count)
            let range = random.oneIn(3) ? lower..<random.number(lower...bytes.count) : 0..<bytes.count
            let facts = FactExtractor().facts(in: bytes, range: range, kind: kind)
            #expect(facts.allSatisfy { !$0.range.isEmpty && range.contains($0.range) }, "seed \(seed)")
            #expect(zip(facts, facts.dropFirst()).allSatisfy { $0.range.lowerBound <= $1.range.lowerBound }, "seed \(seed)")
        }
    }

    /// So the facts of a stretch may be kept while its bytes and those are the same.
    @Test(arguments: SegmentKind.allCases) func factsDependOnTheRangeAndTheBytesBeforeItThatCount(_ kind: SegmentKind) {
        for seed in 0..<300 {
            var random = SplitMix64(seed: UInt64(seed))
            func text(_ count: Int) -> [UInt8] { (0..<random.number(0...count)).flatMap { _ in Array(random.pick(Self.pieces).utf8) } }
            let before = text(10), own = text(30)
            let lead = before.suffix(FactExtractor.lookBack)
            let bytes = before + own + text(10)
            let range = before.count..<before.count + own.count
            let other = (before.count > lead.count ? text(10) : []) + lead
            guard other.count > lead.count || other.count == before.count else { continue }
            let moved = FactExtractor().facts(in: other + own + text(10), range: other.count..<other.count + own.count, kind: kind)
            let distance = range.lowerBound - other.count
            let back = moved.map {
                Fact(
                    kind: $0.kind, range: $0.range.lowerBound + distance..<$0.range.upperBound + distance, key: $0.key,
                    looseKey: $0.looseKey)
            }
            #expect(FactExtractor().facts(in: bytes, range: range, kind: kind) == back, "seed \(seed)")
            #expect(FactExtractor().facts(in: bytes, range: range, kind: FactExtractor.kindRead(as: kind)) == back, "seed \(seed)")
        }
    }

    @Test func workGrowsWithLengthAndNoFaster() {
        let hostile = [
            "a/", "a-", "1:", "\"", "'x ", "a.b@", "https://", "((", "not ", "Aa ", "1,", "の", "不", "{\"a\":", "\\\"", "ERROR ", "9 of ",
            "A. ", "x_", "«",
        ]
        for kind in [SegmentKind.prose, .code, .log, .json, .search, .diff, .table] {
            for piece in hostile {
                let small = Array(String(repeating: piece, count: 500).utf8), large = Array(String(repeating: piece, count: 5000).utf8)
                let few = FactExtractor().measuredFacts(in: small, range: 0..<small.count, kind: kind).workCount
                let many = FactExtractor().measuredFacts(in: large, range: 0..<large.count, kind: kind).workCount
                #expect(many <= 11 * few + 1000, "\(kind.rawValue) \(piece): \(few) for 500, \(many) for 5000")
                #expect(many <= 12 * large.count, "\(kind.rawValue) \(piece): \(many) for \(large.count) bytes")
            }
        }
    }
}
