// Whether a text is the output of a test or a build in which something failed: a line opens as runners and compilers open what they say of it, or closes
// with FAILED, perhaps before a share of the whole (`[ 86%]`).

import PithSystem

enum FailureOutput {
    private static let openings = [
        "FAILED", "FAIL ", "FAIL:", "FAIL\t", "--- FAIL", "not ok ", "✗ ", "✘ ", "✖ ", "× ", "E   ", "AssertionError", "error[", "error:",
        "thread '",
    ].map { Array($0.utf8) }
    private static let closing = Array(" FAILED".utf8)

    /// Whether a line of `bytes` tells of a failure. Cost: linear.
    static func isIn(_ bytes: [UInt8]) -> Bool {
        var at = 0
        while at < bytes.count {
            let feed = lineEnd(in: bytes, from: at, limit: bytes.count)
            var start = at
            while start < feed, bytes[start].isBlank { start += 1 }
            let line = bytes[start..<feed]
            if openings.contains(where: line.starts) { return true }
            let text = line.last == 0x5D ? line[..<(line.lastIndex(of: 0x5B) ?? line.endIndex)] : line
            if text.dropLast(text.reversed().prefix(while: \.isBlank).count).suffix(closing.count).elementsEqual(closing) { return true }
            at = feed + 1
        }
        return false
    }
}
