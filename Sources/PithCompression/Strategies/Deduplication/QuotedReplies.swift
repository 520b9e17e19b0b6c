// Mail that is answered is quoted: each answer holds all of those before it behind `> `, `>> ` and so on. Lines that stand further up with fewer of these
// marks, or with more, become a reference to them:
//
//     On Mon, 9 March, Ann Lee wrote:
//     > Hello all,
//     [Same 4 lines as above, from "The crane on quay 4 stops after twelve minutes", behind "> "]
//
// Where several depths of a quotation stand above in the letters that they quote, each is a reference of its own: what is a reference already is no source.
// As with ExactRepeats a source must be the first line of all that opens with its words, and comparing is bounded by a small multiple of what matches.
//
// Causal: what replaces a line depends on that line and those above it.

import PithPrompt
import PithSystem

/// Replaces what letters quote by references to it.
struct QuotedReplies: Strategy {
    static let name = "quoted-replies"
    static let summary = "what letters and posts quote of each other becomes a short reference to where it stands"
    static let kinds = ExactRepeats.kinds
    static let effect = EditEffect.lossless
    static let linksMessages = true

    func proposals(for context: StrategyContext) -> [Proposal] {
        let segments = context.segmentsOfLines
        guard !context.mustStayJSON,
            segments.contains(where: { Self.signs.firstLine(in: context.prompt.views[$0.view].bytes, $0.range) < $0.range.upperBound })
        else {
            return []
        }
        let text = context.lines.value, past = context.past?.lines ?? LineIndex()
        guard QuoteSearch.mayFind(text, past) else { return [] }
        var search = QuoteSearch(
            text, text.changeable(in: segments, of: context.prompt), past: past,
            // As with repeats: in a session nobody knows what is read again, and in folds lines are counted.
            sparesShortOnes: context.options.isSession || context.foldsFollow)
        return search.matches.map { Proposal(edits: [Self.edit($0.lines, of: text, to: $0.reference.text)]) }
    }

    private static let signs = ByteSet([0x3E])
}

/// Finds lines that are lines further up with other marks of quotation.
private struct QuoteSearch {
    private static let candidatesPerLine = 4
    /// Blank lines and fences that are followed before others come.
    private static let mostUntold = 32
    /// What a reference must save where the lines it leads to may yet be told in a better way.
    private static let fewestSparedBytes = 200

    private let text: PromptLines
    private let changeable: [Bool]
    private let sparesShortOnes: Bool
    private var places: LinePlaces
    /// The standing lines that have a mark, by the hash of what is left behind each of their marks.
    private var marked: [UInt64: [Int]] = [:]

    init(_ text: PromptLines, _ changeable: [Bool], past: LineIndex, sparesShortOnes: Bool) {
        (self.text, self.changeable, self.sparesShortOnes) = (text, changeable, sparesShortOnes)
        places = LinePlaces(past: past, own: text.index.value)
    }

    /// Whether what stands behind the mark of some line is a line, too: most texts quote nothing that stands in them. Cost: linear, and little.
    static func mayFind(_ text: PromptLines, _ past: LineIndex) -> Bool {
        var bodies = KeyTable()
        for line in text.lines where !line.range.isEmpty {
            let bytes = text.bytes(of: line)
            guard bytes.first == 0x3E else { continue }
            for end in QuoteMark.ends(of: bytes) where bytes.endIndex - end >= fewestBytesOfBody {
                let hash = ByteHash.of(bytes[end...])
                if !past.lines(withHash: hash, limit: 1).isEmpty { return true }
                bodies.keep(0, for: hash)
            }
        }
        return bodies.count > 0 && text.lines.contains { $0.range.count >= fewestBytesOfBody && bodies[$0.hash] != nil }
    }

    /// Fewer bytes name no line.
    private static let fewestBytesOfBody = 6

    /// The stretches of lines that become references, from the top.
    var matches: [(lines: Range<Int>, reference: RepeatReference)] {
        mutating get {
            var found: [(lines: Range<Int>, reference: RepeatReference)] = []
            var at = 0
            while at < text.lines.count {
                if let match = match(at: at) {
                    found.append(match)
                    at = match.lines.upperBound
                } else {
                    remember(at)
                    at += 1
                }
            }
            return found
        }
    }

    /// Notes that the line stays.
    private mutating func remember(_ index: Int) {
        let line = text.lines[index]
        guard line.canBePointedAt else { return }
        places.own.remember(index)
        let bytes = text.bytes(of: line)
        for end in QuoteMark.ends(of: bytes) {
            let hash = ByteHash.of(bytes[end...])
            if marked[hash]?.count ?? 0 < Self.candidatesPerLine { marked[hash, default: []].append(places.offset + index) }
        }
    }

    /// The longest stretch from line `start` on that stands further up with other marks; nil where none pays.
    private func match(at start: Int) -> (lines: Range<Int>, reference: RepeatReference)? {
        guard changeable[start] else { return nil }
        let line = text.bytes(of: text.lines[start])
        guard !line.isEmpty else { return nil }
        var best: (count: Int, source: Int, mark: QuoteMark)?
        func consider(_ source: Int, _ mark: QuoteMark?) {
            guard let mark, places.isNamed(source) else { return }
            let count = lineCount(from: start, of: source, mark)
            if count > best?.count ?? 0 { best = (count, source, mark) }
        }
        for end in QuoteMark.ends(of: line) where end < line.endIndex {
            for source in places.lines(withHash: ByteHash.of(line[end...]), limit: Self.candidatesPerLine) {
                consider(source, QuoteMark(line[..<end], isAdded: true))
            }
        }
        for source in marked[text.lines[start].hash] ?? [] {
            let bytes = places.bytes(of: source)
            let end = bytes.endIndex - line.count
            if end > bytes.startIndex { consider(source, QuoteMark(bytes[..<end], isAdded: false)) }
        }
        guard let best, let anchor = places.anchor(best.source) else { return nil }
        let lines = start..<start + best.count
        let reference = RepeatReference.named(lineCount: best.count, anchor: anchor, .quotation(best.mark))
        let words = reference.text
        let saved = text.range(of: lines).count - words.count
        guard saved > (sparesShortOnes && best.source >= places.offset ? Self.fewestSparedBytes : 0),
            RepeatReference(words[...]) == reference
        else { return nil }
        return (lines, reference)
    }

    /// How many lines from `start` on are those from `source` on with the mark. The last of them is not empty.
    private func lineCount(from start: Int, of source: Int, _ mark: QuoteMark) -> Int {
        var count = 0, told = 0
        while start + count < text.lines.count, source + count < places.offset + start, changeable[start + count],
            text.lines[start + count].view == text.lines[start].view, places.areOfOneText(source + count, source),
            places.stands(source + count),
            mark.makes(text.bytes(of: text.lines[start + count]), of: places.bytes(of: source + count))
        {
            count += 1
            if !RepeatSearch.isBlankOrFence(places.bytes(of: source + count - 1)) { told = count }
            // What tells nothing would be followed again from each of its lines.
            if count - told > Self.mostUntold { break }
        }
        return told
    }
}
