// Markdown links that lead to a heading of their own name: "[Closing issues](#closing-issues)" in a table of contents says the same words twice. The link's
// text stays; its target can be made from it.
//
// A target is one that names itself when it is made of the link's text as GitHub and its like make it (small letters, hyphens for blanks, no other marks), and
// the text has a heading of that name. A link with words of its own ("[see below](#closing-issues)") stays whole: the target says where.

import PithPrompt
import PithSystem

/// Leaves out targets of links that say the link's own text.
struct ContentsLinks: Strategy {
    static let name = "contents-links"
    static let summary = "links to a heading of the same name, as tables of contents have them, as that name alone"
    static let kinds: Set<SegmentKind> = [.prose, .instruction, .list]
    static let effect = EditEffect.folded
    static let runsOnce = true

    func proposals(for context: StrategyContext) -> [Proposal] {
        // What is changed could be a file that is to be edited later on.
        guard !context.options.isSession else { return [] }
        var names: [Int: Set<[UInt8]>] = [:]
        return context.segments.compactMap { segment in
            let bytes = context.prompt.views[segment.view].bytes
            let links = Self.links(in: bytes, segment.range)
            guard !links.isEmpty else { return nil }
            if names[segment.view] == nil { names[segment.view] = Self.headingNames(in: bytes) }
            let edits = links.filter {
                names[segment.view]?.contains(Array(bytes[$0.target])) == true && !context.prompt.views[segment.view].isProtected($0.range)
            }.flatMap { link in
                [link.range.lowerBound..<link.text.lowerBound, link.text.upperBound..<link.range.upperBound].map {
                    Self.edit(segment.view, $0, to: [])
                }
            }
            return edits.isEmpty ? nil : Proposal(edits: edits)
        }
    }

    private struct Link {
        let range: Range<Int>
        let text: Range<Int>
        /// Behind the `#`.
        let target: Range<Int>
    }

    /// The links of `range` whose target is their own text. Cost: linear, for neither a text nor a target goes beyond its line or `longest` bytes.
    private static func links(in bytes: [UInt8], _ range: Range<Int>) -> [Link] {
        var links: [Link] = []
        var at = range.lowerBound
        while true {
            let start = firstOffset(of: 0x5B, in: bytes, at..<range.upperBound)
            guard start < range.upperBound else { break }
            at = start + 1
            // An image, a bracket that is meant as such, and what stands in a code span are none.
            if start > 0, bytes[start - 1] == 0x21 || bytes[start - 1] == 0x5C { continue }
            let limit = min(range.upperBound, at + longest)
            guard let close = bytes[at..<limit].firstIndex(where: { $0 == 0x5D || $0 == 0x5B || $0.isLineEnd }), close > at,
                bytes[close...].prefix(3).elementsEqual("](#".utf8)
            else { continue }
            let target = close + 3
            guard let end = bytes[target..<min(range.upperBound, target + longest)].firstIndex(where: { $0 == 0x29 || $0.isSpace }),
                bytes[end] == 0x29, bytes[target..<end].elementsEqual(name(of: bytes[at..<close]))
            else { continue }
            let line = bytes[max(range.lowerBound, start - longest)..<start].reversed().prefix { !$0.isLineEnd }
            if line.count(where: { $0 == 0x60 }) % 2 == 1 { continue }
            links.append(Link(range: start..<end + 1, text: at..<close, target: target..<end))
            at = end + 1
        }
        return links
    }

    private static let longest = 160

    /// The names that the Markdown headings of a text have as targets.
    private static func headingNames(in bytes: [UInt8]) -> Set<[UInt8]> {
        var names: Set<[UInt8]> = []
        for line in bytes.split(separator: 0x0A) where line.first == 0x23 && line.count <= longest {
            let text = line.drop { $0 == 0x23 }
            if text.first?.isBlank == true { names.insert(name(of: withoutTargets(text))) }
        }
        return names
    }

    /// A heading's text as it is shown: links in it without what they lead to.
    private static func withoutTargets(_ text: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        guard text.contains(0x5D) else { return text }
        var shown: [UInt8] = []
        var at = text.startIndex
        while at < text.endIndex {
            shown.append(text[at])
            let isLink = text[at] == 0x5D && at + 1 < text.endIndex && (text[at + 1] == 0x5B || text[at + 1] == 0x28)
            let close = isLink ? text[at...].dropFirst().firstIndex { $0 == (text[at + 1] == 0x5B ? 0x5D : 0x29) } : nil
            at = (close ?? at) + 1
        }
        return shown[...]
    }

    /// The target of a heading with this text.
    private static func name(of text: ArraySlice<UInt8>) -> [UInt8] {
        let text = text.drop(while: \.isSpace)
        let end = text.lastIndex { !$0.isSpace }.map { $0 + 1 } ?? text.startIndex
        return text[..<end].compactMap { byte in
            if byte == 0x20 { return 0x2D }
            if byte.isCapital { return byte | 0x20 }
            return byte.isLetterOrDigit || byte >= 0x80 || byte == 0x2D || byte == 0x5F ? byte : nil
        }
    }
}
