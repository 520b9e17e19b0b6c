// Chinese and Japanese are written without spaces. Words are pairs of Han characters side by side (what search engines use for want of a dictionary) and
// runs of katakana; hiragana is grammar. A negation's key is its characters: in Chinese the negating one and the next four, in Japanese the negating
// ending and the four before it.

import PithUnicode

/// The characters of the clause at hand, as far back as a negation looks.
struct EastAsianClause {
    /// The last characters' offsets and hashes, the latest last.
    private(set) var characters: [(range: Range<Int>, scalar: UInt32)] = []
    /// A run of katakana being read.
    var katakana: (range: Range<Int>, hash: UInt64, count: Int)?
    /// A number in Chinese characters being read.
    var numerals: EastAsianNumerals?
    /// A Chinese negation that collects its object.
    var negation: (start: Int, end: Int, hash: UInt64, left: Int)?

    var isEmpty: Bool { characters.isEmpty && katakana == nil && numerals == nil && negation == nil }

    mutating func add(_ range: Range<Int>, _ scalar: UInt32) {
        if let last = characters.last, last.range.upperBound != range.lowerBound { characters.removeAll(keepingCapacity: true) }
        if characters.count == 12 { characters.removeFirst(6) }
        characters.append((range, scalar))
    }

    /// The scalar `back` places before the last, or 0.
    func scalar(_ back: Int) -> UInt32 { back < characters.count ? characters[characters.count - 1 - back].scalar : 0 }

    mutating func end() {
        characters.removeAll(keepingCapacity: true)
        numerals = nil
    }
}

extension FactScanner {
    /// Takes a Chinese or Japanese character. Returns where to go on.
    mutating func takeEastAsian(_ textClass: TextClass, _ scalar: UInt32, _ at: Int, _ length: Int) -> Int {
        let range = at..<(at &+ length)
        let adjoins = eastAsian.characters.last?.range.upperBound == at
        if !adjoins { endEastAsianClause() }
        if textClass != .katakana { endKatakana() }
        takeDateCharacter(scalar, at, length)
        takeNumeral(scalar, range)
        let previous = adjoins ? eastAsian.scalar(0) : 0
        let previousStart = eastAsian.characters.last?.range.lowerBound ?? at
        eastAsian.add(range, scalar)
        let hash = scalarHash(scalar)
        // A character takes part in the sentence as a word does, but does not end what waits for one.
        if error.isOpen { error.add(Token(range: range, hash: hash, stem: hash)) }
        settleDate(before: nil)
        if number != nil { settleNumber(before: Token(range: range, hash: hash, stem: hash)) }
        endName()
        (isSentenceStart, isLineStart, gap) = (false, false, [])
        switch textClass {
        case .han:
            if rules.findsWords, TextClass(previous) == .han {
                add(.word, previousStart..<range.upperBound, chained(scalarHash(previous), hash))
            }
        case .katakana:
            let run = eastAsian.katakana
            eastAsian.katakana = ((run?.range.lowerBound ?? at)..<range.upperBound, chained(run?.hash ?? 0, hash), (run?.count ?? 0) + 1)
        default: break
        }
        if rules.findsNegations {
            extendEastAsianNegation(range, hash)
            if textClass == .han { watchForChineseNegation(scalar, previous, range) } else { watchForJapaneseNegation(scalar, range) }
        }
        return range.upperBound
    }

    /// 2026年, 12月, 9日, 3時: a date; 30个, 5元, 3倍: a number with its measure.
    private mutating func takeDateCharacter(_ scalar: UInt32, _ at: Int, _ length: Int) {
        guard var pending = number, pending.unit == 0,
            pending.range.upperBound == at || (text.byte(at &- 1) == 0x20 && pending.range.upperBound == at &- 1)
        else { return }
        if EastAsianNumerals.isCalendar(scalar) { pending.kind = .date }
        pending.unit = scalarHash(scalar)
        pending.range = pending.range.lowerBound..<(at &+ length)
        number = pending
    }

    /// Reads on in a number in Chinese characters, or writes it down when a measure follows it.
    private mutating func takeNumeral(_ scalar: UInt32, _ range: Range<Int>) {
        if let value = EastAsianNumerals.value(of: scalar) {
            var numerals = eastAsian.numerals ?? EastAsianNumerals(start: range.lowerBound)
            numerals.add(value, range)
            eastAsian.numerals = numerals
            return
        }
        guard let numerals = eastAsian.numerals else { return }
        eastAsian.numerals = nil
        guard numerals.range.upperBound == range.lowerBound, EastAsianNumerals.isMeasure(scalar) else { return }
        let isCalendar = EastAsianNumerals.isCalendar(scalar)
        // 一个, 一点, 一度: "a", "a little", "once".
        if numerals.value == 1 && numerals.count == 1 && !(isCalendar && scalar != 0x70B9) { return }
        insert(
            value: numerals.value, unit: scalarHash(scalar), isCalendar ? .date : .number, numerals.range.lowerBound..<range.upperBound)
    }

    /// Lets go of what does not reach over punctuation.
    mutating func endEastAsianClause() {
        // Most texts have none.
        guard !eastAsian.isEmpty else { return }
        endEastAsianNegation()
        endKatakana()
        eastAsian.end()
    }

    /// Writes the run of katakana down as a word.
    private mutating func endKatakana() {
        guard let run = eastAsian.katakana else { return }
        eastAsian.katakana = nil
        if rules.findsWords && run.count > 1 {
            insert(Fact(kind: .word, range: run.range, key: chained(FactClass.word.seed, run.hash)))
        }
    }

    private mutating func watchForChineseNegation(_ scalar: UInt32, _ previous: UInt32, _ range: Range<Int>) {
        let next = range.upperBound < text.end ? text.scalar(at: range.upperBound).scalar : 0
        let negates: Bool =
            switch scalar {
            // 不 but not 不同 不过 不仅 不断 不久 不少 不管 不论 不錯 不错
            case 0x4E0D:
                ![0x540C, 0x8FC7, 0x904E, 0x4EC5, 0x50C5, 0x65AD, 0x65B7, 0x4E45, 0x5C11, 0x7BA1, 0x8BBA, 0x8AD6, 0x9519, 0x932F].contains(
                    next)
            // 没 沒, not 没关系
            case 0x6CA1, 0x6C92: next != 0x5173
            // 勿 毋 禁 (禁止) 仅 僅 only, 除 (除非, 除了)
            case 0x52FF, 0x6BCB: true
            case 0x7981: next == 0x6B62 || next == 0x7528
            case 0x4EC5, 0x50C5: previous != 0x4E0D
            case 0x9664: next == 0x975E || next == 0x4E86
            // 未, not 未来
            case 0x672A: next != 0x6765 && next != 0x4F86
            // 无 無, not 无数
            case 0x65E0, 0x7121: next != 0x6570 && next != 0x6578
            // 别, after no word that ends in it (特别 区别 分别 性别 级别 类别 个别)
            case 0x522B:
                ![0x7279, 0x533A, 0x5206, 0x6027, 0x7EA7, 0x7C7B, 0x4E2A, 0x5225].contains(previous) && next != 0x4EBA && next != 0x7684
            // 非 in 非常 is "very"; 并非 绝非 是非
            case 0x975E: [0x5E76, 0x7EDD].contains(previous)
            // 最多 最少 至多 至少 只能 只有 只可
            case 0x6700, 0x81F3: next == 0x591A || next == 0x5C11
            case 0x53EA: next == 0x80FD || next == 0x6709 || next == 0x53EF || next == 0x5728
            default: false
            }
        guard negates else { return }
        if eastAsian.negation != nil { endEastAsianNegation() }
        eastAsian.negation = (range.lowerBound, range.upperBound, chained(FactClass.negation.seed, scalarHash(scalar)), 4)
    }

    private mutating func extendEastAsianNegation(_ range: Range<Int>, _ hash: UInt64) {
        guard var pending = eastAsian.negation else { return }
        pending.hash = chained(pending.hash, hash)
        pending.end = range.upperBound
        pending.left -= 1
        eastAsian.negation = pending
        if pending.left == 0 { endEastAsianNegation() }
    }

    /// Writes the waiting Chinese negation down.
    private mutating func endEastAsianNegation() {
        guard let pending = eastAsian.negation else { return }
        eastAsian.negation = nil
        insert(Fact(kind: .negation, range: pending.start..<pending.end, key: pending.hash))
    }

    /// ない なかった なく なけれ, ません, ずに, るな (the prohibitive), しか: with the four characters before them.
    private mutating func watchForJapaneseNegation(_ scalar: UInt32, _ range: Range<Int>) {
        let one = eastAsian.scalar(1), two = eastAsian.scalar(2)
        let length: Int
        switch scalar {
        case 0x3044 where one == 0x306A: length = 2  // ない
        case 0x304B where one == 0x306A: length = 2  // なか(った)
        case 0x3051 where one == 0x306A: length = 2  // なけ(れば)
        case 0x3093 where one == 0x305B && two == 0x307E: length = 3  // ません
        case 0x306B where one == 0x305A: length = 2  // ずに
        case 0x304B where one == 0x3057: length = 2  // しか
        default: return
        }
        let characters = eastAsian.characters.suffix(length + 4)
        var hash = chained(FactClass.negation.seed, UInt64(length))
        for character in characters { hash = chained(hash, scalarHash(character.scalar)) }
        guard let first = characters.first else { return }
        insert(Fact(kind: .negation, range: first.range.lowerBound..<range.upperBound, key: hash))
    }
}
