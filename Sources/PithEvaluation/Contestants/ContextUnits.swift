// A context cut into the pieces that a reader would call one thing: sentences of a text, messages of a conversation, lines of all else.
// Baselines keep and drop whole units, so that what they score is not spoiled by words cut in half.

import PithJSON
import PithPrompt
import PithTokenizer

/// The units of a context, and how some of them make a text again.
struct ContextUnits {
    let ranges: [Range<Int>]
    private let context: [UInt8]
    /// Messages go back into an array.
    private let isConversation: Bool

    /// What a text is cut into.
    enum TextUnit { case sentences, paragraphs }

    init(of task: EvaluationTask, textBy unit: TextUnit = .sentences) {
        context = task.context
        if task.format == .messages, let root = try? JSONDocument(task.context).root, root.kind == .array {
            ranges = root.elements.map(\.range)
            isConversation = true
        } else {
            let lines = Self.lines(of: task.context)
            ranges =
                switch (task.format, unit) {
                case (.text, .sentences): Self.sentences(of: task.context)
                case (.text, .paragraphs): Self.paragraphs(of: task.context, lines)
                default: lines
                }
            isConversation = false
        }
    }

    /// The chosen units, in the order in which they stand in the context.
    func text(of chosen: [Int]) -> [UInt8] {
        var text: [UInt8] = isConversation ? [0x5B] : []
        for (place, unit) in chosen.sorted().enumerated() {
            if isConversation, place > 0 { text += [0x2C, 0x20] }
            text += context[ranges[unit]]
        }
        return isConversation ? text + [0x5D] : text
    }

    func bytes(of unit: Int) -> ArraySlice<UInt8> { context[ranges[unit]] }

    /// The tokens that a unit costs at most, what joins it to its neighbours with it.
    func tokenCount(of unit: Int, in encoding: Encoding) -> Int { encoding.count(bytes(of: unit)) + (isConversation ? 2 : 0) }

    /// Lines with their line ends.
    private static func lines(of text: [UInt8]) -> [Range<Int>] {
        var lines: [Range<Int>] = []
        var start = 0
        while start < text.count {
            let end = text[start...].firstIndex(of: 0x0A).map { $0 + 1 } ?? text.count
            lines.append(start..<end)
            start = end
        }
        return lines
    }

    /// Runs of lines with the blank lines after them.
    private static func paragraphs(of text: [UInt8], _ lines: [Range<Int>]) -> [Range<Int>] {
        var paragraphs: [Range<Int>] = []
        var endsWithBlank = true
        for line in lines {
            let isBlank = text[line].allSatisfy(isJSONSpace)
            if endsWithBlank, !isBlank || paragraphs.isEmpty {
                paragraphs.append(line)
            } else {
                paragraphs[paragraphs.count - 1] = paragraphs[paragraphs.count - 1].lowerBound..<line.upperBound
            }
            endsWithBlank = isBlank
        }
        return paragraphs
    }

    /// Sentences with the white space after them. One ends at a line's end, or after . ! ? (and closing quotes or brackets) before white space
    /// that no lower-case letter follows.
    private static func sentences(of text: [UInt8]) -> [Range<Int>] {
        var sentences: [Range<Int>] = []
        for line in lines(of: text) {
            var start = line.lowerBound
            var at = start
            while at < line.upperBound {
                let mark = text[at]
                at += 1
                guard mark == 0x2E || mark == 0x21 || mark == 0x3F else { continue }
                while at < line.upperBound, [0x22, 0x27, 0x29, 0x5D].contains(text[at]) { at += 1 }
                let spaceStart = at
                while at < line.upperBound, text[at] == 0x20 || text[at] == 0x09 { at += 1 }
                guard at > spaceStart, at < line.upperBound, !(0x61...0x7A).contains(text[at]) else { continue }
                sentences.append(start..<at)
                start = at
            }
            if start < line.upperBound { sentences.append(start..<line.upperBound) }
        }
        return sentences
    }
}
