// Characters that stand in HTML by name or number (`&eacute;`, `&#8217;`), as the living standard of HTML has them; those that texts have, not all two thousand.

import PithSystem

enum HTMLCharacter {
    /// The character that the reference at `at` stands for, in UTF-8, and where the reference ends; nil where there is none, or none that is known.
    ///
    /// The oldest names do without `;` ("&copy 2020"), but not in the middle of an address ("?a=1&copy=2").
    static func reference(at: Int, in bytes: [UInt8], limit: Int, inAttribute: Bool = false) -> (character: [UInt8], end: Int)? {
        var end = at + 1
        let limit = min(limit, at + longest)
        if end < limit, bytes[end] == 0x23 { end += 1 }
        while end < limit, bytes[end].isLetterOrDigit { end += 1 }
        guard end > at + 1 else { return nil }
        let name = String(decoding: bytes[at + 1..<end], as: UTF8.self)
        if end < limit, bytes[end] == 0x3B {
            let number = name.first == "#" ? value(name.dropFirst()) : numbers[name]
            if let character = number.flatMap(character) { return (character, end + 1) }
        }
        guard let (number, length) = number(openingOldName: name),
            !inAttribute || length == name.utf8.count && (end >= limit || bytes[end] != 0x3D)
        else { return nil }
        return character(number).map { ($0, at + 1 + length) }
    }

    /// The text with its references as characters.
    static func decoded(_ range: Range<Int>, of bytes: [UInt8], inAttribute: Bool = true) -> [UInt8] {
        var text: [UInt8] = []
        var at = range.lowerBound
        while at < range.upperBound {
            if bytes[at] == 0x26, let found = reference(at: at, in: bytes, limit: range.upperBound, inAttribute: inAttribute) {
                text += found.character
                at = found.end
            } else {
                text.append(bytes[at])
                at += 1
            }
        }
        return text
    }

    /// Signs that steer a terminal are none of a text, nor are those of the private use areas that fonts draw icons by.
    private static func character(_ number: UInt32) -> [UInt8]? {
        // Pages that call Windows' signs by their number there.
        let number = (0x80...0x9F).contains(number) ? windows[Int(number - 0x80)] : number
        guard number >= 0x20 || number == 0x09 || number == 0x0A, !(0x7F...0x9F).contains(number), !(0xE000...0xF8FF).contains(number),
            let scalar = Unicode.Scalar(number)
        else { return nil }
        return Array(Character(scalar).utf8)
    }

    private static func value(_ digits: Substring) -> UInt32? {
        digits.first == "x" || digits.first == "X" ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits)
    }

    /// The longest name that does without `;` and begins this one.
    private static func number(openingOldName name: String) -> (number: UInt32, length: Int)? {
        for length in stride(from: min(6, name.utf8.count), to: 1, by: -1) {
            if let number = oldNumbers[String(name.prefix(length))] { return (number, length) }
        }
        return nil
    }

    private static let longest = 20

    private static let windows: [UInt32] = [
        0x20AC, 0x81, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0x8D, 0x017D, 0x8F, 0x90,
        0x2018, 0x2019,
        0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D, 0x017E, 0x0178,
    ]

    private static let oldNumbers: [String: UInt32] = {
        var numbers: [String: UInt32] = ["amp": 0x26, "lt": 0x3C, "gt": 0x3E, "quot": 0x22]
        for (place, name) in latin.split(separator: " ").enumerated() { numbers[String(name)] = 160 + UInt32(place) }
        return numbers
    }()

    private static let numbers: [String: UInt32] = {
        var numbers = oldNumbers
        for entry in others.split(separator: " ") {
            let parts = entry.split(separator: "=")
            numbers[String(parts[0])] = UInt32(parts[1], radix: 16)
        }
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

    /// The others, by their numbers.
    private static let others = """
        Tab=9 NewLine=A excl=21 quot=22 QUOT=22 num=23 dollar=24 percnt=25 amp=26 AMP=26 apos=27 lpar=28 rpar=29 ast=2A plus=2B comma=2C period=2E \
        sol=2F colon=3A semi=3B lt=3C LT=3C equals=3D gt=3E GT=3E quest=3F commat=40 lsqb=5B lbrack=5B bsol=5C rsqb=5D rbrack=5D Hat=5E lowbar=5F \
        grave=60 lcub=7B lbrace=7B verbar=7C vert=7C rcub=7D rbrace=7D COPY=A9 REG=AE pm=B1 PlusMinus=B1 centerdot=B7 half=BD div=F7 Amacr=100 \
        amacr=101 Abreve=102 abreve=103 Aogon=104 aogon=105 Cacute=106 cacute=107 Ccaron=10C ccaron=10D Dcaron=10E dcaron=10F Dstrok=110 dstrok=111 \
        Emacr=112 emacr=113 Eogon=118 eogon=119 Ecaron=11A ecaron=11B Gbreve=11E gbreve=11F Imacr=12A imacr=12B Idot=130 imath=131 inodot=131 \
        Lcaron=13D lcaron=13E Lstrok=141 lstrok=142 Nacute=143 nacute=144 Ncaron=147 ncaron=148 Omacr=14C omacr=14D Odblac=150 odblac=151 OElig=152 \
        oelig=153 Rcaron=158 rcaron=159 Sacute=15A sacute=15B Scedil=15E scedil=15F Scaron=160 scaron=161 Tcaron=164 tcaron=165 Umacr=16A umacr=16B \
        Uring=16E uring=16F Udblac=170 udblac=171 Yuml=178 Zacute=179 zacute=17A Zdot=17B zdot=17C Zcaron=17D zcaron=17E fnof=192 circ=2C6 caron=2C7 \
        breve=2D8 dot=2D9 ring=2DA ogon=2DB tilde=2DC dblac=2DD Alpha=391 Beta=392 Gamma=393 Delta=394 Epsilon=395 Zeta=396 Eta=397 Theta=398 Iota=399 \
        Kappa=39A Lambda=39B Mu=39C Nu=39D Xi=39E Omicron=39F Pi=3A0 Rho=3A1 Sigma=3A3 Tau=3A4 Upsilon=3A5 Phi=3A6 Chi=3A7 Psi=3A8 Omega=3A9 alpha=3B1 \
        beta=3B2 gamma=3B3 delta=3B4 epsilon=3B5 epsi=3B5 zeta=3B6 eta=3B7 theta=3B8 iota=3B9 kappa=3BA lambda=3BB mu=3BC nu=3BD xi=3BE omicron=3BF \
        pi=3C0 rho=3C1 sigmaf=3C2 varsigma=3C2 sigmav=3C2 sigma=3C3 tau=3C4 upsilon=3C5 phi=3C6 chi=3C7 psi=3C8 omega=3C9 thetasym=3D1 vartheta=3D1 \
        thetav=3D1 upsih=3D2 varphi=3D5 phiv=3D5 straightphi=3D5 piv=3D6 varrho=3F1 varepsilon=3F5 epsiv=3F5 straightepsilon=3F5 ensp=2002 emsp=2003 \
        emsp13=2004 emsp14=2005 numsp=2007 puncsp=2008 thinsp=2009 hairsp=200A ZeroWidthSpace=200B zwnj=200C zwj=200D lrm=200E rlm=200F hyphen=2010 \
        dash=2010 ndash=2013 mdash=2014 horbar=2015 Vert=2016 lsquo=2018 rsquo=2019 sbquo=201A ldquo=201C rdquo=201D bdquo=201E dagger=2020 \
        Dagger=2021 bull=2022 bullet=2022 nldr=2025 hellip=2026 mldr=2026 permil=2030 prime=2032 Prime=2033 lsaquo=2039 rsaquo=203A oline=203E \
        frasl=2044 NoBreak=2060 ApplyFunction=2061 af=2061 InvisibleTimes=2062 it=2062 InvisibleComma=2063 ic=2063 euro=20AC Copf=2102 complexes=2102 \
        incare=2105 Hfr=210C hbar=210F planck=210F image=2111 Im=2111 ell=2113 Nopf=2115 naturals=2115 numero=2116 copysr=2117 weierp=2118 wp=2118 \
        Qopf=211A rationals=211A real=211C Re=211C Ropf=211D reals=211D trade=2122 Zopf=2124 integers=2124 alefsym=2135 aleph=2135 dd=2146 ee=2147 \
        ii=2148 frac13=2153 frac23=2154 frac15=2155 frac18=215B frac38=215C frac58=215D frac78=215E larr=2190 leftarrow=2190 uarr=2191 uparrow=2191 \
        rarr=2192 rightarrow=2192 darr=2193 downarrow=2193 harr=2194 leftrightarrow=2194 mapsto=21A6 map=21A6 hookrightarrow=21AA crarr=21B5 lArr=21D0 \
        Leftarrow=21D0 uArr=21D1 rArr=21D2 Rightarrow=21D2 dArr=21D3 hArr=21D4 Leftrightarrow=21D4 forall=2200 part=2202 exist=2203 nexists=2204 \
        empty=2205 emptyset=2205 varnothing=2205 nabla=2207 Del=2207 isin=2208 in=2208 notin=2209 ni=220B prod=220F Product=220F sum=2211 Sum=2211 \
        minus=2212 mp=2213 mnplus=2213 setminus=2216 lowast=2217 compfn=2218 radic=221A Sqrt=221A prop=221D propto=221D infin=221E ang=2220 angle=2220 \
        mid=2223 nmid=2224 parallel=2225 par=2225 and=2227 wedge=2227 or=2228 vee=2228 cap=2229 cup=222A int=222B Integral=222B oint=222E there4=2234 \
        sim=223C simeq=2243 cong=2245 asymp=2248 approx=2248 ne=2260 equiv=2261 nequiv=2262 le=2264 leq=2264 ge=2265 geq=2265 ll=226A Lt=226A gg=226B \
        Gt=226B sub=2282 subset=2282 sup=2283 supset=2283 nsub=2284 sube=2286 subseteq=2286 supe=2287 supseteq=2287 oplus=2295 otimes=2297 odot=2299 \
        vdash=22A2 top=22A4 perp=22A5 bot=22A5 models=22A7 sdot=22C5 vellip=22EE ctdot=22EF lceil=2308 rceil=2309 lfloor=230A rfloor=230B square=25A1 \
        squ=25A1 blacksquare=25AA squf=25AA utrif=25B4 utri=25B5 rtri=25B9 dtrif=25BE dtri=25BF ltri=25C3 loz=25CA cir=25CB starf=2605 star=2606 \
        phone=260E female=2640 male=2642 spades=2660 clubs=2663 hearts=2665 diams=2666 check=2713 checkmark=2713 cross=2717 lang=27E8 langle=27E8 \
        rang=27E9 rangle=27E9 longrightarrow=27F6 les=2A7D ges=2A7E fflig=FB00 filig=FB01 fllig=FB02 ffilig=FB03 ffllig=FB04
        """
}
