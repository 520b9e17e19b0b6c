// What a prompt leaves to be filled in: {{name}}, {name}, ${name}, ${name:default}, [NAME], <NAME>.

import PithSystem

struct PlaceholderNames {
    private(set) var found: [String] = []
    private var seen: Set<String> = []
    private static let longest = 60

    /// Whether a placeholder stands in `range`. Cost: linear.
    static func stand(in bytes: [UInt8], _ range: Range<Int>) -> Bool {
        var names = PlaceholderNames()
        names.read(bytes, range)
        return !names.found.isEmpty
    }

    /// Notes the names in `range`. Cost: linear.
    mutating func read(_ bytes: [UInt8], _ range: Range<Int>) {
        var at = range.lowerBound
        while at < range.upperBound {
            guard let close = Self.close(bytes[at]) else {
                at += 1
                continue
            }
            let open = bytes[at]
            var start = at + 1
            while start < range.upperBound, bytes[start] == open { start += 1 }
            var end = start
            while end < range.upperBound, end - start < Self.longest, Self.mayStandInName(bytes[end]) { end += 1 }
            if end > start, end < range.upperBound, bytes[end] == close || (open == 0x7B && bytes[end] == 0x3A),
                isName(bytes[start..<end], open)
            {
                let name = String(decoding: bytes[start..<end], as: UTF8.self)
                if seen.insert(name).inserted { found.append(name) }
            }
            at = max(end, at + 1)
        }
    }

    private static func close(_ byte: UInt8) -> UInt8? {
        switch byte {
        case 0x7B: 0x7D
        case 0x5B: 0x5D
        case 0x3C: 0x3E
        default: nil
        }
    }

    private static func mayStandInName(_ byte: UInt8) -> Bool {
        byte.isNameByte || byte == 0x2D || byte == 0x20
    }

    /// In square and pointed brackets only capitals are a name: tags and links are none.
    private func isName(_ name: ArraySlice<UInt8>, _ open: UInt8) -> Bool {
        guard let first = name.first, first.isLetter || first == 0x5F else { return false }
        return open == 0x7B || (name.count > 1 && name.allSatisfy { !$0.isSmall })
    }
}
