// Remarks of Markdown and HTML, `<!-- … -->`, which none sees who reads the page.

import PithSystem

enum MarkupRemarks {
    /// The remarks in `bytes`, ascending and apart; one that nothing closes is none. Cost: linear.
    static func all(in bytes: [UInt8]) -> [Range<Int>] {
        var remarks: [Range<Int>] = []
        var start: Int?
        for at in bytes.indices {
            if start == nil, bytes[at] == 0x3C, bytes[at...].starts(with: opening) {
                start = at
            } else if let from = start, bytes[at] == 0x3E, at >= from + 6, bytes[at - 1] == 0x2D, bytes[at - 2] == 0x2D {
                remarks.append(from..<at + 1)
                start = nil
            }
        }
        return remarks
    }

    private static let opening = Array("<!--".utf8)
}
