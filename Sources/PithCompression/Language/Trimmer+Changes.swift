// The changes that take a sentence to a level: what goes, phrase by phrase and word by word, and what stands instead.

import PithPrompt
import PithSystem

extension Trimmer {
    /// The changes from the token `first` on, without the full stop at `stop`. No token that is fixed goes, and of those that are calm only words of grammar.
    func changes(
        _ tokens: [TextToken], _ isFixed: [Bool], _ isCalm: [Bool], _ limits: [LimitSign], _ specimens: [Range<Int>],
        _ bareRewordings: [BareRewording], from first: Int, to stop: Int?, _ level: TrimLevel
    ) -> [TextChange] {
        var goes = Array(repeating: false, count: tokens.count)
        var replacements: [TokenRemoval.Replacement?] = Array(repeating: nil, count: tokens.count)
        let isBrief = isInstruction && level >= .order
        let phrases =
            !isBrief
            ? lexicon.rewordings
            : (keepsOrders ? lexicon.orderRewordings : isTerse ? lexicon.terseRewordings : lexicon.formRewordings).value
        let spoken = spoken(tokens)
        var counted: Int?
        /// Whether nothing of the sentence, or of its part behind a semicolon, has been told yet.
        var opens = isBrief
        var index = first
        var signs = limits[...]
        while index < tokens.count {
            while let sign = signs.first, sign.start < index {
                if index == sign.tokens.upperBound - 1, goes[index - 1], !isFixed[index], let number = sign.number {
                    goes[index] = true
                    replacements[index] = TokenRemoval.Replacement(text: number, tokenCount: 1)
                    counted = index + 1
                }
                signs.removeFirst()
            }
            if goes[index] {
                opens = false
                index += 1
                continue
            }
            // The verb before a limit may have gone with another phrase.
            if let sign = signs.first, sign.tokens.lowerBound == index || sign.start == index,
                !(index..<sign.tokens.upperBound).contains(where: { isFixed[$0] })
            {
                for place in index..<sign.tokens.upperBound { goes[place] = true }
                replacements[index] = TokenRemoval.Replacement(text: sign.text, tokenCount: sign.tokens.upperBound - index)
                index = sign.tokens.upperBound
                counted = index
                opens = false
                continue
            }
            let order = opens ? lexicon.openingRewordings.longest(in: spoken[index...]) : nil
            if let found = order.flatMap({ fits(tokens, index, $0) ? $0 : nil }) ?? phrases.longest(in: spoken[index...]),
                fits(tokens, index, found), mayReword(tokens, index..<index + found.tokenCount, isFixed, lexicon.replacement(found.value))
            {
                let text = lexicon.replacement(found.value)
                opens = opens && text.isEmpty
                if text != LanguageLexicon.asItIs {
                    for place in index..<index + found.tokenCount { goes[place] = true }
                    if !text.isEmpty { replacements[index] = TokenRemoval.Replacement(text: text, tokenCount: found.tokenCount) }
                }
                index += found.tokenCount
                continue
            }
            // What is counted stays with its limit.
            let isCalm = isCalm[index] || (index == counted && !lexicon.part(of: tokens[index]).contains(.kept))
            // "in under seven": what leads to a limit tells of what it is one.
            let leadsToLimit = keepsOrders && signs.first?.start == index + 1 && lexicon.part(of: tokens[index]).contains(.preposition)
            // "It is to be sold", "let it be": no sentence without it.
            let endsVerb =
                keepsOrders && index > first
                && (!goes[index - 1] && isInfinitive(tokens, index)
                    || lexicon.part(of: tokens[index]).contains(.pronoun) && isInfinitive(tokens, index + 1))
            if !isFixed[index], !leadsToLimit, !endsVerb, mayGo(tokens, index, isCalm ? min(level, .telegram) : level) {
                goes[index] = true
            }
            if tokens[index].kind == .word || tokens[index].kind == .ideograph {
                opens = opens && goes[index] && lexicon.part(of: tokens[index]).contains(.discourse)
            } else {
                opens = opens || isBrief && bytes[tokens[index].range.lowerBound] == 0x3B
            }
            index += 1
        }
        for specimen in specimens where specimen.lowerBound >= first && !specimen.contains(where: { isFixed[$0] }) {
            for place in specimen {
                goes[place] = true
                replacements[place] = nil
            }
        }
        for rewording in bareRewordings
        where rewording.tokens.lowerBound >= first && !rewording.tokens.contains(where: { isFixed[$0] }) {
            for place in rewording.tokens {
                goes[place] = true
                // "Should contain at least 3": the limit takes the verb before it along.
                if let other = replacements[place], place + other.tokenCount <= rewording.tokens.upperBound { replacements[place] = nil }
            }
            if !rewording.replacement.isEmpty {
                replacements[rewording.tokens.lowerBound] = TokenRemoval.Replacement(
                    text: rewording.replacement, tokenCount: rewording.tokens.count)
            }
        }
        if level >= .keywords || isBare { dropIdleRelations(tokens, isFixed, &goes, replacements) }
        dropIdleCommas(tokens, &goes, replacements)
        dropIdleMarks(tokens, &goes, replacements)
        if let stop, stop > first { goes[stop] = true }
        return TokenRemoval(bytes: bytes, tokens: tokens, goes: goes, replacements: replacements).changes
    }

    /// The changes with the opening before them: one change where they touch.
    func opened(_ changes: [TextChange], _ tokens: [TextToken], _ opening: Opening) -> [TextChange] {
        let start = tokens.first?.range.lowerBound ?? 0
        var end = opening.tokenCount == 0 ? start : tokens[opening.tokenCount].range.lowerBound
        var rest = changes[...]
        var replacement = opening.replacement
        while let next = rest.first, next.range.lowerBound <= end {
            end = max(end, next.range.upperBound)
            replacement += next.replacement
            rest = rest.dropFirst()
        }
        return [TextChange(range: start..<end, replacement: replacement)] + rest
    }
}
