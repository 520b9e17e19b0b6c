// Remarks of Markdown and HTML, `<!-- … -->`, which none sees who reads the page.

import PithSystem

enum MarkupRemarks {
    /// The remarks in `bytes`, ascending and apart; one that nothing closes is none. Cost: linear.
    static func all(in bytes: [UInt8]) -> [Range<Int>] {
        var remarks: [Range<Int>] = []
        var at = 0
        while true {
            at = firstOffset(of: 0x3C, in: bytes, at..<bytes.count)
            guard at < bytes.count else { break }
            guard bytes[at...].begins(with: "<!--") else {
                at += 1
                continue
            }
            let start = at
            at = min(at + 6, bytes.count)
            while at < bytes.count {
                at = firstOffset(of: 0x3E, in: bytes, at..<bytes.count)
                guard at < bytes.count else { break }
                at += 1
                if bytes[at - 2] == 0x2D, bytes[at - 3] == 0x2D {
                    remarks.append(start..<at)
                    break
                }
            }
        }
        return remarks
    }
}
