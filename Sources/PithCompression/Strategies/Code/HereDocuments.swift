// Here-documents: text that a script of the shell, Perl, Ruby or PHP holds between `<<WORD` and a line that is that word. Its blanks and its `#` are what it
// says. They are looked for in every language, for a stretch of program text may be taken for another's: what no line closes is none.

import PithPrompt
import PithSystem

enum HereDocuments {
    /// What stands between the end of the line of the first and the word of the second, ascending and apart. Cost: linear.
    static func all(in bytes: [UInt8], _ range: Range<Int>) -> [Range<Int>] {
        var found: [Range<Int>] = []
        /// Where the line ends below which the text stands that a line with a word would close, by the word's hash.
        var opened: [UInt64: Int] = [:]
        var at = firstOffset(of: 0x3C, in: bytes, range)
        at = bytes[range.lowerBound..<at].lastIndex(of: 0x0A).map { $0 + 1 } ?? range.lowerBound
        while at < range.upperBound {
            let end = lineEnd(in: bytes, from: at, limit: range.upperBound)
            if !opened.isEmpty {
                let word = bytes[at..<end].drop(while: \.isBlank).prefix(longestWord).prefix(while: \.isNameByte)
                if !word.isEmpty, bytes[word.endIndex..<end].allSatisfy({ $0.isSpace || [0x3B, 0x29, 0x2C].contains($0) }),
                    let start = opened.removeValue(forKey: ByteHash.of(word))
                {
                    found.append(start..<word.startIndex)
                }
            }
            var mark = firstOffset(of: 0x3C, in: bytes, at..<end)
            while mark + 2 < end {
                if bytes[mark + 1] == 0x3C, let word = word(behind: mark + 2, in: bytes, end), end < range.upperBound {
                    let hash = ByteHash.of(word)
                    if opened[hash] == nil { opened[hash] = end }
                }
                mark = firstOffset(of: 0x3C, in: bytes, mark + 1..<end)
            }
            at = end + 1
        }
        return union(found)
    }

    /// `EOF`, `-EOF`, `~'EOF'`, ` "EOF"`, `\EOF`
    private static func word(behind start: Int, in bytes: [UInt8], _ limit: Int) -> ArraySlice<UInt8>? {
        var at = start
        if at < limit, bytes[at] == 0x3C { at += 1 }
        if at < limit, bytes[at] == 0x2D || bytes[at] == 0x7E { at += 1 }
        while at < limit, bytes[at].isBlank, at - start < 4 { at += 1 }
        if at < limit, bytes[at] == 0x22 || bytes[at] == 0x27 || bytes[at] == 0x5C { at += 1 }
        let word = bytes[at..<limit].prefix(longestWord).prefix(while: \.isNameByte)
        return word.first.map { !$0.isDigit } == true ? word : nil
    }

    private static let longestWord = 48
}
