// Which elements a page hides as it is served: by `hidden`, by a style of their own that says `display: none` or `visibility: hidden`, or as a dialogue that is
// not open. Scripts may show them, so their words stay; a reader is told that they were hidden, for many a page keeps there what nobody is to see.

import PithSystem

struct HiddenElements {
    /// The indices of the tags that open such elements, and of those that close them. One within another is hidden by that.
    private(set) var opening: Set<Int> = [], closing: Set<Int> = []

    /// Those that are closed. Cost: linear in the tags.
    init(_ tags: [HTMLTag], in bytes: [UInt8]) {
        var start: Int?
        var name: [UInt8] = []
        var depth = 0
        for (index, tag) in tags.enumerated() {
            if start == nil {
                guard !tag.isClosing, Self.isHidden(tag, in: bytes), !tag.closesItself(in: bytes) else { continue }
                (start, name, depth) = (index, tag.name(in: bytes).map(\.lowered), 1)
            } else if tag.name(in: bytes).lazy.map(\.lowered).elementsEqual(name) {
                // A paragraph ends where the next begins.
                depth += tag.isClosing || name == [0x70] ? -1 : 1
                guard depth == 0, let opened = start else { continue }
                opening.insert(opened)
                closing.insert(index)
                start = nil
            }
        }
    }

    private static func isHidden(_ tag: HTMLTag, in bytes: [UInt8]) -> Bool {
        switch tag.element {
        // These hold no words, or none that a writer of pages tells as such; a page as a whole is hidden until its scripts are there.
        case .unseen, .drawing, .frame, .formula, .input, .image, .lineBreak, .meta, .base, .words: return false
        default: break
        }
        let name = tag.name(in: bytes)
        guard name.count != 4 || !["html", "body"].contains(where: { name.map(\.lowered).elementsEqual($0.utf8) }) else { return false }
        if name.count == 6, name.map(\.lowered).elementsEqual("dialog".utf8), tag.value(of: "open", in: bytes) == nil { return true }
        guard !tag.attributes.isEmpty else { return false }
        if tag.value(of: "hidden", in: bytes) != nil {
            // What a server sends late stands there until a script puts it in its place.
            return tag.value(of: "id", in: bytes).map { !bytes[$0].begins(with: "S:") } ?? true
        }
        guard let style = tag.value(of: "style", in: bytes) else { return false }
        let rules = bytes[style].lazy.filter { !$0.isSpace }.map(\.lowered)
        return rules.split(separator: 0x3B).contains { rule in hidingRules.contains { rule.starts(with: $0) } }
    }

    private static let hidingRules = ["display:none", "visibility:hidden"].map { Array($0.utf8) }
}
