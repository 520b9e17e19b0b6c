// Bytes that are not UTF-8 are counted as what replaces them: one U+FFFD for each "maximal subpart" (Unicode 16, section 3.9): the
// longest start of a well-formed sequence that is there, or else a single byte. Python, browsers and most decoders agree on this.

import PithBPE

/// Whether `bytes` are valid UTF-8. Cost: linear; a tenth of the standard library's on text in which few characters are beyond ASCII.
package func isValidUTF8(_ bytes: ArraySlice<UInt8>) -> Bool {
    bytes.withUnsafeBufferPointer { UTF8Repair.validEnd(TextBytes($0), from: 0) == $0.count }
}

enum UTF8Repair {
    /// Calls `body` with `text` itself when it is valid, with a repaired copy when it is not.
    static func withValid<Result>(_ text: TextBytes, _ body: (TextBytes) -> Result) -> Result {
        let valid = validEnd(text, from: 0)
        if valid == text.count { return body(text) }
        let copy = repaired(text, validUpTo: valid)
        return copy.withUnsafeBufferPointer { body(TextBytes($0)) }
    }

    /// Where the first sequence that is not well-formed starts, at or after `start`; the end of the text when there is none.
    static func validEnd(_ text: TextBytes, from start: Int) -> Int {
        var place = start
        while place < text.count {
            if place &+ 8 <= text.count, text.startsWithASCII(at: place) {
                place &+= 8
                while place &+ 32 <= text.count, text.startsWithASCII(at: place), text.startsWithASCII(at: place &+ 8),
                    text.startsWithASCII(at: place &+ 16), text.startsWithASCII(at: place &+ 24)
                {
                    place &+= 32
                }
                continue
            }
            let (length, isValid) = sequence(text, at: place)
            if !isValid { return place }
            place &+= length
        }
        return place
    }

    private static func repaired(_ text: TextBytes, validUpTo firstBad: Int) -> [UInt8] {
        var output: [UInt8] = []
        output.reserveCapacity(text.count + 16)
        text.slice(0..<firstBad).append(to: &output)
        var place = firstBad
        while place < text.count {
            let (length, isValid) = sequence(text, at: place)
            if isValid { text.slice(place..<place + length).append(to: &output) } else { output.append(contentsOf: [0xEF, 0xBF, 0xBD]) }
            place += length
        }
        return output
    }

    /// The length of the sequence at `start`, or, where it is not well-formed, of its maximal subpart.
    static func sequence(_ text: TextBytes, at start: Int) -> (length: Int, isValid: Bool) {
        let first = text[start]
        let needed: Int
        var second: ClosedRange<UInt8> = 0x80...0xBF
        switch first {
        case 0x00...0x7F: return (1, true)
        case 0xC2...0xDF: needed = 2
        case 0xE0: (needed, second) = (3, 0xA0...0xBF)
        case 0xED: (needed, second) = (3, 0x80...0x9F)
        case 0xE1...0xEF: needed = 3
        case 0xF0: (needed, second) = (4, 0x90...0xBF)
        case 0xF1...0xF3: needed = 4
        case 0xF4: (needed, second) = (4, 0x80...0x8F)
        default: return (1, false)
        }
        for index in 1..<needed {
            guard start &+ index < text.count, (index == 1 ? second : 0x80...0xBF).contains(text[start &+ index]) else {
                return (index, false)
            }
        }
        return (needed, true)
    }
}
