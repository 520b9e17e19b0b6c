// A family of prompts is one text with gaps: few-shot prompts differ in their question, forms in their fields. A template is what they share,
// parts that stand in every prompt in this order; the values are what stands between them.
//
// A prompt is matched from the left: its first part opens it, its last part closes it, and each other part is taken where it first comes
// after the one before. Whether that is how the prompt was made does not matter: parts and values in turn are the prompt, byte for byte.

/// What a family of prompts shares.
public struct PromptTemplate: Sendable, Equatable {
    /// The shared parts, one more than there are gaps. The first and the last may be empty.
    public let parts: [[UInt8]]

    public init(parts: [[UInt8]]) {
        precondition(!parts.isEmpty, "a template without parts has no text: give at least one, which may be empty")
        self.parts = parts
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
