// The menu that the allocator chooses from: each unit in its sizes, trimmed and whole.
//
// An item is a unit in its smallest size, or the step from one size of it to the next. What a step costs and gains is what it adds, and it comes
// up for choice when the size before it was taken: so choosing whole sentences, and choosing how far each is trimmed, is one choice by worth
// per token. A unit without trimmed sizes has one item, and then the menu is the list of units.

import PithFacts
import PithPrompt
import PithTokenizer

/// A unit in a size smaller than whole.
struct TrimmedUnit {
    let changes: [TextChange]
    let tokenCount: Int
    /// The numbers of the facts that are still in it.
    let facts: [Int]
}

struct UnitMenu {
    let index: UnitIndex
    /// The trimmed sizes of each unit, the smallest first; none for most.
    private let trimmed: [[TrimmedUnit]]

    /// The unit and size of each item; sizes count from 0, the smallest.
    private(set) var items: [(unit: Int, size: Int)] = []
    /// The item that an item makes possible.
    private(set) var nextItem: [Int?] = []
    private(set) var facts = NumberLists()
    private(set) var tokenCounts: [Int] = []
    private(set) var firstItems: [Int] = []

    /// A menu over the units of `index`. Cost: linear.
    init(_ index: UnitIndex, trimmed: [[TrimmedUnit]] = []) {
        self.index = index
        self.trimmed = trimmed.isEmpty ? index.units.map { _ in [] } : trimmed
        let whole = index.tokenCounts
        for unit in index.units.indices {
            firstItems.append(items.count)
            var before = 0
            for (size, smaller) in self.trimmed[unit].enumerated() {
                add(unit, size, smaller.facts, smaller.tokenCount - before, hasNext: true)
                before = smaller.tokenCount
            }
            add(unit, self.trimmed[unit].count, index.facts.integers(of: unit), whole[unit] - before, hasNext: false)
        }
    }

    private mutating func add(_ unit: Int, _ size: Int, _ facts: some Sequence<Int>, _ tokenCount: Int, hasNext: Bool) {
        items.append((unit, size))
        for fact in facts { self.facts.append(Int32(fact)) }
        self.facts.endList()
        tokenCounts.append(tokenCount)
        nextItem.append(hasNext ? items.count : nil)
    }

    /// The values of the units, spread over their items: a trimmed unit has nearly all its relevance.
    func spread(_ values: UnitValues) -> UnitValues {
        var relevance: [Double] = [], scale: [Double] = []
        for (item, place) in items.enumerated() {
            let whole = values.relevance[place.unit]
            let share: Double
            if place.size > 0 {
                share = Self.stepShare
            } else {
                share = nextItem[item] == nil ? 1 : 1 - Self.stepShare * Double(trimmed[place.unit].count)
            }
            relevance.append(whole * share)
            scale.append(values.factScale[place.unit])
        }
        return UnitValues(values, relevance: relevance, factScale: scale)
    }

    /// The share of a unit's relevance that comes with each step to a larger size.
    private static let stepShare = 0.05

    /// The edits that leave the kept items. Items of a unit are kept from the first on.
    func edits(keeping kept: Set<Int>, writesMarkers: Bool, marksEmptied: Bool = false) -> [Edit] {
        // What only trimming may touch is never dropped.
        var sizes = index.units.map { $0.strategy == Trimming.name ? 0 : -1 }
        for item in kept { sizes[items[item].unit] = max(sizes[items[item].unit], items[item].size) }
        var edits = Removal(index, writesMarkers: writesMarkers, marksEmptied: marksEmptied).edits(
            dropping: sizes.map { $0 < 0 }, of: index.units)
        for (unit, size) in sizes.enumerated() where size >= 0 && size < trimmed[unit].count {
            for change in trimmed[unit][size].changes {
                edits.append(
                    Edit(
                        view: index.units[unit].view, range: change.range, replacement: change.replacement, strategy: Trimming.name,
                        effect: .removed))
            }
        }
        return edits
    }

    /// Whether the item that `item` follows is kept, so that it may be.
    func isReachable(_ item: Int, from kept: Set<Int>) -> Bool { items[item].size == 0 || kept.contains(item - 1) }
}
