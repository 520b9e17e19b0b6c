// Search listings as a reader takes them: a path on a line of its own heads the numbered lines under it; lines that share their text have
// their numbers before it, and stood in ascending order. Both forms of a listing come out as `path:number:text`.

enum PlainListing {
    /// `text` with every headed listing spelled out. Blank lines between the files of a listing say nothing.
    static func spelledOut(_ text: [UInt8]) -> [UInt8] {
        let lines = text.split(separator: 0x0A, omittingEmptySubsequences: false).map { $0.last == 0x0D ? $0.dropLast() : $0 }
        var out: [[UInt8]] = []
        var path: [UInt8]?
        var entries: [(number: Int, line: [UInt8])] = []
        var isShared = false
        func flush() {
            out += (isShared ? entries.sorted { $0.number < $1.number } : entries).map(\.line)
            (entries, isShared) = ([], false)
        }
        var index = 0
        while index < lines.count {
            if isPath(lines[index]), index + 1 < lines.count, entry(lines[index + 1]) != nil {
                flush()
                path = Array(lines[index])
            } else if let head = path, let entry = entry(lines[index]) {
                isShared = isShared || entry.numbers.count > 1
                for number in entry.numbers {
                    entries.append((Int(number) ?? 0, head + [entry.mark] + number.utf8 + [entry.mark] + entry.text))
                }
            } else if path != nil, lines[index].elementsEqual([0x2D, 0x2D]) {
                entries.append((0, [0x2D, 0x2D]))
            } else if path != nil, isBlank(lines[index]), index + 2 < lines.count, isPath(lines[index + 1]), entry(lines[index + 2]) != nil
            {
                // The blank line between two files.
            } else {
                flush()
                path = nil
                // A search of one file names none. A row of a table may begin with a number, too, which a blank follows.
                if let entry = entry(lines[index]), entry.numbers.count == 1,
                    [0x3A, 0x2D].contains(lines[index].dropFirst(entry.numbers[0].utf8.count).first)
                {
                    out.append(entry.numbers[0].utf8 + [entry.mark] + entry.text)
                } else {
                    out.append(Array(lines[index]))
                }
            }
            index += 1
        }
        flush()
        return Array(out.joined(separator: [0x0A]))
    }

    private static func isBlank(_ line: ArraySlice<UInt8>) -> Bool { line.allSatisfy { $0 == 0x20 || $0 == 0x09 } }

    private static func isPath(_ line: ArraySlice<UInt8>) -> Bool {
        line.count > 2 && line.count <= 200 && line.allSatisfy { $0 > 0x20 && $0 != 0x3A } && (line.contains(0x2F) || line.contains(0x2E))
    }

    /// `16:text`, `17-text`, `16,20    text`.
    private static func entry(_ line: ArraySlice<UInt8>) -> (numbers: [String], mark: UInt8, text: [UInt8])? {
        let head = line.prefix { (0x30...0x39).contains($0) || $0 == 0x2C }
        let numbers = String(decoding: head, as: UTF8.self).split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        guard numbers.allSatisfy({ (1...7).contains($0.count) }), let mark = line.dropFirst(head.count).first else { return nil }
        switch mark {
        case 0x3A, 0x2D: return (numbers, mark, Array(line.dropFirst(head.count + 1)))
        case 0x20, 0x09: return (numbers, 0x3A, Array(line.dropFirst(head.count)))
        default: return nil
        }
    }
}
