// Characters that stand in HTML by name or number (`&eacute;`, `&#8217;`), as the living standard of HTML has them; those that texts have, not all two thousand.

import PithSystem

enum HTMLCharacter {
    /// The character that the reference at `at` stands for, in UTF-8, and where the reference ends; nil where there is none, or none that is known.
    static func reference(at: Int, in bytes: [UInt8], limit: Int) -> (character: [UInt8], end: Int)? {
        let limit = min(limit, at + longest)
        guard at + 2 < limit, bytes[at] == 0x26,
            let close = bytes[at + 1..<limit].firstIndex(where: { $0 == 0x3B || $0.isSpace || $0 == 0x26 }),
            bytes[close] == 0x3B
        else { return nil }
        let name = String(decoding: bytes[at + 1..<close], as: UTF8.self)
        let number = name.first == "#" ? value(name.dropFirst()) : numbers[name]
        // Signs that steer a terminal are none of a text, nor are those of the private use areas that fonts draw icons by.
        guard let number, number >= 0x20 || number == 0x09 || number == 0x0A, !(0x7F...0x9F).contains(number),
            !(0xE000...0xF8FF).contains(number), let scalar = Unicode.Scalar(number)
        else { return nil }
        return (Array(Character(scalar).utf8), close + 1)
    }

    private static func value(_ digits: Substring) -> UInt32? {
        digits.first == "x" || digits.first == "X" ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits)
    }

    private static let longest = 12

    private static let numbers: [String: UInt32] = {
        var numbers = special
        for (place, name) in latin.split(separator: " ").enumerated() { numbers[String(name)] = 160 + UInt32(place) }
        return numbers
    }()

    /// The upper half of Latin 1, in its order.
    private static let latin = """
        nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn sup2 sup3 acute micro para middot cedil sup1 \
        ordm raquo frac14 frac12 frac34 iquest Agrave Aacute Acirc Atilde Auml Aring AElig Ccedil Egrave Eacute Ecirc Euml Igrave Iacute Icirc Iuml \
        ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash Ugrave Uacute Ucirc Uuml Yacute THORN szlig agrave aacute acirc atilde auml aring \
        aelig ccedil egrave eacute ecirc euml igrave iacute icirc iuml eth ntilde ograve oacute ocirc otilde ouml divide oslash ugrave uacute ucirc \
        uuml yacute thorn yuml
        """

    private static let special: [String: UInt32] = [
        "amp": 0x26, "lt": 0x3C, "gt": 0x3E, "quot": 0x22, "apos": 0x27,
        "OElig": 0x0152, "oelig": 0x0153, "Scaron": 0x0160, "scaron": 0x0161, "circ": 0x02C6, "tilde": 0x02DC, "ensp": 0x2002,
        "emsp": 0x2003,
        "thinsp": 0x2009, "ndash": 0x2013, "mdash": 0x2014, "lsquo": 0x2018, "rsquo": 0x2019, "sbquo": 0x201A, "ldquo": 0x201C,
        "rdquo": 0x201D,
        "bdquo": 0x201E, "dagger": 0x2020, "Dagger": 0x2021, "bull": 0x2022, "hellip": 0x2026, "permil": 0x2030, "prime": 0x2032,
        "Prime": 0x2033,
        "lsaquo": 0x2039, "rsaquo": 0x203A, "euro": 0x20AC, "trade": 0x2122, "larr": 0x2190, "uarr": 0x2191, "rarr": 0x2192, "darr": 0x2193,
        "harr": 0x2194, "lArr": 0x21D0, "rArr": 0x21D2, "hArr": 0x21D4, "forall": 0x2200, "part": 0x2202, "exist": 0x2203, "empty": 0x2205,
        "isin": 0x2208, "notin": 0x2209, "sum": 0x2211, "minus": 0x2212, "radic": 0x221A, "infin": 0x221E, "and": 0x2227, "or": 0x2228,
        "cap": 0x2229, "cup": 0x222A, "int": 0x222B, "asymp": 0x2248, "ne": 0x2260, "equiv": 0x2261, "le": 0x2264, "ge": 0x2265,
        "sub": 0x2282,
        "sup": 0x2283, "alpha": 0x03B1, "beta": 0x03B2, "gamma": 0x03B3, "delta": 0x03B4, "epsilon": 0x03B5, "lambda": 0x03BB, "mu": 0x03BC,
        "pi": 0x03C0, "rho": 0x03C1, "sigma": 0x03C3, "tau": 0x03C4, "phi": 0x03C6, "chi": 0x03C7, "psi": 0x03C8, "omega": 0x03C9,
        "Delta": 0x0394,
        "Sigma": 0x03A3, "Omega": 0x03A9, "check": 0x2713,
    ]
}
