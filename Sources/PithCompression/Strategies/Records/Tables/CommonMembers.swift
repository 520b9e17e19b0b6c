// Which of many objects make a table: all but those whose members would cost the others more than they would cost as JSON.
//
// A member that few objects have costs each of the others a dash; the objects that have it would each cost their names instead. An object whose
// members stand in another order than they mostly do fits no table at all.

import PithJSON
import PithSystem

enum CommonMembers {
    private static let tokensOfName = 3

    /// For each object, whether it fits; those of `refused` do not. Cost: linear in their members, and the square of `most`.
    static func fit(_ objects: [JSONValue], _ document: JSONDocument, refusing refused: Set<Int>, most: Int) -> [Bool] {
        var fits = objects.indices.map { !refused.contains($0) }
        let bytes = document.bytes
        var numbers = ByteNumbers()
        var counts: [Int] = []
        for index in objects.indices where fits[index] {
            var last = -1
            document.forEachMember(of: objects[index].position) { key, _ in
                last = numbers.number(of: bytes[key], guess: last + 1)
                if last == counts.count { counts.append(1) } else { counts[last] += 1 }
                return true
            }
        }
        let isCommon = counts.map { $0 * (tokensOfName * counts.count + 1) > objects.count }
        guard isCommon.count(where: { $0 }) <= most, isCommon.contains(true) else { return fits }
        for index in objects.indices where fits[index] {
            var last = -1
            document.forEachMember(of: objects[index].position) { key, _ in
                last = numbers.known(bytes[key], guess: last + 1) ?? -1
                fits[index] = last >= 0 && isCommon[last]
                return fits[index]
            }
        }
        let kept = objects.indices.filter { fits[$0] }
        guard let names = MemberOrder.usualNames(of: kept.map { Int32(objects[$0].position) }, document, most: most) else { return fits }
        var places = ByteNumbers()
        for name in names { _ = places.number(of: name[...]) }
        for index in kept {
            var last = -1
            document.forEachMember(of: objects[index].position) { key, _ in
                let place = places.known(bytes[key], guess: last + 1) ?? -1
                if place <= last { fits[index] = false }
                last = place
                return true
            }
        }
        return fits
    }
}
