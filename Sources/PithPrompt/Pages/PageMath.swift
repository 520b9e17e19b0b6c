// A formula of MathML on one line: in TeX where the page has it, else with ^, _, / and brackets: "(a+b)/2", "x^(2n)", "sqrt(2)".

import PithSystem

enum PageMath {
    /// The formula between the first tag and the last; nil where it is longer or deeper than formulas are. Cost: linear in it.
    static func text(of tags: ArraySlice<HTMLTag>, in bytes: [UInt8]) -> [UInt8]? {
        guard let first = tags.first, let last = tags.last else { return nil }
        if let tex = first.value(of: "alttext", in: bytes) { return marked(HTMLCharacter.decoded(tex, of: bytes)) }
        if let index = tags.firstIndex(where: { opensTeX($0, in: bytes) }), index + 1 < tags.endIndex {
            return marked(HTMLCharacter.decoded(tags[index].range.upperBound..<tags[index + 1].range.lowerBound, of: bytes))
        }
        guard tags.count <= mostTags, last.range.lowerBound - first.range.upperBound <= mostBytes else { return nil }
        return written(tags, in: bytes)
    }

    private static let mostTags = 600
    private static let mostBytes = 20000

    private static func opensTeX(_ tag: HTMLTag, in bytes: [UInt8]) -> Bool {
        guard !tag.isClosing, tag.name(in: bytes).elementsEqual("annotation".utf8) else { return false }
        return tag.value(of: "encoding", in: bytes).map { String(decoding: bytes[$0], as: UTF8.self).lowercased().hasSuffix("tex") }
            ?? false
    }

    private static func marked(_ tex: [UInt8]) -> [UInt8] {
        [0x24] + tex.split(whereSeparator: \.isSpace).joined(separator: [0x20]) + [0x24]
    }

    /// An element that is open: its name, where its text begins, and how many children it has had.
    private struct Frame {
        let name: String
        var childCount = 0
        var start: Int
        var childStart: Int
    }

    private static func written(_ tags: ArraySlice<HTMLTag>, in bytes: [UInt8]) -> [UInt8] {
        var text: [UInt8] = []
        var frames: [Frame] = [Frame(name: "math", start: 0, childStart: 0)]
        for index in tags.indices.dropLast() {
            let tag = tags[index]
            let name = String(decoding: tag.name(in: bytes).map(\.lowered), as: UTF8.self)
            let closesItself = tag.closesItself(in: bytes) || voids.contains(name)
            if index > tags.startIndex, tag.element != .unseen, tag.element != .drawing {
                if tag.isClosing {
                    if frames.count > 1, frames.last?.name == name { end(&frames, &text) }
                } else {
                    let last = frames.count - 1
                    frames[last].childCount += 1
                    text += Array(sign(before: frames[last].childCount, of: frames[last].name).utf8)
                    frames[last].childStart = text.count
                    frames.append(Frame(name: name, start: text.count, childStart: text.count))
                    if name == "msqrt" || name == "mroot" { text += Array((name == "msqrt" ? "sqrt(" : "root(").utf8) }
                    if name == "mfenced" { text += [0x28] }
                    if closesItself { end(&frames, &text) }
                }
            }
            guard tag.range.upperBound < tags[index + 1].range.lowerBound, frames.last?.name.hasPrefix("annotation") != true else {
                continue
            }
            let stretch = tag.range.upperBound..<tags[index + 1].range.lowerBound
            let words = Array(
                HTMLCharacter.decoded(stretch, of: bytes, inAttribute: false).split(whereSeparator: \.isSpace).joined(separator: [0x20]))
            if let before = text.last, let first = words.first, frames.last?.start == text.count, before.isWordlike, first.isWordlike,
                before.isDigit == first.isDigit || frames.last?.name == "mtext"
            {
                text.append(0x20)
            }
            text += words
        }
        while frames.count > 1 { end(&frames, &text) }
        return text
    }

    private static let voids: Set<String> = ["mspace", "mprescripts", "none", "malignmark", "maligngroup"]

    private static func sign(before child: Int, of name: String) -> String {
        guard child > 1 else { return "" }
        switch name {
        case "mfrac": return "/"
        case "msup", "mover": return "^"
        case "msub", "munder": return "_"
        case "msubsup", "munderover": return child == 2 ? "_" : "^"
        case "mroot", "mfenced", "mtr": return ", "
        case "mtable": return "; "
        default: return ""
        }
    }

    /// Closes the innermost element, in brackets where it would not be seen how far it goes.
    private static func end(_ frames: inout [Frame], _ text: inout [UInt8]) {
        let frame = frames.removeLast()
        switch frame.name {
        case "msqrt", "mroot", "mfenced": text.append(0x29)
        default: break
        }
        switch frames.last?.name {
        case "mfrac", "msup", "msub", "msubsup", "munder", "mover", "munderover":
            let own = text[frame.start...]
            let isPlain =
                own.allSatisfy(\.isDigit) || String(decoding: own.prefix(16), as: UTF8.self).count == 1 || own.allSatisfy(\.isLetter)
            let isWrapped = own.first == 0x28 && own.last == 0x29 && !own.dropFirst().dropLast().contains { $0 == 0x28 || $0 == 0x29 }
            guard !isPlain, !isWrapped, frames.count <= deepest else { return }
            text.insert(0x28, at: frame.start)
            text.append(0x29)
        default: break
        }
    }

    private static let deepest = 24
}
