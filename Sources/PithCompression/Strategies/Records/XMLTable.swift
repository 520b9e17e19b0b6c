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
    static let kinds: Set<SegmentKind> = [.markup, .code, .prose, .list]
    static let effect = EditEffect.lossless

    private static let fewestRecords = 3
    private static let fewestInSession = 12
    private static let attempts = 8

    func proposals(for context: StrategyContext) -> [Proposal] {
        guard !context.options.keepsFormat else { return [] }
        return context.markupStretches.flatMap { stretch -> [Proposal] in
            let view = context.prompt.views[stretch.view]
            guard let elements = XMLElements(view.bytes, stretch.range) else { return [] }
            return Self.tables(elements, context).filter { !view.isProtected($0.range) }.map {
                Proposal(edits: [Edit(view: stretch.view, range: $0.range, replacement: $0.text, strategy: Self.name, effect: Self.effect)])
            }
        }
    }

    /// The tables of the outermost runs of elements that make one. Cost: linear; elements within elements are tried for so many bytes and no more.
    private static func tables(_ xml: XMLElements, _ context: StrategyContext) -> [(range: Range<Int>, text: [UInt8])] {
        let fewest = context.options.isSession ? fewestInSession : fewestRecords
        var found: [(range: Range<Int>, text: [UInt8])] = []
        // Where what became a table ends, by the index of its first element.
        var ends: [Int: Int] = [:]
        var left = xml.bytes.count * attempts
        var index = 0
        while index < xml.elements.count {
            if let end = ends[index] {
                index = end
                continue
            }
            if !xml.elements[index].goesOn, left > 0 {
                for run in runs(from: index, xml, fewest: fewest, &left) {
                    let range = Int(xml.elements[run.first].start)..<run.endOffset
                    guard let text = text(xml, run, range, context) else { continue }
                    found.append((range, text))
                    ends[run.first] = run.end
                }
            }
            if ends[index] == nil { index += 1 }
        }
        return found
    }

    /// Elements one below the other that are objects: the first, the index after the last with all that is in it, where the last ends.
    private typealias Run = (first: Int, end: Int, endOffset: Int, records: [[UInt8]])

    /// The runs of objects among the elements of one name that `first` opens. `left` counts down the bytes that were read.
    private static func runs(from first: Int, _ xml: XMLElements, fewest: Int, _ left: inout Int) -> [Run] {
        var members: [Int] = []
        var at = first
        repeat {
            members.append(at)
            at = Int(xml.elements[at].endIndex)
        } while at < xml.elements.count && xml.elements[at].goesOn && xml.elements[at].parent == xml.elements[first].parent
        let parent = Int(xml.elements[first].parent)
        guard members.count >= fewest, parent < 0 || xml.isWhole(parent) && !xml.elements[parent].hasText else { return [] }
        var runs: [Run] = []
        var isOpen = false
        for member in members {
            left -= xml.isClosed(member) ? xml.range(member).count : 0
            guard left > 0, xml.isClosed(member), let record = xml.record(member) else {
                isOpen = false
                continue
            }
            if !isOpen { runs.append((member, 0, 0, [])) }
            isOpen = true
            runs[runs.count - 1].records.append(record)
            runs[runs.count - 1].end = Int(xml.elements[member].endIndex)
            runs[runs.count - 1].endOffset = xml.range(member).upperBound
        }
        return runs.filter { $0.records.count >= fewest }
    }

    /// What stands for the run, on lines of its own; nil where that is not fewer tokens.
    private static func text(_ xml: XMLElements, _ run: Run, _ range: Range<Int>, _ context: StrategyContext) -> [UInt8]? {
        let bytes = xml.bytes
        let json = [0x5B] + Array(run.records.joined(separator: [0x2C])) + [0x5D]
        guard var text = JSONTable.table(of: json, behind: [0x3C] + xml.name(run.first) + [0x3E, 0x20], context) else { return nil }
        var before = range.lowerBound, after = range.upperBound
        while before > 0, bytes[before - 1].isBlank { before -= 1 }
        while after < bytes.count, bytes[after].isBlank { after += 1 }
        let opensLine = before == 0 || bytes[before - 1].isLineEnd, endsLine = after == bytes.count || bytes[after].isLineEnd
        // Among tags a line end carries nothing.
        if xml.elements[run.first].parent < 0 { guard opensLine, endsLine else { return nil } }
        text = (opensLine ? [] : [0x0A]) + text + (endsLine ? [] : [0x0A])
        let encoding = context.options.encoding
        return encoding.count(text) < encoding.count(bytes[range]) ? text : nil
    }
}

extension StrategyContext {
    /// From markup to markup: what stands between is taken for prose or code by its looks, and so is a remark that a text begins with.
    var markupStretches: [(view: Int, range: Range<Int>)] {
        var stretches: [(view: Int, range: Range<Int>)] = []
        // Up to where segments touch.
        var reach = -1
        for segment in segments {
            if let last = stretches.last, last.view == segment.view, segment.range.lowerBound == reach {
                reach = segment.range.upperBound
                if segment.kind == .markup { stretches[stretches.count - 1].range = last.range.lowerBound..<reach }
            } else if segment.kind == .markup || opensMarkup(segment) {
                stretches.append((segment.view, segment.range))
                reach = segment.range.upperBound
            }
        }
        return stretches
    }

    private func opensMarkup(_ segment: Segment) -> Bool {
        let text = prompt.views[segment.view].bytes[segment.range]
        return text.begins(with: "<?xml") || text.begins(with: "<!--")
    }
}
