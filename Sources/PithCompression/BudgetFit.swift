// How much of an order fits a budget, to the token.
//
// Token counts of units do not add up to the count of the text they make, so the sum is only the guess. The text itself is made and
// counted, the guess is corrected by what it was off, and the largest prefix seen to fit is kept between two bounds. Eight corrections
// are enough in practice; the bound keeps the work linear. What room is left is filled with later, smaller units, counted once more.

import PithPrompt
import PithTokenizer

struct BudgetFit {
    let menu: UnitMenu
    let order: [Int]
    /// For each unit the one it is read under: what is filled in does not stand without it.
    let parents: [Int?]
    let budget: Int
    let encoding: Encoding
    let writesMarkers: Bool

    private static let maximumCorrections = 8

    /// The edits that leave at most `budget` tokens, or the smallest count that can be reached.
    func edits() -> Result<[Edit], Smallest> {
        for markers in writesMarkers ? [true, false] : [false] {
            if let edits = edits(markers: markers) { return .success(edits) }
        }
        return .failure(Smallest(tokenCount: trial(Set(), markers: false).tokenCount))
    }

    struct Smallest: Error { let tokenCount: Int }

    private struct Trial {
        let edits: [Edit]
        let tokenCount: Int
    }

    private func edits(markers: Bool) -> [Edit]? {
        var sums = [0]
        for unit in order { sums.append(sums[sums.count - 1] + menu.tokenCounts[unit]) }
        func prefixCount(within tokenCount: Int) -> Int {
            var low = 0, high = order.count
            while low < high {
                let middle = (low + high + 1) / 2
                if sums[middle] <= tokenCount { low = middle } else { high = middle - 1 }
            }
            return low
        }
        var best = trial(Set(), markers: markers)
        guard best.tokenCount <= budget else { return nil }
        var fits = 0, tooMany = order.count + 1
        var guess = prefixCount(within: budget - best.tokenCount)
        for _ in 0..<Self.maximumCorrections where tooMany - fits > 1 {
            let count = min(max(guess, fits + 1), tooMany - 1)
            let tried = trial(Set(order[..<count]), markers: markers)
            if tried.tokenCount <= budget { (fits, best) = (count, tried) } else { tooMany = count }
            guess = prefixCount(within: sums[count] + budget - tried.tokenCount)
        }
        return filled(best, fits, markers).edits
    }

    /// Adds later units that fit the room that is left, if the text then still fits.
    private func filled(_ best: Trial, _ fits: Int, _ markers: Bool) -> Trial {
        var room = budget - best.tokenCount
        var kept = Set(order[..<fits])
        // A lone unit may cost a marker and a seam beside its own tokens.
        let seam = 4
        func isReachable(_ unit: Int) -> Bool {
            menu.isReachable(unit, from: kept) && (parents[unit].map { kept.contains($0) } ?? true)
        }
        for unit in order[fits...].prefix(2000) where menu.tokenCounts[unit] + seam <= room && isReachable(unit) {
            kept.insert(unit)
            room -= menu.tokenCounts[unit] + seam
        }
        guard kept.count > fits else { return best }
        let tried = trial(kept, markers: markers)
        return tried.tokenCount <= budget ? tried : best
    }

    private func trial(_ kept: Set<Int>, markers: Bool) -> Trial {
        let edits = menu.edits(keeping: kept, writesMarkers: markers, marksEmptied: writesMarkers)
        guard let output = try? menu.index.prompt.output(of: edits) else {
            preconditionFailure("removals overlap or touch protected text: units must be apart and unprotected")
        }
        return Trial(edits: edits, tokenCount: encoding.count(output))
    }
}
