// The form in which the scorer compares texts: what a reader sees, without the accidents of how it was written down.
//
// In order: the escapes \" \n \t \/ \uXXXX are undone (a value must be found in a JSON string as well as in plain text), surrogates paired,
// NFKC, full lower case, curly quotes straightened, each run of white space one space, none at the ends.
//
// One pass. ASCII is its own NFKC and never the second half of a composition, so a character before an ASCII one is finished: only runs of
// non-ASCII characters, each with the ASCII character in front of it (e + U+0301), go through the Unicode tables. Those are pinned to
// Unicode 14, the version that the tasks' reference scores were made with; see `CanonicalRun`.
//
// Lower case is per character but for the capital sigma, which is final (ς) or not (σ) by its neighbours: a second pass when there is one.

import PithSystem

/// Makes texts comparable.
enum Normaliser {
    /// The normalised form of UTF-8 text. Bytes that are not UTF-8 read as U+FFFD. Cost: linear; about 2 ns an ASCII byte.
    static func normalise(_ text: [UInt8]) -> [UInt8] {
        // Repairs what is not UTF-8, by the rule that Unicode recommends; a valid text comes out as it was.
        normalise(generalised: Array(String(decoding: text, as: UTF8.self).utf8)[...])
    }

    static func normalise(_ text: String) -> [UInt8] { normalise(generalised: Array(text.utf8)[...]) }

    /// As above, for valid UTF-8 in which surrogates may stand as three-byte sequences, as unpaired escapes in JSON leave them.
    static func normalise(generalised text: ArraySlice<UInt8>) -> [UInt8] {
        var state = NormalisedText(capacity: text.count)
        var at = text.startIndex
        let end = text.endIndex
        while at < end {
            let byte = text[at]
            if byte == 0x5C, at + 1 < end {
                let (scalar, length) = escape(text, at: at)
                state.append(scalar)
                at += length
            } else if byte < 0x80 {
                state.appendASCII(byte)
                at += 1
            } else {
                let (scalar, length) = decode(text, at: at)
                state.append(scalar)
                at += length
            }
        }
        return state.finish()
    }

    /// What the escape at `at` stands for; a backslash that begins none stands for itself.
    private static func escape(_ text: ArraySlice<UInt8>, at: Int) -> (scalar: UInt32, length: Int) {
        switch text[at + 1] {
        case 0x22: return (0x22, 2)
        case 0x6E, 0x74: return (0x20, 2)
        case 0x2F: return (0x2F, 2)
        case 0x75 where text.endIndex - at >= 6:
            var value: UInt32 = 0
            for byte in text[at + 2..<at + 6] {
                guard let digit = Character(Unicode.Scalar(byte)).hexDigitValue, byte < 0x80 else { return (0x5C, 1) }
                value = value << 4 | UInt32(digit)
            }
            return (value, 6)
        default: return (0x5C, 1)
        }
    }

    /// The code point at `at`, surrogates included. The text is known to be well formed; its end is still minded.
    private static func decode(_ text: ArraySlice<UInt8>, at: Int) -> (scalar: UInt32, length: Int) {
        let lead = text[at]
        let length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2
        guard lead >= 0xC0, text.endIndex - at >= length else { return (0xFFFD, 1) }
        var value = UInt32(lead) & (length == 2 ? 0x1F : length == 3 ? 0x0F : 0x07)
        for byte in text[at + 1..<at + length] { value = value << 6 | UInt32(byte & 0x3F) }
        return (value, length)
    }
}

/// Takes characters in, gives normalised bytes out.
private struct NormalisedText {
    private var bytes: [UInt8]
    /// The characters that the next one may still change: an ASCII one at most at the front, non-ASCII ones after it.
    private var run: [UInt32] = []
    /// The ASCII character last seen, when nothing stands between it and the next.
    private var heldASCII: UInt8?
    private var pendingHighSurrogate: UInt32?
    private var pendingSpace = false
    private var hasSigma = false

    init(capacity: Int) {
        bytes = []
        bytes.reserveCapacity(capacity)
    }

    mutating func appendASCII(_ byte: UInt8) {
        if pendingHighSurrogate != nil { releaseSurrogate() }
        if !run.isEmpty { flushRun() } else if let held = heldASCII { emitASCII(held) }
        heldASCII = byte
    }

    mutating func append(_ scalar: UInt32) {
        if let high = pendingHighSurrogate {
            if scalar & 0xFFFF_FC00 == 0xDC00 {
                pendingHighSurrogate = nil
                return appendWhole(0x10000 + (high & 0x3FF) << 10 + (scalar & 0x3FF))
            }
            releaseSurrogate()
        }
        switch scalar & 0xFFFF_FC00 {
        case 0xD800: pendingHighSurrogate = scalar
        case 0xDC00: appendWhole(0xFFFD)
        default: appendWhole(scalar)
        }
    }

    private mutating func appendWhole(_ scalar: UInt32) {
        if scalar < 0x80 { return appendASCII(UInt8(scalar)) }
        if CanonicalRun.isUnknown(scalar) {
            flushAll()
            return emit(scalar)
        }
        if let held = heldASCII {
            run.append(UInt32(held))
            heldASCII = nil
        }
        run.append(scalar)
    }

    mutating func finish() -> [UInt8] {
        releaseSurrogate()
        flushAll()
        return hasSigma ? FinalSigma.resolve(bytes) : bytes
    }

    private mutating func releaseSurrogate() {
        guard pendingHighSurrogate != nil else { return }
        pendingHighSurrogate = nil
        appendWhole(0xFFFD)
    }

    private mutating func flushAll() {
        if !run.isEmpty { flushRun() }
        if let held = heldASCII { emitASCII(held) }
        heldASCII = nil
    }

    private mutating func flushRun() {
        CanonicalRun.composeCompatibly(&run)
        for scalar in run {
            if scalar == 0x130 {
                emit(0x69)
                emit(0x307)
            } else {
                emit(scalar == 0x3A3 ? scalar : CanonicalRun.lowercase(scalar))
            }
        }
        run.removeAll(keepingCapacity: true)
    }

    private mutating func emitASCII(_ byte: UInt8) {
        if byte == 0x20 || byte &- 0x09 < 5 || byte &- 0x1C < 4 {
            pendingSpace = true
        } else {
            emitSpaceIfPending()
            bytes.append(byte.isCapital ? byte | 0x20 : byte)
        }
    }

    private mutating func emit(_ scalar: UInt32) {
        switch scalar {
        case 0..<0x80: emitASCII(UInt8(scalar))
        case 0x85, 0xA0, 0x1680, 0x2000...0x200A, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000: pendingSpace = true
        case 0x2018, 0x2019: emitASCII(0x27)
        case 0x201C, 0x201D: emitASCII(0x22)
        default:
            emitSpaceIfPending()
            if scalar == 0x3A3 { hasSigma = true }
            if scalar < 0x800 {
                bytes.append(UInt8(0xC0 | scalar >> 6))
            } else {
                if scalar < 0x10000 {
                    bytes.append(UInt8(0xE0 | scalar >> 12))
                } else {
                    bytes.append(UInt8(0xF0 | scalar >> 18))
                    bytes.append(UInt8(0x80 | scalar >> 12 & 0x3F))
                }
                bytes.append(UInt8(0x80 | scalar >> 6 & 0x3F))
            }
            bytes.append(UInt8(0x80 | scalar & 0x3F))
        }
    }

    private mutating func emitSpaceIfPending() {
        if pendingSpace, !bytes.isEmpty { bytes.append(0x20) }
        pendingSpace = false
    }
}
