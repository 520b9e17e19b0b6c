// What grep -C writes without numbers: stretches of `path:text` and `path-text`, each of one file, with `--` between them. FoundLines has the form and its reader.
//
// A dash may stand in a path, so where one ends is told by the first line of a stretch that was found: what stands before its colon stands before the dashes as well.

import PithPrompt
import PithSystem

/// Writes the path of lines found, and of those around them, once.
enum FoundStretches {
    /// How far below the first line of a stretch the first line found may stand: the path of those before it is known by that one.
    private static let mostLinesBefore = 20

    static func proposals(for context: StrategyContext) -> [Proposal] {
        guard context.mayWriteBlocks else { return [] }
        return context.joinedSegments.flatMap { view, range -> [Proposal] in
            let bytes = context.prompt.views[view].bytes
            guard StrategyContext.hasLine(in: bytes, range, dash, { FoundLines.isBetween($0[$1..<lineEnd(in: $0, from: $1, limit: $2)]) })
            else {
                return []
            }
            // Where a stretch ends that nothing follows: what begins within it is no listing either.
            var refusedEnd = 0
            return StrategyContext.blocks(in: bytes, range) { start -> (end: Int, fillsFence: Bool, content: Int)? in
                guard start >= refusedEnd else { return nil }
                var at = start, stretchCount = 0
                var end = start
                while let stop = stretchEnd(bytes, at, range.upperBound) {
                    (end, stretchCount) = (stop, stretchCount + 1)
                    let next = lineEnd(in: bytes, from: stop, limit: range.upperBound)
                    guard stop < range.upperBound, next < range.upperBound, FoundLines.isBetween(bytes[stop..<next]) else { break }
                    at = next + 1
                }
                if stretchCount < 2 { refusedEnd = end }
                return stretchCount < 2 ? nil : (end, true, stretchCount)
            }.compactMap { block in
                guard !context.prompt.views[view].isProtected(block.range), let text = written(bytes[block.range]),
                    FoundLines.expansion(of: text)?.elementsEqual(bytes[block.range]) == true
                else { return nil }
                return Proposal(edits: [GroupedFoundLines.edit(view, block.range, to: text)])
            }
        }
    }

    private static let dash = ByteSet([0x2D])

    /// The end of the lines of one file that begin at `start`; nil where none do.
    private static func stretchEnd(_ bytes: [UInt8], _ start: Int, _ limit: Int) -> Int? {
        guard let path = path(bytes, start, limit) else { return nil }
        var at = start
        while at < limit {
            let stop = lineEnd(in: bytes, from: at, limit: limit)
            guard mark(of: bytes[at..<stop], path) != nil else { break }
            at = min(stop + 1, limit)
        }
        return at > start ? at : nil
    }

    /// The path of the first line found from `start` on, if the lines before it begin with it.
    private static func path(_ bytes: [UInt8], _ start: Int, _ limit: Int) -> ArraySlice<UInt8>? {
        guard start < limit, bytes[start].isNameByte || bytes[start] == 0x2E || bytes[start] == 0x2F || bytes[start] >= 0x80 else {
            return nil
        }
        var at = start
        for _ in 0..<mostLinesBefore where at < limit {
            let stop = lineEnd(in: bytes, from: at, limit: limit)
            if let end = FoundLines.pathEnd(of: bytes[at..<stop]), start == at || mark(of: bytes[start..<limit], bytes[at..<end]) == 0x2D {
                return bytes[at..<end]
            }
            guard bytes[at] == bytes[start] else { return nil }
            at = min(stop + 1, limit)
        }
        return nil
    }

    /// The colon or the dash behind the path that a line begins with; nil where it begins otherwise.
    private static func mark(of line: ArraySlice<UInt8>, _ path: ArraySlice<UInt8>) -> UInt8? {
        guard line.count > path.count, line.starts(with: path) else { return nil }
        let mark = line[line.startIndex + path.count]
        return mark == 0x3A || mark == 0x2D ? mark : nil
    }

    private static func written(_ text: ArraySlice<UInt8>) -> [UInt8]? {
        let bytes = Array(text)
        var written: [UInt8] = []
        var path: ArraySlice<UInt8>?
        var last: ArraySlice<UInt8> = []
        var counts = (found: 0, around: 0, paths: 0)
        var at = text.startIndex
        while at < text.endIndex {
            let stop = text[at...].firstIndex(of: 0x0A) ?? text.endIndex
            let line = text[at..<stop]
            if FoundLines.isBetween(line) {
                written += [0x0A] + line
                counts.around += 1
                path = nil
            } else {
                if path == nil {
                    path = Self.path(bytes, at - text.startIndex, bytes.count)
                    guard let path else { return nil }
                    if path != last {
                        written += [0x0A] + path
                        counts.paths += 1
                    }
                    last = path
                }
                guard let path, let mark = mark(of: line, path) else { return nil }
                if mark == 0x3A { counts.found += 1 } else { counts.around += 1 }
                written += [0x0A] + (mark == 0x3A ? [0x20] : [0x2D]) + line.dropFirst(path.count + 1)
            }
            at = stop + 1
        }
        let mark = FoundLines.mark(foundCount: counts.found, aroundCount: counts.around, pathCount: counts.paths)
        return mark.count + written.count < text.count ? mark + written : nil
    }
}
