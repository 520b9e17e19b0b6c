// The character classes that pre-tokenizer patterns speak of (\p{L}, \p{Lu}, \p{N}, \s …), Unicode 16, one byte a code point.
//
// The table is generated (Sources/CUnicodeClasses/generate.py) from classes measured on the reference tokenizer. Neither the standard
// library nor utf8proc will do here: their Unicode versions differ, and a letter more or less changes token counts.
// Cost: two loads, 0.4 ns a code point.

import CUnicodeClasses

/// What kind of character a code point is, as far as tokenizers tell them apart.
@usableFromInline package struct CharacterClass: RawRepresentable, Equatable, Sendable {
    @usableFromInline package let rawValue: UInt8

    @inlinable package init(rawValue: UInt8) { self.rawValue = rawValue }

    /// The class of a code point; any number is accepted, unassigned ones are `other`.
    @inlinable @inline(__always) package init(codePoint: UInt32) { rawValue = pith_class_of(codePoint) & 15 }

    /// Controls, format characters, private use, surrogates, unassigned.
    @inlinable package static var other: Self { Self(rawValue: UInt8(PITH_CLASS_OTHER)) }
    /// Lu and Lt.
    @inlinable package static var upper: Self { Self(rawValue: UInt8(PITH_CLASS_UPPER)) }
    /// Ll.
    @inlinable package static var lower: Self { Self(rawValue: UInt8(PITH_CLASS_LOWER)) }
    /// Lm and Lo: letters without case.
    @inlinable package static var uncased: Self { Self(rawValue: UInt8(PITH_CLASS_UNCASED)) }
    /// M: combining marks.
    @inlinable package static var mark: Self { Self(rawValue: UInt8(PITH_CLASS_MARK)) }
    /// N.
    @inlinable package static var number: Self { Self(rawValue: UInt8(PITH_CLASS_NUMBER)) }
    /// White space but for carriage return and line feed.
    @inlinable package static var space: Self { Self(rawValue: UInt8(PITH_CLASS_SPACE)) }
    /// Carriage return and line feed.
    @inlinable package static var newline: Self { Self(rawValue: UInt8(PITH_CLASS_NEWLINE)) }
    /// P.
    @inlinable package static var punctuation: Self { Self(rawValue: UInt8(PITH_CLASS_PUNCTUATION)) }
    /// S.
    @inlinable package static var symbol: Self { Self(rawValue: UInt8(PITH_CLASS_SYMBOL)) }

    /// Whether this class is one of `set`.
    @inlinable @inline(__always) package func isIn(_ set: CharacterClassSet) -> Bool { set.rawValue >> UInt16(rawValue) & 1 != 0 }
}

/// Several character classes: a bit each.
@usableFromInline package struct CharacterClassSet: Sendable {
    @usableFromInline let rawValue: UInt16
    @inlinable init(_ single: CharacterClass) { rawValue = 1 << UInt16(single.rawValue) }
    @inlinable init(rawValue: UInt16) { self.rawValue = rawValue }

    /// The classes that are in either.
    @inlinable package static func | (a: Self, b: Self) -> Self { Self(rawValue: a.rawValue | b.rawValue) }

    @inlinable package static var upper: Self { Self(CharacterClass.upper) }
    @inlinable package static var lower: Self { Self(CharacterClass.lower) }
    @inlinable package static var uncased: Self { Self(CharacterClass.uncased) }
    @inlinable package static var mark: Self { Self(CharacterClass.mark) }
    @inlinable package static var number: Self { Self(CharacterClass.number) }
    @inlinable package static var other: Self { Self(CharacterClass.other) }
    @inlinable package static var space: Self { Self(CharacterClass.space) }
    @inlinable package static var punctuation: Self { Self(CharacterClass.punctuation) }
    @inlinable package static var symbol: Self { Self(CharacterClass.symbol) }
    /// \p{L}
    @inlinable package static var letter: Self { upper | lower | uncased }
    /// \s
    @inlinable package static var whitespace: Self { space | Self(CharacterClass.newline) }
    /// [^\s\p{L}\p{N}]
    @inlinable package static var sign: Self { signButMark | mark }
    /// [^\s\p{L}\p{M}\p{N}]
    @inlinable package static var signButMark: Self { other | punctuation | symbol }
}
