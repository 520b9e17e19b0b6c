// A row of a table, written as the line of the table of texts that it stands for.

struct TableLineWriter {
    let bytes: [UInt8]
    let header: TableHeader
    let form: LineTableForm

    /// The names of the columns, and what stands under them; nil where the form is not one of so many columns.
    var head: [UInt8]? { form.head(header.columns.map { unquoted($0.path[$0.path.count - 1]) }) }

    /// The values of a row; a member that it does not have is an empty field.
    func line(_ cells: [Range<Int>?]) -> [UInt8] {
        let row = TableRowWriter(bytes: bytes, header: header)
        return form.line(header.columns.indices.map { row.value($0, cells).map(unquoted) ?? [] })
    }

    /// What a string literal says; other JSON as it is.
    private func unquoted(_ literal: [UInt8]) -> [UInt8] {
        guard literal.first == 0x22, literal.count >= 2 else { return literal }
        return DecodedString(literalContent: literal, in: 1..<literal.count - 1).bytes
    }
}
