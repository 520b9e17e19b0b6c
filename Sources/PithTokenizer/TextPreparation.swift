// What some vocabularies ask for before text is cut into pieces: tokens taken out of it whole, and a Unicode normal form for what is left.
//
//     text ─ take tokens out ─► stretches ─ normal form ─► ─ take out tokens that are looked for there ─► stretches that are cut
//
// Embedded vocabularies ask for none of it, and never come here.

import PithBPE
import PithUnicode
import PithVocabulary

struct TextPreparation: Sendable {
    /// A part of the text.
    enum Part {
        case text(TextBytes)
        case token(id: Int)
    }

    private let normalization: NormalizationForm?
    private let tokens: TokenTrie
    private let normalizedTokens: TokenTrie

    /// - Parameter allowsSpecial: whether tokens that stand for no text are taken out, too.
    init(_ vocabulary: Vocabulary, allowsSpecial: Bool = false) {
        let wanted = vocabulary.specialTokens.filter { allowsSpecial || $0.isText }
        normalization = vocabulary.normalization
        tokens = TokenTrie(wanted.filter { !$0.isNormalized || vocabulary.normalization == nil })
        normalizedTokens = TokenTrie(wanted.filter { $0.isNormalized && vocabulary.normalization != nil })
    }

    /// Whether there is nothing to do.
    var isEmpty: Bool { normalization == nil && tokens.isEmpty }

    /// Hands `body` the parts of `text`, which is valid UTF-8, in order, until it returns false.
    func forEachPart(_ text: TextBytes, _ body: (Part) -> Bool) {
        split(text, by: tokens) { part in
            guard let normalization, case .text(let stretch) = part else { return body(part) }
            guard let normal = normalization.normalized(stretch.buffer) else { return split(stretch, by: normalizedTokens, body) }
            return normal.withUnsafeBufferPointer { split(TextBytes($0), by: normalizedTokens, body) }
        }
    }

    @discardableResult private func split(_ text: TextBytes, by tokens: TokenTrie, _ body: (Part) -> Bool) -> Bool {
        var start = 0
        while let found = tokens.first(in: text, from: start) {
            if found.range.lowerBound > start, !body(.text(text.slice(start..<found.range.lowerBound))) { return false }
            if !body(.token(id: found.id)) { return false }
            start = found.range.upperBound
        }
        return start < text.count ? body(.text(text.slice(start..<text.count))) : true
    }

    /// Whether text can be cut between two neighbouring characters, so that the parts are prepared as the whole is: no token reaches across,
    /// and both characters stay themselves.
    func allowsCut(_ text: TextBytes, at place: Int, between before: Unicode.Scalar, _ after: Unicode.Scalar) -> Bool {
        if let normalization, !normalization.isInert(before.value) || !normalization.isInert(after.value) { return false }
        let pair = Int(text[place - 1]) * 256 + Int(text[place])
        return !tokens.innerPairs.contains(pair) && !normalizedTokens.innerPairs.contains(pair)
    }
}
