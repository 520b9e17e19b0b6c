// Tables that commands print: names over columns, cells with blanks, empty ones, too long ones; aligned by blanks to either side or drawn with bars.

/// A table that is known by its cells.
package struct RandomColumns {
    package private(set) var names: [String] = []
    package private(set) var rows: [[String]] = []
    package private(set) var text = ""
    package let isBordered: Bool

    package init(rowCount: Int, using random: inout SplitMix64) {
        isBordered = random.oneIn(4)
        let all = [
            "NAME", "CONTAINER ID", "PID", "%CPU", "STATUS", "AGE", "IP", "NODE", "Local Address", "State", "PORTS", "TTY",
            "READINESS GATES", "RSS",
        ]
        let start = random.number(0...6)
        names = Array(all[start..<start + random.number(3...7)])
        let pools = names.map { name in
            switch random.number(0...5) {
            case 0: return ["0", "17", "4096", "123456"]
            case 1: return ["Up 2 hours", "Exited (1) 5 minutes ago", "Up 3 days"]
            case 2: return ["", "<none>", "", "a b"]
            case 3: return ["running", "running", "stopped"]
            case 4: return ["web-\(name.count)-1", "ä-2", "redis-master-0", "x"]
            default: return ["10.0.0.1", "10.0.0.27", "-"]
            }
        }
        for _ in 0..<rowCount { rows.append(pools.map { random.pick($0) }) }
        for row in rows.indices where rows[row][0].isEmpty { rows[row][0] = "a" }
        let widths = names.indices.map { index in rows.map { $0[index].count }.max()! }.enumerated().map {
            max($0.element, names[$0.offset].count)
        }
        let isRight = names.map { _ in random.oneIn(3) }, gap = random.pick([1, 2, 3])
        func padded(_ cells: [String]) -> [String] {
            cells.indices.map { index in
                let blanks = String(repeating: " ", count: widths[index] - cells[index].count)
                return isRight[index] ? blanks + cells[index] : cells[index] + blanks
            }
        }
        if isBordered {
            let border = "+" + widths.map { String(repeating: "-", count: $0 + 2) }.joined(separator: "+") + "+\n"
            func line(_ cells: [String]) -> String { "| " + padded(cells).joined(separator: " | ") + " |\n" }
            text = border + line(names) + border + rows.map(line).joined() + border
        } else {
            for cells in [names] + rows {
                var line = padded(cells).joined(separator: String(repeating: " ", count: gap))
                while line.last == " " { line.removeLast() }
                text += line + "\n"
            }
        }
    }
}

/// Such tables, about `size` bytes, with other lines before and behind them.
package func columns(size: Int, using random: inout SplitMix64) -> String {
    var text = ""
    while text.utf8.count < size {
        if random.oneIn(3) { text += random.pick(["$ docker ps\n", "Pods:\n\n", "```\n", "The table:\n"]) }
        var table =
            random.oneIn(3) ? RandomRows(using: &random).text + "\n" : RandomColumns(rowCount: random.number(2...14), using: &random).text
        if random.oneIn(5) {
            let place = table.utf8.count / 2
            table =
                String(decoding: table.utf8.prefix(place), as: UTF8.self) + random.pick(["\t", "  x", "\n\n", "|", "\u{1B}[31m"])
                + String(decoding: table.utf8.dropFirst(place), as: UTF8.self)
        }
        text += table + random.pick(["", "\n", "(3 rows)\n", "```\n"])
    }
    return random.oneIn(8) ? text.split(separator: "\n", omittingEmptySubsequences: false).joined(separator: "\r\n") : text
}
