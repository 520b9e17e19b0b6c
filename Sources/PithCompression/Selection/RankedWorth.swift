// What parts of records are worth: by rank, and with a query by how much their record has to do with it.
//
// Each rank is worth several times the next, so that a part goes before the part it belongs to; facts only tell parts of the last rank apart.

struct RankedWorth {
    private let units: [Unit]
    /// How much the record of each unit has to do with the query, 0...1; all 1 without one.
    private let ofRecord: [Double]

    /// `scores` are the units' by themselves; a record is as good as its best part.
    init(_ index: UnitIndex, scores: [Double]?) {
        units = index.units
        var ofRecord = index.units.map { _ in 1.0 }
        if let scores {
            var start = 0
            while start < units.count {
                var end = start + 1
                while end < units.count, units[end].rank != nil, units[end].rank != .title { end += 1 }
                if units[start].rank != nil {
                    let best = scores[start..<end].max() ?? 0
                    for unit in start..<end { ofRecord[unit] = best }
                }
                start = end
            }
        }
        self.ofRecord = ofRecord
    }

    /// Nil for a unit that has no rank.
    func worth(of unit: Int) -> Double? {
        units[unit].rank.map { rank in
            switch rank {
            case .title: 3
            case .outlier: 2
            case .required: 1.2 * ofRecord[unit]
            case .optional: ofRecord[unit]
            case .opening: 0.5 * ofRecord[unit]
            case .rest: 0.02 * ofRecord[unit]
            }
        }
    }

    /// What the facts of a ranked unit count.
    func factScale(of unit: Int) -> Double? { units[unit].rank.map { $0 == .rest ? 0.05 * ofRecord[unit] : 0 } }
}
