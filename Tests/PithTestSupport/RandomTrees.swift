// Trees as commands draw them, and rows that end with a path, with what is nearly one among them.

/// Rows of a number and a path, as du prints them; now and then with another word, or none.
func pathRow(_ index: Int, _ random: inout SplitMix64) -> String {
    if random.oneIn(40) {
        return random.pick([
            "", "total 12", "4\t", "./", "src/", "[4 rows, each below its folder, 1 folder]", "[…]", "12 km/h", "a b c/d.e", "4  x/y.z",
        ])
    }
    let folder = random.pick(["", "./", "src/", "src/app/models/", "src/app/models/", "src/app/models/", "/usr/include/c++/12/bits/"])
    let size = random.pick(["4", "16", "4.0K", "  120"]), gap = random.pick(["\t", "\t", "\t", " "])
    return size + gap + folder + random.pick(["pool", "worker_\(index)", "Ünit", "a+b", "v1.2"]) + random.pick([".swift", ".py", "", "/"])
}

/// A tree drawn in one of the styles, whole or cut off, with errors in it now and then.
func drawnTree(size: Int, using random: inout SplitMix64) -> String {
    let (branch, last, openBranch, openLast, bar) = random.pick([
        ("├── ", "└── ", "├─┬ ", "└─┬ ", "│ "), ("├── ", "└── ", "├── ", "└── ", "│   "),
        ("├── ", "└── ", "├── ", "└── ", "│\u{A0}\u{A0} "),
        ("├─ ", "└─ ", "├─ ", "└─ ", "│  "), ("|-- ", "`-- ", "|-- ", "`-- ", "|   "), ("+--- ", "\\--- ", "+--- ", "\\--- ", "|    "),
        ("+- ", "\\- ", "+- ", "\\- ", "|  "),
    ])
    var depths = [1], byteCount = 0
    while byteCount < size {
        depths.append(random.number(1...min(12, depths[depths.count - 1] + 1)))
        byteCount += 20
    }
    /// Whether another line of the same parent follows.
    func isFollowed(_ index: Int) -> Bool {
        for next in depths[(index + 1)...] where next <= depths[index] { return next == depths[index] }
        return false
    }
    var lines: [String] = [], bars = [Bool](repeating: false, count: 14)
    for (index, depth) in depths.enumerated() {
        let isOpen = index + 1 < depths.count && depths[index + 1] > depth, goesOn = isFollowed(index)
        let drawing = (1..<depth).map { bars[$0] ? bar : String(repeating: " ", count: bar.count) }.joined()
        bars[depth] = goesOn
        let sign = goesOn ? (isOpen ? openBranch : branch) : (isOpen ? openLast : last)
        lines.append(
            (random.oneIn(60) ? "" : drawing) + sign + random.pick(["pool", "send@0.18.0 deduped", "a b", "…", "x/"]) + "\(index % 9)")
        if random.oneIn(80) { lines.append(random.pick(["", "…", " …", "│", "[6 lines of a tree drawn with ├──, a blank a level]"])) }
    }
    if random.oneIn(2) { lines.removeLast(random.number(0...lines.count / 2)) }
    return lines.joined(separator: random.oneIn(6) ? "\r\n" : "\n") + (random.oneIn(3) ? "" : "\n")
}
