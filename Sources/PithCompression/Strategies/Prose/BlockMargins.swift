// What stands in below a line of the edge, with one blank before each of its lines: examples below "::", what belongs to a directive, what a term means.
//
// Two blanks and more before a word are a token, one blank is none. The lines of a block move left by as much as its leftmost one can, so that each stands to the
// others as it stood: Python, YAML and drawings within stay what they are. In reStructuredText one blank is enough to stand in.
//
// What stands below an item of a list stays, for Markdown counts its columns; so does program text, what marks show, and a block that something at the edge may be aligned
// with. Margins moves texts that stand in as a whole; this, blocks of texts that do not.

import PithPrompt
import PithSystem

/// Moves blocks that stand in to the edge.
struct BlockMargins: Strategy {
    static let name = "block-margins"
    static let summary = "examples and what else stands in below a line of the edge with one blank before it"
    static let kinds: Set<SegmentKind> = prose.union([.code, .example, .json, .log, .listing, .stackTrace, .table])
    static let effect = EditEffect.folded
    static let runsOnce = true
    static let runsAfterChoice = true
    static let savesByToken = true

    func proposals(for context: StrategyContext) -> [Proposal] {
        // What is moved could be a file that is to be edited line by line later on, and in a message it often is.
        guard context.options.mode == .preset, !context.options.isSession else { return [] }
        var segments = context.segments[...]
        return context.joinedSegments.flatMap { view, range -> [Proposal] in
            let text = context.prompt.views[view]
            guard text.message == nil, Self.holdsIndent(text.bytes, range) else { return [] }
            segments = segments.drop { ($0.view, $0.range.upperBound) <= (view, range.lowerBound) }
            let prose = segments.prefix { $0.view == view && $0.range.lowerBound < range.upperBound }.filter {
                Self.prose.contains($0.kind)
            }
            return prose.isEmpty ? [] : Self.proposals(view, range, of: context.prompt, prose.map(\.range))
        }
    }

    /// Whether two blanks begin a line. Cost: linear, and little.
    private static func holdsIndent(_ bytes: [UInt8], _ range: Range<Int>) -> Bool {
        var at = range.lowerBound
        while true {
            at = firstPairOfBlanks(in: bytes, at..<range.upperBound)
            guard at < range.upperBound else { return false }
            if at == 0 || bytes[at - 1].isLineEnd { return true }
            at += 1
        }
    }

    /// What opens a block stands in one of these, but where it says itself that it does.
    private static let prose: Set<SegmentKind> = [.prose, .instruction, .list]

    /// A change is read again with all of the text: where fewer lines move than one in so many bytes, that takes more than it brings.
    private static let bytesPerLine = 1000

    /// A line of a block: where it begins, and its text.
    private typealias Line = (start: Int, text: Range<Int>)

    /// For segments of a view that touch, of which `prose` are text. Cost: linear.
    private static func proposals(_ viewNumber: Int, _ range: Range<Int>, of prompt: Prompt, _ prose: [Range<Int>]) -> [Proposal] {
        let view = prompt.views[viewNumber], bytes = view.bytes
        var proposals: [Proposal] = []
        var opener: WordedLine?, isClosedBefore = true, isFenced = false
        var lines: [Line] = []
        var nextProse = 0
        func close(isApart: Bool) {
            defer { lines.removeAll(keepingCapacity: true) }
            guard let opener, let first = lines.first, let last = lines.last else { return }
            while nextProse < prose.count, prose[nextProse].upperBound <= opener.start { nextProse += 1 }
            let isText = nextProse < prose.count && prose[nextProse].lowerBound <= opener.start
            let isLiteral = opensLiteral(bytes[opener.text])
            guard isText || isLiteral, mayHoldBlock(bytes, opener.text), !MappingOpeners.opensText(bytes[opener.text]),
                isLiteral || isClosedBefore && leadsToBlock(bytes[opener.text]) || !areFields(lines, in: bytes),
                isClosedBefore || !isAligned(bytes, first.text), isApart || !isAligned(bytes, last.text),
                !LineWord.hasWideGap(bytes, opener.text) || isClosedBefore && !LineWord.hasWideGap(bytes, first.text),
                let width = lines.lazy.map({ $0.text.lowerBound - $0.start }).min(), width > 1
            else { return }
            let isFixed = lines.contains {
                view.isProtected($0.start..<$0.text.lowerBound + 1) || bytes[$0.start..<$0.text.lowerBound].contains(0x09)
            }
            guard !isFixed else { return }
            proposals.append(Proposal(edits: lines.map { edit(viewNumber, $0.start..<$0.start + width - 1, to: []) }))
        }
        for line in WordedLines(bytes, range) {
            let isFence = beginsFence(bytes[line.text])
            if isFence { isFenced.toggle() }
            if line.text.lowerBound > line.start, !isFence, !isFenced {
                if lines.isEmpty { isClosedBefore = line.isBehindBlank }
                lines.append((line.start, line.text))
            } else {
                close(isApart: line.isBehindBlank)
                opener = isFence || isFenced ? nil : line
            }
        }
        // What follows is of another kind, and may be part of the block.
        let rest = bytes[range.upperBound...].drop { $0.isLineEnd }
        if rest.first?.isBlank != true { close(isApart: true) }
        return proposals.reduce(0) { $0 + $1.edits.count } * bytesPerLine >= range.count ? proposals : []
    }

    /// Whether what stands in below the line may move: the line is no item of a list, no drawing, nothing that stands for other lines.
    private static func mayHoldBlock(_ bytes: [UInt8], _ text: Range<Int>) -> Bool {
        let line = bytes[text]
        return !TextBlock.isItem(bytes, text) && !line.starts(with: numberedItem) && (!Margins.isDrawn(line) || line.elementsEqual(literal))
            && !comments.contains { line.starts(with: $0) } && !RepeatReference.mayBegin(line) && !CutMark.isOne(line)
    }

    /// What may begin a remark in settings and programs, or a heading: what stands in below may go on with what stood above it.
    private static let comments = ["#", "//", "/*", "--", ";", "%", "<!"].map { Array($0.utf8) }

    /// Whether a line of three words or more ends in a colon.
    private static func leadsToBlock(_ text: ArraySlice<UInt8>) -> Bool {
        text.last == 0x3A && text.first?.isLetter == true && text.count(where: \.isBlank) > 1
    }

    /// Whether more than a fifth of the lines set something, as those of YAML and of settings do: there the column tells what belongs to what.
    private static func areFields(_ lines: [Line], in bytes: [UInt8]) -> Bool {
        lines.count(where: { Margins.isField(bytes[$0.text]) }) * 5 > lines.count
    }

    /// What reStructuredText numbers by itself.
    private static let numberedItem = Array("#. ".utf8)

    /// Whether the line says that what stands in below it belongs to it: "For example::", ".. note::".
    private static func opensLiteral(_ text: ArraySlice<UInt8>) -> Bool {
        text.suffix(2).elementsEqual(literal) || text.starts(with: directive)
    }

    private static let literal = Array("::".utf8), directive = Array(".. ".utf8)

    /// Whether a line beside one at the edge may stand where it does for the sake of that: it has words far apart, or none, as the marks under a word are.
    private static func isAligned(_ bytes: [UInt8], _ text: Range<Int>) -> Bool {
        LineWord.hasWideGap(bytes, text) || !zip(bytes[text], bytes[text].dropFirst()).contains { $0.isWordlike && $1.isWordlike }
    }
}
