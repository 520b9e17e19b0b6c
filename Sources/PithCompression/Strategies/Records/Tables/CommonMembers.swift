// Which of many objects make a table: all but those whose members would cost the others more than they would cost as JSON.
//
// A member that few objects have costs each of the others a dash; the objects that have it would each cost their names instead. An object whose
// members stand in another order than they mostly do fits no table at all.

import PithJSON

enum CommonMembers {
    private static let tokensOfName = 3

    /// For each object, whether it fits; those of `refused` do not. Cost: linear in their members, and the square of `most`.
    static func fit(_ objects: [JSONValue], _ document: JSONDocument, refusing refused: Set<Int>, most: Int) -> [Bool] {
        var fits = objects.indices.map { !refused.contains($0) }
        let bytes = document.bytes
        var counts: [ArraySlice<UInt8>: Int] = [:]
        for index in objects.indices where fits[index] {
            for (key, _) in objects[index].members { counts[bytes[key.range], default: 0] += 1 }
        }
        let common = counts.filter { name, count in count * (tokensOfName * counts.count + 1) > objects.count }
        guard common.count <= most, !common.isEmpty else { return fits }
        for index in objects.indices where fits[index] {
            fits[index] = objects[index].members.allSatisfy { common[bytes[$0.key.range]] != nil }
        }
        let kept = objects.indices.filter { fits[$0] }
        guard let names = MemberOrder.usualNames(of: kept.map { Int32(objects[$0].position) }, document, most: most) else { return fits }
        let places = Dictionary(names.enumerated().map { ($1[...], $0) }, uniquingKeysWith: { first, _ in first })
        for index in kept {
            var last = -1
            for (key, _) in objects[index].members {
                let place = places[bytes[key.range]] ?? -1
                if place <= last { fits[index] = false }
                last = place
            }
        }
        return fits
    }
}
