// Reads a headed search listing back into `path:line:text` lines: shares nothing with the code that writes the headed form.

/// The text with every headed listing in it written flat; other lines stay as they are.
package func flatListing(_ text: [UInt8]) -> [UInt8] {
    let lines = text.split(separator: 0x0A, omittingEmptySubsequences: false).map(Array.init)
    func entry(_ line: [UInt8]) -> (numbers: [String], mark: UInt8, rest: [UInt8])? {
        let head = line.prefix { (0x30...0x39).contains($0) || $0 == 0x2C }
        guard let mark = line.dropFirst(head.count).first, [0x3A, 0x2D, 0x20, 0x09].contains(mark) else { return nil }
        let numbers = String(decoding: head, as: UTF8.self).split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        guard !numbers.contains("") else { return nil }
        let isBlank = mark == 0x20 || mark == 0x09
        return (numbers, isBlank ? 0x3A : mark, Array(line.dropFirst(head.count + (isBlank ? 0 : 1))))
    }
    func isHead(_ index: Int) -> Bool {
        guard index + 1 < lines.count, entry(lines[index + 1]) != nil else { return false }
        let line = lines[index].last == 0x0D ? lines[index].dropLast() : lines[index][...]
        return line.count > 2 && (line.contains(0x2F) || line.dropFirst().dropLast().contains(0x2E))
            && line.allSatisfy { $0 >= 0x20 && ![0x3A, 0x22, 0x28, 0x29].contains($0) }
            // Blanks in a path that has a directory before them and an extension after them.
            && (!line.contains(0x20) || (line.prefix { $0 != 0x20 }.contains(0x2F) && line.suffix(9).contains(0x2E)))
    }
    var out: [[UInt8]] = []
    var at = 0
    while at < lines.count {
        guard isHead(at) else {
            out.append(lines[at])
            at += 1
            continue
        }
        let path = lines[at].last == 0x0D ? Array(lines[at].dropLast()) : lines[at]
        at += 1
        var group: [(number: Int, line: [UInt8])] = []
        var isMerged = false
        while at < lines.count {
            if let (numbers, mark, rest) = entry(lines[at]) {
                isMerged = isMerged || numbers.count > 1
                for number in numbers { group.append((Int(number) ?? 0, path + [mark] + Array(number.utf8) + [mark] + rest)) }
            } else if lines[at].prefix(2).elementsEqual([0x2D, 0x2D]), lines[at].count < 4 {
                group.append((group.last?.number ?? 0, lines[at]))
            } else {
                break
            }
            at += 1
        }
        if isMerged { group.sort { $0.number < $1.number } }
        out += group.map(\.line)
        // The blank line between two files.
        if at < lines.count, lines[at].allSatisfy({ $0 == 0x0D }), isHead(at + 1) { at += 1 }
    }
    return Array(out.joined(separator: [0x0A]))
}
