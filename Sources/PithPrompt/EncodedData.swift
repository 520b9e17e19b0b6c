// Pictures, fonts and archives that were encoded in base64 to travel as text. A person does not read them and a model cannot. They are told by a word before them
// (`;base64,`), or by their length and their first bytes, by which forms of file are known.
//
// Anything else may be a list of ids, a key, a token, a text that somebody is to use as it stands: it is left alone, and so is what is shorter.

import PithSystem

/// A stretch of encoded data.
package struct EncodedData: Sendable {
    package let range: Range<Int>
    /// How many bytes it stands for.
    package let byteCount: Int
    /// What it holds, where its first bytes tell; nil where the text before it does (`data:image/png;base64,`).
    package let content: String?

    /// What stands before data and says how it is encoded.
    package static let declaration = ";base64,"

    /// Encoded data without a word that says so has as many signs, and with one (`;base64,`) as many.
    private static let fewestSigns = 2048, fewestDeclaredSigns = 256
    /// Where it is cut into lines, they are so long, and as many.
    private static let shortestLine = 60, longestLine = 80, fewestLines = 32

    /// The encoded data in `range` of `bytes`, ascending and apart. Cost: linear, and little where words are short.
    package static func all(in bytes: [UInt8], _ range: Range<Int>) -> [EncodedData] {
        var found: [EncodedData] = []
        var at = range.lowerBound
        while true {
            let start = signs.firstRun(of: shortestLine, in: bytes, at..<range.upperBound)
            guard start < range.upperBound else { return found }
            var end = start + shortestLine
            while end < range.upperBound, isSign(bytes[end]) { end += 1 }
            let text = lines(from: start..<end, in: bytes, range)
            if let data = EncodedData(text, in: bytes, range) { found.append(data) }
            at = text.range.upperBound
        }
    }

    private static let signs = ByteSet(isSign)

    /// Signs that stand together: on one line, or on lines of one length.
    private struct Text {
        var range: Range<Int>
        var signCount: Int
        var lineCount = 1
    }

    /// The text that a run of signs opens, with the lines below it.
    private static func lines(from run: Range<Int>, in bytes: [UInt8], _ range: Range<Int>) -> Text {
        var text = Text(range: run, signCount: run.count)
        if (shortestLine...longestLine).contains(run.count), opensLine(run.lowerBound, bytes, range) {
            while let next = nextLine(from: text.range.upperBound, in: bytes, range), next.count <= run.count {
                text.range = run.lowerBound..<next.upperBound
                (text.lineCount, text.signCount) = (text.lineCount + 1, text.signCount + next.count)
                if next.count < run.count { break }
            }
        }
        var end = text.range.upperBound, paddingCount = 0
        while end < range.upperBound, paddingCount < 2, bytes[end] == 0x3D { (end, paddingCount) = (end + 1, paddingCount + 1) }
        text.range = run.lowerBound..<end
        return text
    }

    private init?(_ text: Text, in bytes: [UInt8], _ limits: Range<Int>) {
        let signs = bytes[text.range]
        let isDeclared = bytes[..<text.range.lowerBound].suffix(Self.declaration.utf8.count).elementsEqual(Self.declaration.utf8)
        guard text.lineCount >= Self.fewestLines || text.signCount >= (isDeclared ? Self.fewestDeclaredSigns : Self.fewestSigns),
            !signs.begins(with: "LS0tLS1CRUdJT"), !Self.standsUnderMark(text.range.lowerBound, bytes, limits)
        else { return nil }
        range = text.range
        // Of what no word and no first bytes tell the form, nobody knows that no one needs it.
        content = isDeclared ? nil : Self.content(of: signs)
        guard isDeclared || content != nil && Self.isMixed(signs) else { return nil }
        byteCount = text.signCount * 3 / 4
    }

    private static func isSign(_ byte: UInt8) -> Bool {
        byte.isLetterOrDigit || byte == 0x2B || byte == 0x2F || byte == 0x2D || byte == 0x5F
    }

    private static func opensLine(_ place: Int, _ bytes: [UInt8], _ range: Range<Int>) -> Bool {
        bytes[range.lowerBound..<place].last { !$0.isBlank }.map { $0 == 0x0A } ?? true
    }

    /// The signs of the line below the one that ends at `end`; nil where it has others.
    private static func nextLine(from end: Int, in bytes: [UInt8], _ range: Range<Int>) -> Range<Int>? {
        var at = end
        if at < range.upperBound, bytes[at] == 0x0D { at += 1 }
        guard at < range.upperBound, bytes[at] == 0x0A else { return nil }
        at += 1
        while at < range.upperBound, bytes[at].isBlank { at += 1 }
        let start = at
        while at < range.upperBound, isSign(bytes[at]) { at += 1 }
        let isWhole = at == range.upperBound || bytes[at].isLineEnd || bytes[at] == 0x3D
        return isWhole && at > start ? start..<at : nil
    }

    /// Whether the line above says what begins here: "-----BEGIN CERTIFICATE-----".
    private static func standsUnderMark(_ place: Int, _ bytes: [UInt8], _ range: Range<Int>) -> Bool {
        let above = bytes[range.lowerBound..<place].suffix(400)
        return above.split(separator: 0x0A).suffix(4).contains { $0.drop(while: \.isBlank).begins(with: "-----BEGIN") }
    }

    /// Whether large and small letters and digits stand side by side, as they do in no language.
    private static func isMixed(_ text: ArraySlice<UInt8>) -> Bool {
        var largeCount = 0, smallCount = 0, digitCount = 0
        for byte in text {
            if byte.isCapital { largeCount += 1 } else if byte.isSmall { smallCount += 1 } else if byte.isDigit { digitCount += 1 }
        }
        return largeCount * 6 >= text.count && smallCount * 6 >= text.count && digitCount * 40 >= text.count
    }

    private static func content(of text: ArraySlice<UInt8>) -> String? { openings.first { text.starts(with: $0.opening) }?.content }

    /// The first bytes of forms of file, in base64.
    private static let openings = [
        ("iVBORw0KGgo", "PNG"), ("/9j/", "JPEG"), ("R0lGOD", "GIF"), ("UklGR", "WebP or WAV"), ("JVBERi0", "PDF"), ("UEsDBB", "ZIP"),
        ("H4sI", "gzip"),
        ("d09GMg", "WOFF2"), ("d09GRg", "WOFF"), ("AGFzbQ", "WebAssembly"), ("SUQz", "MP3"), ("PHN2Zy", "SVG"),
    ].map { (opening: Array($0.0.utf8), content: $0.1) }
}
