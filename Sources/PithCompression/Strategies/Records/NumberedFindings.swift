// What grep -n found in one file, `16:    int used;`, without indentation and with equal texts once behind their numbers: a listing without a path.
//
// Numbers that jump tell such lines from a file that is shown whole with its numbers, whose indentation an edit needs. Where most texts stand one blank off, or begin
// with a digit, or none is indented, the numbers are keys, places or times (`1000:/bin/sh`).

import PithPrompt
import PithSystem

/// Folds the indentation of lines found in one file.
struct NumberedFindings: Strategy {
    static let name = "numbered-findings"
    static let summary = "lines that grep -n found in one file without indentation, equal ones once behind their numbers"
    static let kinds: Set<SegmentKind> = [.instruction, .prose, .list, .code, .log, .listing, .table]
    static let effect = EditEffect.folded

    /// So many lines tell whether these are some.
    private static let fewestLines = 5

    func proposals(for context: StrategyContext) -> [Proposal] {
        guard context.mayWriteBlocks, !context.options.isSession else { return [] }
        return context.joinedSegments.flatMap { view, range -> [Proposal] in
            let bytes = context.prompt.views[view].bytes
            // Most texts have no line that begins so.
            guard StrategyContext.hasLine(in: bytes, range, Self.openers, Self.mayBegin) else { return [] }
            return StrategyContext.blocks(in: bytes, range) { Self.lines(of: bytes, from: $0, range.upperBound) }.compactMap { block in
                let text = Self.written(block.content, bytes)
                guard !context.prompt.views[view].isProtected(block.range), text.count < block.range.count else { return nil }
                return Proposal(edits: [Edit(view: view, range: block.range, replacement: text, strategy: Self.name, effect: Self.effect)])
            }
        }
    }

    private static let openers = ByteSet(\.isDigit)

    private static func mayBegin(_ bytes: [UInt8], _ start: Int, _ limit: Int) -> Bool {
        var at = start
        while at < limit, at - start <= mostDigits, bytes[at].isDigit { at += 1 }
        return at > start && at < limit && bytes[at] == 0x3A
    }

    private struct Line {
        let number: Range<Int>
        let value: Int
        /// Behind the colon.
        let text: Range<Int>
    }

    /// The found lines that begin at `start`; what is looked at and refused are the first few.
    private static func lines(of bytes: [UInt8], from start: Int, _ limit: Int) -> (end: Int, fillsFence: Bool, content: [Line])? {
        guard bytes[start].isDigit else { return nil }
        var lines: [Line] = []
        var at = start, last = 0, jumpCount = 0, setOffCount = 0, isIndented = false
        while at < limit {
            let stop = lineEnd(in: bytes, from: at, limit: limit)
            guard let line = line(bytes, at..<stop), line.value > last else { break }
            if !lines.isEmpty, line.value > last + 1 { jumpCount += 1 }
            if let first = bytes[line.text].first, first.isBlank {
                if first == 0x09 || bytes[line.text].dropFirst().first?.isBlank == true { isIndented = true } else { setOffCount += 1 }
            }
            last = line.value
            lines.append(line)
            if lines.count == fewestLines, jumpCount * 2 < fewestLines - 1 || setOffCount > 1 || !isIndented { return nil }
            at = min(stop + 1, limit)
        }
        return lines.count >= fewestLines ? (at, true, lines) : nil
    }

    private static let mostDigits = 7

    /// A number without a nought before it, a colon, and a text that begins with no digit.
    private static func line(_ bytes: [UInt8], _ range: Range<Int>) -> Line? {
        guard let (value, rest) = bytes[range].leadingNumber(), rest.startIndex - range.lowerBound <= mostDigits, rest.first == 0x3A
        else { return nil }
        let text = rest.startIndex + 1..<range.upperBound
        return bytes[text].first?.isDigit == true ? nil : Line(number: range.lowerBound..<rest.startIndex, value: value, text: text)
    }

    /// The lines with their texts at the margin; a text that comes again has its further numbers where it stood first. Cost: linear.
    private static func written(_ lines: [Line], _ bytes: [UInt8]) -> [UInt8] {
        var places = KeyTable(minimumCapacity: lines.count)
        var texts: [[UInt8]] = [], numbers: [[UInt8]] = []
        for line in lines {
            let start = bytes[line.text].firstIndex { !$0.isBlank } ?? line.text.upperBound
            let text = SearchIndentation.withSingleBlanks(bytes, start..<line.text.upperBound) ?? Array(bytes[start..<line.text.upperBound])
            if text.contains(where: { !$0.isSpace }), let place = places.keep(texts.count, for: ByteHash.of(text[...])),
                texts[place] == text
            {
                numbers[place] += [0x3B] + bytes[line.number]
            } else {
                texts.append(text)
                numbers.append(Array(bytes[line.number]))
            }
        }
        return Array(zip(numbers, texts).map { $0 + [0x3A] + $1 }.joined(separator: [0x0A]))
    }
}
