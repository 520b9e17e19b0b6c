// "Did you mean": the name at the smallest edit distance (Levenshtein), where that is close enough to be a slip.

enum NearestName {
    /// The name nearest to `given`; nil when more than half of it would have to change.
    static func of(_ given: String, among names: [String]) -> String? {
        let near = names.map { (name: $0, distance: distance(Array(given.utf8.prefix(64)), Array($0.utf8))) }.min {
            $0.distance < $1.distance
        }
        guard let near, near.distance <= max(2, near.name.utf8.count / 2) else { return nil }
        return near.name
    }

    private static func distance(_ a: [UInt8], _ b: [UInt8]) -> Int {
        var row = Array(0...b.count)
        for i in a.indices {
            var diagonal = row[0]
            row[0] = i + 1
            for j in b.indices {
                let cost = a[i] == b[j] ? diagonal : min(diagonal, row[j], row[j + 1]) + 1
                diagonal = row[j + 1]
                row[j + 1] = cost
            }
        }
        return row[b.count]
    }
}
