// Which units stay: the rate–distortion step.
//
// Keeping a unit gains its relevance and the weight of those of its facts that nothing kept so far holds. That gain only shrinks as more
// is kept (it is submodular), so lazy greedy works (Minoux 1978): take the unit with the most gain per token; a unit's gain is computed
// anew only when it comes to the top of the heap, and each renewed computation means that a fact was covered meanwhile, so their number is
// bounded by the number of facts. Under a budget the greedy choice is compared with the best single unit, which bounds how far from the
// best it can be (Khuller, Moss and Naor 1999).
//
// The result is an order: the first m units of it are what to keep, for any m.

import HeapModule
import PithSystem

struct Allocator {
    let facts: NumberLists
    let tokenCounts: [Int]
    let values: UnitValues
    /// Facts that are visible whatever is kept.
    let covered: [Int]
    /// The unit that a unit makes possible: a larger size of the same. It is no candidate before.
    var nextItem: [Int?] = []

    /// Units in the order in which they are worth keeping, with the covered weight after each.
    struct Order {
        var units: [Int] = []
        var coveredWeight: [Double] = []
        var totalWeight = 0.0
    }

    /// Orders `candidates`. Cost: n log n in their number and their facts'.
    func order(of candidates: some Sequence<Int>) -> Order {
        var isCovered = Array(repeating: false, count: values.factWeights.count)
        for fact in covered { isCovered[fact] = true }
        return order(of: candidates, &isCovered)
    }

    /// The same, beginning with the facts that `isCovered` names; afterwards those of all candidates are among them.
    func order(of candidates: some Sequence<Int>, _ isCovered: inout [Bool]) -> Order {
        var heap = Heap<Candidate>()
        for unit in candidates {
            let gain = gain(of: unit, isCovered)
            heap.insert(Candidate(unit: unit, gain: gain, density: density(gain, unit)))
        }
        var order = Order()
        var weight = 0.0
        while let best = heap.popMax() {
            let gain = gain(of: best.unit, isCovered)
            if gain < best.gain {
                heap.insert(Candidate(unit: best.unit, gain: gain, density: density(gain, best.unit)))
                continue
            }
            for fact in facts.integers(of: best.unit) { isCovered[fact] = true }
            weight += gain
            order.units.append(best.unit)
            order.coveredWeight.append(weight)
            if !nextItem.isEmpty, let next = nextItem[best.unit] {
                let gain = self.gain(of: next, isCovered)
                heap.insert(Candidate(unit: next, gain: gain, density: density(gain, next)))
            }
        }
        order.totalWeight = weight
        return order
    }

    /// The order with the best unit that fits by itself moved to the front, when that unit is worth more than all that the order fits.
    func compared(_ order: Order, withBestSingleUnder budget: Int) -> Order {
        var used = 0, count = 0
        while count < order.units.count, used + tokenCounts[order.units[count]] <= budget {
            used += tokenCounts[order.units[count]]
            count += 1
        }
        let reached = count == 0 ? 0 : order.coveredWeight[count - 1]
        let nothing = Array(repeating: false, count: values.factWeights.count)
        var best: (unit: Int, gain: Double)?
        let larger = Set(nextItem.compactMap { $0 })
        for unit in order.units.sorted() where tokenCounts[unit] <= budget && !larger.contains(unit) {
            let gain = gain(of: unit, nothing)
            if gain > best?.gain ?? reached { best = (unit, gain) }
        }
        guard let best, let place = order.units.firstIndex(of: best.unit) else { return order }
        var changed = order
        changed.units.remove(at: place)
        changed.units.insert(best.unit, at: 0)
        return changed
    }

    private func gain(of unit: Int, _ isCovered: [Bool]) -> Double {
        var weight = 0.0
        for fact in facts.integers(of: unit) where !isCovered[fact] { weight += values.factWeights[fact] }
        return values.relevance[unit] + values.factScale[unit] * weight
    }

    /// Gain per token; a few tokens are added for the seam that each kept stretch makes.
    private func density(_ gain: Double, _ unit: Int) -> Double {
        gain / Logarithm.power(Double(tokenCounts[unit] + 8), values.costExponent)
    }

    /// A unit in the heap: by density, then the earlier one.
    private struct Candidate: Comparable {
        let unit: Int
        let gain: Double
        let density: Double

        static func < (a: Candidate, b: Candidate) -> Bool { (a.density, b.unit) < (b.density, a.unit) }
        static func == (a: Candidate, b: Candidate) -> Bool { a.unit == b.unit && a.density == b.density }
    }
}
