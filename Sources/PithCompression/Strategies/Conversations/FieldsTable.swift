// Whether objects are of one shape, and which of their values are the same in all.

import PithJSON

enum FieldsTable {
    struct Column {
        let key: JSONValue
        /// The columns of the objects in it, or nothing when its values are cells.
        var children: [Column]
        /// The value that every row has, when it is worth saying once.
        var constant: JSONValue?
    }

    private static let maximumDepth = 4

    /// The columns of objects with the same names in the same order; nil when the values are other, or fewer than two.
    static func columns(of rows: [JSONValue], _ bytes: [UInt8]) -> [Column]? {
        guard rows.count > 1, var columns = shape(of: rows, bytes, depth: 0) else { return nil }
        // A row must have a cell.
        if !columns.contains(where: hasCells) { _ = giveCells(&columns) }
        return columns
    }

    /// The columns that the objects in all of several arrays have in common; nil when one array is empty or holds something else.
    static func sharedColumns(of arrays: [JSONValue], _ bytes: [UInt8]) -> [Column]? {
        guard arrays.count > 1 else { return nil }
        var rows: [JSONValue] = []
        for array in arrays {
            let count = rows.count
            guard array.kind == .array else { return nil }
            rows += array.elements
            guard rows.count > count else { return nil }
        }
        return columns(of: rows, bytes)
    }

    private static func shape(of rows: [JSONValue], _ bytes: [UInt8], depth: Int) -> [Column]? {
        guard depth < maximumDepth, rows[0].kind == .object else { return nil }
        let keys = rows[0].members.map(\.key)
        guard !keys.isEmpty, keys.count <= 100 else { return nil }
        var values: [[JSONValue]] = Array(repeating: [], count: keys.count)
        for row in rows {
            guard row.kind == .object else { return nil }
            var index = 0
            for (key, value) in row.members {
                guard index < keys.count, bytes[key.range] == bytes[keys[index].range] else { return nil }
                values[index].append(value)
                index += 1
            }
            guard index == keys.count else { return nil }
        }
        return zip(keys, values).map { key, values in
            if let children = shape(of: values, bytes, depth: depth + 1) { return Column(key: key, children: children, constant: nil) }
            let isConstant = values.dropFirst().allSatisfy { bytes[$0.range] == bytes[values[0].range] }
            return Column(key: key, children: [], constant: isConstant ? values[0] : nil)
        }
    }

    private static func hasCells(_ column: Column) -> Bool {
        column.children.isEmpty ? column.constant == nil : column.children.contains(where: hasCells)
    }

    private static func giveCells(_ columns: inout [Column]) -> Bool {
        for index in columns.indices {
            if columns[index].children.isEmpty {
                columns[index].constant = nil
                return true
            }
            if giveCells(&columns[index].children) { return true }
        }
        return false
    }
}
