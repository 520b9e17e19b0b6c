// Elements of one name that stand one below the other become a table, as arrays of objects do in JSON: a report's test cases, a feed's entries.
//
//     <depot id="17" city="Oslo"/>            <depot> [
//     <depot id="18" city="Oslo"/>            @id"" @city="Oslo"
//     <depot id="19" city="Oslo"/>            17
//                                             18
//                                             19
//                                             ]
//
// TabledJSON has the form and its reader, XMLRecord tells what the names mean. Used where it is fewer tokens; in sessions for what is no file of
// settings, which an agent edits by its text.

import PithJSON
import PithPrompt
import PithSystem

/// Writes XML elements of one shape as tables.
struct XMLTable: Strategy {
    static let name = "xml-table"
    static let summary = "XML elements of one shape as tables: names of attributes and elements once in a header"
    static let kinds: Set<SegmentKind> = [.markup, .code, .prose, .list, .instruction, .log, .search, .stackTrace]
    static let effect = EditEffect.lossless

    func proposals(for context: StrategyContext) -> [Proposal] {
        guard !context.options.keepsFormat else { return [] }
        return context.markup.flatMap { context.proposals(forRecordsOf: $0.elements, inView: $0.view, by: Self.self) }
    }
}

extension XMLElements: RecordText {
    var indices: Range<Int> { elements.indices }

    /// The runs of objects, one below the other, among the elements of one name that the element opens.
    func runs(at first: Int, fewest: Int, _ left: inout Int) -> [RecordRun<[[UInt8]]>] {
        guard !elements[first].goesOn else { return [] }
        var members: [Int] = []
        var at = first
        repeat {
            members.append(at)
            at = Int(elements[at].endIndex)
        } while at < elements.count && elements[at].goesOn && elements[at].parent == elements[first].parent
        let parent = Int(elements[first].parent)
        guard members.count >= fewest, parent < 0 || isWhole(parent) && !elements[parent].hasText else { return [] }
        var runs: [RecordRun<[[UInt8]]>] = []
        var open: [Int] = [], records: [[UInt8]] = []
        func close() {
            if let first = open.first, let last = open.last, open.count >= fewest {
                runs.append(
                    RecordRun(
                        indices: first..<Int(elements[last].endIndex), range: range(first).lowerBound..<range(last).upperBound,
                        content: records))
            }
            (open, records) = ([], [])
        }
        for member in members {
            left -= isClosed(member) ? range(member).count : 0
            if left > 0, isClosed(member), let record = record(member) {
                open.append(member)
                records.append(record)
            } else {
                close()
            }
        }
        close()
        return runs
    }

    /// The table, on lines of its own.
    func table(of run: RecordRun<[[UInt8]]>, _ context: StrategyContext) -> [UInt8]? {
        let first = run.indices.lowerBound
        let json = [0x5B] + Array(run.content.joined(separator: [0x2C])) + [0x5D]
        guard let table = JSONTable.table(of: json, behind: [0x3C] + name(first) + [0x3E, 0x20], context) else { return nil }
        var before = run.range.lowerBound, after = run.range.upperBound
        while before > 0, bytes[before - 1].isBlank { before -= 1 }
        while after < bytes.count, bytes[after].isBlank { after += 1 }
        let opensLine = before == 0 || bytes[before - 1].isLineEnd, endsLine = after == bytes.count || bytes[after].isLineEnd
        // Among tags a line end carries nothing.
        if elements[first].parent < 0 { guard opensLine, endsLine else { return nil } }
        return (opensLine ? [] : [0x0A]) + table + (endsLine ? [] : [0x0A])
    }
}

extension StrategyContext {
    /// The XML of the prompt. What stands between markup and markup is taken for prose or code by its looks, and so is a remark that a text begins with, and what follows
    /// the last tag that begins a line; where that leaves no XML, markup is read by itself. Cost: linear.
    var markup: [(view: Int, elements: XMLElements)] {
        var found: [(view: Int, elements: XMLElements)] = []
        var chain: MarkupChain?
        func close() {
            guard let chain else { return }
            let bytes = prompt.views[chain.view].bytes
            let ranges =
                XMLElements(bytes, chain.whole).map { [$0] } ?? (chain.isOne ? [] : chain.stretches.compactMap { XMLElements(bytes, $0) })
            found += ranges.map { (chain.view, $0) }
        }
        for segment in segments {
            if chain?.take(segment, in: prompt) == true { continue }
            guard segment.kind == .markup || opensMarkup(segment) else { continue }
            close()
            chain = MarkupChain(segment)
        }
        close()
        return found
    }

    private func opensMarkup(_ segment: Segment) -> Bool {
        let text = prompt.text(of: segment)
        return text.begins(with: "<?xml") || text.begins(with: "<!--")
    }
}

/// Markup and what follows it without more than white space between.
private struct MarkupChain {
    let view: Int
    /// From markup to markup, where segments touch.
    private(set) var stretches: [Range<Int>]
    /// From the first markup to the last tag at the end of a segment.
    private(set) var whole: Range<Int>
    private var reach: Int
    /// Whether segments have touched since the last markup.
    private var isUnbroken = true

    var isOne: Bool { stretches == [whole] }

    init(_ segment: Segment) { (view, stretches, whole, reach) = (segment.view, [segment.range], segment.range, segment.range.upperBound) }

    /// Takes a segment that goes on; false for others.
    mutating func take(_ segment: Segment, in prompt: Prompt) -> Bool {
        let bytes = prompt.views[view].bytes, range = segment.range
        guard segment.view == view, range.lowerBound >= reach, bytes[reach..<range.lowerBound].allSatisfy(\.isSpace) else { return false }
        let isMarkup = segment.kind == .markup
        isUnbroken = isUnbroken && range.lowerBound == reach
        if isMarkup, isUnbroken {
            let last = stretches.count - 1
            stretches[last] = stretches[last].lowerBound..<range.upperBound
        } else if isMarkup {
            stretches.append(range)
            isUnbroken = true
        }
        if isMarkup || bytes[range].last(where: { !$0.isSpace }) == 0x3E { whole = whole.lowerBound..<range.upperBound }
        reach = range.upperBound
        return true
    }
}
