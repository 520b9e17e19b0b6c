// The short forms that stand inside a text, written out: tables, logs by patterns, repeated phrases, heads of diffs, listings under one path.

import PithJSON
import PithPrompt
import PithTestSupport

enum SpelledOut {
    /// The text without the short forms that the strategies of these names write.
    static func text(_ text: [UInt8], strategies: Set<String>) -> [UInt8] {
        var text = text
        if strategies.contains("shared-addresses") { text = ShortAddresses.expanded(text[...]) ?? text }
        text = withPlainTables(withoutSeparatedTables(text))
        for form in allBracketForms where !strategies.isDisjoint(with: form.writers) {
            if case .lines(let lines) = form.reader { text = spelledOut(text, forms: [lines]) }
        }
        if strategies.contains("repeated-phrases") { text = phrases(text) }
        if !strategies.isDisjoint(with: ["diff-heads", "dense-hunks"]) { text = diffs(text) }
        if strategies.contains("page-snapshots") { text = PlainSnapshot.spelledOut(text) }
        if strategies.contains("devtools-snapshots") { text = PlainDevToolsSnapshot.spelledOut(text) }
        if strategies.contains("line-numbers") { text = withPlainNumbers(text) }
        if strategies.contains("aligned-columns") { text = withoutAlignment(text) }
        if strategies.contains("grouped-search-results") { text = PlainListing.spelledOut(text) }
        return text
    }

    /// The text with a number before a line as that number and a tab, however it was set off.
    private static func withPlainNumbers(_ text: [UInt8]) -> [UInt8] {
        let lines = text.split(separator: 0x0A, omittingEmptySubsequences: false).map { line -> [UInt8] in
            let number = line.drop { $0 == 0x20 }, digits = number.prefix { (0x30...0x39).contains($0) }, rest = number[digits.endIndex...]
            let bar = rest.drop { $0 == 0x20 }
            if digits.isEmpty { return Array(line) }
            if bar.first == 0x7C { return digits + [0x09] + bar.dropFirst(rest.first == 0x20 && bar.dropFirst().first == 0x20 ? 2 : 1) }
            guard let sign = ["\t", ":", "→"].first(where: { rest.starts(with: $0.utf8) }) else { return Array(line) }
            return digits + [0x09] + rest.dropFirst(sign.utf8.count)
        }
        return Array(lines.joined(separator: [0x0A]))
    }

    /// The text without what aligns tables: blanks before lines, bars, and rows of dashes, of a run for each column or with plus signs.
    private static func withoutAlignment(_ text: [UInt8]) -> [UInt8] {
        let lines = text.split(separator: 0x0A, omittingEmptySubsequences: false).filter { line in
            !(line.contains(0x2D) && (line.contains(0x2B) || line.contains(0x20))
                && line.allSatisfy { [0x2B, 0x2D, 0x7C, 0x20, 0x0D].contains($0) })
        }
        return Array(lines.map { $0.map { $0 == 0x7C ? 0x20 : $0 }.drop { $0 == 0x20 } }.joined(separator: [0x0A]))
    }

    /// Tables of separated values, `csv[`, as the lines that they stand for; read by the decoder, which tests of its own hold to the form.
    private static func withoutSeparatedTables(_ text: [UInt8]) -> [UInt8] {
        var plain: [UInt8] = []
        var at = 0
        while at < text.count {
            if ![0x5B, 0x7B, 0x6C].contains(text[at]), opensTabledJSON(text[at...]),
                let table = TabledJSON(text, startingAt: at, limit: text.count)
            {
                plain += table.expanded
                at = table.range.upperBound
            }
            let end = (text[at...].firstIndex(of: 0x0A) ?? text.count - 1) + 1
            plain += text[at..<max(at, end)]
            at = max(at, end)
        }
        return plain
    }

    private static func diffs(_ text: [UInt8]) -> [UInt8] {
        // How lines end is no matter to a reader. One character a byte, so that what is no UTF-8 comes back as it was.
        var plain: [UInt8] = []
        for byte in text {
            if byte == 0x0A { while plain.last == 0x0D { plain.removeLast() } }
            plain.append(byte)
        }
        let latin = String(String.UnicodeScalarView(plain.map { Unicode.Scalar($0) }))
        return fullDiff(latin).unicodeScalars.map { UInt8($0.value) }
    }

    /// `[30 times: Close the valve. ]` as thirty phrases. What would make more than 100,000 bytes stays.
    private static func phrases(_ text: [UInt8]) -> [UInt8] {
        var out: [UInt8] = []
        var at = 0
        while at < text.count {
            if text[at] == 0x5B, let (count, phrase, end) = phrase(text, at), count * phrase.count < 100_000 {
                for _ in 0..<count { out += phrase }
                at = end
            } else {
                out.append(text[at])
                at += 1
            }
        }
        return out
    }

    private static func phrase(_ text: [UInt8], _ start: Int) -> (count: Int, phrase: ArraySlice<UInt8>, end: Int)? {
        let digits = text[(start + 1)...].prefix(7).prefix { (0x30...0x39).contains($0) }
        guard let count = Int(String(decoding: digits, as: UTF8.self)), count > 1, text[digits.endIndex...].starts(with: " times: ".utf8)
        else {
            return nil
        }
        let phrase = text[(digits.endIndex + 8)...].prefix { $0 != 0x5B && $0 != 0x5D && $0 != 0x0A }
        guard !phrase.isEmpty, phrase.endIndex < text.count, text[phrase.endIndex] == 0x5D else { return nil }
        return (count, phrase, phrase.endIndex + 1)
    }
}
