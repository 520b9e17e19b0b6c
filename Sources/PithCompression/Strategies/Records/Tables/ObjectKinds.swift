// Kinds of objects that take turns in an array: events with a `type`, the nodes of a graph. Objects are of one kind when they have the same members in the same
// order, those of nested objects too. Each kind becomes a table, whose rows say their places in the array.
//
//     {"id":1,"type":"click","x":811,"y":490}         ┐
//     {"id":2,"type":"order","total":41.5}            │ click: 0, 2; order: 1, 3
//     {"id":3,"type":"click","x":562,"y":822}         │
//     {"id":4,"type":"order","total":17}              ┘

import PithJSON

struct ObjectKinds {
    /// The objects of each kind by their indices, ascending; the kind that comes first is first.
    private(set) var kinds: [[Int]] = []
    /// Those that are like few others.
    private(set) var loose: [Int] = []

    private static let mostKinds = 12
    private static let fewestOfAKind = 3

    /// The kinds of `objects`; none where there are not two of them, or a fifth of the objects is of none. Cost: linear in their members.
    init(_ objects: [JSONValue], _ document: JSONDocument) {
        var places: [UInt64: Int] = [:]
        var found: [[Int]] = []
        for (index, object) in objects.enumerated() {
            let shape = ObjectStretches.shape(of: object, document.bytes)
            if let place = places[shape] {
                found[place].append(index)
            } else {
                places[shape] = found.count
                found.append([index])
            }
        }
        let kinds = found.filter { $0.count >= Self.fewestOfAKind }
        let loose = found.filter { $0.count < Self.fewestOfAKind }.joined().sorted()
        guard (2...Self.mostKinds).contains(kinds.count), loose.count * 5 <= objects.count else { return }
        (self.kinds, self.loose) = (kinds, loose)
    }
}
