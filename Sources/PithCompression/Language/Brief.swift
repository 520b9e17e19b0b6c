// A brief as data: each line with its key, its value and where it came from.

import PithPrompt
import PithTokenizer

/// The key variables of a prompt.
///
///     let brief = Brief(of: try Prompt(parsing: bytes))
///     for line in brief.lines { print(line.key, line.value) }
public struct Brief: Sendable {
    public struct Line: Sendable {
        public let key: BriefKey
        /// The sentence without the words that its key stands for, trimmed. What it says of numbers, names, quotes and negations is whole.
        public let value: String
        /// The bytes of the prompt that it came from.
        public let byteRange: Range<Int>
    }

    /// In the order of the prompt.
    public let lines: [Line]
    /// The names in braces and brackets that are to be filled in: {{name}}, {name}, ${name}, <NAME>, each once, in order.
    public let placeholders: [String]

    /// The strategies that make a brief of a prompt, in their order.
    public static let strategyNames = allStrategies.filter { $0.effect == .lossless }.map { $0.name } + [KeyVariables.name, Emphasis.name]

    /// Reads the instructions of a prompt. Cost: linear.
    public init(of prompt: Prompt, encoding: Encoding = .o200kBase) {
        var lines: [Line] = []
        var names = PlaceholderNames()
        var languages = ViewLanguages(prompt)
        for segment in prompt.segments where segment.kind.isText {
            let view = prompt.views[segment.view]
            names.read(view.bytes, segment.range)
            guard KeyVariables.kinds.contains(segment.kind),
                let lexicon = languages.lexicon(of: segment)
            else { continue }
            var builder = BriefBuilder(view, segment.range, lexicon: lexicon, encoding: encoding)
            for block in TextBlock.all(in: view.bytes, segment.range) where block.kind != .heading {
                for range in builder.sentences(in: block.range) {
                    let sentence = builder.sentence(range, at: BriefStyle().step)
                    guard !sentence.range.isEmpty else { continue }
                    var value = (sentence.hasCue ? sentence.keyed : sentence.plain).applied(to: view.bytes, sentence.range)[...]
                    if sentence.hasCue { value = value.dropFirst(sentence.key.label.utf8.count + 2) }
                    lines.append(
                        Line(
                            key: sentence.key, value: String(decoding: value, as: UTF8.self), byteRange: view.rawRange(of: sentence.range)))
                }
            }
        }
        (self.lines, placeholders) = (lines, names.found)
    }
}
