// NFKC of a run of code points, and their lower case, over utf8proc's tables.
//
// utf8proc sorts combining marks by repeated exchange, which a long run of marks makes quadratic; so here each code point is decomposed
// alone, the marks between two starters are sorted by class (stable, n log n), and utf8proc composes what is then in order (linear).
//
// Its tables are Unicode 15.0. The few characters new in 15.0 that a normaliser would treat unlike an unassigned one are named below and kept
// as they are, which makes the result that of Unicode 14.0: no character assigned by then has changed since.

import CUTF8Proc

enum CanonicalRun {
    /// Whether the code point, unassigned in Unicode 14, has a decomposition or a combining class in Unicode 15.
    static func isUnknown(_ scalar: UInt32) -> Bool {
        switch scalar {
        case 0x0ECE, 0x10EFD...0x10EFF, 0x11F00...0x11F59, 0x1E030...0x1E06D, 0x1E08F, 0x1E4EC...0x1E4EF: true
        default: false
        }
    }

    /// Brings the run to NFKC.
    static func composeCompatibly(_ run: inout [UInt32]) {
        var decomposed: [Int32] = []
        decomposed.reserveCapacity(run.count)
        let options = utf8proc_option_t(UTF8PROC_STABLE.rawValue | UTF8PROC_COMPAT.rawValue | UTF8PROC_COMPOSE.rawValue)
        var parts = [Int32](repeating: 0, count: 32)
        for scalar in run {
            var boundary: Int32 = 0
            let count = unsafe parts.withUnsafeMutableBufferPointer { parts in
                // SAFETY: at most `count` parts are written; the longest decomposition in Unicode has 18.
                unsafe utf8proc_decompose_char(Int32(scalar), parts.baseAddress, parts.count, options, &boundary)
            }
            precondition(count > 0 && count <= parts.count, "utf8proc could not decompose U+\(String(scalar, radix: 16))")
            decomposed.append(contentsOf: parts[0..<count])
        }
        sortMarks(&decomposed)
        let count = unsafe decomposed.withUnsafeMutableBufferPointer { buffer in
            // SAFETY: works in place and returns the new, never larger count.
            unsafe utf8proc_normalize_utf32(buffer.baseAddress, buffer.count, options)
        }
        run = decomposed[0..<max(0, count)].map { UInt32($0) }
    }

    /// The simple lower-case mapping.
    static func lowercase(_ scalar: UInt32) -> UInt32 { UInt32(utf8proc_tolower(Int32(scalar))) }

    /// Orders each stretch of combining marks by class, marks of one class as they came.
    private static func sortMarks(_ text: inout [Int32]) {
        var at = 0
        while at < text.count {
            guard combiningClass(text[at]) != 0 else {
                at += 1
                continue
            }
            let start = at
            var keys: [UInt64] = []
            while at < text.count, case let order = combiningClass(text[at]), order != 0 {
                // Class, place, mark: one integer sorts stably by the first.
                keys.append(UInt64(order) << 56 | UInt64(at - start) << 24 | UInt64(text[at]))
                at += 1
            }
            guard keys.count > 1 else { continue }
            keys.sort()
            for (offset, key) in keys.enumerated() { text[start + offset] = Int32(key & 0xFF_FFFF) }
        }
    }

    private static func combiningClass(_ scalar: Int32) -> UInt8 {
        // SAFETY: the returned pointer leads into a constant table.
        unsafe UInt8(truncatingIfNeeded: utf8proc_get_property(scalar).pointee.combining_class)
    }
}
