// Case folding with compatibility decomposition, one scalar at a time: É, é and e + U+0301 all read as the same scalars, so do Ｈ and h.
//
// A scalar folds to at most three scalars for all but a few ligatures; three of 21 bits each fit in one word, so a table of words answers for
// the scripts that prose is made of, and utf8proc answers for the rest. Unlike NFKC nothing is put in canonical order or composed
// again: text that carries two marks on one letter in another order folds differently. Keys can live with that; output never sees it.

import CUTF8Proc

/// What a Unicode scalar folds to.
package enum FoldedScalars {
    /// The scalars that `scalar` folds to, 21 bits each, the first lowest; a place without one is zero. Cost: a table look-up for
    /// everything below U+2000, kana and Han; about 60 ns for the rest.
    @inline(__always)
    package static func packed(_ scalar: UInt32) -> UInt64 {
        if scalar < asciiEnd { return UInt64(scalar &- 0x41 < 26 ? scalar | 0x20 : scalar) }
        if scalar < latinEnd { return latin[Int(scalar &- asciiEnd)] }
        if scalar < cyrillicEnd { return greekAndCyrillic[Int(scalar &- latinEnd)] }
        if scalar >= arabicStart && scalar < arabicEnd { return arabic[Int(scalar &- arabicStart)] }
        if scalar >= devanagariStart && scalar < devanagariEnd { return devanagari[Int(scalar &- devanagariStart)] }
        if scalar < scriptsEnd { return scripts[Int(scalar &- cyrillicEnd)] }
        if scalar >= 0x3400 && scalar <= 0x9FFF { return UInt64(scalar) }
        if scalar >= kanaStart && scalar < kanaEnd { return kana[Int(scalar &- kanaStart)] }
        return decomposed(scalar)
    }

    // Tables made when first asked for. Every start of the program needs that of Latin, for the lists of words have such letters; few texts need that of
    // the other scripts, which takes a million instructions.
    private static let (asciiEnd, latinEnd, cyrillicEnd): (UInt32, UInt32, UInt32) = (0x80, 0x0250, 0x0530)
    private static let latin: [UInt64] = (asciiEnd..<latinEnd).map(decomposed)
    private static let greekAndCyrillic: [UInt64] = (latinEnd..<cyrillicEnd).map(decomposed)
    private static let (arabicStart, arabicEnd): (UInt32, UInt32) = (0x0600, 0x0700)
    private static let arabic: [UInt64] = (arabicStart..<arabicEnd).map(decomposed)
    private static let (devanagariStart, devanagariEnd): (UInt32, UInt32) = (0x0900, 0x0980)
    private static let devanagari: [UInt64] = (devanagariStart..<devanagariEnd).map(decomposed)
    private static let scriptsEnd: UInt32 = 0x2000
    private static let scripts: [UInt64] = (cyrillicEnd..<scriptsEnd).map(decomposed)
    private static let (kanaStart, kanaEnd): (UInt32, UInt32) = (0x3000, 0x3100)
    private static let kana: [UInt64] = (kanaStart..<kanaEnd).map(decomposed)

    private static func decomposed(_ scalar: UInt32) -> UInt64 {
        var parts: (Int32, Int32, Int32) = (0, 0, 0)
        var boundary: Int32 = 0
        let options = UTF8PROC_DECOMPOSE.rawValue | UTF8PROC_COMPAT.rawValue | UTF8PROC_CASEFOLD.rawValue | UTF8PROC_IGNORE.rawValue
        // SAFETY: at most three scalars are written, into room for three; a longer answer is only counted.
        let count = unsafe withUnsafeMutableBytes(of: &parts) { room in
            unsafe utf8proc_decompose_char(
                Int32(bitPattern: scalar), room.baseAddress!.assumingMemoryBound(to: Int32.self), 3, utf8proc_option_t(rawValue: options),
                &boundary)
        }
        guard count >= 0, count <= 3 else { return UInt64(scalar) }
        return UInt64(UInt32(bitPattern: parts.0)) | UInt64(UInt32(bitPattern: parts.1)) << 21 | UInt64(UInt32(bitPattern: parts.2)) << 42
    }
}
