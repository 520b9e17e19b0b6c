// White space that no other alternative took, the same in all the expressions but for the order of two rules:
//
//   \s*[\r\n]+   up to and with the last line break of the run
//   \s+(?!\S)    all of it at the end of the text; elsewhere all but its last character, which may begin the next piece
//   \s+          a single character before something else

import PithBPE
import PithUnicode

/// A run of white space, at least one character long.
struct WhitespaceRun {
    let start: Int
    var end: Int
    /// Where its last character starts.
    var lastStart: Int
    /// The end of its last line break; `start` without one.
    var lastNewlineEnd: Int
    let reachesEndOfText: Bool

    init(_ text: TextBytes, from start: Int) {
        (self.start, end, lastStart, lastNewlineEnd) = (start, start, start, start)
        while end < text.count {
            let next = TextCharacter(text, at: end)
            guard next.kind.isIn(.whitespace) else { break }
            lastStart = end
            end = next.end
            if next.kind == .newline { lastNewlineEnd = end }
        }
        reachesEndOfText = end == text.count
    }

    /// `\s*[\r\n]+|\s+(?!\S)|\s+`
    var endNewlinesFirst: Int { lastNewlineEnd > start ? lastNewlineEnd : endWithoutNewline }

    /// `\s++$|\s*[\r\n]|\s+(?!\S)|\s`
    var endOfTextFirst: Int { reachesEndOfText ? end : endNewlinesFirst }

    var endWithoutNewline: Int { reachesEndOfText || lastStart == start ? end : lastStart }
}
