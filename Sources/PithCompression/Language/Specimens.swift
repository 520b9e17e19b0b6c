// Specimens of a form: "highlight a section, such as *this one*" says twice how; what stands between marks behind "such as" shows what the words
// before it tell. They go when a budget asks for more than grammar, before any word that an instruction is about.

enum Specimens {
    /// The specimens among the tokens of a sentence with the words that lead to them, in order and apart. `quoted` are the stretches between marks.
    /// Cost: linear.
    static func all(
        in tokens: [TextToken], of bytes: [UInt8], quoted: ArraySlice<Range<Int>>, _ lexicon: LanguageLexicon
    ) -> [Range<Int>] {
        guard !quoted.isEmpty else { return [] }
        var found: [Range<Int>] = []
        var index = 1
        while index < tokens.count {
            // "i.e. use *this*": one lead after the other.
            var lead = index
            while lead < tokens.count, tokens[lead].kind == .word, let next = lexicon.specimens.longest(in: tokens[lead...]) {
                lead += next.tokenCount
            }
            guard lead > index, var end = end(tokens, lead, bytes, quoted) else {
                index += 1
                continue
            }
            var start = index
            if bytes[tokens[start - 1].range.lowerBound] == 0x2C { start -= 1 }
            if bytes[tokens[start - 1].range.lowerBound] == 0x28, end < tokens.count, bytes[tokens[end].range.lowerBound] == 0x29 {
                (start, end) = (start - 1, end + 1)
            }
            found.append(start..<end)
            index = end
        }
        return found
    }

    /// The end of the quoted stretches, one or more in a row, that begin at `start`; nil where more than marks and commas follows them in the clause.
    private static func end(_ tokens: [TextToken], _ start: Int, _ bytes: [UInt8], _ quoted: ArraySlice<Range<Int>>) -> Int? {
        var at = start, count = 0
        while at < tokens.count {
            if let span = quoted.first(where: { $0.contains(tokens[at].range.lowerBound) }) {
                // What stands in quotation marks is meant itself: the words 'sad', 'crazy'.
                guard ![0x22, 0x27, 0xE2].contains(bytes[span.lowerBound]) else { return nil }
                while at < tokens.count, tokens[at].range.lowerBound < span.upperBound { at += 1 }
                count += 1
            } else if count > 0, bytes[tokens[at].range.lowerBound] == 0x2C, at + 1 < tokens.count,
                quoted.contains(where: { $0.contains(tokens[at + 1].range.lowerBound) })
            {
                at += 1
            } else {
                break
            }
        }
        guard count > 0 else { return nil }
        guard at < tokens.count else { return at }
        return [0x2E, 0x29, 0x21, 0x3B, 0x2C].contains(bytes[tokens[at].range.lowerBound]) ? at : nil
    }
}
