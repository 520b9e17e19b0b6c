// Text as the tokens that trimming thinks in: words, numbers, single marks, and characters of scripts that put no spaces between words.
//
// A word takes its inner hyphens and apostrophes with it ("don't", "well-known", "l'accès"), so that whole words go or stay. Case is folded
// for ASCII and the Latin-1 letters; the lexicons hold no others that have case.

import PithSystem

/// One token of a text.
struct TextToken {
    enum Kind: UInt8 {
        case word, number, mark
        /// A character of Chinese or Japanese text, a word to the lexicons.
        case ideograph
    }

    let range: Range<Int>
    /// Of the folded text: what the lexicons are asked with.
    let hash: UInt64
    let kind: Kind
    /// Whether it begins with a capital letter.
    let isCapitalised: Bool

    /// The tokens in `range` of `bytes`, in order. Cost: linear.
    static func all(in bytes: [UInt8], _ range: Range<Int>) -> [TextToken] {
        var tokens: [TextToken] = []
        tokens.reserveCapacity(range.count / 4 + 1)
        forEach(in: bytes, range) { token in
            tokens.append(token)
            return true
        }
        return tokens
    }

    /// The tokens of each of `sentences`, which are in order, apart, and within the stretch that has the tokens `all`, where these are known.
    static func all(in bytes: [UInt8], of sentences: [Range<Int>], among all: [TextToken]?) -> [[TextToken]] {
        guard let all else { return sentences.map { self.all(in: bytes, $0) } }
        var next = 0
        return sentences.map { sentence in
            while next < all.count, all[next].range.lowerBound < sentence.lowerBound { next += 1 }
            let first = next
            while next < all.count, all[next].range.upperBound <= sentence.upperBound { next += 1 }
            // A sentence may begin or end inside what is a token of the whole.
            let isApart =
                (first == 0 || all[first - 1].range.upperBound <= sentence.lowerBound)
                && (next == all.count || all[next].range.lowerBound >= sentence.upperBound)
            return isApart ? Array(all[first..<next]) : self.all(in: bytes, sentence)
        }
    }

    /// Calls `body` with each token in `range` of `bytes`, in order, for as long as it says to go on. Cost: linear.
    @inline(__always) static func forEach(in bytes: [UInt8], _ range: Range<Int>, _ body: (TextToken) -> Bool) {
        var at = range.lowerBound
        while at < range.upperBound {
            let byte = bytes[at]
            if byte.isSpace {
                at += 1
                continue
            }
            let start = at
            if byte.isNameByte, let token = plain(bytes, &at, range.upperBound) {
                guard body(token) else { return }
                continue
            }
            if byte < 0x80, !byte.isNameByte {
                at += 1
                let hash = (firstHash ^ UInt64(byte)) &* hashFactor
                guard body(TextToken(range: start..<at, hash: hash, kind: .mark, isCapitalised: false)) else { return }
                continue
            }
            var kind = Kind.mark
            if isIdeograph(bytes, at, range.upperBound) {
                (at, kind) = (at + 3, .ideograph)
            } else if startsWord(bytes, at, range.upperBound) {
                kind = byte.isDigit ? .number : .word
                at = wordEnd(bytes, at, range.upperBound)
            } else {
                at = characterEnd(bytes, at, range.upperBound)
            }
            guard body(TextToken(bytes, start..<at, kind)) else { return }
        }
    }

    /// The word or number of ASCII letters and digits that begins at `at`, read and hashed in one go; nil, with `at` unchanged, where what follows
    /// may be part of it: most words end with a blank.
    @inline(__always) private static func plain(_ bytes: [UInt8], _ at: inout Int, _ limit: Int) -> TextToken? {
        let run = foldedRun(in: bytes, from: at, to: limit, withUnderscores: true)
        let end = run.end
        if end < limit {
            switch bytes[end] {
            // An apostrophe or hyphen, the point of a number, a character beyond ASCII.
            case 0x27, 0x2D, 0x80...0xFF: return nil
            case 0x2C, 0x2E: if bytes[end - 1].isDigit { return nil }
            default: break
            }
        }
        let first = bytes[at]
        let token = TextToken(range: at..<end, hash: run.hash, kind: first.isDigit ? .number : .word, isCapitalised: first.isCapital)
        at = end
        return token
    }

    private static let firstHash: UInt64 = 0xCBF2_9CE4_8422_2325, hashFactor: UInt64 = 0x100_0000_01B3

    private init(_ bytes: [UInt8], _ range: Range<Int>, _ kind: Kind) {
        (self.range, self.kind) = (range, kind)
        var hash = Self.firstHash
        var at = range.lowerBound
        while at < range.upperBound {
            var byte = bytes[at]
            if byte.isCapital {
                byte |= 0x20
            } else if byte == 0xC3, at + 1 < range.upperBound {
                // À…Þ, but ×, fold to à…þ.
                hash = (hash ^ UInt64(byte)) &* Self.hashFactor
                at += 1
                byte = bytes[at]
                if byte >= 0x80, byte <= 0x9E, byte != 0x97 { byte += 0x20 }
            } else if byte == 0xE2, at + 2 < range.upperBound, bytes[at + 1] == 0x80, bytes[at + 2] == 0x99 {
                // A curly apostrophe is an apostrophe.
                (byte, at) = (0x27, at + 2)
            }
            hash = (hash ^ UInt64(byte)) &* Self.hashFactor
            at += 1
        }
        self.hash = hash
        let first = bytes[range.lowerBound]
        let isLatinCapital =
            first == 0xC3 && range.count > 1 && bytes[range.lowerBound + 1] <= 0x9E && bytes[range.lowerBound + 1] != 0x97
        isCapitalised = first.isCapital || isLatinCapital
    }

    /// The token, read as another word.
    func read(as hash: UInt64) -> TextToken { TextToken(range: range, hash: hash, kind: kind, isCapitalised: isCapitalised) }

    private init(range: Range<Int>, hash: UInt64, kind: Kind, isCapitalised: Bool) {
        (self.range, self.hash, self.kind, self.isCapitalised) = (range, hash, kind, isCapitalised)
    }

    /// The hash of the word in `range` of `bytes` as a token.
    static func hash(of bytes: [UInt8], _ range: Range<Int>) -> UInt64 { TextToken(bytes, range, .word).hash }

    /// The hash of `word` as a token.
    static func hash(of word: some StringProtocol) -> UInt64 {
        let bytes = Array(word.utf8)
        return hash(of: bytes, 0..<bytes.count)
    }

    /// Whether a Chinese or Japanese character begins at `at`: kana, ideographs and their punctuation, each three bytes long.
    private static func isIdeograph(_ bytes: [UInt8], _ at: Int, _ limit: Int) -> Bool {
        guard at + 2 < limit else { return false }
        switch bytes[at] {
        case 0xE4...0xE9: return true
        case 0xE3: return bytes[at + 1] >= 0x81 || bytes[at + 2] == 0x85
        default: return false
        }
    }

    private static func startsWord(_ bytes: [UInt8], _ at: Int, _ limit: Int) -> Bool {
        let byte = bytes[at]
        if byte < 0x80 { return byte.isNameByte }
        return isLetterLead(bytes, at, limit)
    }

    /// Whether what begins at `at` is a letter beyond ASCII: of the two-byte scripts but Latin-1 signs, or of the three-byte ones that have spaces.
    private static func isLetterLead(_ bytes: [UInt8], _ at: Int, _ limit: Int) -> Bool {
        switch bytes[at] {
        case 0xC2: return at + 1 < limit && [0xAA, 0xB5, 0xBA].contains(bytes[at + 1])
        case 0xC3...0xDF: return true
        case 0xE0, 0xE1, 0xEA...0xED: return at + 2 < limit
        default: return false
        }
    }

    private static func wordEnd(_ bytes: [UInt8], _ start: Int, _ limit: Int) -> Int {
        var at = start
        while at < limit {
            if startsWord(bytes, at, limit) {
                at = characterEnd(bytes, at, limit)
            } else if at > start, bytes[at] == 0x27 || bytes[at] == 0x2D, at + 1 < limit, startsWord(bytes, at + 1, limit) {
                at += 1
            } else if at > start, at + 3 < limit, bytes[at] == 0xE2, bytes[at + 1] == 0x80, bytes[at + 2] == 0x99,
                startsWord(bytes, at + 3, limit)
            {
                at += 3
            } else if at > start, bytes[at - 1].isDigit, bytes[at] == 0x2E || bytes[at] == 0x2C, at + 1 < limit, bytes[at + 1].isDigit {
                at += 1
            } else {
                break
            }
        }
        return at
    }

    /// The end of the character at `at`; a byte that begins none is one by itself.
    private static func characterEnd(_ bytes: [UInt8], _ at: Int, _ limit: Int) -> Int {
        var end = at + 1
        if bytes[at] >= 0xC0 { while end < limit, bytes[end] & 0xC0 == 0x80 { end += 1 } }
        return end
    }
}

extension TextToken {
    /// Whether the word denies, forbids or limits: what it bears on stays with it.
    static func isNegation(_ token: TextToken) -> Bool { negations.contains(token.hash) }

    private static let negations = TermSet(
        Array(
            """
            not no never neither nor none without only unless except cannot can't don't won't doesn't isn't aren't shouldn't mustn't nicht kein keine \
            keinen nie ohne nur ne pas jamais sans sauf ni nunca sin não sem nem 不 没 勿 无 非 只
            """.utf8
        ).split(whereSeparator: \.isSpace).map { hash(of: Array($0), 0..<$0.count) })
}
