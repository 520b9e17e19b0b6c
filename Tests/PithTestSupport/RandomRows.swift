// Rows without a head, aligned by blanks: numbers at the right, cells with blanks, empty ones, characters that fill two columns, a rule, words above and below.

/// Rows that are known by their cells.
package struct RandomRows {
    package let rows: [[String]]
    package let lines: [String]
    /// What stands above the rows, and the rows.
    package let text: String
    /// Where in `text` the first row begins.
    package let start: Int

    package init(using random: inout SplitMix64) {
        let columnCount = random.number(1...6), rowCount = random.number(3...24)
        // Empty cells and cells of several words make most tables none: they are not in all of them.
        let hasTexts = random.oneIn(2), hasEmpty = random.oneIn(3)
        let pools = (0..<columnCount).map { _ -> [String] in
            switch random.number(0...(hasTexts ? 8 : 5)) {
            case 0, 1: return ["0", "17", "4096", "123456", "9.5K"]
            case 2: return ["root", "ann", "www-data"]
            case 3: return ["drwxr-xr-x", "-rw-r--r--"]
            case 4: return ["12:5", "131:22", "9:100"]
            case 5: return ["a.txt", "/usr/lib/x.so", "ä-2", "b"]
            case 6: return ["Up 2 hours", "Exited (1) 5 minutes ago", "Up 3 days"]
            case 7: return ["add and remove users", "日本 x", "fast", "the \"a b\" of c"]
            default: return ["May 20", "Dec 3", "Jun 1"]
            }
        }
        var rows: [[String]] = []
        let emptied = hasEmpty ? random.number(0...columnCount - 1) : -1
        for _ in 0..<rowCount {
            rows.append(pools.indices.map { $0 == emptied && random.oneIn(4) ? "" : random.pick(pools[$0]) })
        }
        let widths = (0..<columnCount).map { index in rows.map { Self.width($0[index]) }.max()! + (random.oneIn(4) ? 3 : 0) }
        let isRight = (0..<columnCount).map { _ in random.oneIn(2) }, gap = random.pick([1, 1, 2, 3])
        let isCut = random.oneIn(2)
        var lines: [String] = []
        for cells in rows {
            var line = cells.indices.map { index in
                let blanks = String(repeating: " ", count: widths[index] - Self.width(cells[index]))
                return isRight[index] ? blanks + cells[index] : cells[index] + blanks
            }.joined(separator: String(repeating: " ", count: gap))
            while isCut, line.last == " " { line.removeLast() }
            lines.append(line)
        }
        (self.rows, self.lines) = (rows, lines)
        let head = random.pick(["", "", "total 17\n", "The files are:\n\n", "x: y\n"])
        start = head.utf8.count
        text = head + lines.joined(separator: "\n") + random.pick(["", "\n", "\n\nThat is all.\n", "\n85 rows\n", "\nTotal:    17\n"])
    }

    /// How many columns a terminal takes for a text.
    private static func width(_ text: String) -> Int { text.unicodeScalars.reduce(0) { $0 + ($1.value >= 0x3000 ? 2 : 1) } }
}
