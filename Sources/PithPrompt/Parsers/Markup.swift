// HTML and XML. Prompts wrap prose in tags (<instructions>…</instructions>), and that prose must stay prose: a stretch is markup only where
// the lines that begin and end with tags are dense.

import PithJSON
import PithSystem

extension TextLines {
    /// The line after the markup that begins with line `index`, or nil when none does.
    func endOfMarkup(at index: Int) -> Int? { markup(at: index).end }

    /// The same, and up to which line it was looked for. `goesOn`: behind a table that stands for elements.
    func markup(at index: Int, goingOn goesOn: Bool = false) -> (end: Int?, reach: Int) {
        guard beginsWithTag(index) else { return (nil, index + 1) }
        let declared = goesOn || isDocumentHead(index)
        var opensTable = false
        var at = index, end = index, tagged = 0, plain = 0
        // Behind the end, where that decides.
        var reach = count + 1
        while at < count {
            reach = at + 1
            // Lines that begin as tags do and have none: a million of them would be looked at a million times.
            if tagged < 6, !declared, at - index >= 64 { break }
            // A table that stands for elements is no markup.
            if at > index, bytes[lines[at].start..<lines[at].end].last == 0x5B, opensTabledJSON(bytes[lines[at].first..<lines[at].next]) {
                opensTable = bytes[lines[at].first] == 0x3C
                break
            }
            if lines[at].isBlank {
                let next = nextTextLine(from: at, limit: 3)
                reach = next + 2
                // One tag after a blank line may open a stretch of prose.
                guard next < count, beginsWithTag(next), declared || beginsWithTag(next + 1) else { break }
                at = next
            } else if beginsWithTag(at) {
                tagged += tagCount(at)
                at += 1
                (end, plain) = (at, 0)
            } else if plain < (declared ? 64 : 6), tagged >= 2 || declared {
                // Text or a script between tags, as long as tags go on.
                plain += 1
                at += 1
            } else {
                break
            }
            reach = count + 1
        }
        return (
            declared || (opensTable && tagged > 0) || (tagged >= 6 && end - index >= 3) || (tagged >= 8 && end > index)
                ? max(end, index + 1) : nil, reach
        )
    }

    private func isDocumentHead(_ index: Int) -> Bool {
        let line = lines[index]
        // Most tags are told by their second byte.
        switch bytes[line.first + 1] {
        case 0x21: guard line.first + 2 < line.end, bytes[line.first + 2] | 0x20 == 0x64 else { return false }
        case 0x3F, 0x48, 0x68, 0x53, 0x73: break
        default: return false
        }
        let text = head(index).prefix(16).map { $0.lowered }[...]
        return text.begins(with: "<!doctype html") || text.begins(with: "<html") || text.begins(with: "<?xml") || text.begins(with: "<svg")
    }

    private func beginsWithTag(_ index: Int) -> Bool {
        guard index < count, case let line = lines[index], line.first + 1 < line.end, bytes[line.first] == 0x3C else { return false }
        let second = bytes[line.first + 1]
        return second.isLetter || second == 0x2F || second == 0x21 || second == 0x3F
    }

    /// The tags on line `index`: at most those in the first 4 KiB.
    private func tagCount(_ index: Int) -> Int {
        let text = bytes[lines[index].first..<min(lines[index].end, lines[index].first + 4096)]
        return zip(text, text.dropFirst()).count { $0 == 0x3C && ($1.isLetter || $1 == 0x2F || $1 == 0x21) }
    }
}
