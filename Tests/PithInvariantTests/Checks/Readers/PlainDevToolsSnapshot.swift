// Snapshots of Chrome's developer tools as a reader takes them, as the tools write them or without what each line says again: every line becomes its indentation,
// number, role, name and whole address. What stands as `text 1_3` behind an element is a line of its own, and a heading without a name has that of its link.

enum PlainDevToolsSnapshot {
    static func spelledOut(_ text: [UInt8]) -> [UInt8] {
        var lines = text.split(separator: 0x0A, omittingEmptySubsequences: false).map {
            String(decoding: $0.last == 0x0D ? $0.dropLast() : $0, as: UTF8.self)
        }
        lines = lines.flatMap(plainLines)
        // Addresses are those of the one page that a snapshot is of.
        var at = 0
        while at < lines.count {
            let end = lines[at...].firstIndex { !$0.hasPrefix("<") } ?? lines.count
            let pages = lines[at..<end].filter { $0.firstMatch(of: /^<\d+ \S+ RootWebArea/) != nil }
            if pages.count == 1, let host = pages[0].firstMatch(of: /→ ([a-z]+:\/\/[^\/ ]+)/)?.1 {
                for index in at..<end {
                    lines[index] = lines[index].replacing(/→ \/(?!\/)([^ ]*)$/) { "→ \(host)/\($0.1)" }.replacing(
                        /→ \/(?!\/)([^ ]*)( [^"]*)$/
                    ) { "→ \(host)/\($0.1)\($0.2)" }
                }
            }
            at = max(end, at + 1)
        }
        for index in lines.indices.dropLast() where lines[index].firstMatch(of: /^<\d+ \S+ h\d+$/) != nil {
            guard let link = lines[index + 1].wholeMatch(of: /<\d+ \S+ link( ".*") → \S+.*/) else { continue }
            lines[index] += link.1
        }
        return Array(lines.joined(separator: "\n").utf8)
    }

    /// The element of a line, and its text where that stands behind it.
    private static func plainLines(_ line: String) -> [String] {
        guard let element = line.wholeMatch(of: /( *)(?:uid=)?(\d+_[\d_]*\d) ([A-Za-z]+[1-6]?)( .*)?/) else { return [line] }
        let indent = element.1.count
        var role = String(element.3), rest = String(element.4 ?? "")
        if role == "StaticText" { role = "text" }
        if role == "heading", let level = rest.firstMatch(of: /^(.*) level="([^" ]+)"(?= |$)/) {
            role = "h\(level.2)"
            rest = String(level.1 + rest[level.range.upperBound...])
        }
        if let url = rest.firstMatch(of: /^(.*) url="([^" ]+)"(?= |$)/) { rest = "\(url.1) → \(url.2)" + rest[url.range.upperBound...] }
        // Behind the name, where the line does not end with a quote.
        guard let text = rest.wholeMatch(of: /( ".*")((?: → [^ "]+)?[^"]*?) text (\d+_[\d_]*\d)/) else {
            return ["<\(indent) \(element.2) \(role)\(rest)"]
        }
        return ["<\(indent) \(element.2) \(role)\(text.1)\(text.2)", "<\(indent + 2) \(text.3) text\(text.1)"]
    }
}
