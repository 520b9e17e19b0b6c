// An array of objects turned on its side: one column for each member, in the order of the members.
//
// Objects may lack members; nested objects give a column for each of their members, arrays of objects one column that has columns of its
// own. What no table can tell apart is no table: elements that are no objects, repeated keys, members in another order from object to object.
// Nor are objects that have few members in common. Where members come and go, their order is found from all objects together (MemberOrder).

import PithJSON
import PithSystem

struct JSONColumns {
    struct Column: Sendable {
        /// The names from the outermost object inward, as string literals.
        var path: [[UInt8]]
        /// The tape index of the value in each row, or -1.
        var cells: [Int32]
        /// For arrays of objects: the columns of all their elements together.
        var list: List?
    }

    struct List: Sendable {
        let columns: [Column]
        /// The first element of each row's array; the count of all at the end.
        let starts: [Int]
    }

    private(set) var columns: [Column]
    let rowCount: Int
    /// The objects that fit no columns and are no rows, ascending.
    private(set) var apart: [Int] = []

    private static let mostColumns = 96
    private static let deepestPath = 5

    /// The columns of `objects`, values of `document`; nil when they make no table. Cost: linear in their members.
    init?(_ objects: [JSONValue], in document: JSONDocument, threadCount: Int) {
        self.init(objects.map { Int32($0.position) }, in: document, opensLists: true, threadCount: threadCount)
    }

    /// The same where an object in sixteen may be left apart: those with members that few others have, or in an order of their own, and those
    /// of `refused`.
    init?(_ objects: [JSONValue], in document: JSONDocument, refusing refused: Set<Int>, threadCount: Int) {
        guard objects.count >= 2, objects.allSatisfy({ $0.kind == .object }) else { return nil }
        let positions = objects.map { Int32($0.position) }
        if refused.isEmpty, let columns = Self.uniformColumns(of: positions, under: [], document, threadCount: threadCount) {
            self.init(positions, in: document, known: columns, opensLists: true, threadCount: threadCount)
            return
        }
        let fits = CommonMembers.fit(objects, document, refusing: refused, most: Self.mostColumns)
        let apart = objects.indices.filter { !fits[$0] }
        guard apart.count * 16 <= objects.count else { return nil }
        self.init(objects.indices.filter { fits[$0] }.map { positions[$0] }, in: document, opensLists: true, threadCount: threadCount)
        self.apart = apart
    }

    /// The same where all objects are alike but those of `loose`, which are left apart.
    init?(_ objects: [JSONValue], in document: JSONDocument, leavingApart loose: Set<Int>, threadCount: Int) {
        let positions = objects.indices.filter { !loose.contains($0) }.map { Int32(objects[$0].position) }
        self.init(positions, in: document, opensLists: true, threadCount: threadCount)
        apart = loose.sorted()
    }

    /// `known` are the columns, where they are known already.
    private init?(_ positions: [Int32], in document: JSONDocument, known: [Column]? = nil, opensLists: Bool, threadCount: Int) {
        guard positions.count >= 2, positions.allSatisfy({ document.kind(at: Int($0)) == .object }) else { return nil }
        rowCount = positions.count
        guard let columns = known ?? Self.columns(of: positions, under: [], document, threadCount: threadCount) else { return nil }
        self.columns = columns
        // Open the columns whose values are all objects.
        var index = 0
        while index < self.columns.count {
            let column = self.columns[index]
            if column.path.count < Self.deepestPath, Self.areObjects(column.cells, document),
                let inner = Self.columns(of: column.cells, under: column.path, document, threadCount: threadCount),
                self.columns.count + inner.count <= Self.mostColumns, Self.isDense(inner)
            {
                self.columns.replaceSubrange(index...index, with: inner)
            } else {
                index += 1
            }
        }
        guard !self.columns.isEmpty, Self.isDense(self.columns) else { return nil }
        guard opensLists else { return }
        for index in self.columns.indices {
            self.columns[index].list = Self.list(of: self.columns[index].cells, document, threadCount: threadCount)
        }
    }

    /// The elements of a column of arrays of objects; nil when one of them holds something else.
    private static func list(of cells: [Int32], _ document: JSONDocument, threadCount: Int) -> List? {
        var elements: [Int32] = []
        var starts = [0]
        for cell in cells {
            if cell >= 0 {
                let kind = document.kind(at: Int(cell))
                guard kind == .array || kind == .null else { return nil }
                var element = Int(cell) + 1
                let end = Int(cell) + document.valueCount(at: Int(cell))
                while element < end {
                    guard document.kind(at: element) == .object else { return nil }
                    elements.append(Int32(element))
                    element += document.valueCount(at: element)
                }
            }
            starts.append(elements.count)
        }
        guard elements.count >= 3, let inner = JSONColumns(elements, in: document, opensLists: false, threadCount: threadCount) else {
            return nil
        }
        return List(columns: inner.columns, starts: starts)
    }

    /// Whether most objects have most members: a wide table of gaps parts each value from its name.
    private static func isDense(_ columns: [Column]) -> Bool {
        let gaps = columns.reduce(0) { $0 + $1.cells.count { $0 < 0 } }
        return gaps * 3 <= columns.reduce(0) { $0 + $1.cells.count }
    }

    private static func areObjects(_ cells: [Int32], _ document: JSONDocument) -> Bool {
        cells.allSatisfy {
            guard $0 >= 0 else { return true }
            // An empty object would be taken for none.
            return document.kind(at: Int($0)) == .object && document.valueCount(at: Int($0)) > 1
        }
    }

    /// The members of the objects at `positions` side by side, or nil when their order differs or a key is repeated.
    private static func columns(of positions: [Int32], under path: [[UInt8]], _ document: JSONDocument, threadCount: Int) -> [Column]? {
        if let columns = uniformColumns(of: positions, under: path, document, threadCount: threadCount) { return columns }
        if let columns = columns(of: positions, under: path, document, knowing: []) { return columns }
        guard let names = MemberOrder.names(of: positions, document, most: mostColumns) else { return nil }
        return columns(of: positions, under: path, document, knowing: names)
    }

    /// The same where all objects have the same members in the same order, as they mostly do: parts of them are looked through side by side. Nil where they do not.
    private static func uniformColumns(of positions: [Int32], under path: [[UInt8]], _ document: JSONDocument, threadCount: Int)
        -> [Column]?
    {
        guard let first = positions.first(where: { $0 >= 0 }) else { return nil }
        var keys: [Range<Int>] = []
        document.forEachMember(of: Int(first)) { key, _ in
            keys.append(key)
            return keys.count <= mostColumns
        }
        let names = keys.map { Array(document.bytes[$0]) }
        guard !names.isEmpty, names.count <= mostColumns, Set(names).count == names.count else { return nil }
        let parts = positions.inParts(threadCount: threadCount, fewestOfPart: ThreadGain.fewestCellsOfPart) { [keys] in
            cells(of: $0, keys, document)
        }
        guard parts.allSatisfy({ $0 != nil }) else { return nil }
        return names.indices.map { index in
            var cells: [Int32] = []
            cells.reserveCapacity(positions.count)
            for part in parts { if let part { cells += part[index] } }
            return Column(path: path + [names[index]], cells: cells)
        }
    }

    /// The tape indices of the members `keys` of each object, or -1; nil where an object has others, or in another order.
    private static func cells(of positions: ArraySlice<Int32>, _ keys: [Range<Int>], _ document: JSONDocument) -> [[Int32]]? {
        let bytes = document.bytes
        var columns = keys.map { _ in [Int32]() }
        for index in columns.indices { columns[index].reserveCapacity(positions.count) }
        for position in positions {
            guard position >= 0 else {
                for index in columns.indices { columns[index].append(-1) }
                continue
            }
            var next = 0
            var fits = true
            document.forEachMember(of: Int(position)) { key, value in
                fits = next < keys.count && areSame(bytes, keys[next], key)
                guard fits else { return false }
                columns[next].append(Int32(value))
                next += 1
                return true
            }
            guard fits, next == keys.count else { return nil }
        }
        return columns
    }

    /// The same, with the columns `names` in this order from the first.
    private static func columns(
        of positions: [Int32], under path: [[UInt8]], _ document: JSONDocument, knowing names: [[UInt8]]
    ) -> [Column]? {
        let bytes = document.bytes
        var columns = names.map { Column(path: path + [$0], cells: []) }
        for (row, position) in positions.enumerated() {
            var next = 0
            if position >= 0 {
                var fits = true
                document.forEachMember(of: Int(position)) { key, value in
                    let name = bytes[key]
                    func isNamed(_ column: Column) -> Bool { areSame(column.path[column.path.count - 1][...], name) }
                    if next < columns.count, isNamed(columns[next]) {
                        // The usual case: as in the rows above.
                    } else if let found = columns[min(next, columns.count)...].firstIndex(where: isNamed) {
                        for skipped in next..<found { columns[skipped].cells.append(-1) }
                        next = found
                    } else if columns[..<min(next, columns.count)].contains(where: isNamed) || columns.count >= mostColumns {
                        fits = false
                        return false
                    } else {
                        columns.insert(Column(path: path + [Array(name)], cells: Array(repeating: -1, count: row)), at: next)
                    }
                    columns[next].cells.append(Int32(value))
                    next += 1
                    return true
                }
                guard fits else { return nil }
            }
            for skipped in next..<columns.count { columns[skipped].cells.append(-1) }
        }
        return columns
    }
}
