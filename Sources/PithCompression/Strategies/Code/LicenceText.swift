// The texts of well-known licences in comments: everybody has read them, so their name stands for them. Each is known by the words it begins with
// and those it ends with; what stands before, between and after (copyright lines, descriptions) stays.

import PithPrompt
import PithSystem

struct LicenceText {
    let name: String
    /// Words at which the text begins; the line that holds them goes.
    let opening: [UInt8]
    /// Words with which it ends; the line that holds them goes too.
    let closing: [UInt8]

    private init(name: String, opening: String, closing: String) {
        (self.name, self.opening, self.closing) = (name, Array(opening.utf8), Array(closing.utf8))
    }

    static let all: [LicenceText] = [
        LicenceText(name: "Apache License 2.0", opening: "Licensed under the Apache License", closing: "limitations under the License"),
        LicenceText(name: "Apache License 2.0", opening: "Licensed to the Apache Software Foundation", closing: "under the License."),
        LicenceText(name: "MIT License", opening: "Permission is hereby granted, free of charge", closing: "IN THE SOFTWARE."),
        LicenceText(
            name: "BSD License", opening: "Redistribution and use in source and binary forms", closing: "POSSIBILITY OF SUCH DAMAGE."),
        LicenceText(name: "ISC License", opening: "Permission to use, copy, modify, and/or distribute", closing: "THIS SOFTWARE."),
        LicenceText(name: "GNU Lesser General Public License", opening: "GNU Lesser General", closing: "gnu.org/licenses/"),
        LicenceText(name: "GNU General Public License", opening: "is free software", closing: "gnu.org/licenses/"),
        LicenceText(
            name: "Mozilla Public License 2.0", opening: "subject to the terms of the Mozilla Public", closing: "mozilla.org/MPL/2.0/"),
    ]

    private static let longestText = 4096
    private static let fewestLines = 3

    /// The lines of licence texts among `comments`, and what is to stand in their place. Cost: linear in the first comments.
    static func find(in bytes: [UInt8], _ segment: Range<Int>, _ comments: [CodeComment]) -> [(range: Range<Int>, note: [UInt8])] {
        var found: [(Range<Int>, [UInt8])] = []
        // Such texts stand at the head of a file.
        let head = comments.prefix { $0.range.lowerBound < segment.lowerBound + 2 * longestText && $0.ownsLine }
        var first = head.startIndex
        while first < head.endIndex {
            var last = first
            if head[first].form == .line {
                while last + 1 < head.endIndex, head[last + 1].form == .line,
                    head[last + 1].range.lowerBound - head[last].range.upperBound < 80
                {
                    last += 1
                }
            }
            if let text = text(in: bytes, head[first].range.lowerBound..<head[last].range.upperBound) { found.append(text) }
            first = last + 1
        }
        return found
    }

    /// Whether there are at least so many lines in `range`.
    private static func hasLines(_ count: Int, _ bytes: [UInt8], _ range: Range<Int>) -> Bool {
        var at = range.lowerBound
        for _ in 1..<count {
            at = lineEnd(in: bytes, from: at, limit: range.upperBound) + 1
            if at > range.upperBound { return false }
        }
        return true
    }

    private static func text(in bytes: [UInt8], _ comment: Range<Int>) -> (Range<Int>, [UInt8])? {
        let comment = comment.prefix(2 * longestText)
        guard hasLines(fewestLines, bytes, comment) else { return nil }
        for licence in all {
            guard let opening = bytes[comment].firstOffset(of: licence.opening[...]),
                let closing = bytes[opening..<comment.upperBound].firstOffset(of: licence.closing[...])
            else { continue }
            var start = opening
            while start > comment.lowerBound, bytes[start - 1] != 0x0A { start -= 1 }
            let end = bytes[closing..<comment.upperBound].firstIndex(where: \.isLineEnd) ?? comment.upperBound
            let text = bytes[start..<end]
            guard text.count <= longestText, text.count(where: { $0 == 0x0A }) + 1 >= fewestLines else { continue }
            // What opens the comment, and what closes it, must stay.
            let mark = text.prefix { !$0.isLetter && $0 != 0x5B }
            let tail = text.suffix(40)
            guard !tail.holds([0x2A, 0x2F]), !tail.holds([0x22, 0x22, 0x22]), mark.count < 12 else { continue }
            return (start..<end, mark + CutMark.saying("the text of the \(licence.name)"))
        }
        return nil
    }

}

extension Range<Int> {
    fileprivate func prefix(_ count: Int) -> Range<Int> { lowerBound..<Swift.min(upperBound, lowerBound + count) }
}
