// Worked examples in prompts: `Q: … A: …`, `Input: … Output: …`, `Question: …` with its chain of thought, one after another. Each teaches as a whole, by its
// wording and its layout, so each is a segment's part that is kept whole or not at all.
//
// A line that opens with a question's label begins an example, and the next line with the same label ends it. Between them there must be an answer: a
// line with an answer's label, or for labels that name a task ("Question", "Problem") any text behind the question. What stands after the last label
// is the question that is asked, and none of the examples.

import PithSystem

/// Finds worked examples; all of a text at once.
struct ExampleFinder: Sendable {
    /// By the first line of an example, the line after it.
    private var ends: [Int: Int] = [:]
    /// The line of the question that comes after the examples, and is asked; nil where there is none.
    private(set) var askedLine: Int?
    /// Whether any line opens a question.
    private var hasQuestions = false

    /// Those of a text that became of the one that `known` is of: there is nothing to find where neither that nor a line outside of the runs `kept` of its
    /// lines opens a question.
    init(_ text: TextLines, after known: ExampleFinder, _ kept: [KeptRun]) {
        if known.hasQuestions || Self.opensQuestion(in: text, outside: kept) { self.init(text) } else { self.init() }
    }

    private init() {}

    private static func opensQuestion(in text: TextLines, outside kept: [KeptRun]) -> Bool {
        func opens(_ lines: Range<Int>) -> Bool {
            lines.contains { index in
                let line = text.lines[index]
                return !line.isBlank && Label.mayOpenQuestion(text.bytes[line.first]) && Label.ofQuestion(text.head(index)) != nil
            }
        }
        var done = 0
        for run in kept {
            if opens(done..<run.start) { return true }
            done = run.start + run.known.count
        }
        return opens(done..<text.count)
    }

    /// Cost: linear in the lines.
    init(_ text: TextLines) {
        var open: (label: Label, line: Int, isAnswered: Bool)?
        for index in 0..<text.count where !text.lines[index].isBlank {
            let first = text.bytes[text.lines[index].first]
            // What an earlier compression left in it must be found again.
            if first == 0x5B, isReferenceOrCut(text.bytes[text.lines[index].content]) {
                open = nil
                continue
            }
            if Label.mayOpenQuestion(first), let label = Label.ofQuestion(text.head(index)) {
                hasQuestions = true
                if let last = open, last.label == label, last.isAnswered {
                    ends[last.line] = index
                    askedLine = index
                }
                if let last = open, last.label != label, last.label.isWider(than: label) {
                    // "Problem 3:" may hold a line "Input:".
                    continue
                }
                open = (label, index, false)
            } else if let last = open, !last.isAnswered, last.label.takesAnyAnswer || Label.opensAnswer(text.head(index)) {
                open = (last.label, last.line, true)
            }
        }
    }

    /// Whether there are none.
    var isEmpty: Bool { ends.isEmpty }

    /// The line after the example that begins with line `index`.
    func end(at index: Int) -> Int? { ends.isEmpty ? nil : ends[index] }
}

/// What opens a question.
private enum Label: Equatable {
    case q, question, problem, input, example, countedExample

    /// Whether any text behind the question answers it. Not where "Example:" stands by itself: manuals write it over a sample, again and again.
    var takesAnyAnswer: Bool { self == .question || self == .problem || self == .countedExample }

    func isWider(than other: Label) -> Bool {
        self == .countedExample || (self == .example && other != .countedExample) || (self == .problem && other == .input)
    }

    /// Whether a line that begins with the byte may open a question.
    static func mayOpenQuestion(_ first: UInt8) -> Bool {
        switch first | 0x20 {
        case 0x71, 0x70, 0x69, 0x65: true
        default: false
        }
    }

    /// The label that a line opens with: "Q:", "Question 3:", "Example 2:".
    static func ofQuestion(_ head: ArraySlice<UInt8>) -> Label? {
        guard let first = head.first else { return nil }
        switch first | 0x20 {
        case 0x71:
            if opens(head, "question", mayCount: true) { return .question }
            return opens(head, "q", mayCount: true) ? .q : nil
        case 0x70: return opens(head, "problem", mayCount: true) ? .problem : nil
        case 0x69: return opens(head, "input", mayCount: false) ? .input : nil
        case 0x65:
            if opens(head, "example", mayCount: false) { return .example }
            return opens(head, "example", mayCount: true) ? .countedExample : nil
        default: return nil
        }
    }

    static func opensAnswer(_ head: ArraySlice<UInt8>) -> Bool {
        answers.contains { opens(head, $0, mayCount: true) }
    }

    private static let answers = ["a", "answer", "output", "solution", "response", "label", "explanation"]

    /// Whether the head is the word, perhaps a number, and a colon, in any case.
    private static func opens(_ head: ArraySlice<UInt8>, _ word: String, mayCount: Bool) -> Bool {
        var at = head.startIndex
        for byte in word.utf8 {
            guard at < head.endIndex, head[at] | 0x20 == byte else { return false }
            at += 1
        }
        if mayCount {
            if at < head.endIndex, head[at] == 0x20 || head[at] == 0x23 { at += 1 }
            let digits = at
            while at < head.endIndex, at - digits < 4, head[at].isDigit { at += 1 }
            if at == digits, at > head.startIndex, head[at - 1] == 0x20 { return false }
        }
        return at < head.endIndex && head[at] == 0x3A
    }
}

/// Where the examples of a segment of them begin, as offsets of `bytes`. Cost: linear.
package func exampleStarts(in bytes: [UInt8], _ range: Range<Int>) -> [Int] {
    var starts: [Int] = []
    var first: Label?
    var at = range.lowerBound
    while at < range.upperBound {
        let end = (bytes[at..<range.upperBound].firstIndex(of: 0x0A) ?? range.upperBound - 1) + 1
        var text = at
        while text < end, bytes[text].isBlank { text += 1 }
        if let label = Label.ofQuestion(bytes[text..<min(end, text + TextLines.headLength)]), first == nil || label == first {
            first = label
            starts.append(at)
        }
        at = end
    }
    return starts
}
