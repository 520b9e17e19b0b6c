// What comes back of the units that were to go: what gives a remark its beginning or its end, what a sentence that stays looks back to, and a text of which
// nothing would be left.

import PithPrompt
import PithSystem

struct DroppedUnits {
    private let index: UnitIndex
    private var isDropped: [Bool]

    init(_ units: [Int], of index: UnitIndex) {
        self.index = index
        isDropped = Array(repeating: false, count: index.units.count)
        for unit in units { isDropped[unit] = true }
    }

    func holds(_ unit: Int) -> Bool { isDropped[unit] }

    /// No remark is left without its beginning or its end: what follows would be read as part of it, or it as text.
    mutating func keepEnds(of notes: ViewNotes) {
        let remarks = notes.viewsWithRemarks
        guard !remarks.isEmpty else { return }
        let unitsOfViews = Dictionary(grouping: index.units.indices.filter { remarks[index.units[$0].view] != nil }) {
            index.units[$0].view
        }
        for (view, units) in unitsOfViews {
            guard let remarks = remarks[view] else { continue }
            var units = units[...]
            for remark in remarks {
                units = units.drop { index.units[$0].range.upperBound <= remark.lowerBound }
                let own = units.prefix { index.units[$0].range.lowerBound < remark.upperBound }
                let goes = own.reduce(0) { $0 + (isDropped[$1] ? index.units[$1].range.clamped(to: remark).count : 0) }
                guard goes < remark.count else { continue }
                for unit in own where !remark.contains(index.units[unit].range) || unit == own.first || unit == own.last {
                    isDropped[unit] = false
                }
            }
        }
    }

    /// What a kept unit looks back to stays: of "Bartek moved the alert. He will not delete the list." the first stays for what "he" stands for, and so does
    /// what that one in turn looks back to.
    mutating func keepAntecedents() {
        for unit in index.units.indices.dropFirst().reversed()
        where isDropped[unit - 1] && !isDropped[unit] && index.blocks[unit] == index.blocks[unit - 1]
            && LookBack.isIn(index.bytes(of: unit))
        {
            isDropped[unit - 1] = false
        }
    }

    /// A text of which nothing would be left stays. Messages may go whole.
    mutating func keepWholeTexts() {
        var start = 0
        while start < index.units.count {
            let view = index.units[start].view
            let end = index.units[start...].firstIndex { $0.view != view } ?? index.units.count
            if index.prompt.views[view].message == nil, isEmptied(by: start..<end) { for unit in start..<end { isDropped[unit] = false } }
            start = end
        }
    }

    /// Whether nothing but white space stands in a text beside those of its units that go.
    private func isEmptied(by units: Range<Int>) -> Bool {
        // Units are in order and lie apart: what is left of the text stands between them.
        let bytes = index.prompt.views[index.units[units.lowerBound].view].bytes
        var at = 0
        for unit in units where isDropped[unit] {
            let range = index.units[unit].range
            guard bytes[min(at, range.lowerBound)..<range.lowerBound].allSatisfy(\.isSpace) else { return false }
            at = range.upperBound
        }
        return bytes[at...].allSatisfy(\.isSpace)
    }
}
