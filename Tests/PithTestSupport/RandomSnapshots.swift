// Pages as browser tools tell them: trees of elements with references, with what is nearly one among them.

/// A snapshot, fenced or not, with errors in it now and then.
func pageSnapshot(size: Int, using random: inout SplitMix64) -> String {
    if random.oneIn(3) { return devToolsSnapshot(size: size, using: &random) }
    var lines: [String] = []
    var byteCount = 0, reference = 1
    let words = ["Gate", "Bolt: 7", "06-14-2026", "$6.00", "a", "▦", "say \\\"x\\\"", "it's", "Ünit", "→ b", "clickable", "e7", "- c"]

    /// An element `depth` deep with what it holds; returns what it says.
    func element(_ depth: Int) -> String {
        let margin = String(repeating: "  ", count: depth)
        func write(_ line: String) {
            lines.append(random.oneIn(90) ? line.replacing("- ", with: "* ", maxReplacements: 1) : margin + line)
            byteCount += line.utf8.count + margin.utf8.count
        }
        let said = random.pick(words)
        if random.oneIn(8) {
            write("- text: \(said)")
            return said
        }
        let place = lines.count
        lines.append("")
        var parts: [String] = []
        let isLink = random.oneIn(4)
        if isLink { lines.append(margin + "  - /url: " + random.pick(["/gate", "\"#keys\"", "https://gate.example/?q=a b"])) }
        if random.oneIn(9) { lines.append(margin + "  - /placeholder: you") }
        if depth < 12, byteCount < size, !random.oneIn(3) {
            for _ in 0..<random.number(1...4) { parts.append(element(depth + 1)) }
        }
        let name = random.oneIn(3) ? nil : parts.isEmpty || random.oneIn(3) ? said : parts.joined(separator: " ")
        var line =
            (isLink ? "link" : random.pick(["generic", "row", "cell", "heading", "button", "h1"])) + (name.map { " \"\($0)\"" } ?? "")
        if random.oneIn(4) { line += random.pick([" [level=2]", " [disabled]", " [active]"]) }
        if !random.oneIn(5) { line += " [ref=\(random.oneIn(9) ? "f1" : "")e\(reference)]" }
        reference += 1
        if random.oneIn(3) { line += " [cursor=pointer]" }
        if let name, name.contains(": "), !name.contains("'") { line = "'\(line)'" }
        let isLeaf = lines.count == place + 1, holdsText = isLeaf && random.oneIn(2)
        line = "- " + line + (isLeaf ? (holdsText ? ": " + said : "") : ":")
        lines[place] = margin + line
        byteCount += line.utf8.count
        return name ?? (isLeaf ? (holdsText ? said : "") : parts.filter { !$0.isEmpty }.joined(separator: " "))
    }
    while byteCount < size { _ = element(random.number(0...2)) }
    let text = lines.joined(separator: random.oneIn(12) ? "\r\n" : "\n") + "\n"
    return random.oneIn(2) ? text : "- Page Snapshot:\n```yaml\n\(text)```\n"
}
