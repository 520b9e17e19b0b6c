// What a line is read under: the declaration around program text, the head of a table, the name of the file over changed lines and over
// the lines that a search found, the added line that a removed one is told by. A line that is kept without it can hardly be read, or is read under another, so
// what stands over a kept unit is kept before it, as long as it is a unit itself.

import PithPrompt
import PithSystem

struct UnitHeadings {
    /// For each unit the one it is read under, always an earlier one; nil for most.
    let parents: [Int?]

    /// Cost: linear in the units' text.
    init(_ index: UnitIndex) {
        var parents: [Int?] = Array(repeating: nil, count: index.units.count)
        var first = 0
        while first < index.units.count {
            let unit = index.units[first]
            var end = first + 1
            while end < index.units.count, index.units[end].view == unit.view, index.units[end].kind == unit.kind,
                index.units[end].form == .text
            { end += 1 }
            if unit.form == .text {
                let bytes = index.prompt.views[unit.view].bytes
                let lines = index.units[first..<end].map { bytes[$0.range] }
                for (place, parent) in Self.parents(of: lines, unit.kind).enumerated() {
                    parents[first + place] = parent.map { first + $0 }
                }
            }
            first = end
        }
        self.parents = parents
    }

    /// The same for the items of a menu: the smallest size of a unit is read under that of its heading.
    init(_ menu: UnitMenu) {
        let units = UnitHeadings(menu.index).parents
        parents = menu.items.map { $0.size == 0 ? units[$0.unit].map { menu.firstItems[$0] } : nil }
    }

    /// The order with what stands over a unit put before the first unit under it. Cost: linear.
    func order(_ order: Allocator.Order) -> Allocator.Order {
        guard parents.contains(where: { $0 != nil }) else { return order }
        var isPlaced = Array(repeating: false, count: parents.count)
        var changed = Allocator.Order()
        changed.totalWeight = order.totalWeight
        for (place, unit) in order.units.enumerated() {
            var missing: [Int] = []
            var at: Int? = unit
            while let next = at, !isPlaced[next] {
                missing.append(next)
                isPlaced[next] = true
                at = parents[next]
            }
            for heading in missing.reversed() {
                changed.units.append(heading)
                changed.coveredWeight.append(heading == unit ? order.coveredWeight[place] : changed.coveredWeight.last ?? 0)
            }
        }
        return changed
    }

    private static func parents(of lines: [ArraySlice<UInt8>], _ kind: SegmentKind) -> [Int?] {
        switch kind {
        case .diff: return parentsInDiff(lines)
        case .code: return parentsInCode(lines)
        case .listing: return parentsInListing(lines)
        case .search: return parentsInSearch(lines)
        case .table: return lines.indices.map { $0 == 0 ? nil : 0 }
        default: return lines.map { _ in nil }
        }
    }

    /// A removed line that is told by the added one above it, what stands under a line that opens lines without marks or ends them, and all under their file.
    private static func parentsInDiff(_ lines: [ArraySlice<UInt8>]) -> [Int?] {
        var head: Int?, file: Int?
        return lines.indices.map { index in
            if UnmarkedLines.ends(at: lines[index]) {
                if head != nil || UnmarkedLines.turns(at: lines[index].prefix { !$0.isLineEnd }) { head = index }
                if lines[index].first == 0x40 { return file }
                file = index
                return nil
            }
            return index > 0 && lines[index].first == DenseHunk.substitutionMark ? index - 1 : head ?? file
        }
    }

    /// A file stands under its folder, and a folder under the mark that says so; a row that begins like the one above, under that.
    private static func parentsInListing(_ lines: [ArraySlice<UInt8>]) -> [Int?] {
        let mark = lines[0].prefix { !$0.isLineEnd }
        if RowOpenings.count(in: mark) != nil {
            return lines.indices.map { $0 == 0 ? nil : RowOpenings.opening(lines[$0]) == nil ? 0 : $0 - 1 }
        }
        guard GroupedPaths.count(in: mark) != nil else { return lines.map { _ in nil } }
        var folder = 0
        return lines.indices.map { index in
            if index == 0 { return nil }
            let line = lines[index].prefix { !$0.isLineEnd }
            if line.last == 0x2F { folder = index }
            return line.first == 0x20 && folder != index ? folder : 0
        }
    }

    /// A row stands under the path of its file, and a path that begins with a blank under its folder.
    private static func parentsInSearch(_ lines: [ArraySlice<UInt8>]) -> [Int?] {
        var folder: Int?, path: Int?
        return lines.indices.map { index in
            let line = lines[index].prefix { !$0.isLineEnd }
            guard let first = line.first, !first.isDigit else { return path }
            // Rows that name their file themselves, marks between rows, references.
            guard !line.contains(0x3A), first != 0x2D, first != 0x5B else { return nil }
            if line.last == 0x2F { folder = index } else { path = index }
            return first == 0x20 ? folder : nil
        }
    }

    /// A line of program text stands under the nearest declaration above it that is less deep: by its indentation, or by braces where
    /// indentation was folded.
    private static func parentsInCode(_ lines: [ArraySlice<UInt8>]) -> [Int?] {
        var open: [(depth: Int, index: Int)] = []
        let depths = depthsByBraces(lines) ?? lines.map { $0.prefix(while: \.isBlank).count }
        return lines.indices.map { index in
            let depth = depths[index]
            while let last = open.last, last.depth >= depth { open.removeLast() }
            let parent = open.last?.index
            if Declaration.opens(lines[index]) { open.append((depth, index)) }
            return parent
        }
    }

    /// How many braces are open where each line begins, or ends its block; nil where lines are indented by more than a blank, or have no braces.
    /// Braces in strings count: of a text that holds many, the lines stand under what is near.
    private static func depthsByBraces(_ lines: [ArraySlice<UInt8>]) -> [Int]? {
        guard lines.allSatisfy({ line in line.prefix(while: \.isBlank).count < 2 || line.allSatisfy(\.isSpace) }),
            lines.contains(where: { $0.contains(0x7B) })
        else { return nil }
        var depth = 0
        return lines.map { line in
            let closing = line.drop(while: \.isBlank).prefix { $0 == 0x7D }.count
            let own = max(0, depth - closing)
            for byte in line {
                if byte == 0x7B { depth += 1 } else if byte == 0x7D { depth = max(0, depth - 1) }
            }
            return own
        }
    }
}
