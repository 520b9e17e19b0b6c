// "Did you mean": the name at the smallest edit distance (Levenshtein), where that is close enough to be a slip.

package enum NearestName {
    /// The name nearest to `given`, the first of several; nil when more than half of it would have to change.
    package static func of(_ given: String, among names: [String]) -> String? {
        let given = Array(given.lowercased().utf8.prefix(64))
        let near = names.map { (name: $0, distance: distance(given, Array($0.utf8))) }.min { $0.distance < $1.distance }
        guard let near, 2 * near.distance <= max(near.name.utf8.count, given.count) else { return nil }
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
