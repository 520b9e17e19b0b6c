// Words of a text as rankers see them: runs of letters and digits, folded: case and accents are gone, É, é and e + U+0301 are all e. Scripts
// written without spaces give runs of characters instead. One pass, and no copies but of the word at hand; a word of ASCII, and most are that, is
// hashed where it stands and not copied at all.

import PithSystem
import PithUnicode

/// Reads the words of a range of bytes one by one.
struct WordScanner {
    private let bytes: [UInt8]
    private let limit: Int
    /// Where the next word is looked for.
    var at: Int
    /// The word read last, folded, when it is not of ASCII alone.
    private var copy: [UInt8] = []
    private var isPlain = false
    /// Of a plain word the hash, and those of the word without its last byte, its last two, its last three.
    private var hashes: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)
    /// Where the word read last begins.
    private(set) var start = 0
    /// Where each of its characters begins in `folded`, when it is a run of ideographs or kana.
    private(set) var characterStarts: [Int] = []
    /// Whether it begins with a capital.
    private(set) var beginsWithCapital = false

    init(_ bytes: [UInt8], _ range: Range<Int>) {
        self.bytes = bytes
        (at, limit) = (range.lowerBound, range.upperBound)
    }

    /// The word read last, folded, UTF-8. Cost: its length.
    var folded: [UInt8] { isPlain ? bytes[start..<at].map { $0 | 0x20 } : copy }

    /// How many bytes `folded` has.
    var byteCount: Int { isPlain ? at - start : copy.count }

    /// Whether `folded` begins with a digit.
    var beginsWithDigit: Bool { isPlain ? bytes[start].isDigit : copy.first.map { $0.isDigit } ?? false }

    /// The hash of `folded`.
    var hash: UInt64 { isPlain ? hashes.0 : Terms.hash(copy, 0, copy.count) }

    /// The hash of the stem of a word that is no run of ideographs.
    var stemHash: UInt64 {
        guard isPlain else { return Terms.hash(copy, 0, Terms.stemEnd(copy, 0, copy.count)) }
        switch at - Terms.stemEnd(bytes, start, at) {
        case 0: return hashes.0
        case 1: return hashes.1
        case 2: return hashes.2
        default: return hashes.3
        }
    }

    /// Reads the next word; false at the end. Cost: linear over all calls.
    mutating func next() -> Bool {
        isPlain = false
        if !copy.isEmpty { copy.removeAll(keepingCapacity: true) }
        if !characterStarts.isEmpty { characterStarts.removeAll(keepingCapacity: true) }
        while at < limit, bytes[at] < 0x80, !Terms.isPlain(bytes[at]) { at += 1 }
        return readPlain() || readAny()
    }

    /// Reads a word of ASCII letters and digits that begins at hand; false, and nothing is read, when there is none or more belongs to it.
    private mutating func readPlain() -> Bool {
        let run = foldedRun(in: bytes, from: at, to: limit, withUnderscores: false)
        let end = run.end
        guard end > at, end == limit || bytes[end] < 0x80 else { return false }
        (start, beginsWithCapital, isPlain) = (at, bytes[at].isCapital, true)
        hashes = (run.hash, run.hashes.0, run.hashes.1, run.hashes.2)
        at = end
        return true
    }

    private mutating func readAny() -> Bool {
        while at < limit {
            let byte = bytes[at]
            let letter = byte | 0x20
            if letter.isSmall || byte.isDigit {
                if !characterStarts.isEmpty { return true }
                if copy.isEmpty { (start, beginsWithCapital) = (at, byte.isCapital) }
                copy.append(byte.isCapital ? letter : byte)
                at += 1
            } else if byte < 0x80 {
                if !copy.isEmpty { return true }
                at += 1
            } else if readScalar() {
                return true
            }
        }
        return !copy.isEmpty
    }

    /// Takes the scalar at hand into the word; true when the word ended before it, and the scalar is not taken.
    private mutating func readScalar() -> Bool {
        let (scalar, length) = decoded
        switch TextClass(scalar) {
        case .other, .space:
            if !copy.isEmpty { return true }
        case .mark:
            break
        case .han, .hiragana, .katakana:
            if !copy.isEmpty, characterStarts.isEmpty { return true }
            if copy.isEmpty { (start, beginsWithCapital) = (at, false) }
            characterStarts.append(copy.count)
            copy.append(contentsOf: bytes[at..<at + length])
        case .upper, .letter, .digit:
            if !characterStarts.isEmpty { return true }
            if copy.isEmpty { (start, beginsWithCapital) = (at, TextClass(scalar) == .upper) }
            fold(scalar)
        }
        at += length
        return false
    }

    private mutating func fold(_ scalar: UInt32) {
        var packed = FoldedScalars.packed(scalar)
        while packed != 0 {
            let part = UInt32(truncatingIfNeeded: packed & 0x1F_FFFF)
            packed >>= 21
            // Combining accents stay out.
            guard !(0x300...0x36F).contains(part), let valid = Unicode.Scalar(part) else { continue }
            copy.append(contentsOf: UTF8.encode(valid)!)
        }
    }

    /// The scalar at hand and its length; a byte that begins none reads as U+FFFD.
    private var decoded: (scalar: UInt32, length: Int) {
        let lead = UInt32(bytes[at])
        let length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2
        guard lead >= 0xC2, lead <= 0xF4, at + length <= limit else { return (0xFFFD, 1) }
        var scalar = length == 2 ? lead & 0x1F : length == 3 ? lead & 0x0F : lead & 0x07
        for offset in 1..<length {
            let next = UInt32(bytes[at + offset])
            guard next & 0xC0 == 0x80 else { return (0xFFFD, 1) }
            scalar = scalar << 6 | (next & 0x3F)
        }
        return (scalar, length)
    }
}
