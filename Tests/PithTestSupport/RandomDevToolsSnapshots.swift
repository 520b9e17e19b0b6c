// Pages as Chrome's developer tools tell them: elements with numbers, names that hold anything, and texts that say the name above them again.

/// A snapshot, with errors in it now and then.
func devToolsSnapshot(size: Int, using random: inout SplitMix64) -> String {
    var lines: [String] = []
    var byteCount = 0, number = 0
    let words = ["Gate", "Bolt: 7", "$6.00", "say \"x\"", "it's → /b", "Ünit", "a url=\"b\" c", " € ", "text 1_3", "h2"]

    func write(_ depth: Int, _ text: String) {
        let line = String(repeating: "  ", count: depth) + (random.oneIn(90) ? "uid " : "uid=1_\(number) ") + text
        number += 1
        lines.append(line)
        byteCount += line.utf8.count
    }

    func element(_ depth: Int) {
        let said = random.pick(words)
        let address = random.pick([
            "https://keys.example/gate", "https://keys.example", "https://keys.example//b", "http://other.example/x?y=1",
            "mailto:a@keys.example",
        ])
        switch random.number(0...6) {
        case 0: write(depth, "StaticText \"\(said)\"")
        case 1:
            write(depth, "heading \"\(said)\" level=\"\(random.number(1...6))\"")
            if random.oneIn(2) {
                write(depth + 1, "link \"\(random.oneIn(3) ? random.pick(words) : said)\" url=\"\(address)\"")
            } else if random.oneIn(2) {
                write(depth + 1, "StaticText \"\(said)\"")
            }
        case 2: write(depth, random.pick(["banner", "main", "generic", "button \"\""]))
        case 3: write(depth, "combobox \"\(said)\" value=\"\(random.pick(words))\" expandable haspopup=\"menu\"")
        default:
            write(
                depth,
                random.oneIn(2)
                    ? "link \"\(said)\" url=\"\(address)\"" : "button \"\(said)\"" + (random.oneIn(2) ? " focusable focused" : ""))
            write(depth + (random.oneIn(6) ? 2 : 1), "StaticText \"\(random.oneIn(3) ? random.pick(words) : said)\"")
        }
        if depth < 8, byteCount < size, random.oneIn(2) { for _ in 0..<random.number(1...3) { element(depth + 1) } }
    }
    write(0, "RootWebArea \"Keys\"" + (random.oneIn(5) ? "" : " url=\"https://keys.example/\""))
    while byteCount < size {
        element(random.number(1...2))
        if random.oneIn(60) { write(0, "RootWebArea \"Gate\" url=\"http://other.example/\"") }
    }
    let text = lines.joined(separator: random.oneIn(12) ? "\r\n" : "\n") + "\n"
    return random.oneIn(2) ? text : "## Latest page snapshot\n" + text
}
