// Tells the parts of a text apart, line by line.
//
// At each line the recognisers are asked in turn whether something with a form of its own begins there: a fence, JSON, a diff, a listing, a
// stack trace, a log, a table, markup. The first that says yes takes its lines. Lines that none takes gather into paragraphs, which are
// judged whole: code, list, instruction, prose. Neighbours of one kind join; blank lines belong to what stands before them; a heading goes
// with what follows it.
//
// Linear: a recogniser that says no has looked at a bounded number of lines, or remembers what it saw (JSONFinder, FenceFinder).

import PithJSON
import PithSystem

struct TextSegmenter {
    private let text: TextLines
    /// Whose words are instructions: nobody's, those that sound like it, or all.
    private let instructions: Instructions
    private var fences = FenceFinder()
    private var json: JSONFinder
    private var tables: TableSearch
    private let examples: ExampleFinder?
    private var pieces: [(kind: SegmentKind, range: Range<Int>)] = []
    /// The first line of the paragraph that gathers.
    private var paragraph: Int?
    private var sawLog = false
    private var sawFence = false
    /// Whether a fence closed the last piece, or it is a record: what stands behind it is no more code than anything else.
    private var isBehindFence = false
    /// Whether the text is what a tool returned, which may have fields in it.
    private var isResult = false
    /// Before this line no fields begin below others.
    private var fieldsReach = 0
    /// The fence behind which the text stands, where it stands among fields.
    private var outerFence: FieldFence?
    /// Whether there was a table that stands for elements of XML: the tags behind it are markup.
    private var sawElements = false
    /// Whether the last diff ends in a dense hunk.
    private var isInDenseHunk = false

    /// What is known of the lines; nil where nobody wants to know.
    private var known: KnownLines?
    /// What the line begins with that was asked last whether a log begins there.
    private var logHead = LogHead.none
    /// Up to which line markup was looked for last.
    private var markupReach = 0

    /// The segments of `bytes`, in order; they tile it.
    static func segments(of bytes: [UInt8], view: Int, role: Role) -> [Segment] {
        guard !bytes.isEmpty else { return [] }
        guard bytes.count < Int(UInt32.max) else { return [Segment(kind: .prose, view: view, range: 0..<bytes.count)] }
        // The byte order mark is no part of the first line's form.
        return segments(of: TextLines(bytes, from: textRange(of: bytes).lowerBound), view: view, role: role)
    }

    /// The segments of each of several texts, found on so many threads where they are long.
    static func segments(of texts: [(view: Int, bytes: [UInt8], role: Role)], threadCount: Int) -> [[Segment]] {
        let byteCount = texts.reduce(0) { $0 + $1.bytes.count }
        guard threadCount > 1, byteCount >= fewestBytesOnThreads else {
            return texts.map { segments(of: $0.bytes, view: $0.view, role: $0.role) }
        }
        var parts: [Range<Int>] = []
        var start = 0, partByteCount = 0
        for (index, text) in texts.enumerated() {
            partByteCount += text.bytes.count
            guard partByteCount >= byteCount / (threadCount * 4) || index == texts.count - 1 else { continue }
            parts.append(start..<index + 1)
            (start, partByteCount) = (index + 1, 0)
        }
        let found = Parallel.map(parts.count, threadCount: threadCount) { [parts] part in
            texts[parts[part]].map { segments(of: $0.bytes, view: $0.view, role: $0.role) }
        }
        return Array(found.joined())
    }

    private static let fewestBytesOnThreads = 1 << 18

    /// The same of a text that is cut into lines.
    private static func segments(of text: TextLines, view: Int, role: Role) -> [Segment] {
        let instructions = Instructions(role)
        // What a tool returns, or the assistant says, teaches nobody.
        var segmenter = TextSegmenter(text, instructions, instructions == .none ? nil : ExampleFinder(text))
        segmenter.isResult = role == .tool
        segmenter.runWhole(asFields: segmenter.isResult ? opensFields(text.bytes[...]) : areFields(text.bytes))
        return segmenter.segments(ofView: view)
    }

    /// The segments of a text that is nobody's words. Of what `memory` knows of the lines nothing is found out again; what is found out of the others is
    /// added to it. What begins with JSON may have been read as far as `scan` says.
    static func segments(_ memory: inout TextMemory, knowing scan: JSONScan? = nil) -> [Segment] {
        var segmenter = TextSegmenter(memory.lines, .byWording, memory.examples, scan)
        segmenter.known = memory.takeKnown()
        segmenter.runWhole(asFields: areFields(memory.lines.bytes))
        if let known = segmenter.known { memory.known = known }
        return segmenter.segments(ofView: 0)
    }

    private init(_ text: TextLines, _ instructions: Instructions, _ examples: ExampleFinder?, _ scan: JSONScan? = nil) {
        (self.text, self.instructions, self.examples, json) = (text, instructions, examples, JSONFinder(knowing: scan))
        tables = TableSearch(byteCount: text.bytes.count)
    }

    private func segments(ofView view: Int) -> [Segment] { pieces.map { Segment(kind: $0.kind, view: view, range: $0.range) } }

    private enum Instructions {
        case none, byWording, all

        init(_ role: Role) {
            switch role {
            case .tool, .assistant: self = .none
            case .user, .none: self = .byWording
            case .system, .developer: self = .all
            }
        }
    }

    private mutating func run(from first: Int = 0) {
        var at = first
        // The blank line, or the end, that lines are known to go on to.
        var stretchEnd = 0
        let asksExamples = examples?.isEmpty == false
        while at < text.count {
            if text.lines[at].isBlank {
                // A heading, or a line that leads in, goes with what follows it.
                if paragraph == nil || !text.leadsIn(paragraph!..<at) { endParagraph(before: at) }
                while text.isBlank(at) { at += 1 }
                if paragraph == nil { extend(to: at) }
                continue
            }
            if !isInDenseHunk, !asksExamples, let end = takeKnown(at) {
                at = end
            } else if let end = structure(at: at) {
                at = end
            } else {
                if paragraph == nil { paragraph = at }
                if known != nil, !text.mayOpenMore(at, logHead) {
                    if stretchEnd <= at { stretchEnd = text.endOfStretch(at) }
                    // A trace is looked for three lines further down.
                    known?.notePlain(at, reach: max(stretchEnd + 1, at + 4, markupReach) - at)
                }
                at += 1
            }
        }
        endParagraph(before: text.count)
        extend(to: text.count)
    }

    /// Takes what is known to begin with line `index`; returns the line after it.
    private mutating func takeKnown(_ index: Int) -> Int? {
        switch known?.form(at: index) ?? .unknown {
        case .unknown: return nil
        case .plain:
            if sawElements, text.bytes[text.lines[index].first] == 0x3C { return nil }
            if paragraph == nil { paragraph = index }
            return index + 1
        case .reference: return take(.reference, index, index + 1)
        case .fence(let lineCount, let inner): return fenced(index..<index + lineCount, inner)
        }
    }

    /// The text begins with fields; what stands below them is told apart as anywhere.
    private mutating func runThroughFields() { run(from: takeFields(0, text.endOfFields(from: 0).end)) }

    /// The line after the fields that begin with line `index` below others; nil when none do. Fields that go on to the end close their bracket there.
    private mutating func endOfFieldsBelow(at index: Int) -> Int? {
        guard index >= fieldsReach, index > 0, text.lines[index].indent == 0, opensFields(text.bytes[text.lines[index].start...]),
            mayBeginFields(text.bytes, at: text.lines[index].start)
        else { return nil }
        let (end, reach) = text.endOfFields(from: index)
        if end < text.count || text.closesBracket(text.count - 1) { return end }
        // Lines before it would be followed by the same.
        fieldsReach = reach
        return nil
    }

    /// Takes lines that are fields but for the references among them, and the texts between fences; returns the line after them.
    private mutating func takeFields(_ start: Int, _ end: Int) -> Int {
        endParagraph(before: start)
        let fields = text.upTo(line: end)
        var index = start, unclosed: [FieldFence] = []
        while index < end {
            let line = text.bytes[text.lines[index].start..<text.lines[index].end]
            append(isReferenceOrCut(line) ? .reference : .fields, upTo: index + 1)
            if let fence = FieldFence(openedBy: line), fence != outerFence, !unclosed.contains(fence) {
                if let closing = fields.line(closing: fence, after: index) {
                    takeText(index + 1..<closing, behind: fence)
                    index = closing
                    continue
                }
                unclosed.append(fence)
            }
            index += 1
        }
        return end
    }

    /// Takes the lines of a text among fields: they are told apart as where nothing stands around them.
    private mutating func takeText(_ lines: Range<Int>, behind fence: FieldFence) {
        guard !lines.isEmpty else { return }
        let start = text.lines[lines.lowerBound].start, end = text.lines[lines.upperBound].start
        let inner = TextLines(Array(text.bytes[start..<end]))
        var segmenter = TextSegmenter(inner, instructions, instructions == .none ? nil : ExampleFinder(inner))
        (segmenter.isResult, segmenter.outerFence) = (isResult, fence)
        // Two deep, and no deeper.
        segmenter.runWhole(asFields: outerFence == nil && (isResult ? opensFields(inner.bytes[...]) : areFields(inner.bytes)))
        for piece in segmenter.pieces { append(piece.kind, upTo: lines.upperBound, offset: start + piece.range.upperBound) }
    }

    /// Tells all of the text apart, which may begin with fields.
    private mutating func runWhole(asFields: Bool) {
        guard !asFields else { return runThroughFields() }
        run()
        joinCode()
    }

    /// Takes what has a form of its own and begins with line `index`; returns the line after it.
    private mutating func structure(at index: Int) -> Int? {
        let first = text.bytes[text.lines[index].first]
        if first == 0x5B {
            if isReferenceOrCut(text.bytes[text.lines[index].content]) {
                known?.noteReference(index)
                return take(.reference, index, index + 1)
            }
        }
        if let end = examples?.end(at: index) { return take(.example, index, end) }
        if first == 0x60 || first == 0x7E, let block = fences.block(in: text, at: index) { return fenced(block, at: index) }
        if first == 0x5B, let end = text.endOfPatternedLog(at: index) ?? text.endOfShortOutput(at: index) {
            return take(.reference, index, end)
        }
        if let found = text.tabledJSON(at: index, &tables) {
            endParagraph(at: index, upTo: found.start)
            append(.table, upTo: found.end)
            if text.bytes[found.start] == 0x3C { sawElements = true }
            return found.end
        }
        if isResult, first == 0x7B || first == 0x5B, let end = endOfFieldsBelow(at: index) { return takeFields(index, end) }
        if first == 0x7B, let end = text.endOfJSONLog(at: index) { return take(.log, index, end) }
        if let found = json.value(in: text, at: index) {
            endParagraph(at: index, upTo: found.range.lowerBound)
            append(.json, upTo: found.end)
            return found.end
        }
        let goesOn = goesOnWithDiff(at: index)
        if let end = text.endOfDiff(at: index, goingOn: goesOn) {
            isInDenseHunk = text.endsInDenseHunk(index..<end) ?? goesOn
            return take(.diff, index, end)
        }
        if let end = text.endOfStackTrace(at: index) { return take(.stackTrace, index, end) }
        if let end = text.endOfSearchListing(at: index, goingOn: standsBehindReference(among: .search, at: index)) {
            return take(.search, index, end)
        }
        if let end = text.endOfListing(at: index) { return take(.listing, index, end) }
        logHead = text.logHead(index)
        if let end = text.endOfLog(at: index, logHead, continuing: sawLog && isInterruption(pieces.last?.kind)) {
            sawLog = true
            return take(.log, index, end)
        }
        if let end = text.endOfTable(at: index) { return take(.table, index, end) }
        if first == 0x3C {
            let (end, reach) = text.markup(at: index, goingOn: sawElements)
            if let end { return take(.markup, index, end) }
            markupReach = reach
        }
        if index == 0, first == 0x2D, let end = text.endOfFrontMatter(at: index) {
            let end = take(.code, index, end)
            isBehindFence = true
            return end
        }
        if first.isDigit, let end = text.endOfNumberedLines(at: index) { return take(.code, index, end) }
        return nil
    }

    /// Ends the paragraph before a value that begins at `offset` of line `index`: with the label that stands before it on the line.
    private mutating func endParagraph(at index: Int, upTo offset: Int) {
        guard offset > text.lines[index].first else { return endParagraph(before: index) }
        if paragraph == nil { paragraph = index }
        endParagraph(before: index + 1, offset: offset)
    }

    /// Whether line `index` follows a reference in a dense hunk. (Under a hunk as diff writes it, lines that begin with `- ` may be somebody's list.)
    private func goesOnWithDiff(at index: Int) -> Bool {
        isInDenseHunk && standsBehindReference(among: .diff, at: index)
    }

    /// Whether line `index` stands right behind a reference among lines of `kind`.
    private func standsBehindReference(among kind: SegmentKind, at index: Int) -> Bool {
        paragraph == nil && pieces.count > 1 && pieces[pieces.count - 1].kind == .reference && pieces[pieces.count - 2].kind == kind
            && !text.lines[index - 1].isBlank
    }

    private func isInterruption(_ kind: SegmentKind?) -> Bool { kind == .stackTrace || kind == .json }

    private mutating func take(_ kind: SegmentKind, _ start: Int, _ end: Int) -> Int {
        endParagraph(before: start)
        append(kind, upTo: end)
        return end
    }

    /// A fenced block is code, unless what it holds is one thing of another kind: then the fences alone are code.
    private mutating func fenced(_ block: FencedBlock, at index: Int) -> Int {
        let lines = index..<block.end, inner = index + 1..<block.end - 1
        if inner.isEmpty { return fenced(lines, .code) }
        if let kind = Self.kind(inFenceOf: block.language) {
            known?.noteFence(lines, kind)
            return fenced(lines, kind)
        }
        // Asked once, at its beginning.
        let start = text.nextTextLine(from: inner.lowerBound)
        guard start < inner.upperBound else { return fenced(lines, .code) }
        let kind = innerKind(start, inner)
        // What is JSON hangs on what else was read as such.
        if JSONFinder.valueStart(text, start) == nil, text.bytes[text.lines[start].end - 1] != 0x5B { known?.noteFence(lines, kind) }
        return fenced(lines, kind)
    }

    private mutating func fenced(_ lines: Range<Int>, _ inner: SegmentKind) -> Int {
        sawFence = true
        endParagraph(before: lines.lowerBound)
        append(.code, upTo: lines.lowerBound + 1)
        append(inner, upTo: lines.upperBound - 1)
        append(.code, upTo: lines.upperBound)
        isBehindFence = true
        return lines.upperBound
    }

    /// What a block in the language holds, whatever stands in it; nil where that is to be seen.
    private static func kind(inFenceOf language: String) -> SegmentKind? {
        switch language {
        case "", "json", "jsonl", "text", "txt", "console", "output", "log", "logs", "csv", "tsv", "xml", "html": nil
        case "diff", "patch": .diff
        default: .code
        }
    }

    /// What one recogniser takes from line `start` to the end is of that kind.
    private mutating func innerKind(_ start: Int, _ inner: Range<Int>) -> SegmentKind {
        let text = text.upTo(line: inner.upperBound)
        func reaches(_ end: Int?) -> Bool { end.map { text.nextTextLine(from: $0) >= inner.upperBound } ?? false }
        if reaches(text.endOfShortOutput(at: start)) { return .reference }
        if reaches(text.endOfJSONLog(at: start)) { return .log }
        var at = start
        while at < inner.upperBound, let found = json.value(in: text, at: at), found.range.lowerBound == text.lines[at].first {
            at = text.nextTextLine(from: found.end)
        }
        if at >= inner.upperBound { return .json }
        if reaches(text.tabledJSON(at: start, &tables)?.end) { return .table }
        if reaches(text.endOfDiff(at: start)) { return .diff }
        if reaches(text.endOfStackTrace(at: start)) { return .stackTrace }
        if reaches(text.endOfSearchListing(at: start)) { return .search }
        if reaches(text.endOfListing(at: start)) { return .listing }
        if reaches(text.endOfLog(at: start, text.logHead(start), continuing: false)) { return .log }
        if reaches(text.endOfTable(at: start)) { return .table }
        if reaches(text.endOfMarkup(at: start)) { return .markup }
        return .code
    }

    /// Judges the paragraph that ends before line `end` (or, within the line before, at byte `offset`) and lays it down.
    private mutating func endParagraph(before end: Int, offset: Int? = nil) {
        guard let start = paragraph else { return }
        paragraph = nil
        let range = start..<end
        let words = text.withoutHeadings(range), traits = traits(of: words, after: codeBefore(words.lowerBound))
        append(kind(ofParagraph: range, words, traits), upTo: end, offset: offset)
        if traits.isRecord { isBehindFence = true }
    }

    /// What a paragraph is whose lines without headings are `range`.
    private func kind(ofParagraph whole: Range<Int>, _ range: Range<Int>, _ traits: ParagraphTraits) -> SegmentKind {
        if traits.isCode || traits.isRecord { return .code }
        switch instructions {
        case .none: break
        case .byWording:
            if let asked = examples?.askedLine, whole.contains(asked) { return .instruction }
            // What stands last and asks is the question that the rest is for.
            if traits.instructs || (text.asks(range) && text.nextTextLine(from: range.upperBound) == text.count) {
                return .instruction
            }
        case .all: if !text.isLookedUpDocument(range.lowerBound) { return .instruction }
        }
        return traits.isList ? .list : .prose
    }

    /// What code stands before the paragraph that begins with line `start`.
    private func codeBefore(_ start: Int) -> CodeBefore {
        guard let last = pieces.last, last.kind == .code, !isBehindFence else { return .none }
        return text.lines[start].indent < text.bytes[last.range].count(while: \.isBlank) ? .deeper : .inner
    }

    /// What the paragraph is by its own words.
    private mutating func traits(of range: Range<Int>, after codeBefore: CodeBefore) -> ParagraphTraits {
        if let known = known?.traits(of: range, after: codeBefore) { return known }
        let isMapping = text.isMapping(range, after: codeBefore)
        let isList = !isMapping && text.isList(range), isCode = isMapping || (!isList && text.isCode(range, after: codeBefore))
        let isRecord = !isCode && !isList && text.isRecord(range)
        let traits = ParagraphTraits(
            isList: isList, isCode: isCode, isRecord: isRecord,
            instructs: !isCode && !isRecord && instructions == .byWording && text.instructs(range))
        known?.note(traits, of: range, after: codeBefore)
        return traits
    }

    /// A file of program text has comments that read like prose: where code is most of a text without fences, or the first line names an
    /// interpreter, or every line is a program's (TextLines.isProgram), all of it is code, but for the references in it.
    private mutating func joinCode() {
        var codeByteCount = 0, otherByteCount = 0, recordByteCount = 0, mayJoin = true
        for piece in pieces {
            switch piece.kind {
            case .code: codeByteCount += piece.range.count
            case .reference: break
            case .prose, .instruction, .list: otherByteCount += piece.range.count
            case .json, .table, .log, .search, .listing, .markup, .stackTrace:
                otherByteCount += piece.range.count
                recordByteCount += piece.range.count
            case .diff:
                mayJoin = false
                recordByteCount += piece.range.count
            default: return
            }
        }
        guard otherByteCount > 0 || !mayJoin else { return }
        let isScript = mayJoin && text.count > 1 && text.line(0, beginsWith: "#!/")
        let isMostlyCode = mayJoin && !sawFence && pieces.count > 1 && otherByteCount < text.bytes.count / 4 && codeByteCount > 256
        guard isScript || isMostlyCode || (recordByteCount <= text.bytes.count / 4 && text.isProgram()) else { return }
        let parts = pieces
        pieces = []
        for part in parts {
            // What Pith wrote as a table stays one.
            let staysApart = part.kind == .reference || part.kind == .table && opensTabledJSON(text.bytes[part.range])
            let kind = staysApart ? part.kind : .code
            if kind == .code, let last = pieces.last, last.kind == .code {
                pieces[pieces.count - 1].range = last.range.lowerBound..<part.range.upperBound
            } else {
                pieces.append((kind, part.range))
            }
        }
    }

    private mutating func append(_ kind: SegmentKind, upTo line: Int, offset: Int? = nil) {
        let start = pieces.last?.range.upperBound ?? 0
        let end = offset ?? (line < text.count ? text.lines[line].start : text.bytes.count)
        guard end > start else { return }
        isBehindFence = false
        if let last = pieces.last, last.kind == kind {
            pieces[pieces.count - 1].range = last.range.lowerBound..<end
        } else {
            pieces.append((kind, start..<end))
        }
    }

    /// Gives the blank lines before line `line` to what stands before them.
    private mutating func extend(to line: Int) {
        let kind = pieces.last?.kind ?? .prose
        // Blank lines at the very beginning go to what follows.
        if pieces.isEmpty, line < text.count { return }
        let isBehindFence = isBehindFence
        append(kind, upTo: line)
        self.isBehindFence = isBehindFence
    }
}
