// A family of prompts is one text with gaps: few-shot prompts differ in their question, forms in their fields. A template is what they share,
// parts that stand in every prompt in this order; the values are what stands between them.
//
// A prompt is matched from the left: its first part opens it, its last part closes it, and each other part is taken where it first comes
// after the one before. Whether that is how the prompt was made does not matter: parts and values in turn are the prompt, byte for byte.

import PithSystem

/// What a family of prompts shares.
public struct PromptTemplate: Sendable, Equatable {
    /// The shared parts, one more than there are gaps. The first and the last may be empty.
    public let parts: [[UInt8]]
    /// Names for phrases that the values share.
    public let names: PhraseNames
    /// The marks around what differs in neighbouring values that begin and end alike.
    public let sides: SharedSides?

    public init(parts: [[UInt8]], names: PhraseNames = PhraseNames(), sides: SharedSides? = nil) {
        precondition(!parts.isEmpty, "a template without parts has no text: give at least one, which may be empty")
        (self.parts, self.names, self.sides) = (parts, names, sides)
    }

    /// How many values a prompt has.
    public var gapCount: Int { parts.count - 1 }

    /// The values of a prompt, or nil when it is not of this family. Cost: linear in the prompt and the template.
    public func values(of prompt: [UInt8]) -> [[UInt8]]? {
        guard let first = parts.first, let last = parts.last, prompt.starts(with: first) else { return nil }
        if gapCount == 0 { return prompt.count == first.count ? [] : nil }
        let end = prompt.count - last.count
        guard end >= first.count, prompt[max(0, end)...].elementsEqual(last) else { return nil }
        var values: [[UInt8]] = []
        var at = first.count
        for part in parts[1..<gapCount] {
            guard let found = ByteSearch.first(part, in: prompt, at..<end) else { return nil }
            values.append(Array(prompt[at..<found]))
            at = found + part.count
        }
        return values + [Array(prompt[at..<end])]
    }

    /// The prompt that has these values; nil when their number is not the template's.
    public func prompt(with values: [[UInt8]]) -> [UInt8]? {
        guard values.count == gapCount else { return nil }
        var prompt = parts[0]
        for (value, part) in zip(values, parts.dropFirst()) { prompt += value + part }
        return prompt
    }
}

// How values are sent: with names for phrases and shared sides told once, or as they stand.
extension PromptTemplate {
    /// The ways to write values from which `values(fromWritten:)` makes them again; the sender takes the shortest. None when they hold the
    /// template's own marks: then they are sent as they stand.
    public func writtenForms(of values: [[UInt8]]) -> [[[UInt8]]] {
        guard let sides else { return names.written(values).map { [$0] } ?? [] }
        guard let together = sides.written(values) else { return [] }
        return [values, together].compactMap(names.written)
    }

    /// The values that were written so; nil when marks do not pair.
    public func values(fromWritten texts: [[UInt8]]) -> [[UInt8]]? {
        let values = names.read(texts)
        return sides.map { $0.read(values) } ?? values
    }
}

// A prompt that the template does not fit may still begin and end with lines of it.
extension PromptTemplate {
    /// How many lines a prompt shares with the beginning and the end of the template, and what stands between them. Cost: linear.
    public func sharedLines(of prompt: [UInt8]) -> (first: Int, text: [UInt8], last: Int) {
        let opening = Self.lines(parts[0]), closing = Self.lines(parts[parts.count - 1])
        let lines = Self.lines(prompt)
        let first = zip(lines, opening).prefix { $0 == $1 }.count
        let last = zip(lines.dropFirst(first).reversed(), closing.reversed()).prefix { $0 == $1 }.count
        return (first, Array(lines[first..<lines.count - last].joined()), last)
    }

    /// The prompt that has these lines of the template around a text; nil when the template has fewer.
    public func prompt(firstLines first: Int, text: [UInt8], lastLines last: Int) -> [UInt8]? {
        let opening = Self.lines(parts[0]), closing = Self.lines(parts[parts.count - 1])
        guard 0...opening.count ~= first, 0...closing.count ~= last else { return nil }
        return Array(opening[..<first].joined()) + text + Array(closing[(closing.count - last)...].joined())
    }

    /// The lines of a text, each with its line end.
    private static func lines(_ text: [UInt8]) -> [ArraySlice<UInt8>] { lineRanges(in: text, 0..<text.count).map { text[$0] } }
}

/// Finds bytes in bytes in linear time (Knuth, Morris and Pratt 1977).
enum ByteSearch {
    /// Where `needle` first stands in `range` of `text`; the range's beginning for an empty needle.
    static func first(_ needle: [UInt8], in text: [UInt8], _ range: Range<Int>) -> Int? {
        if needle.isEmpty { return range.lowerBound }
        var failure = [0]
        var matched = 0
        for index in needle.indices.dropFirst() {
            while matched > 0, needle[index] != needle[matched] { matched = failure[matched - 1] }
            if needle[index] == needle[matched] { matched += 1 }
            failure.append(matched)
        }
        matched = 0
        for index in range {
            while matched > 0, text[index] != needle[matched] { matched = failure[matched - 1] }
            if text[index] == needle[matched] { matched += 1 }
            if matched == needle.count { return index + 1 - matched }
        }
        return nil
    }
}
