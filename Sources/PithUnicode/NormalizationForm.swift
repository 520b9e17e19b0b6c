// Unicode normal forms, which some vocabularies ask for before text is cut: NFC (é is one character, however it was typed), and NFKC
// (besides, ﬁ is fi and ① is 1).
//
// Most text is in normal form already, so the work is to find what is not. A scalar is *inert* when it stays itself alone, never joins the one
// before it and never moves: a stretch can end before it. What lies between is decomposed, its marks are put in order of their
// classes, and it is composed again (UAX #15). utf8proc knows what each scalar decomposes to and composes; the order is made here, because utf8proc makes
// it by exchanging neighbours, which takes quadratic time on a long run of marks.

import CUTF8Proc

/// A Unicode normal form.
package enum NormalizationForm: String, Sendable, CaseIterable {
    case nfc
    case nfkc

    /// The text in this form, or nil when it is already. `text` is valid UTF-8. Cost: linear but for sorting, in a stretch of n marks n log n.
    package func normalized(_ text: UnsafeBufferPointer<UInt8>) -> [UInt8]? {
        var output: [UInt8] = []
        var copied = 0
        var place = 0
        var lastStart = 0
        while place < text.count {
            if unsafe text[place] < 0x80 {
                (lastStart, place) = (place, place + 1)
                continue
            }
            let (scalar, end) = unsafe Self.scalar(text, at: place)
            if isInert(scalar) {
                (lastStart, place) = (place, end)
                continue
            }
            var stretch: [Int32] = []
            let start = lastStart < place && lastStart >= copied ? lastStart : place
            if start < place { append(decompositionOf: unsafe Self.scalar(text, at: start).scalar, to: &stretch) }
            append(decompositionOf: scalar, to: &stretch)
            place = end
            while place < text.count {
                let (next, nextEnd) = unsafe Self.scalar(text, at: place)
                if next < 0x80 || isInert(next) { break }
                append(decompositionOf: next, to: &stretch)
                place = nextEnd
            }
            output.append(contentsOf: unsafe text[copied..<start])
            compose(&stretch, into: &output)
            (copied, lastStart) = (place, place)
        }
        if copied == 0 { return nil }
        output.append(contentsOf: unsafe text[copied...])
        let isSame = unsafe output.elementsEqual(text)
        return isSame ? nil : output
    }

    /// Whether text can be cut before and after this scalar, and the scalar is itself in this form.
    package func isInert(_ scalar: UInt32) -> Bool {
        if scalar < (self == .nfc ? 0x300 : 0x80) { return true }
        if 0x3400...0x9FFF ~= scalar || 0xAC00...0xD7A3 ~= scalar { return true }
        if self == .nfc, 0x1E00...0x1EFF ~= scalar { return true }
        if 0x1160...0x11FF ~= scalar { return false }  // Hangul vowels and finals join the syllable before them
        // SAFETY: utf8proc answers for any number, with a pointer into its own constants.
        let property = unsafe utf8proc_get_property(Int32(bitPattern: scalar)).pointee
        let category = Int32(property.category)
        if property.combining_class != 0 || category == Int32(UTF8PROC_CATEGORY_MN.rawValue)
            || category == Int32(UTF8PROC_CATEGORY_MC.rawValue)
        {
            return false
        }
        if property.decomp_seqindex == UInt16.max { return true }
        if self == .nfkc { return false }
        if property.decomp_type != 0 { return true }
        var stretch: [Int32] = []
        append(decompositionOf: scalar, to: &stretch)
        var composed: [UInt8] = []
        compose(&stretch, into: &composed)
        return Unicode.Scalar(scalar).map { UTF8.encode($0)!.elementsEqual(composed) } ?? true
    }

    private var options: UInt32 {
        UTF8PROC_STABLE.rawValue | UTF8PROC_COMPOSE.rawValue | (self == .nfkc ? UTF8PROC_COMPAT.rawValue : 0)
    }

    private func append(decompositionOf scalar: UInt32, to stretch: inout [Int32]) {
        var boundary: Int32 = 0
        unsafe withUnsafeTemporaryAllocation(of: Int32.self, capacity: 32) { room in
            // SAFETY: at most 32 scalars are written; none decomposes to more than 18.
            let count = unsafe utf8proc_decompose_char(
                Int32(bitPattern: scalar), room.baseAddress!, 32, utf8proc_option_t(rawValue: options), &boundary)
            if count >= 0, count <= 32 {
                stretch.append(contentsOf: unsafe room[..<count])
            } else {
                stretch.append(Int32(bitPattern: scalar))
            }
        }
    }

    private func compose(_ stretch: inout [Int32], into output: inout [UInt8]) {
        putMarksInOrder(&stretch)
        // SAFETY: composing works in place and never makes the stretch longer.
        let count = unsafe stretch.withUnsafeMutableBufferPointer {
            unsafe utf8proc_normalize_utf32($0.baseAddress, $0.count, utf8proc_option_t(rawValue: options))
        }
        for value in stretch.prefix(max(0, count)) {
            guard let scalar = Unicode.Scalar(UInt32(bitPattern: value)) else { continue }
            output.append(contentsOf: UTF8.encode(scalar)!)
        }
    }

    /// The canonical order: each run of scalars with a combining class, by class, and as it was where classes are equal.
    private func putMarksInOrder(_ stretch: inout [Int32]) {
        func combiningClass(_ scalar: Int32) -> Int { unsafe Int(utf8proc_get_property(scalar).pointee.combining_class) }
        var place = 0
        while place < stretch.count {
            guard combiningClass(stretch[place]) != 0 else {
                place += 1
                continue
            }
            var run: [(combiningClass: Int, index: Int, scalar: Int32)] = []
            let start = place
            while place < stretch.count {
                let found = combiningClass(stretch[place])
                if found == 0 { break }
                run.append((found, place, stretch[place]))
                place += 1
            }
            if run.count == 1 { continue }
            run.sort { ($0.combiningClass, $0.index) < ($1.combiningClass, $1.index) }
            for (offset, mark) in run.enumerated() { stretch[start + offset] = mark.scalar }
        }
    }

    /// The scalar that starts at `start` of valid UTF-8, and its end.
    private static func scalar(_ text: UnsafeBufferPointer<UInt8>, at start: Int) -> (scalar: UInt32, end: Int) {
        let first = unsafe UInt32(text[start])
        func next(_ offset: Int) -> UInt32 { unsafe UInt32(text[start + offset]) & 0x3F }
        if first < 0x80 { return (first, start + 1) }
        if first < 0xE0 { return ((first & 0x1F) << 6 | next(1), start + 2) }
        if first < 0xF0 { return ((first & 0xF) << 12 | next(1) << 6 | next(2), start + 3) }
        return ((first & 7) << 18 | next(1) << 12 | next(2) << 6 | next(3), start + 4)
    }
}
