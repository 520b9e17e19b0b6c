// Reads a diff with short hunk heads back into the form that diff writes: shares nothing with the code that shortens.

/// The text with every `@@ 346 @@` written in full, and `---` and `+++` lines put back under `diff --git` lines that lack them.
package func fullDiff(_ text: String) -> String {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    var out: [String] = []
    var shift = 0
    var gitName: String?
    var at = 0
    while at < lines.count {
        let line = lines[at]
        if line.hasPrefix("diff --git a/"), let middle = line.range(of: " b/") {
            (shift, gitName) = (0, String(line[line.index(line.startIndex, offsetBy: 13)..<middle.lowerBound]))
        } else if line.hasPrefix("--- ") {
            (shift, gitName) = (0, nil)
        } else if line.hasPrefix("@@ "), let name = gitName {
            out += ["--- a/\(name)", "+++ b/\(name)"]
            gitName = nil
        }
        at += 1
        guard line.hasPrefix("@@ "), let close = line.dropFirst(3).range(of: " @@") else {
            out.append(line)
            continue
        }
        let place = line[line.index(line.startIndex, offsetBy: 3)..<close.lowerBound]
        let isShort = place.allSatisfy(\.isNumber)
        var counts = place.split(separator: " ").map { $0.split(separator: ",").dropFirst().first.flatMap { Int($0) } ?? 1 }
        let stated = counts
        var old = 0, new = 0
        var body: [String] = []
        while at < lines.count {
            if isShort {
                guard let first = lines[at].first, " +-\\".contains(first) else { break }
                if lines[at].hasPrefix("--- "), at + 1 < lines.count, lines[at + 1].hasPrefix("+++ ") { break }
            } else {
                guard counts.count == 2, counts[0] > 0 || counts[1] > 0 || lines[at].hasPrefix("\\") else { break }
            }
            switch lines[at].first {
            case "-": (old, counts[0]) = (old + 1, counts[0] - 1)
            case "+": (new, counts[counts.count - 1]) = (new + 1, counts[counts.count - 1] - 1)
            case "\\": break
            default: (old, new, counts) = (old + 1, new + 1, counts.map { $0 - 1 })
            }
            body.append(lines[at])
            at += 1
        }
        if isShort, let start = Int(place) {
            func part(_ start: Int, _ count: Int) -> String { count == 1 ? "\(start)" : "\(start),\(count)" }
            out.append("@@ -\(part(start - shift, old)) +\(part(start, new))\(line[close.lowerBound...])")
        } else {
            out.append(line)
        }
        shift += isShort ? new - old : stated[1] - stated[0]
        out += body
    }
    return out.joined(separator: "\n")
}
