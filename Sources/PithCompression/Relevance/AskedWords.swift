// Words by which somebody speaks of what a text holds to the letter: "checksum", "cell_id". Where one is said, what it means stays.

import PithPrompt
import PithSystem

/// Words that are looked for in questions and instructions, whatever their case.
struct AskedWords: Sendable {
    private let words: [[UInt8]]

    /// Words in small letters.
    init(_ words: [String]) { self.words = words.map { Array($0.utf8) } }

    /// Whether one of them stands in the text. Cost: linear.
    func stand(in text: ArraySlice<UInt8>) -> Bool {
        let text = text.map { $0.lowered }[...]
        return words.contains { text.holds($0[...]) }
    }

    /// Whether one of them stands in the question of the options.
    func stand(inQuestionOf options: CompressionOptions) -> Bool { stand(in: Array((options.query ?? "").utf8)[...]) }
}
