// Learns the template of a family from its prompts.
//
// What all begin with and end with is shared. Between, anchors are looked for: lines of the first prompt's middle that stand in every other
// middle just once, in the same order, and openings of lines that are labels ("(B) ", "Options: "). (Lines that come once align texts without comparing every line with every other, as in patience diff.)
// An anchor grows over the shared text beside it, since between two anchors the gap again gives what it begins and ends with to its neighbours.
// Shared text is cut at the ends of words, so that values are whole words.
//
// What the values share beyond that gets names (PhraseLearner), and neighbours that begin or end alike tell it once (SharedSides).
//
// Cost: linear in all prompts together, but for sorting nothing: orders are kept by walking the first prompt.

import PithSystem
import PithTokenizer

public enum TemplateLearner {
    /// The template that all of `prompts` match, with names for phrases that their values share where these save tokens of `encoding`.
    public static func template(of prompts: [[UInt8]], in encoding: Encoding) -> PromptTemplate {
        let template = template(of: prompts)
        let values = prompts.compactMap { template.values(of: $0) }
        guard template.gapCount > 0, values.count > 1 else { return template }
        let names = PhraseLearner(count: { encoding.count($0) }).names(
            for: values, parts: template.parts, letters: PhraseNames.unusedLetters(in: prompts))
        let sides = SharedSides.pairs.first { pair in
            !prompts.contains { $0.contains { $0 == pair.open || $0 == pair.close } }
        }
        let all = PromptTemplate(parts: template.parts, names: names, sides: template.gapCount > 1 ? sides : nil)
        // Where phrases overlap one may have left no place for another.
        let used = names.used(in: values.flatMap { all.writtenForms(of: $0).flatMap { $0 } })
        return PromptTemplate(parts: all.parts, names: used, sides: all.sides)
    }

    /// The template that all of `prompts` match. Of one prompt it is that prompt; of none it is empty.
    public static func template(of prompts: [[UInt8]]) -> PromptTemplate {
        guard let first = prompts.first else { return PromptTemplate(parts: [[]]) }
        if prompts.allSatisfy({ $0 == first }) { return PromptTemplate(parts: [first]) }
        var builder = Builder(prompts: prompts)
        builder.learn()
        let template = PromptTemplate(parts: builder.parts)
        // Matching takes parts where they first come. Where a value holds a part's text, that may fail; the ends always match.
        guard prompts.allSatisfy({ template.values(of: $0) != nil }) else {
            return PromptTemplate(parts: [builder.parts[0], builder.parts[builder.parts.count - 1]])
        }
        return template
    }

    private struct Builder {
        let prompts: [[UInt8]]
        var parts: [[UInt8]] = []

        mutating func learn() {
            let whole = prompts.map { 0..<$0.count }
            var gaps = whole
            let prefix = takePrefix(&gaps), suffix = takeSuffix(&gaps)
            parts = [prefix]
            // Between the anchors of the middles, each gap gives its ends to the anchors beside it.
            let anchors = anchors(of: gaps)
            var last: [UInt8]?
            for anchor in anchors {
                var before = gaps
                for prompt in prompts.indices { before[prompt] = gaps[prompt].lowerBound..<anchor.places[prompt].lowerBound }
                let opening = takePrefix(&before)
                if parts.count == 1, last == nil { parts[0] += opening } else { parts[parts.count - 1] += opening }
                let closing = takeSuffix(&before)
                let part = closing + anchor.text
                if before.allSatisfy(\.isEmpty) { parts[parts.count - 1] += part } else { parts.append(part) }
                last = part
                for prompt in prompts.indices { gaps[prompt] = anchor.places[prompt].upperBound..<gaps[prompt].upperBound }
            }
            let opening = takePrefix(&gaps)
            parts[parts.count - 1] += opening
            let closing = takeSuffix(&gaps)
            if gaps.allSatisfy(\.isEmpty) { parts[parts.count - 1] += closing + suffix } else { parts.append(closing + suffix) }
        }

        /// What all gaps begin with, taken off them: up to the end of a word.
        private func takePrefix(_ gaps: inout [Range<Int>]) -> [UInt8] {
            let first = gaps[0]
            var length = gaps.map(\.count).min() ?? 0
            for (prompt, gap) in zip(prompts, gaps) {
                var same = 0
                while same < length, prompt[gap.lowerBound + same] == prompts[0][first.lowerBound + same] { same += 1 }
                length = same
            }
            while length > 0, !isBoundary(gaps, length) { length -= 1 }
            let text = Array(prompts[0][first.lowerBound..<first.lowerBound + length])
            gaps = gaps.map { $0.lowerBound + length..<$0.upperBound }
            return text
        }

        /// What all gaps end with, taken off them: from the beginning of a word.
        private func takeSuffix(_ gaps: inout [Range<Int>]) -> [UInt8] {
            let first = gaps[0]
            var length = gaps.map(\.count).min() ?? 0
            for (prompt, gap) in zip(prompts, gaps) {
                var same = 0
                while same < length, prompt[gap.upperBound - 1 - same] == prompts[0][first.upperBound - 1 - same] { same += 1 }
                length = same
            }
            while length > 0, !isBoundaryFromEnd(gaps, length) { length -= 1 }
            let text = Array(prompts[0][first.upperBound - length..<first.upperBound])
            gaps = gaps.map { $0.lowerBound..<$0.upperBound - length }
            return text
        }

        /// Whether no word is cut `length` bytes after the gaps' beginnings, in any of them.
        private func isBoundary(_ gaps: [Range<Int>], _ length: Int) -> Bool {
            zip(prompts, gaps).allSatisfy { prompt, gap in !cutsWord(prompt, gap.lowerBound + length) }
        }

        private func isBoundaryFromEnd(_ gaps: [Range<Int>], _ length: Int) -> Bool {
            zip(prompts, gaps).allSatisfy { prompt, gap in !cutsWord(prompt, gap.upperBound - length) }
        }

        private func cutsWord(_ text: [UInt8], _ at: Int) -> Bool {
            guard at > 0, at < text.count else { return false }
            return text[at - 1].isWordlike && text[at].isWordlike
        }

        private struct Anchor {
            let text: [UInt8]
            /// Where it stands in each prompt.
            var places: [Range<Int>]
        }

        /// Lines that stand once in every gap, in one order.
        private func anchors(of gaps: [Range<Int>]) -> [Anchor] {
            let first = Self.lines(prompts[0], gaps[0])
            var candidates = first.filter { $0.value.count == 1 }
                .map { (text: $0.key, places: [Range<Int>]()) }
                .sorted { (first[$0.text]![0].lowerBound, -$0.text.count) < (first[$1.text]![0].lowerBound, -$1.text.count) }
            // What is no anchor in one of the prompts must not stand in the way of others: first those that stand once in all, then their order.
            let all = prompts.indices.map { $0 == 0 ? first : Self.lines(prompts[$0], gaps[$0]) }
            candidates.removeAll { candidate in all.contains { $0[candidate.text]?.count != 1 } }
            for prompt in prompts.indices where !candidates.isEmpty {
                let lines = all[prompt]
                var last = gaps[prompt].lowerBound
                candidates = candidates.compactMap { candidate in
                    guard let places = lines[candidate.text], places.count == 1, places[0].lowerBound >= last else { return nil }
                    last = places[0].upperBound
                    return (candidate.text, candidate.places + places)
                }
            }
            return candidates.map { Anchor(text: Array($0.text), places: $0.places) }
        }

        /// "\n(B) " or "\nSentence: ": a mark in brackets or a word with a colon that opens the line, with the line end before it. Nil for others.
        private static func label(_ text: [UInt8], _ line: Range<Int>) -> Range<Int>? {
            guard line.lowerBound > 0, text[line.lowerBound - 1] == 0x0A,
                let blank = text[line].prefix(longestLabelByteCount).firstIndex(of: 0x20), blank > line.lowerBound + 1,
                text[blank - 1] == 0x3A || (text[line.lowerBound] == 0x28 && text[blank - 1] == 0x29)
            else { return nil }
            return line.lowerBound - 1..<blank + 1
        }

        private static let longestLabelByteCount = 24

        /// The whole lines of a range that hold a word, and the labels that open lines, each with its places.
        private static func lines(_ text: [UInt8], _ range: Range<Int>) -> [ArraySlice<UInt8>: [Range<Int>]] {
            var lines: [ArraySlice<UInt8>: [Range<Int>]] = [:]
            var start = range.lowerBound
            while start < range.upperBound {
                let end = (text[start..<range.upperBound].firstIndex(of: 0x0A) ?? range.upperBound - 1) + 1
                let isWhole = (start == 0 || text[start - 1] == 0x0A) && text[end - 1] == 0x0A
                if isWhole, end - start > 3 { lines[text[start..<end], default: []].append(start..<end) }
                if let label = label(text, start..<end) { lines[text[label], default: []].append(label) }
                start = end
            }
            return lines
        }
    }
}
