// Which marks go with the words beside them: the full stop at the end, and commas, colons and others that have nothing left to part.

import PithPrompt
import PithSystem

extension Trimmer {
    /// The full stop that closes the whole text, behind a word that is not an initial, a bracket or a star; not that of words to be written as they are.
    func lastStop(of tokens: [TextToken], _ quotedWords: [Bool]) -> Int? {
        guard tokens.count > 2, let last = tokens.last, last.range.count == 1, bytes[last.range.lowerBound] == 0x2E,
            !bytes[last.range.upperBound...].contains(where: { !$0.isSpace })
        else { return nil }
        let word = tokens[tokens.count - 2]
        guard word.range.upperBound == last.range.lowerBound, !quotedWords[tokens.count - 1], !view.isProtected(last.range),
            word.kind == .word && word.range.count > 1 || word.range.count == 1 && ")>*".utf8.contains(bytes[word.range.lowerBound])
        else { return nil }
        return tokens.count - 1
    }

    func isComma(_ tokens: [TextToken], _ index: Int) -> Bool {
        tokens.indices.contains(index) && bytes[tokens[index].range.lowerBound] == 0x2C
    }

    /// A comma behind words that went at the sentence's beginning, behind another comma or a semicolon, or before a mark that closes more, goes too; and so does a
    /// colon when all words between it and another went.
    func dropIdleCommas(_ tokens: [TextToken], _ goes: inout [Bool], _ replacements: [TokenRemoval.Replacement?]) {
        /// The mark that is left of the text last, or 0 for anything else.
        var lastMark: UInt8?
        var wordCount = 0
        for index in tokens.indices {
            if goes[index] {
                if let last = replacements[index]?.text.last { lastMark = Self.separators.contains(last) ? last : 0 }
                continue
            }
            let isComma = tokens[index].range.count == 1 && bytes[tokens[index].range.lowerBound] == 0x2C
            let isColon = tokens[index].range.count == 1 && bytes[tokens[index].range.lowerBound] == 0x3A
            if isColon, index > 0, goes[index - 1], lastMark == 0x3A, !view.isProtected(tokens[index].range) {
                goes[index] = true
                continue
            }
            if isComma, index > 0, goes[index - 1] {
                // "Include, wrapped in brackets": of what it parted one word is left.
                if lastMark == nil || lastMark.map(Self.openers.contains) == true || isBare && wordCount == 1,
                    !view.isProtected(tokens[index].range)
                {
                    goes[index] = true
                    continue
                }
            }
            if isComma, index + 1 < tokens.count, goes[index + 1],
                let next = tokens.indices[(index + 1)...].first(where: { !goes[$0] || replacements[$0] != nil }), !goes[next],
                tokens[next].range.count == 1, [0x2E, 0x3A, 0x3B].contains(bytes[tokens[next].range.lowerBound]),
                !view.isProtected(tokens[index].range)
            {
                goes[index] = true
                continue
            }
            if tokens[index].kind != .mark { wordCount += 1 }
            lastMark = tokens[index].range.count == 1 ? bytes[tokens[index].range.lowerBound] : 0
        }
    }

    /// "Without a stop during …": what only relates goes with all that it relates to.
    func dropIdleRelations(
        _ tokens: [TextToken], _ isFixed: [Bool], _ goes: inout [Bool], _ replacements: [TokenRemoval.Replacement?]
    ) {
        /// Whether words went since the last mark, seen from the end, and none is left.
        var isIdle = false
        for index in tokens.indices.reversed() {
            if goes[index] {
                isIdle = replacements[index] == nil && (isIdle || index + 1 == tokens.count || tokens[index + 1].kind == .mark)
                continue
            }
            if isIdle, !isFixed[index], index > 0, lexicon.part(of: tokens[index]).contains(.relating) {
                goes[index] = true
            } else {
                isIdle = false
            }
        }
    }

    private static let separators = Array(",:".utf8)
    /// Marks behind which no comma stands.
    private static let openers = Array(",;:(".utf8)

    /// The marks that are left of a sentence whose words all went: "Can you help me?", "You will:".
    func dropIdleMarks(_ tokens: [TextToken], _ goes: inout [Bool], _ replacements: [TokenRemoval.Replacement?]) {
        guard isInstruction, goes.contains(true), replacements.allSatisfy({ $0 == nil }) else { return }
        for index in tokens.indices where !goes[index] {
            guard tokens[index].kind == .mark, tokens[index].range.count == 1, !view.isProtected(tokens[index].range),
                ".,:;!?".utf8.contains(bytes[tokens[index].range.lowerBound])
            else { return }
        }
        for index in tokens.indices { goes[index] = true }
    }
}
