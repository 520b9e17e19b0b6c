// Stretches of objects alike in an array of different ones: what a database writes out table by table, say. Two objects are alike when they have the
// same members in the same order, those of nested objects too.
//
//     {"model":"page","pk":1,"fields":{"title":…,"path":…}}     ┐ a stretch
//     {"model":"page","pk":2,"fields":{"title":…,"path":…}}     ┘
//     {"model":"site","pk":1,"fields":{"host":…}}               stands alone: an object by itself in the table above
//     {"model":"image","pk":1,"fields":{"file":…}}              ┐ the next stretch
//     …                                                         ┘

import PithJSON
import PithSystem

struct ObjectStretches {
    struct Stretch {
        /// Its objects, by their indices.
        var objects: Range<Int>
        /// Those among them that are unlike the others, counted from the first.
        var loose: Set<Int> = []
    }

    let stretches: [Stretch]
    /// Whether stretches alike come again and again: no kinds of objects, but one whose objects have a member or lack it.
    let takeTurns: Bool

    private static let deepest = 5
    /// Two short objects cost no less in a table.
    private static let fewestObjects = 3
    private static let bytesOfLongObject = 120
    private static let mostOfAKind = 4

    /// The stretches of `objects`; none where all are alike, or most stand alone. Cost: linear in their members.
    init(_ objects: [JSONValue], _ document: JSONDocument) {
        let shapes = objects.map { Self.shape(of: $0, document.bytes, depth: 0) }
        var stretches: [Stretch] = []
        var kinds: Set<UInt64> = []
        /// Objects that stand alone before the first stretch.
        var looseBefore = 0
        var at = 0
        while at < objects.count {
            var end = at + 1
            while end < objects.count, shapes[end] == shapes[at] { end += 1 }
            if end - at >= Self.fewestObjects || end - at == 2 && objects[at].range.count >= Self.bytesOfLongObject {
                kinds.insert(shapes[at])
                if stretches.isEmpty {
                    stretches.append(Stretch(objects: 0..<end, loose: Set(0..<looseBefore)))
                } else {
                    stretches.append(Stretch(objects: at..<end))
                }
            } else if let last = stretches.indices.last {
                stretches[last].loose.formUnion(at - stretches[last].objects.lowerBound..<end - stretches[last].objects.lowerBound)
                stretches[last].objects = stretches[last].objects.lowerBound..<end
            } else {
                looseBefore = end
            }
            at = end
        }
        takeTurns = stretches.count > Self.mostOfAKind * kinds.count
        let looseCount = stretches.reduce(0) { $0 + $1.loose.count }
        let isDivided = stretches.count > 1 || looseCount > 0
        self.stretches = isDivided && !stretches.isEmpty && looseCount * 2 <= objects.count ? stretches : []
    }

    /// A number that objects alike share.
    static func shape(of object: JSONValue, _ bytes: [UInt8], depth: Int = 0) -> UInt64 {
        var shape: UInt64 = 0
        func add(_ hash: UInt64) {
            let mixed = (shape ^ hash) &* 0x9E37_79B9_7F4A_7C15
            shape = mixed ^ mixed >> 29
        }
        for (key, value) in object.members {
            add(ByteHash.of(bytes[key.range]))
            if value.kind == .object, depth < deepest { add(self.shape(of: value, bytes, depth: depth + 1)) }
        }
        return shape
    }
}
