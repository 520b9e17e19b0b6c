// What grep -r and ripgrep write without numbers, `path:text`, with each path once over the lines found in its file: FoundLines has the form and its reader.
//
// So is what grep -C writes, with lines around those found and `--` between stretches, and what compilers say of places, `path(12,5): error …` (PlacedFindings).
//
// A line leans on the path above it, so none could go alone: under a budget, where lines go, they stay as they are.

import PithPrompt
import PithSystem

/// Writes the path of found lines once.
struct GroupedFoundLines: Strategy {
    static let name = "grouped-found-lines"
    static let summary = "lines that a search found, without numbers, with each path once over the lines of its file"
    static let kinds: Set<SegmentKind> = [.instruction, .prose, .list, .code, .log, .listing, .table, .search]
    static let effect = EditEffect.lossless

    private static let fewestLines = 4

    func proposals(for context: StrategyContext) -> [Proposal] {
        let around = FoundStretches.proposals(for: context)
        let found = context.proposals(
            forBlocksBy: Self.self, as: FoundLines.self, openers: Self.openers, mayBegin: Self.mayBegin, end: Self.end, write: Self.written)
        let placed =
            !Self.holdsPlaces(context)
            ? []
            : context.proposals(
                forBlocksBy: Self.self, as: PlacedFindings.self, openers: Self.openers, mayBegin: Self.mayBePlaced, end: Self.placedEnd,
                write: Self.writtenByPlace)
        let taken = Dictionary(grouping: around.map { $0.edits[0] }, by: \.view).mapValues { $0.map(\.range) }
        return around + placed + found.filter { taken[$0.edits[0].view]?.overlapping($0.edits[0].range).isEmpty ?? true }
    }

    /// What a path begins with, but for digits: lines of logs begin with these.
    private static let openers = ByteSet { $0.isNameByte && !$0.isDigit || $0 == 0x2E || $0 == 0x2F || $0 == 0x40 || $0 >= 0x80 }

    private static func mayBegin(_ bytes: [UInt8], _ start: Int, _ limit: Int) -> Bool {
        openers.contains(bytes[start]) && FoundLines.pathEnd(of: bytes[start..<limit]) != nil
    }

    /// The end of the found lines that begin at `start`; what the first few of them look like tells whether they are some.
    private static func end(_ bytes: [UInt8], _ start: Int, _ limit: Int) -> Int? {
        var at = start, count = 0, textCount = 0
        while at < limit {
            let stop = lineEnd(in: bytes, from: at, limit: limit)
            guard let path = FoundLines.pathEnd(of: bytes[at..<stop]) else { break }
            count += 1
            if count <= fewestLines {
                if isOfFile(bytes[(path + 1)..<stop]) { textCount += 1 }
                if count == fewestLines, textCount * 2 < fewestLines { return nil }
            }
            at = min(stop + 1, limit)
        }
        return count >= fewestLines ? at : nil
    }

    private static let bytesLookedAt = 64

    /// Whether a text looks like a line of a file, not like what a program says of one: it has several words, and does not stand one blank off.
    private static func isOfFile(_ text: ArraySlice<UInt8>) -> Bool {
        let head = text.prefix(bytesLookedAt)
        let isSetOff = head.first == 0x20 && head.dropFirst().first != 0x20
        return !isSetOff && head.contains { $0 == 0x20 || $0 == 0x28 || $0 == 0x3D }
    }

    /// The lines below their paths; nil where no two of one file follow one another.
    private static func written(_ text: ArraySlice<UInt8>) -> [UInt8]? {
        let lines = text.split(separator: 0x0A, omittingEmptySubsequences: false)
        var written: [UInt8] = []
        var path: ArraySlice<UInt8> = [], pathCount = 0
        for line in lines {
            guard let end = FoundLines.pathEnd(of: line) else { return nil }
            if line[..<end] != path {
                path = line[..<end]
                pathCount += 1
                written += [0x0A] + path
            }
            written += [0x0A, 0x20] + line[(end + 1)...]
        }
        let mark = FoundLines.mark(foundCount: lines.count, pathCount: pathCount)
        return mark.count + written.count < text.count ? mark + written : nil
    }

    // MARK: Places

    /// Whether a number in brackets stands behind a name somewhere, and a colon behind it. Cost: a look at each bracket.
    private static func holdsPlaces(_ context: StrategyContext) -> Bool {
        context.joinedSegments.contains { view, range in
            let bytes = context.prompt.views[view].bytes
            var at = range.lowerBound
            while true {
                let bracket = firstOffset(of: 0x28, in: bytes, at..<range.upperBound)
                guard bracket + 1 < range.upperBound else { return false }
                at = bracket + 1
                guard bytes[at].isDigit, bracket > range.lowerBound, bytes[bracket - 1].isNameByte,
                    let place = PlacedFindings.place(bytes[bracket..<range.upperBound]),
                    bytes[place.text.endIndex..<range.upperBound].first == 0x3A
                else { continue }
                return true
            }
        }
    }

    private static func mayBePlaced(_ bytes: [UInt8], _ start: Int, _ limit: Int) -> Bool {
        openers.contains(bytes[start]) && PlacedFindings.pathEnd(of: bytes[start..<limit]) != nil
    }

    /// The end of the findings that begin at `start`, lines that go on behind a blank with them.
    private static func placedEnd(_ bytes: [UInt8], _ start: Int, _ limit: Int) -> Int? {
        var at = start, count = 0
        while at < limit {
            let stop = lineEnd(in: bytes, from: at, limit: limit)
            if PlacedFindings.pathEnd(of: bytes[at..<stop]) != nil {
                count += 1
            } else if stop == at || !bytes[at].isBlank {
                break
            }
            at = min(stop + 1, limit)
        }
        return count >= fewestLines ? at : nil
    }

    /// The findings below their files, those that say the same of one file once behind their places where that gives them back.
    private static func writtenByPlace(_ text: ArraySlice<UInt8>) -> [UInt8]? {
        let merged = writtenByPlace(text, mergingEqual: true)
        return PlacedFindings.expansion(of: merged)?.elementsEqual(text) == true ? merged : writtenByPlace(text, mergingEqual: false)
    }

    private static func writtenByPlace(_ text: ArraySlice<UInt8>, mergingEqual: Bool) -> [UInt8] {
        var written: [UInt8] = []
        var lineCount = 0, pathCount = 0
        var path: ArraySlice<UInt8> = []
        /// The places and texts of a file's findings, and which of them has a text.
        var findings: [(places: [UInt8], placeCount: Int, text: ArraySlice<UInt8>)] = [], known = KeyTable()
        func close() {
            for finding in findings {
                written += [0x0A] + finding.places + finding.text
                lineCount += 1 + finding.text.count { $0 == 0x0A }
            }
            (findings, known) = ([], KeyTable())
        }
        var at = text.startIndex
        while at < text.endIndex {
            // A finding and the lines that go with it.
            var end = text[at...].firstIndex(of: 0x0A) ?? text.endIndex
            while end + 1 < text.endIndex, text[end + 1].isBlank { end = text[(end + 1)...].firstIndex(of: 0x0A) ?? text.endIndex }
            let finding = text[at..<end]
            at = end + 1
            guard let pathEnd = PlacedFindings.pathEnd(of: finding), let place = PlacedFindings.place(finding[pathEnd...])?.text else {
                continue
            }
            if finding[..<pathEnd] != path {
                close()
                path = finding[..<pathEnd]
                pathCount += 1
                written += [0x0A] + path
            }
            let said = finding[place.endIndex...]
            if mergingEqual, let like = known.keep(findings.count, for: ByteHash.of(said)), findings[like].text == said,
                findings[like].placeCount < PlacedFindings.mostPlaces
            {
                findings[like].places += place
                findings[like].placeCount += 1
            } else {
                findings.append((Array(place), 1, said))
            }
        }
        close()
        return PlacedFindings.mark(lineCount: lineCount, pathCount: pathCount) + written
    }
}
