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
            if start < feed {
                let line = bytes[start..<feed], first = bytes[start]
                if openings.contains(where: { $0[0] == first && line.starts(with: $0) }) { return true }
                var end = bytes[feed - 1] == 0x5D ? line.lastIndex(of: 0x5B) ?? feed : feed
                while end > start, bytes[end - 1].isBlank { end -= 1 }
                if end > start, bytes[end - 1] == closing.last, bytes[start..<end].suffix(closing.count).elementsEqual(closing) {
                    return true
                }
            }
            at = feed + 1
        }
        return false
    }
}
