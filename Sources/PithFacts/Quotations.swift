// Quotes: "…", '…', `…`, “…”, „…“, «…», ‹…›, 「…」, 『…』. One open mark of each kind is remembered; its partner must come within 400 bytes and the same
// paragraph, or the same line in code. That is one look at each mark, however many are left open.

/// Where quotes are open, by kind.
struct OpenQuotes {
    enum Kind: Int {
        case double, single, back, typographic, typographicSingle, angle, singleAngle, corner, doubleCorner
    }

    private var starts: [9 of Int] = .init(repeating: -1)
    private(set) var openCount = 0

    /// Whether some quote is open in ASCII marks: what stands there is text even in code.
    var isOpen: Bool { openCount > 0 }

    subscript(kind: Kind) -> Int {
        get { starts[kind.rawValue] }
        set {
            openCount += (newValue >= 0 ? 1 : 0) - (starts[kind.rawValue] >= 0 ? 1 : 0)
            starts[kind.rawValue] = newValue
        }
    }

    /// A line has ended: quotes of one line are over, at a paragraph's end all of them.
    mutating func forgetShort(isParagraphEnd: Bool) {
        guard isParagraphEnd, openCount > 0 else { return }
        self = OpenQuotes()
    }
}

extension FactScanner {
    private static let longest = 400

    /// Takes `"`, `'` or a backtick. Returns where to go on.
    mutating func takeQuoteMark(_ mark: UInt8, _ at: Int) -> Int {
        gap.insert(.mark)
        guard rules.findsQuotes else { return at &+ 1 }
        var stop = at &+ 1
        while text.byte(stop) == mark, stop < at &+ 3 { stop &+= 1 }
        // Fences and triple quotes: what they hold is not a quote but a text. An empty pair holds nothing.
        if stop > at &+ 2 || (stop > at &+ 1 && mark != 0x60) { return stop }
        let kind: OpenQuotes.Kind = mark == 0x22 ? .double : mark == 0x27 ? .single : .back
        let before = text.byte(at &- 1), after = text.byte(stop)
        let canClose = !text.isSpaceOrEnd(at &- 1) && (mark == 0x60 || !text.isWordByte(stop))
        let canOpen = !text.isSpaceOrEnd(stop) && (!text.isWordByte(at &- 1) || isStringPrefix(at &- 1))
        let open = quotes[kind]
        if open >= 0, canClose, at &- open <= Self.longest {
            // rock 'n' roll
            if mark == 0x27 && rules.isProse && at &- open == 1 { quotes[kind] = -1 } else { closeQuote(kind, at) }
        } else if canOpen {
            quotes[kind] = stop
            // A quoted sentence begins like any other.
            if after &- 65 < 26, before == 0x20, mark != 0x60 { isSentenceStart = true }
        }
        return stop
    }

    /// Whether the letter at `at` is the prefix of a string in code: f"…", r'…'.
    private mutating func isStringPrefix(_ at: Int) -> Bool {
        guard !rules.isProse, !text.isWordByte(at &- 1) else { return false }
        return [0x66, 0x72, 0x62, 0x75].contains(text.byte(at) | 0x20)
    }

    /// Opens or closes a quote in typographic marks; any other character is no concern of it.
    mutating func takeTypographicQuoteMark(_ scalar: UInt32, _ at: Int, _ length: Int) {
        guard rules.findsQuotes else { return }
        let after = at &+ length
        switch scalar {
        case 0x201C:  // “ closes „, else opens
            if quotes[.typographic] >= 0 { closeQuote(.typographic, at) } else { openQuote(.typographic, after) }
        case 0x201E: openQuote(.typographic, after)
        case 0x201D:
            if quotes[.typographic] >= 0 { closeQuote(.typographic, at) } else { openQuote(.typographic, after) }
        case 0x201A, 0x2018: openQuote(.typographicSingle, after)
        case 0x2019: if !text.isWordByte(after) { closeQuote(.typographicSingle, at) }
        case 0xAB: openQuote(.angle, after)
        case 0xBB: closeQuote(.angle, at)
        case 0x2039: openQuote(.singleAngle, after)
        case 0x203A: closeQuote(.singleAngle, at)
        case 0x300C: openQuote(.corner, after)
        case 0x300D: closeQuote(.corner, at)
        case 0x300E, 0x300A: openQuote(.doubleCorner, after)
        case 0x300F, 0x300B: closeQuote(.doubleCorner, at)
        default: break
        }
    }

    private mutating func openQuote(_ kind: OpenQuotes.Kind, _ start: Int) {
        quotes[kind] = start
        isSentenceStart = true
    }

    private mutating func closeQuote(_ kind: OpenQuotes.Kind, _ at: Int) {
        let start = quotes[kind]
        quotes[kind] = -1
        guard start >= 0, at &- start <= Self.longest, at > start else { return }
        let words = textHash(start..<at)
        let hash = kind == .back ? CodeSigns.key(words: words, text.bytes, start..<at) : words
        guard hash != 0 else { return }
        insert(Fact(kind: .quote, range: start..<at, key: chained(FactClass.quote.seed, hash)))
    }
}
