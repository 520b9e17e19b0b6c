// Numbers written in Chinese characters: 十五分, 三百円, 二〇二六年. They count where a measure follows; without one, 一 and 三 are mostly parts of words.

/// A run of numerals being read.
struct EastAsianNumerals {
    private(set) var range: Range<Int>
    private(set) var count = 0
    /// What 千 and below add up to since the last 万 or 億, and all before it.
    private var part = 0
    private var whole = 0
    /// The last digit: it waits for 十, 百 or 千.
    private var digit = 0
    private var hasUnits = false

    init(start: Int) { range = start..<start }

    /// Takes one numeral. Values stay below 10^15: longer runs are no numbers.
    mutating func add(_ value: Int, _ place: Range<Int>) {
        range = range.lowerBound..<place.upperBound
        count += 1
        guard whole < 1_000_000_000_000, part < 1_000_000_000_000 else { return }
        switch value {
        case 0...9:
            // 二〇二六: digits side by side are places.
            digit = digit * 10 + value
            if digit > 1_000_000_000 { digit = 0 }
        case 10, 100, 1000:
            part += max(digit, 1) * value
            (digit, hasUnits) = (0, true)
        default:
            whole += max(part + digit, 1) * value
            (part, digit, hasUnits) = (0, 0, true)
        }
    }

    var value: Int { whole + part + digit }

    /// The value of a numeral, if `scalar` is one.
    static func value(of scalar: UInt32) -> Int? {
        switch scalar {
        case 0x3007, 0x96F6: 0
        case 0x4E00: 1
        case 0x4E8C, 0x4E24, 0x5169: 2
        case 0x4E09: 3
        case 0x56DB: 4
        case 0x4E94: 5
        case 0x516D: 6
        case 0x4E03: 7
        case 0x516B: 8
        case 0x4E5D: 9
        case 0x5341: 10
        case 0x767E: 100
        case 0x5343: 1000
        case 0x4E07, 0x842C: 10_000
        case 0x5104, 0x4EBF: 100_000_000
        default: nil
        }
    }

    /// 年 月 日 号 時 时 点, 년 월 일 시: parts of dates and times.
    static func isCalendar(_ scalar: UInt32) -> Bool {
        [0x5E74, 0x6708, 0x65E5, 0x53F7, 0x6642, 0x65F6, 0x70B9, 0xB144, 0xC6D4, 0xC77C, 0xC2DC].contains(scalar)
    }

    /// Whether `scalar` measures or counts what a numeral before it says.
    static func isMeasure(_ scalar: UInt32) -> Bool { isCalendar(scalar) || measures.contains(scalar) }

    private static let measures = Set("分秒回円元個个名人本枚台階层匹頭度歳岁倍条條件項项位次天週周米公厘升斤克吨隻只张張組组種种番句行字页頁章段小".unicodeScalars.map(\.value))
}
