// Reads a diff with short hunk heads and dense hunks back into the form that diff writes: shares nothing with the code that shortens.

import Foundation

/// The text with every `@@ 346 @@` and dense hunk (`@@346`) written in full, and `---` and `+++` lines put back under
/// `diff --git` lines that lack them, which name the file once.
package func fullDiff(_ text: String) -> String {
    let lines = markedLines(text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init))
    var out: [String] = []
    var shift = 0
    var gitName: String?
    /// What stands before the name in the lines of both files; nil where there is no such file.
    var oldName: String? = "a/", newName: String? = "b/"
    var substitution = ""
    var at = 0
    while at < lines.count {
        var line = lines[at]
        // A file's name alone, as Pith writes it.
        if line.hasPrefix("diff --git "), !line.dropFirst(11).isEmpty, !line.dropFirst(11).contains(" ") {
            line = "diff --git a/\(line.dropFirst(11)) b/\(line.dropFirst(11))"
        }
        if line.hasPrefix("diff -u "), !line.dropFirst(8).isEmpty, !line.dropFirst(8).contains(" ") {
            (shift, gitName, substitution) = (0, nil, "")
            out.append("--- a/\(line.dropFirst(8))")
            line = "+++ b/\(line.dropFirst(8))"
        } else if line.hasPrefix("diff --git a/"), let middle = line.range(of: " b/") {
            (shift, substitution) = (0, "")
            (oldName, newName) = ("a/", "b/")
            gitName = String(line[line.index(line.startIndex, offsetBy: 13)..<middle.lowerBound])
        } else if line.hasPrefix("--- ") {
            (shift, gitName, substitution) = (0, nil, "")
        } else if line.hasPrefix("@@"), let name = gitName {
            out += ["--- \(oldName.map { $0 + name } ?? "/dev/null")", "+++ \(newName.map { $0 + name } ?? "/dev/null")"]
            gitName = nil
        } else if line.hasPrefix("new file mode ") {
            oldName = nil
        } else if line.hasPrefix("deleted file mode ") {
            newName = nil
        } else if !line.hasPrefix("index ") {
            // Names are left out only where a hunk follows at once.
            gitName = nil
        }
        at += 1
        if let (numbers, heading) = denseHead(line), at < lines.count, let first = lines[at].first, " +-\\~".contains(first) {
            var end = at, probe = at
            while probe < lines.count {
                if let first = lines[probe].first {
                    guard " +-\\~".contains(first) else { break }
                    if lines[probe].hasPrefix("--- "), probe + 1 < lines.count, lines[probe + 1].hasPrefix("+++ ") { break }
                    end = probe + 1
                }
                probe += 1
            }
            let body = denseBody(lines[at..<end], &substitution)
            at = end
            let old = body.count { " -".contains($0.first ?? " ") }, new = body.count { " +".contains($0.first ?? " ") }
            func part(_ start: Int, _ count: Int) -> String { count == 1 ? "\(start)" : "\(start),\(count)" }
            if let number = Int(numbers) {
                let start = number - shift + (new == 0 ? 1 : 0) - (old == 0 ? 1 : 0)
                out.append("@@ -\(part(start, old)) +\(part(number, new)) @@\(heading)")
                shift += new - old
            } else {
                out.append("@@ \(numbers.replacing("+", with: " +")) @@\(heading)")
                let stated = numbers.split(separator: "+").map { $0.split(separator: ",").dropFirst().first.flatMap { Int($0) } ?? 1 }
                shift += stated[1] - stated[0]
            }
            out += body
            continue
        }
        guard line.hasPrefix("@@ "), let close = line.dropFirst(3).range(of: " @@") else {
            out.append(line)
            continue
        }
        let place = line[line.index(line.startIndex, offsetBy: 3)..<close.lowerBound]
        let isShort = place.allSatisfy(\.isNumber)
        var counts = place.split(separator: " ").map { $0.split(separator: ",").dropFirst().first.flatMap { Int($0) } ?? 1 }
        let stated = counts
        // What only looks like a head.
        guard isShort ? Int(place) != nil : stated.count == 2 else {
            out.append(line)
            continue
        }
        var old = 0, new = 0
        var body: [String] = []
        while at < lines.count {
            if isShort {
                guard let first = lines[at].first, " +-\\".contains(first) else { break }
                if lines[at].hasPrefix("--- "), at + 1 < lines.count, lines[at + 1].hasPrefix("+++ ") { break }
            } else {
                guard counts[0] > 0 || counts[1] > 0 || lines[at].hasPrefix("\\"), " +-\\".contains(lines[at].first ?? " ") else { break }
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
            let oldStart = start - shift + (new == 0 ? 1 : 0) - (old == 0 ? 1 : 0)
            out.append("@@ -\(part(oldStart, old)) +\(part(start, new))\(line[close.lowerBound...])")
        } else {
            out.append(line)
        }
        shift += isShort ? new - old : stated[1] - stated[0]
        out += body
    }
    return out.joined(separator: "\n")
}

/// The numbers and the heading of `@@346 heading`; nil for heads of the other forms.
private func denseHead(_ line: String) -> (Substring, Substring)? {
    guard line.hasPrefix("@@") else { return nil }
    let rest = line.dropFirst(2)
    let numbers = rest.prefix { "0123456789-+,".contains($0) }
    let heading = rest.dropFirst(numbers.count)
    let isTold = numbers.first == "-" && numbers.split(separator: "+").count == 2
    guard Int(numbers) ?? -1 >= 0 || isTold, heading.isEmpty || heading.hasPrefix(" ") else { return nil }
    return (numbers, heading)
}

/// The lines of a hunk that dense ones stand for.
private func denseBody(_ dense: ArraySlice<String>, _ substitution: inout String) -> [String] {
    var out: [String] = []
    var run: [String] = []
    var isTold = false
    var above = ""
    func flush() {
        out += isTold ? run.filter { $0.hasPrefix("-") } + run.filter { $0.hasPrefix("+") } : run
        (run, isTold) = ([], false)
    }
    for line in dense {
        var text = String(line.dropFirst())
        let indentation = String(text.prefix { $0 == " " || $0 == "\t" })
        switch line.first {
        case nil:
            flush()
            out.append(" ")
            continue
        case "~":
            isTold = true
            guard var rest = run.last(where: { $0.hasPrefix("+") })?.dropFirst() else { continue }
            var old = ""
            if text.isEmpty { text = substitution }
            substitution = text
            for part in text.components(separatedBy: "; ") {
                let sides = part.components(separatedBy: "←")
                guard let place = rest.range(of: sides[0]) else { continue }
                old += rest[..<place.lowerBound] + sides.dropFirst().joined(separator: "←")
                rest = rest[place.upperBound...]
            }
            run.append("-" + old + rest)
            continue
        case "\\": break
        default:
            if indentation.count < text.count {
                if text.hasPrefix("\\") {
                    (above, text) = ("", String(text.dropFirst()))
                } else if indentation.isEmpty {
                    text = above + text
                } else {
                    above = indentation
                }
            }
        }
        let first = line.prefix(1)
        if first == "+" || first == "-" {
            run.append(first + text)
        } else {
            flush()
            out.append(first + text)
        }
    }
    flush()
    return out
}

/// The lines with a mark before each of those that `@@+`, `@@-` or a head `@@+346` says are added or removed.
private func markedLines(_ lines: [String]) -> [String] {
    var marked: [String] = []
    var mark: String?
    for (index, line) in lines.enumerated() {
        let wasUnmarked = mark != nil
        if line.hasPrefix("@@") || line.hasPrefix("diff -") || line.hasPrefix("```") { mark = nil }
        if line == "@@+" || line == "@@-" {
            mark = String(line.last!)
        } else if wasUnmarked, line == "@@" {
            continue
        } else if line.hasPrefix("@@+"), let number = line.dropFirst(3).split(separator: " ", omittingEmptySubsequences: false).first,
            Int(number) != nil
        {
            mark = "+"
            marked.append("@@" + line.dropFirst(3))
        } else {
            // What follows the last line end is no line.
            marked.append(line.isEmpty && index == lines.count - 1 ? line : (mark ?? "") + line)
        }
    }
    return marked
}
