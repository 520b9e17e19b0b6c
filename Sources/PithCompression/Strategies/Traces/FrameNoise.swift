// What in a frame says nothing to a reader: addresses of code beside the name of the function, offsets into it, lines of marks under a source
// line.

import PithSystem

enum FrameNoise {
    /// The stretches of `bytes[frame]` that may go, ascending and apart. Cost: linear.
    static func ranges(in bytes: [UInt8], _ frame: Range<Int>) -> [Range<Int>] {
        var ranges: [Range<Int>] = []
        var at = frame.lowerBound
        while at < frame.upperBound {
            let next = min((bytes[at..<frame.upperBound].firstIndex(of: 0x0A) ?? frame.upperBound) + 1, frame.upperBound)
            let line = at..<next
            if isMarks(bytes[line]) { ranges.append(line) } else if let address = address(in: bytes, line) { ranges.append(address) }
            at = next
        }
        return ranges
    }

    /// A line of `^` and `~` alone.
    private static func isMarks(_ line: ArraySlice<UInt8>) -> Bool {
        var hasMark = false
        for byte in line {
            if byte == 0x5E || byte == 0x7E { hasMark = true } else if !byte.isSpace { return false }
        }
        return hasMark
    }

    /// `0x00000001047a3c18 ` or `0x55d2f0c0 in ` before a name.
    private static func address(in bytes: [UInt8], _ line: Range<Int>) -> Range<Int>? {
        var at = line.lowerBound
        while let zero = bytes[at..<line.upperBound].firstIndex(of: 0x30) {
            guard zero + 2 < line.upperBound, bytes[zero + 1] == 0x78 else {
                at = zero + 1
                continue
            }
            var end = zero + 2
            while end < line.upperBound, bytes[end].isHexDigit { end += 1 }
            let isWord = zero > line.lowerBound && bytes[zero - 1].isBlank && end < line.upperBound && bytes[end].isBlank
            if isWord, end - zero >= 8 {
                while end < line.upperBound, bytes[end].isBlank { end += 1 }
                if bytes[end..<line.upperBound].begins(with: "in ") { end += 3 }
                // A name must follow.
                guard end < line.upperBound, bytes[end].isLetter || bytes[end] == 0x5F || bytes[end] == 0x24 else {
                    return nil
                }
                return zero..<end
            }
            at = max(end, zero + 1)
        }
        return nil
    }
}
