// Lines that were broken to fit a column are joined: a line end inside a paragraph costs a token, a space before a word costs none.
//
// A line end is soft when it need not have been there for the sake of what is said: the line is nearly as long as the longest of its paragraph,
// so that the first word of the next line did not fit, and nothing at the next line's beginning is a mark of layout. A paragraph with a line end
// that is not soft (verse, an address, a list without marks) stays as it is, all of it; so do code, quotations with `>`, tables, and a line end in
// Markdown that is asked for with two blanks or a backslash, and one behind a sentence that left room for more. One line end in three may come too
// early where it plainly parts a sentence: somebody took words out of a paragraph and did not wrap it again.
//
// A paragraph has one margin, but for its first line, which may hang out or stand in. Where the margin changes otherwise ("NAME", and below it what
// the name means) another paragraph begins. What tells paragraphs from lines of their own is said in `WrappedParagraph`.

import PithPrompt
import PithSystem

/// Joins the lines of hard-wrapped paragraphs.
struct SoftBreaks: Strategy {
    static let name = "soft-breaks"
    static let summary = "paragraphs that were wrapped at a column on one line each"
    static let kinds: Set<SegmentKind> = [.prose, .instruction, .list]
    static let effect = EditEffect.folded
    static let runsFirst = true
    static let isLocal = true
    static let savesByToken = true

    func proposals(for context: StrategyContext) -> [Proposal] {
        // What is joined could be a file that is to be edited line by line later on.
        guard !context.options.isSession else { return [] }
        let document = LongDocument(context.prompt)
        var shown = ShownText(context.prompt)
        return context.segments.compactMap { segment in
            let bytes = context.prompt.views[segment.view].bytes
            let breaks = Self.softBreaks(in: bytes, segment.range, isDocument: document.holds(segment.view))
            guard !breaks.isEmpty else { return nil }
            let edits =
                breaks.filter {
                    // The lines beside a break must be free to change: a reference points at whole lines.
                    let surroundings = $0.lowerBound - 1..<$0.upperBound + 1
                    return !context.prompt.views[segment.view].isProtected(surroundings)
                        && !shown.overlaps(surroundings, ofView: segment.view)
                }
                .map { Self.joint(bytes, $0) }
                .map { Self.edit(segment.view, $0.range, to: $0.text) }
            return edits.isEmpty ? nil : Proposal(edits: edits)
        }
    }

    /// What takes the place of a break: a space; nothing within a compound ("even-" above "horizontal"); and not the hyphen either, where a word was
    /// parted at it, which U+2010 or a soft hyphen between small letters tells: the one that is always there is that of the keyboard.
    private static func joint(_ bytes: [UInt8], _ range: Range<Int>) -> (range: Range<Int>, text: [UInt8]) {
        let before = bytes[..<range.lowerBound]
        let hyphen = hyphens.first { before.suffix($0.count).elementsEqual($0) }
        guard let hyphen, let letter = before.dropLast(hyphen.count).last, 0x61...0x7A ~= letter, 0x61...0x7A ~= bytes[range.upperBound]
        else { return (range, [0x20]) }
        if hyphen.count == 1 {
            // "pre- and post-processing"
            let next = bytes[range.upperBound...].prefix { 0x61...0x7A ~= $0 }
            return (range, ["and", "or", "to", "und", "oder"].contains { next.elementsEqual($0.utf8) } ? [0x20] : [])
        }
        return (range.lowerBound - hyphen.count..<range.upperBound, [])
    }

    /// U+2010, a soft hyphen, and that of the keyboard.
    static let hyphens: [[UInt8]] = [[0xE2, 0x80, 0x90], [0xC2, 0xAD], [0x2D]]

    /// The soft line ends in `range`, with the blanks around each. Cost: linear.
    private static func softBreaks(in bytes: [UInt8], _ range: Range<Int>, isDocument: Bool) -> [Range<Int>] {
        var finds = WrappedParagraph.Finds(isDocument: isDocument)
        var paragraph: [WrappedLine] = []
        var fence: UInt8?
        func close() {
            if paragraph.count > 1 { finds.add(paragraph, in: bytes) }
            paragraph.removeAll(keepingCapacity: true)
        }
        /// The line above, without the white space around it.
        var above: Range<Int>?
        var start = range.lowerBound
        while start < range.upperBound {
            let end = lineEnd(in: bytes, from: start, limit: range.upperBound)
            let line = WrappedLine(bytes, start..<end)
            start = end + 1
            defer { above = line?.text }
            guard let line else {
                close()
                continue
            }
            let first = bytes[line.text.lowerBound]
            if beginsFence(bytes[line.text]), fence != nil || above.map({ TitleRule.isAt(line.text, under: $0, in: bytes) }) != true {
                close()
                fence = fence == nil ? first : fence == first ? nil : fence
                continue
            }
            if fence != nil { continue }
            if paragraph.isEmpty || !goesOn(bytes, line.text) || isKey(bytes, line.text, below: paragraph.first?.text)
                || isInCapitals(bytes[line.text])
            {
                close()
                // A line by itself, whatever it is, has no break that could go.
                if start >= range.upperBound || bytes[start] == 0x0A || endsHard(bytes, line.text, lineEnd: end) { continue }
            }
            if isLayout(bytes, line.text) {
                close()
                continue
            }
            paragraph.append(line)
            if endsHard(bytes, line.text, lineEnd: end) { close() }
        }
        close()
        return finds.breaks
    }

    // MARK: Marks of layout

    /// Whether a line may go on what stands in the line before: it begins with a word or with a mark that opens one.
    private static func goesOn(_ bytes: [UInt8], _ text: Range<Int>) -> Bool {
        let first = bytes[text.lowerBound]
        switch first {
        case 0x41...0x5A, 0x61...0x7A, 0x22, 0x27, 0x60: return !opensWithLabel(bytes, text)
        // "2. Then …" and "(b) …" are items; what a compiler shows has `12 |` or `12:` before it.
        case 0x30...0x39:
            let behind = bytes[text].drop(while: \.isDigit).first { !$0.isBlank }
            return ![0x2E, 0x29, 0x7C, 0x3A].contains(behind) && !bytes[text].prefix(4).contains { $0 == 0x2E || $0 == 0x29 }
        case 0x28: return !bytes[text].prefix(4).contains(0x29)
        // "[name]: address" is a definition, "[x] done" an item.
        case 0x5B: return !bytes[text].prefix(3).contains(0x5D) && LinkDefinition(bytes[text]) == nil
        // ":class:`Gate`", a role of reStructuredText.
        case 0x3A: return TextRoles.opens(bytes[text])
        // Letters beyond ASCII, but none of scripts without spaces: there a space is not nothing.
        case 0xC3...0xDF: return true
        default: return false
        }
    }

    /// A line that was laid out, and is no part of a paragraph: behind a tab, words far apart (columns, a share at the margin), a rule or a mark under a word (four times
    /// one sign), the output of a test or a build, what would be a reference with the next line. Justified text has two or three blanks between words.
    private static func isLayout(_ bytes: [UInt8], _ text: Range<Int>) -> Bool {
        if RepeatReference.mayBegin(bytes[text]) || text.lowerBound > 0 && bytes[text.lowerBound - 1] == 0x09 { return true }
        return hasRule(bytes, text) || OutputLine.of(bytes, text) != nil
    }

    /// Whether one sign, no letter and no digit, stands four times in a row: of those four at least one is looked at, and is like the one before it.
    static func hasRule(_ bytes: [UInt8], _ text: Range<Int>) -> Bool {
        var at = text.lowerBound + 1
        while at < text.upperBound {
            let byte = bytes[at]
            if bytes[at - 1] == byte, !byte.isLetterOrDigit, byte < 0x80 {
                var start = at, end = at + 1
                while start > text.lowerBound, bytes[start - 1] == byte { start -= 1 }
                while end < text.upperBound, bytes[end] == byte { end += 1 }
                if end - start >= 4 { return true }
            }
            at += 3
        }
        return false
    }

    /// "Speaker: …"
    private static func opensWithLabel(_ bytes: [UInt8], _ text: Range<Int>) -> Bool {
        bytes[text].firstIndex(where: \.isBlank).map { bytes[$0 - 1] == 0x3A } ?? false
    }

    /// "notes:" below "description: …" or an item with a dash, as YAML has them; below a sentence, it may be the last word of it.
    private static func isKey(_ bytes: [UInt8], _ text: Range<Int>, below first: Range<Int>?) -> Bool {
        bytes[text.upperBound - 1] == 0x3A && !bytes[text].contains(where: \.isBlank)
            && first.map { opensWithLabel(bytes, $0) || bytes[$0].starts(with: [0x2D, 0x20]) } == true
    }

    /// A heading, as manuals have them: no small letter.
    private static func isInCapitals(_ text: ArraySlice<UInt8>) -> Bool {
        text.count { $0.isCapital } > 1 && !text.contains(where: \.isSmall) && text.last != 0x2E
    }

    /// Whether the line end is asked for, or nothing can follow on this line.
    private static func endsHard(_ bytes: [UInt8], _ text: Range<Int>, lineEnd: Int) -> Bool {
        let last = bytes[text.upperBound - 1]
        // A backslash; a colon that leads to what stands below; the end of a table's row, of a tag.
        if [0x5C, 0x3A, 0x7C, 0x3E].contains(last) { return true }
        // Scripts without spaces.
        if last >= 0x80, let lead = bytes[text].last(where: { $0 >= 0xC0 }), lead >= 0xE3 { return true }
        let first = bytes[text.lowerBound]
        if first == 0x23 || first == 0x7C || first == 0x3E || first == 0x3C { return true }
        return lineEnd - text.upperBound >= 2 && bytes[text.upperBound] == 0x20 && bytes[text.upperBound + 1] == 0x20
    }
}
