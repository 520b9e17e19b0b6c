// Where the listings stand in a segment: stretches of lines of one form that can be taken apart and written anew as a whole.

import PithPrompt
import PithSystem

/// Lines of a view that are one listing.
struct SearchStretch {
    let range: Range<Int>
    let groups: [SearchGroup]
    let lineEnd: [UInt8]
    /// Whether the last line ends with a line end.
    let isClosed: Bool

    /// Groups, whose parts stand in `bytes`, in headed form, in place of the stretch: each as `change` makes it, which may give its lines other texts; `withFolders`
    /// each folder once over the files in it (SearchFolders). Many files are written in parts side by side.
    func written(
        _ groups: [SearchGroup], in bytes: [UInt8], withFolders: Bool = false, threadCount: Int = 1,
        _ change: @Sendable (inout SearchGroup, inout SearchText) -> Void = { _, _ in }
    ) -> [UInt8] {
        let parts = groups.inParts(threadCount: threadCount, fewestOfPart: ThreadGain.fewestFilesOfPart) { part in
            var text = SearchText(bytes), groups = Array(part)
            for index in groups.indices { change(&groups[index], &text) }
            return (groups: groups, text: text)
        }
        let paths = parts.flatMap { $0.groups.map(\.path) }
        let places = withFolders ? SearchFolders.places(of: paths, in: bytes) : paths.map { SearchFolders.Place(name: $0) }
        var starts = [0]
        for part in parts { starts.append(starts[starts.count - 1] + part.groups.count) }
        let texts = Parallel.map(parts.count, threadCount: threadCount) { [starts] part in
            var out: [UInt8] = []
            for (index, group) in parts[part].groups.enumerated() {
                if starts[part] + index > 0 { out += lineEnd }
                group.write(into: &out, parts[part].text, at: places[starts[part] + index], lineEnd: lineEnd)
            }
            return out
        }
        var out: [UInt8] = []
        out.reserveCapacity(texts.reduce(0) { $0 + $1.count })
        for text in texts { out += text }
        if !isClosed { out.removeLast(lineEnd.count) }
        return out
    }
}

struct SearchStretches {
    private struct Line {
        /// With its line end, of so many bytes.
        let full: Range<Int>
        let lineEndLength: Int
        let mayChange: Bool
        let isReference: Bool
        /// Nil for what is no listing's line.
        var content: SearchLine?

        var text: Range<Int> { full.lowerBound..<full.upperBound - lineEndLength }
    }

    private let bytes: [UInt8]
    /// The segment's lines and the few after it that may be read as part of its listing.
    private let lines: [Line]
    private(set) var found: [SearchStretch] = []

    /// The listings in a segment, ascending, with no protected byte in them. Cost: linear.
    init(in view: View, _ segment: Range<Int>, threadCount: Int = 1) {
        bytes = view.bytes
        lines = Self.lines(of: view, segment, threadCount: segment.count >= ThreadGain.fewestBytes ? threadCount : 1)
        var at = 0
        while at < lines.count, lines[at].full.lowerBound < segment.upperBound {
            let start = at
            var groups: [SearchGroup] = []
            takeFlat(&at, &groups)
            let isFlat = at > start
            if !isFlat { takeHeaded(&at, &groups) }
            guard at > start else {
                at += 1
                continue
            }
            // What follows must not be read as going on; what a reference stands for is not seen here.
            let next = isBlank(at) ? at + 1 : at
            let isApart =
                !isFlat || !(isEntry(at) || isSeparator(at) || isHead(next) || (next > at && self.isFlat(next)) || isReference(next))
            let last = lines[at - 1], length = lines[start].lineEndLength
            let isUniform = lines[start..<at].allSatisfy {
                $0.lineEndLength == length || ($0.lineEndLength == 0 && at == lines.count)
            }
            if isApart, isUniform, length > 0 {
                found.append(
                    SearchStretch(
                        range: lines[start].full.lowerBound..<last.full.upperBound, groups: groups,
                        lineEnd: Array(bytes[lines[start].text.upperBound..<lines[start].full.upperBound]), isClosed: last.lineEndLength > 0
                    ))
            }
        }
    }

    private func takeFlat(_ at: inout Int, _ groups: inout [SearchGroup]) {
        var path: Range<Int>?
        var items: [SearchGroup.Item] = []
        func close() {
            guard let path else { return }
            var group = SearchGroup(path: path)
            group.items = items
            groups.append(group)
            items.removeAll(keepingCapacity: true)
        }
        defer { close() }
        while at < lines.count, lines[at].mayChange {
            let start = lines[at].full.lowerBound
            if case .flat(let length, let item)? = lines[at].content {
                let own = start..<start + length
                if !(path.map { areSame(bytes[$0], bytes[own]) } ?? false) {
                    close()
                    path = own
                }
                items.append(item)
            } else if isSeparator(at), path != nil, isFlat(at + 1) {
                items.append(.separator(at: lines[at].text))
            } else {
                return
            }
            at += 1
        }
    }

    private func takeHeaded(_ at: inout Int, _ groups: inout [SearchGroup]) {
        while at < lines.count, lines[at].mayChange {
            if isHead(at) || (isBlank(at) && !groups.isEmpty && isHead(at + 1) && lines[at + 1].mayChange) {
                if isBlank(at) { at += 1 }
                groups.append(SearchGroup(path: lines[at].text))
            } else if case .entry(let item)? = lines[at].content, !groups.isEmpty || opensListingOfOneFile(at) {
                if groups.isEmpty { groups.append(SearchGroup(path: lines[at].text.lowerBound..<lines[at].text.lowerBound)) }
                groups[groups.count - 1].items.append(item)
            } else if isSeparator(at), !groups.isEmpty, isEntry(at + 1) || isHead(at + 1) || (isBlank(at + 1) && isHead(at + 2)) {
                groups[groups.count - 1].items.append(.separator(at: lines[at].text))
            } else {
                return
            }
            at += 1
        }
    }

    /// Whether the segment begins at the line, with matches and the lines around them and no path above.
    private func opensListingOfOneFile(_ index: Int) -> Bool {
        guard index == 0 else { return false }
        let rows = lines.indices.prefix { isEntry($0) || isSeparator($0) }
        return rows.contains(where: isContext) && rows.contains { isEntry($0) && !isContext($0) }
    }

    private func isContext(_ index: Int) -> Bool {
        if index < lines.count, case .entry(let item)? = lines[index].content {
            item.mark == 0x2D && !item.hasSeveralNumbers
        } else {
            false
        }
    }

    private func isFlat(_ index: Int) -> Bool { if index < lines.count, case .flat? = lines[index].content { true } else { false } }
    private func isEntry(_ index: Int) -> Bool { if index < lines.count, case .entry? = lines[index].content { true } else { false } }
    private func isSeparator(_ index: Int) -> Bool {
        if index < lines.count, case .separator? = lines[index].content { true } else { false }
    }
    private func isBlank(_ index: Int) -> Bool { if index < lines.count, case .blank? = lines[index].content { true } else { false } }
    private func isReference(_ index: Int) -> Bool { index < lines.count && lines[index].isReference }
    /// A path with a line of its file under it.
    private func isHead(_ index: Int) -> Bool {
        if index < lines.count, case .path? = lines[index].content { isEntry(index + 1) } else { false }
    }

    private static let linesBeyond = 3

    /// Cuts lines off the front of what is left.
    private struct Cutter: IteratorProtocol {
        private let view: View
        private let bytes: [UInt8]
        private var at: Int
        private let end: Int

        init(_ view: View, from start: Int, to end: Int) { (self.view, bytes, at, self.end) = (view, view.bytes, start, end) }

        mutating func next() -> Line? {
            let isInside = at < end, limit = isInside ? end : bytes.count
            guard at < limit else { return nil }
            let start = at
            let feed = lineEnd(in: bytes, from: start, limit: limit)
            let textEnd = feed > start && feed < limit && bytes[feed - 1] == 0x0D ? feed - 1 : feed
            at = min(feed + 1, limit)
            return Line(
                full: start..<at, lineEndLength: at - textEnd, mayChange: isInside && !view.isProtected(start..<at),
                isReference: bytes[start] == 0x5B && RepeatReference.isOne(bytes[start..<textEnd]),
                content: SearchLine(bytes, start..<textEnd))
        }
    }

    private static func lines(of view: View, _ range: Range<Int>, threadCount: Int) -> [Line] {
        let bytes = view.bytes
        // Counted first: they take more room than their text.
        var starts: [Int] = [], counts: [Int] = []
        let size = threadCount > 1 ? range.count / (threadCount * 4) + 1 : range.count
        var at = range.lowerBound
        while at < range.upperBound {
            let stop =
                at + size < range.upperBound
                ? min(range.upperBound, lineEnd(in: bytes, from: at + size, limit: range.upperBound) + 1) : range.upperBound
            starts.append(at)
            counts.append(countLineFeeds(in: bytes, at..<stop) + (bytes[stop - 1] == 0x0A ? 0 : 1))
            at = stop
        }
        var beyond = Cutter(view, from: range.upperBound, to: range.upperBound)
        let countBeyond = (0..<linesBeyond).count { _ in beyond.next() != nil }
        starts.append(range.upperBound)
        counts.append(countBeyond)
        var lines = Parallel.array(ofCounts: counts, threadCount: threadCount) { [starts] part in
            Cutter(view, from: starts[part], to: part + 1 < starts.count ? range.upperBound : starts[part])
        }
        // A line of context begins with the path of the match below it, or else of the one above.
        var path: Range<Int>?
        func look(_ index: Int) {
            let text = lines[index].text
            if let path, let item = SearchLine.context(bytes, text, of: path) {
                lines[index].content = .flat(pathLength: path.count, item)
            } else if case .flat(let length, _)? = lines[index].content {
                path = text.lowerBound..<text.lowerBound + length
            }
        }
        for index in lines.indices.reversed() { look(index) }
        path = nil
        for index in lines.indices { look(index) }
        return lines
    }
}
