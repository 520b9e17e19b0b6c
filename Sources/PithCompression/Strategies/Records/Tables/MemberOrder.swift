// The one order in which the members of many objects stand, where each object has some of them: a topological sort (Kahn 1962) of "this key
// came right after that one". There is none where two objects disagree. Of keys that nothing orders, the one that came first goes first.

import PithJSON
import PithSystem

enum MemberOrder {
    /// The names of all members, as string literals, in an order that every object keeps; nil where there is none, or there are more than
    /// `most`. Cost: linear in the members, and the square of `most`.
    static func names(of positions: [Int32], _ document: JSONDocument, most: Int) -> [[UInt8]]? {
        read(positions, document, most: most).flatMap { names, followers in
            order(followers.map { Set($0.keys) }).map { $0.map { names[$0] } }
        }
    }

    /// The same, leaving out what fewer than one object in sixteen says of the order, where they all agree but for those.
    static func usualNames(of positions: [Int32], _ document: JSONDocument, most: Int) -> [[UInt8]]? {
        guard let (names, followers) = read(positions, document, most: most) else { return nil }
        if let order = order(followers.map { Set($0.keys) }) { return order.map { names[$0] } }
        let usual = followers.map { Set($0.filter { $0.value * 16 > positions.count }.keys) }
        return order(usual).map { $0.map { names[$0] } }
    }

    /// The names in the order in which they came up; for each, how often which others came right after it.
    private static func read(
        _ positions: [Int32], _ document: JSONDocument, most: Int
    ) -> (names: [[UInt8]], followers: [[Int: Int]])? {
        let bytes = document.bytes
        var numbers = ByteNumbers()
        var followers: [[Int: Int]] = []
        for position in positions where position >= 0 {
            var previous: Int?
            document.forEachMember(of: Int(position)) { key, _ in
                let number = numbers.number(of: bytes[key], guess: (previous ?? -1) + 1)
                guard number < most else { return false }
                if number == followers.count { followers.append([:]) }
                if let previous { followers[previous][number, default: 0] += 1 }
                previous = number
                return true
            }
            guard numbers.count <= most else { return nil }
        }
        return (numbers.names.map { Array($0) }, followers)
    }

    private static func order(_ followers: [Set<Int>]) -> [Int]? {
        var waitsFor = followers.map { _ in 0 }
        for following in followers { for number in following { waitsFor[number] += 1 } }
        var order: [Int] = []
        var isPlaced = followers.map { _ in false }
        while let next = waitsFor.indices.first(where: { waitsFor[$0] == 0 && !isPlaced[$0] }) {
            isPlaced[next] = true
            order.append(next)
            for number in followers[next] { waitsFor[number] -= 1 }
        }
        return order.count == followers.count ? order : nil
    }
}
