// What the references in a text stand for: the decoder of `ExactRepeats`, which needs nothing but the text.

import PithPrompt

/// The references of a prompt, resolved against its own text.
package struct RepeatExpansion {
    /// A reference line and the lines it stands for.
    struct Resolved {
        let line: Int
        let sourceLines: Range<Int>
        let times: Int
    }

    private let text: PromptLines
    private(set) var resolved: [Resolved] = []

    /// Finds and resolves the references in `prompt`. Text that looks like one and leads nowhere is left as text. Cost: linear.
    package init(_ prompt: Prompt) {
        text = PromptLines(prompt)
        for (index, line) in text.lines.enumerated() where line.kind == .reference {
            guard let reference = RepeatReference(text.bytes(of: line)), let source = sourceLines(of: reference, at: index) else {
                continue
            }
            var times = 1
            if case .again(_, let count) = reference { times = count }
            resolved.append(Resolved(line: index, sourceLines: source, times: times))
        }
    }

    /// Stretches, by view, that must stay as they are for the references to keep their meaning: they and their sources.
    package var protectedSpans: [Int: [Range<Int>]] {
        var spans: [Int: [Range<Int>]] = [:]
        for reference in resolved {
            let first = text.lines[reference.sourceLines.lowerBound], last = text.lines[reference.sourceLines.upperBound - 1]
            spans[first.view, default: []].append(first.range.lowerBound..<last.range.upperBound)
            let line = text.lines[reference.line]
            spans[line.view, default: []].append(line.range)
        }
        return spans.mapValues { union($0) }
    }

    /// The view's text with every reference replaced by what it stands for; nil for a view that holds none.
    package func expandedText(ofView view: Int) -> [UInt8]? {
        let bytes = text.prompt.views[view].bytes
        var expanded: [UInt8] = []
        var done = 0
        for reference in resolved where text.lines[reference.line].view == view {
            let line = text.lines[reference.line]
            let first = text.lines[reference.sourceLines.lowerBound], last = text.lines[reference.sourceLines.upperBound - 1]
            let source = text.prompt.views[first.view].bytes[first.range.lowerBound..<last.range.upperBound]
            let lineEnd = text.prompt.views[first.view].bytes[first.range.upperBound..<first.fullRange.upperBound]
            expanded.append(contentsOf: bytes[done..<line.range.lowerBound])
            for time in 0..<reference.times {
                if time > 0 { expanded.append(contentsOf: lineEnd.isEmpty ? [0x0A] : Array(lineEnd)) }
                expanded.append(contentsOf: source)
            }
            done = line.range.upperBound
        }
        return done == 0 ? nil : expanded + bytes[done...]
    }

    private func sourceLines(of reference: RepeatReference, at index: Int) -> Range<Int>? {
        let source: Range<Int>
        switch reference {
        case .same(let count, let anchor):
            guard let first = text.firstLine(openingWith: anchor, above: index), first + count <= index else { return nil }
            source = first..<first + count
        case .again(let count, _):
            guard count <= index else { return nil }
            source = index - count..<index
            guard text.lines[index - count].view == text.lines[index].view else { return nil }
        }
        let view = text.lines[source.lowerBound].view
        return text.lines[source].allSatisfy { $0.view == view && $0.kind != .reference } ? source : nil
    }
}
