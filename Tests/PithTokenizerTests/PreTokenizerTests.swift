// Every pre-tokenizer against the expressions it was published as: character by character, and 64 bytes at a time.

import PithBPE
import PithVocabulary
import Testing

@testable import PithTokenizer

@Suite struct PreTokenizerTests {
    /// What only some of them care about, besides `DifferentialTests.parts`.
    static let parts =
        DifferentialTests.parts + [
            "\u{1}", "\u{7f}", "\u{ad}", "\u{200b}", "\u{e000}", "\u{378}", "・", "゠", "ー", "ぁ", "\u{3040}", "\u{3099}", "龥", "龦", "㐀", "豈",
            "。", "、",
            "「", "\u{b}", "\u{c}", "\u{1c}", "１", "²", "ª", "\u{903}", "ﾞ", "ſ", "K", "İ", "ŉ", "'ſ", "＇", "\u{e0100}", "1234", "漢字かな",
            "abc", "ABC", "^", "~",
            "$", "+", "<", "=", ">", "`", "|", "@", "#", "%", "&", "*", "[", "]", ":", "?",
        ]

    @Test(arguments: PreTokenizerKind.all.map(\.name)) func piecesAreThoseOfThePublishedExpressions(_ name: String) throws {
        let kind = try #require(PreTokenizerKind.named(name))
        for patterns in kind.patterns {
            let matchers = patterns.map { PatternMatcher($0) }
            for seed in 1...(CaseFiles.isExhaustive ? 100_000 : 3_000) as ClosedRange<UInt64> {
                let text = randomText(seed)
                let expected = PatternMatcher.pieces(Array(text.unicodeScalars), by: matchers).map { range in
                    Array(text.unicodeScalars)[range].reduce(0) { $0 + UTF8.width($1) }
                }
                let slow = lengths(text, kind.cutter, inBlocks: false), fast = lengths(text, kind.cutter, inBlocks: true)
                #expect(slow == expected, "\(name), seed \(seed): \(text.debugDescription)")
                #expect(fast == expected, "\(name) in blocks, seed \(seed): \(text.debugDescription)")
                if slow != expected || fast != expected { return }
            }
        }
    }

    @Test func everyExpressionIsRecognised() throws {
        for kind in PreTokenizerKind.all {
            for patterns in kind.patterns { #expect(PreTokenizerKind.published(as: patterns)?.name == kind.name) }
        }
        #expect(PreTokenizerKind.named(#"\w+|\W+"#) == nil)
    }

    private func randomText(_ seed: UInt64) -> String {
        var random = SeededGenerator(seed: seed)
        let usesASCII = seed % 3 == 0
        let partCount = Int.random(in: 1...(seed % 4 == 0 ? 120 : 16), using: &random)
        return (0..<partCount).map { _ in
            let part = Self.parts.randomElement(using: &random) ?? ""
            return usesASCII && !part.utf8.allSatisfy { $0 < 128 } ? "x" : part
        }.joined()
    }

    private func lengths<Cutter: PreTokenizer>(_ text: String, _: Cutter.Type, inBlocks: Bool) -> [Int] {
        Array(text.utf8).withUnsafeBufferPointer { buffer in
            let text = TextBytes(buffer)
            if inBlocks {
                var walk = PieceWalk<Cutter, RecordingSink>(RecordingSink())
                walk.run(text, PieceCounter(Vocabulary.r50kBase.table, largestCacheBits: 10))
                return walk.sink.lengths
            }
            var lengths: [Int] = []
            var place = 0
            while place < text.count {
                let end = Cutter.pieceEnd(text, from: place)
                lengths.append(end - place)
                place = end
            }
            return lengths
        }
    }
}

/// Notes the lengths of pieces.
private struct RecordingSink: PieceSink {
    var lengths: [Int] = []
    var tokenCount: Int { 0 }
    var isFull: Bool { false }
    mutating func add(_ text: TextBytes, at start: Int, length: Int) { lengths.append(length) }
    mutating func drain(_ text: TextBytes) {}
}
