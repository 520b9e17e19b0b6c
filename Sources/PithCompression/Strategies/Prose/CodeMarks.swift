// Names in two backticks, as reStructuredText has its literals and Markdown may have its code, with one: "``gate.close()``" is "`gate.close()`". Either says
// that what it holds is to be read letter by letter, and one of each pair is all that a reader needs for that. In a document of some length none is needed
// where the form of the name says so by itself: parts tied by underscores, dots or slashes, a capital behind a small letter or among words, a call, an option, a number.
//
// What holds a backtick keeps both marks, and so does what a literal block shows. A plain word keeps one: "`read`" is none of the words around it.

import PithPrompt
import PithSystem

/// Leaves one of the two backticks before and behind a name.
struct CodeMarks: Strategy {
    static let name = "code-marks"
    static let summary = "names in two backticks (``name``) in one, in documents without any where their form tells that they are code"
    static let kinds: Set<SegmentKind> = [.prose, .instruction, .list]
    static let effect = EditEffect.folded
    static let runsOnce = true
    static let runsAfterChoice = true
    static let savesByToken = true

    func proposals(for context: StrategyContext) -> [Proposal] {
        // What is changed could be a file that is to be edited later on.
        guard !context.options.isSession else { return [] }
        var shown = ShownText(context.prompt)
        let document = LongDocument(context.prompt)
        return context.segments.compactMap { segment in
            let bytes = context.prompt.views[segment.view].bytes
            let edits = Self.spans(in: bytes, segment.range, isDocument: document.holds(segment.view)).flatMap { span -> [Edit] in
                guard !shown.overlaps(span.range, ofView: segment.view), !context.prompt.views[segment.view].isProtected(span.range) else {
                    return []
                }
                let (start, end) = (span.range.lowerBound, span.range.upperBound)
                return [start..<start + span.idleCount, end - span.idleCount..<end].map { Self.edit(segment.view, $0, to: []) }
            }
            return edits.isEmpty ? nil : Proposal(edits: edits)
        }
    }

    /// A name with its marks, and how many of these may go on each side.
    private struct Span {
        let range: Range<Int>
        let idleCount: Int
    }

    /// What stands between one backtick and one, or two and two, with these, on one line, where some may go. Cost: linear, for none goes beyond `longest` bytes.
    private static func spans(in bytes: [UInt8], _ range: Range<Int>, isDocument: Bool) -> [Span] {
        var spans: [Span] = []
        var at = range.lowerBound
        while at < range.upperBound {
            let mark = firstOffset(of: 0x60, in: bytes, at..<range.upperBound)
            at = mark
            // Past the run of backticks, however many they are.
            while at < range.upperBound, bytes[at] == 0x60 { at += 1 }
            let text = at, count = at - mark, limit = min(range.upperBound, text + longest)
            guard count == 2 || count == 1 && isDocument, text < limit, !bytes[text].isSpace, !isPart(of: mark, in: bytes, range),
                let close = bytes[text..<limit].firstIndex(where: { $0 == 0x60 || $0.isLineEnd }), close + count <= range.upperBound,
                bytes[close..<close + count].allSatisfy({ $0 == 0x60 }), !bytes[close - 1].isSpace, bytes[close - 1] != 0x5C
            else { continue }
            at = close + count
            if at < range.upperBound, bytes[at].isWordlike || bytes[at] == 0x60 || bytes[at] == 0x5F { continue }
            if isDocument, standsFree(mark..<at, in: bytes, range),
                tellsCode(bytes[text..<close]) || standsOut(text..<close, behind: mark, in: bytes, range)
            {
                spans.append(Span(range: mark..<at, idleCount: count))
            } else if count == 2 {
                spans.append(Span(range: mark..<at, idleCount: 1))
            }
        }
        return spans
    }

    /// Whether nothing beside the marks would be read as part of the name.
    private static func standsFree(_ span: Range<Int>, in bytes: [UInt8], _ range: Range<Int>) -> Bool {
        let before = span.lowerBound > range.lowerBound ? bytes[span.lowerBound - 1] : 0x20
        let behind = span.upperBound < range.upperBound ? bytes[span.upperBound] : 0x20
        return (before.isSpace || before == 0x28) && (behind.isSpace || ".,;:!?)".utf8.contains(behind))
    }

    /// Whether a name is one of code by its form: `parse_row`, `os.path`, `getHeaders`, `close(by=boy)`, `src/gate`, `@lock/gate`, `.gate`, `--no-verify`. Marks may mean
    /// something to Markdown at its edges, and behind brackets. Cost: linear.
    static func tellsCode(_ text: ArraySlice<UInt8>) -> Bool {
        guard let first = text.first, let last = text.last, last.isLetterOrDigit || last == 0x29 || last == 0x5D || last == 0x2F else {
            return false
        }
        let isOption = text.count > 3 && text.starts(with: [0x2D, 0x2D])
        let name = isOption ? text.dropFirst(2) : [0x2E, 0x2F, 0x40].contains(first) ? text.dropFirst() : text
        guard var before = name.first, before.isLetter else { return false }
        var isTied = name.startIndex > text.startIndex
        var openings: [UInt8] = []
        for byte in name.dropFirst() {
            switch byte {
            // A hyphen ties words, too.
            case 0x2D, 0x2C, 0x3A: break
            case 0x5F, 0x2E, 0x2F, 0x3D, 0x40: isTied = true
            case 0x28 where before == 0x5D: return false
            case 0x28, 0x5B:
                openings.append(byte)
                isTied = true
            case 0x29, 0x5D: guard openings.popLast() == (byte == 0x29 ? 0x28 : 0x5B) else { return false }
            default:
                guard byte.isLetterOrDigit else { return false }
                if byte.isCapital, before.isSmall { isTied = true }
            }
            before = byte
        }
        return isTied && openings.isEmpty
    }

    /// Whether a name stands out among words by its capitals ("NULL", "HTTPError", "Set-Cookie", and "None" inside a sentence), or is a number that does not begin a
    /// line, where it may be that of an item. Cost: linear in it.
    private static func standsOut(_ text: Range<Int>, behind mark: Int, in bytes: [UInt8], _ range: Range<Int>) -> Bool {
        let name = bytes[text]
        guard let first = name.first, let last = name.last, last.isLetterOrDigit else { return false }
        if first.isDigit { return isInLine(mark, in: bytes, range) && name.allSatisfy { $0.isDigit || $0 == 0x2E } }
        guard first.isCapital else { return false }
        var capitalCount = 0
        for part in name.split(separator: 0x2D, omittingEmptySubsequences: false) {
            guard part.first?.isCapital == true, part.allSatisfy(\.isLetterOrDigit) else { return false }
            capitalCount += part.count(where: \.isCapital)
        }
        return capitalCount > 1 || name.count > 1 && isInSentence(mark, in: bytes, range)
    }

    /// Whether something but white space stands before the mark on its line.
    private static func isInLine(_ mark: Int, in bytes: [UInt8], _ range: Range<Int>) -> Bool {
        var at = mark
        while at > range.lowerBound, bytes[at - 1].isBlank { at -= 1 }
        return at > range.lowerBound && !bytes[at - 1].isLineEnd
    }

    /// Whether a word, or a comma behind one, stands before the mark with one blank between: there no sentence begins.
    private static func isInSentence(_ mark: Int, in bytes: [UInt8], _ range: Range<Int>) -> Bool {
        guard mark - range.lowerBound > 1, bytes[mark - 1] == 0x20 else { return false }
        let before = bytes[mark - 2]
        return before.isSmall || before == 0x2C
    }

    /// Whether the mark at `offset` is no opening one, or one of something else: a role, a word, what a backslash makes plain.
    private static func isPart(of offset: Int, in bytes: [UInt8], _ range: Range<Int>) -> Bool {
        guard offset > range.lowerBound else { return offset > 0 && !bytes[offset - 1].isSpace }
        let before = bytes[offset - 1]
        return before.isWordlike || before == 0x3A || before == 0x5C
    }

    private static let longest = 120
}
