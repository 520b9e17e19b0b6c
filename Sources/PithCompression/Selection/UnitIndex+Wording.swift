// How a unit is worded: as a sentence, an item of a list, a title, a directive, or what tells how a command is called.

import PithPrompt
import PithSystem

extension UnitIndex {
    func bytes(of unit: Int) -> ArraySlice<UInt8> { prompt.views[units[unit].view].bytes[units[unit].range] }

    /// Whether the unit has the words of a sentence. Where something failed, a value, a rule, a title by itself tells something by its place: so what a
    /// test says of it stays whole.
    func isWorded(_ unit: Int, fewestWords: Int = 4) -> Bool {
        var wordCount = 0, letterCount = 0, markCount = 0
        var last: UInt8 = 0
        for byte in bytes(of: unit) {
            if byte >= 0x80 { return true }
            letterCount = byte.isLetter ? letterCount + 1 : 0
            if letterCount == 2 { wordCount += 1 }
            if wordCount == fewestWords { return true }
            markCount = byte == last && letterCount == 0 && byte > 0x20 ? markCount + 1 : 1
            if markCount == Self.ruleLength { return false }
            last = byte
        }
        return false
    }

    private static let ruleLength = 4

    /// Whether the unit is a sentence from its beginning to its end. Anything else tells by its place: a field of a record ("Author: Ann Lee"), a line of a
    /// script or of a configuration that is taken for text, half of a sentence that marks of comments part.
    func isSentence(_ unit: Int) -> Bool {
        guard isWorded(unit, fewestWords: 2) else { return false }
        let isFirst = unit == 0 || blocks[unit - 1] != blocks[unit]
        return WholeSentence.isAt(units[unit].range, after: isFirst ? nil : units[unit - 1].range, in: prompt.views[units[unit].view].bytes)
    }

    /// Whether a text of words without the signs of code, of settings or of fields, such as items of lists without a full stop are in prose.
    func isPlain(_ unit: Int) -> Bool {
        let range = units[unit].range, bytes = prompt.views[units[unit].view].bytes
        guard isWorded(unit, fewestWords: 6), Self.signs.firstOffset(in: bytes, range) == range.upperBound else { return false }
        var isCommon = false
        Terms.forEach(in: bytes, range) { if Terms.stopWords.contains($0) { isCommon = true } }
        return isCommon
    }

    private static let signs = ByteSet(Array("={}|;<>$\\#@%^~".utf8))

    /// Whether the unit ends with a title, and the rule under it is the next.
    func isTitle(_ unit: Int) -> Bool {
        guard unit + 1 < units.count, units[unit + 1].view == units[unit].view else { return false }
        let range = units[unit].range, bytes = prompt.views[units[unit].view].bytes
        guard let rule = TitleRule.of(bytes, units[unit + 1].range) else { return false }
        let end = range.lastIndex { !bytes[$0].isSpace }.map { $0 + 1 } ?? range.upperBound
        let start = range[..<end].lastIndex { bytes[$0] == 0x0A }.map { $0 + 1 } ?? range.lowerBound
        return TitleRule.isTitle(bytes, start..<end, over: rule)
    }

    /// Whether the text is a directive of reStructuredText: what stands below it is read by its name.
    func isDirective(_ unit: Int) -> Bool { bytes(of: unit).drop(while: \.isSpace).starts(with: ".. ".utf8) }

    /// Whether the text says how a command is called: it holds an option in brackets ("[-a]", "[FILE...]").
    func isUsage(_ unit: Int) -> Bool {
        let range = units[unit].range, bytes = prompt.views[units[unit].view].bytes
        var at = range.lowerBound
        while true {
            at = Self.brackets.firstOffset(in: bytes, at..<range.upperBound)
            guard at < range.upperBound else { return false }
            let neighbour = bytes[at] == 0x5B ? at + 1 : at - 1
            if range.contains(neighbour), bytes[neighbour] == (bytes[at] == 0x5B ? 0x2D : 0x2E) { return true }
            at += 1
        }
    }

    private static let brackets = ByteSet([0x5B, 0x5D])
}
