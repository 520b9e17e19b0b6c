// What a byte of a text is by itself. The classes are those of ASCII; a byte of a character beyond it is none of them but `isWordlike`.

extension UInt8 {
    /// A space or a tab.
    @inlinable package var isBlank: Bool { self == 0x20 || self == 0x09 }

    /// A line feed or a carriage return.
    @inlinable package var isLineEnd: Bool { self == 0x0A || self == 0x0D }

    /// A blank or a line end.
    @inlinable package var isSpace: Bool { isBlank || isLineEnd }

    /// `0` to `9`.
    @inlinable package var isDigit: Bool { self &- 0x30 < 10 }

    /// `0` to `9`, `a` to `f`, `A` to `F`.
    @inlinable package var isHexDigit: Bool { isDigit || (self | 0x20) &- 0x61 < 6 }

    /// `a` to `z`, `A` to `Z`.
    @inlinable package var isLetter: Bool { (self | 0x20) &- 0x61 < 26 }

    /// `a` to `z`.
    @inlinable package var isSmall: Bool { self &- 0x61 < 26 }

    /// `A` to `Z`.
    @inlinable package var isCapital: Bool { self &- 0x41 < 26 }

    /// The small letter for a capital; any other byte as it is.
    @inlinable package var lowered: UInt8 { isCapital ? self | 0x20 : self }

    /// A letter or a digit.
    @inlinable package var isLetterOrDigit: Bool { isLetter || isDigit }

    /// A letter, a digit or an underscore: what names are made of in most programming languages.
    @inlinable package var isNameByte: Bool { isLetterOrDigit || self == 0x5F }

    /// A letter, a digit, or a byte of a character beyond ASCII: most of those are letters.
    @inlinable package var isWordlike: Bool { isLetterOrDigit || self >= 0x80 }
}

extension ArraySlice<UInt8> {
    /// How many columns the bytes of a line take from its edge on, where each takes one and a tab leads to the next of its stops.
    @inlinable package var columnCount: Int { reduce(0) { $1 == 0x09 ? ($0 | 7) + 1 : $0 + 1 } }
}
