// What stands at the beginning of a diff's line and says nothing of what the line says.

import PithSystem

extension ByteText {
    /// Passes over the mark in a diff's first column, over the whole of a hunk's head and an index line, and over what stands before the path in the head of a file.
    func skipDiffMark(_ at: Int) -> Int {
        guard at < end else { return at }
        switch bytes[at] {
        case 0x2B where byte(at &+ 1) == 0x2B && stands("+++ b/", at), 0x2D where byte(at &+ 1) == 0x2D && stands("--- a/", at):
            return at &+ 6
        case 0x2B, 0x2D: return at &+ 1
        case 0x64 where stands("diff -u ", at): return at &+ 8
        case 0x64 where stands("diff --git ", at): return lastName(ofHeadAt: at &+ 11)
        case 0x40: return lineEnd(in: bytes, from: at, limit: end)
        // It names blobs.
        case 0x69 where stands("index ", at): return lineEnd(in: bytes, from: at, limit: end)
        default: return at
        }
    }

    @inline(__always) private func stands(_ mark: StaticString, _ at: Int) -> Bool {
        at &+ mark.utf8CodeUnitCount <= end && bytes[at...].begins(with: mark)
    }

    /// Of `a/x b/x` where the second `x` begins; `start` where the names are not the same.
    private func lastName(ofHeadAt start: Int) -> Int {
        let feed = lineEnd(in: bytes, from: start, limit: end)
        let stop = firstOffset(of: 0x0D, in: bytes, start..<feed)
        let half = (stop - start - 1) / 2
        guard half > 2, stop - start == 2 * half + 1, stands("a/", start), stands(" b/", start + half),
            bytes[start + 2..<start + half].elementsEqual(bytes[start + half + 3..<stop])
        else { return start }
        return start + half + 3
    }
}
