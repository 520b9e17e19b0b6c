// What git log and git blame print, as a generator makes it: heads that repeat and differ, messages that look like heads, lines that were cut.

/// Commits, or blamed lines, about `size` bytes, with other lines before, between and behind them at times.
package func gitOutput(size: Int, using random: inout SplitMix64) -> String {
    var text = random.oneIn(3) ? "$ git log\n" : ""
    if random.oneIn(4) { text += "```\n" }
    let isFenced = text.hasSuffix("```\n")
    while text.utf8.count < size {
        text += random.oneIn(2) ? log(size: size / 2 + 60, using: &random) : blame(size: size / 2 + 60, using: &random)
        if isFenced { break }
        if random.oneIn(3) {
            text += random.pick(["\n", "Then:\n", "$ git blame a.c\n", "[3 lines of git log]\n", "2026-03-01 10:00:00 INFO up\n"])
        }
    }
    if isFenced { text += random.oneIn(5) ? "" : "```\n" }
    if random.oneIn(6) { text = text.split(separator: "\n", omittingEmptySubsequences: false).map(trimmed).joined(separator: "\n") }
    if random.oneIn(8) { text = text.split(separator: "\n", omittingEmptySubsequences: false).joined(separator: "\r\n") }
    return random.oneIn(4) && text.hasSuffix("\n") ? String(text.dropLast()) : text
}

private func trimmed(_ line: Substring) -> Substring {
    var line = line
    while line.last == " " { line.removeLast() }
    return line
}

private let people = ["Ann Lee <ann@example.org>", "Bo (he) Ek <bo@x.example>", "Łu Żak <lz@x.pl>", "bot[7] <1+bot[7]@x.example>"]

private func id(_ length: Int, using random: inout SplitMix64) -> String {
    String((0..<length).map { _ in random.pick(Array("0123456789abcdef")) })
}

private func clock(using random: inout SplitMix64) -> String {
    [random.number(0...23), random.number(0...1), random.number(58...59)].map { $0 < 10 ? "0\($0)" : "\($0)" }.joined(separator: ":")
}

private func date(_ style: Int, using random: inout SplitMix64) -> String {
    let day = random.number(1...3), zone = random.oneIn(4) ? "+0200" : "+0000", time = clock(using: &random)
    switch style {
    case 0, 1: return "Mon Nov \(day) \(time) 2026 \(zone)"
    case 2: return "2026-11-0\(day) \(time) \(zone)"
    case 3: return "Mon, \(day) Nov 2026 \(time) \(zone)"
    case 4: return "2026-11-0\(day)T\(time)+00:00"
    case 5: return "Mon Nov \(day) \(time) 2026"
    default: return "\(day) days ago"
    }
}

private func log(size: Int, using random: inout SplitMix64) -> String {
    let style = random.number(0...6), length = random.pick([7, 40, 40]), isFuller = random.oneIn(4), files = random.number(0...3)
    var lines: [String] = []
    var count = 0
    while count < size {
        let start = lines.count
        lines.append("commit \(id(length, using: &random))" + (random.oneIn(5) ? " (HEAD -> main, tag: v1.\(random.number(0...9)))" : ""))
        if random.oneIn(6) { lines.append("Merge: \(id(7, using: &random)) \(id(7, using: &random))") }
        let person = random.oneIn(3) ? random.pick(people) : people[0], other = random.oneIn(3) ? random.pick(people) : person
        let first = date(style, using: &random), second = random.oneIn(3) ? date(style, using: &random) : first
        lines +=
            isFuller
            ? ["Author:     \(person)", "AuthorDate: \(first)", "Commit:     \(other)", "CommitDate: \(second)"]
            : ["Author: \(person)", "Date:   \(first)"]
        if random.oneIn(40) { lines.removeLast() }
        lines.append("")
        for _ in 0..<random.number(random.oneIn(9) ? 0...0 : 1...4) {
            let word = random.pick([
                "Fix #\(random.number(1...99))", "commit 1234567 was bad", "Date:   none", "    indented", " x", "a | 3 +", "", "- item",
                "é",
            ])
            lines.append(random.oneIn(60) ? word : "    " + word)
        }
        lines.append("")
        let names = (0..<random.number(1...4)).map { _ in random.pick(["a.c", "src/pool.c", ".../deep/er.swift", "ü.txt", "x | y.txt"]) }
        if files == 1 {
            let width = names.map(\.utf8.count).max()! + random.number(0...1) * 3
            for name in names {
                let count = "\(random.number(1...120))"
                lines.append(
                    " " + name + String(repeating: " ", count: width - name.utf8.count) + " | "
                        + String(repeating: " ", count: 3 - count.count) + count + " ++-")
            }
            lines += [" \(names.count) files changed, 3 insertions(+)", ""]
        } else if files == 2 {
            lines += names.map { "M\t\($0)" } + [""]
        }
        count += lines[start...].reduce(0) { $0 + $1.utf8.count + 1 }
    }
    return lines.joined(separator: "\n") + "\n"
}

private func blame(size: Int, using random: inout SplitMix64) -> String {
    let style = random.number(0...3), length = random.pick([7, 8, 40]), start = random.pick([1, 6, 95])
    let commits = (0..<4).map { index in (index == 3 ? "^" : "") + id(index == 3 ? length - 1 : length, using: &random) }
    let authors = (0..<4).map { _ in random.pick(["Ann Lee   ", "Bo (he) Ek", "x 12)     "]) + " " + date(2, using: &random) }
    var commit = 0, text = "", number = start
    let width = "\(start + size / 40)".count + (random.oneIn(4) ? 1 : 0)
    while text.utf8.count < size {
        if random.oneIn(3) { commit = random.number(0...3) }
        let digits = "\(number)", padded = String(repeating: " ", count: max(0, width - digits.count)) + digits
        let code = random.pick(["", "int a;", "    if (a) {", "\treturn 1-3)", "}", "foo(12) bar", " ", "// Ünïcode", "    // (1)"])
        switch style {
        case 0: text += "\(commits[commit]) \(padded)) \(code)\n"
        case 1: text += "\(commits[commit]) src/a.c (\(authors[commit]) \(padded)) \(code)\n"
        default: text += "\(commits[commit]) (\(authors[commit]) \(padded)) \(code)\n"
        }
        number += random.oneIn(30) ? random.number(-2...9) : 1
        number = max(1, number)
    }
    return text
}
