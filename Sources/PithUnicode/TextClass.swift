// What a scalar is to somebody who looks for words: coarser than a general category, finer where scripts write without spaces.

/// The part a scalar plays in text.
package enum TextClass: UInt8, Sendable {
    /// Punctuation, symbols, controls, unassigned.
    case other
    case space
    /// A letter without case or in lower case.
    case letter
    /// An upper-case or title-case letter.
    case upper
    /// A digit or other numeral.
    case digit
    /// A combining mark or an invisible joiner: it goes on with the word it stands in.
    case mark
    /// A Chinese character: a word of its own.
    case han
    case hiragana
    case katakana

    /// The class of `scalar`; any number is accepted. Cost: two loads and a few comparisons.
    @inline(__always)
    package init(_ scalar: UInt32) {
        if scalar >= 0x3005, let eastAsian = Self.eastAsian(scalar) {
            self = eastAsian
            return
        }
        switch CharacterClass(codePoint: scalar) {
        case .upper: self = .upper
        case .lower, .uncased: self = .letter
        case .number: self = Self.numeral(scalar)
        case .mark: self = .mark
        case .space, .newline: self = .space
        case .other:
            // Soft hyphen, zero-width space and joiners, byte order mark.
            self = scalar == 0xAD || scalar &- 0x200B < 5 || scalar == 0x2060 || scalar == 0xFEFF ? .mark : .other
        default: self = .other
        }
    }

    /// Raised and lowered digits go on with their word (m², H₂O); numbers in circles and brackets mark items.
    private static func numeral(_ scalar: UInt32) -> TextClass {
        switch scalar {
        case 0xB2, 0xB3, 0xB9, 0x2070...0x2089: .mark
        case 0x2460...0x24FF, 0x2776...0x2793, 0x3220...0x32BF: .other
        default: .digit
        }
    }

    private static func eastAsian(_ scalar: UInt32) -> TextClass? {
        switch scalar {
        case 0x3005, 0x3007, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xF900...0xFAFF, 0x20000...0x3FFFD: .han
        case 0x3041...0x3096, 0x309D, 0x309E: .hiragana
        case 0x30A1...0x30FA, 0x30FC...0x30FE, 0x31F0...0x31FF, 0xFF66...0xFF9F: .katakana
        default: nil
        }
    }
}
