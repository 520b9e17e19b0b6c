// A row of a table, written as the line of separated values that it stands for.

struct TableLineWriter {
    let bytes: [UInt8]
    let header: TableHeader
    let separator: UInt8

    /// The names of the columns.
    var names: [UInt8] {
        SeparatedValues.line(header.columns.map { unquoted($0.path[$0.path.count - 1]) }, separator)
    }

    /// The values of a row; a member that it does not have is an empty field.
    func line(_ cells: [Range<Int>?]) -> [UInt8] {
        let row = TableRowWriter(bytes: bytes, header: header)
        return SeparatedValues.line(header.columns.indices.map { row.value($0, cells).map(unquoted) ?? [] }, separator)
    }

    /// What a string literal says; other JSON as it is.
    private func unquoted(_ literal: [UInt8]) -> [UInt8] {
        guard literal.first == 0x22, literal.count >= 2 else { return literal }
        return DecodedString(literalContent: literal, in: 1..<literal.count - 1).bytes
    }
}
