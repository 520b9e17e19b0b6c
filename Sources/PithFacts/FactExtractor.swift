// Finds the facts of a text: one pass, no model. How is told in FactScanner.

import PithPrompt

/// Finds facts in text.
///
/// A fact's key is made from what it says, not from how it is laid out: `"total": 98431.77` has the same key pretty-printed, minified, or as a cell
/// under the head `total`. Documentation/Facts.md has the classes and their keys.
public struct FactExtractor: Sendable {
    public init() {}

    /// What is found in a range depends on its bytes and on so many before it, on none behind it.
    package static let lookBack = 2

    /// The kind of text that is read as text of `kind` is: for equal bytes of both the same facts are found.
    package static func kindRead(as kind: SegmentKind) -> SegmentKind {
        switch kind {
        case .instruction, .markup: .prose
        case .example: .list
        case .reference: .table
        default: kind
        }
    }

    /// The facts in `range` of `bytes`, which is text of the given kind, in the order of their first bytes; of those that begin together the
    /// longest first. Facts may lie inside others. Bytes that are no UTF-8 are passed over. Cost: linear, about 100 MB/s.
    public func facts(in bytes: [UInt8], range: Range<Int>, kind: SegmentKind) -> [Fact] {
        measuredFacts(in: bytes, range: range, kind: kind).facts
    }

    /// The hard ones among these facts: where text is read word by word, others are not even looked for.
    package func hardFacts(in bytes: [UInt8], range: Range<Int>, kind: SegmentKind) -> [Fact] {
        let found = measuredFacts(in: bytes, range: range, kind: kind, findsWords: false).facts
        return found.allSatisfy(\.kind.isHard) ? found : found.hard
    }

    /// The facts, and how many bytes were looked at to find them. Encoded data says nothing.
    package func measuredFacts(
        in bytes: [UInt8], range: Range<Int>, kind: SegmentKind, findsWords: Bool = true
    ) -> (facts: [Fact], workCount: Int) {
        let range = range.clamped(to: 0..<bytes.count)
        let found = scannedFacts(in: bytes, range: range, kind: kind, findsWords: findsWords)
        let data = EncodedData.all(in: bytes, range).map(\.range)
        return data.isEmpty ? found : (found.facts.filter { data.overlapping($0.range).isEmpty }, found.workCount)
    }

    private func scannedFacts(
        in bytes: [UInt8], range: Range<Int>, kind: SegmentKind, findsWords: Bool
    ) -> (facts: [Fact], workCount: Int) {
        switch kind {
        case .padding, .opaque: return ([], 0)
        case .json:
            var scanner = JSONFactScanner(bytes)
            scanner.scan(range)
            return (scanner.facts, scanner.workCount)
        case .table, .reference:
            var scanner = TableFactScanner(bytes)
            scanner.scan(range)
            return (scanner.facts, scanner.workCount)
        default:
            var scanner = FactScanner(bytes: bytes, kind: kind)
            scanner.rules.findsWords = scanner.rules.findsWords && findsWords
            scanner.facts.reserveCapacity(range.count / (findsWords ? 6 : 12))
            scanner.scan(range)
            return (scanner.facts, scanner.workCount)
        }
    }
}

extension Fact {
    /// Whether `a` belongs before `b` in a list: by its first byte, the longer first.
    @inline(__always) static func precedes(_ a: Fact, _ b: Fact) -> Bool {
        a.range.lowerBound != b.range.lowerBound ? a.range.lowerBound < b.range.lowerBound : a.range.upperBound > b.range.upperBound
    }
}
