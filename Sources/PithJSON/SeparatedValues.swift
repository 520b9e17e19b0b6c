// Separated values after RFC 4180: lines of fields, those in quotes where they hold the separator or a quote. No field may hold a line end.

/// Rows of fields.
package struct SeparatedValues: Sendable {
    /// All with the same number of fields.
    package private(set) var rows: [[[UInt8]]] = []

    /// Reads the lines of `range`; nil when they have not all the same number of fields, at least two. Cost: linear.
    package init?(_ bytes: [UInt8], _ range: Range<Int>, _ separator: UInt8) {
        var at = range.lowerBound
        while at < range.upperBound {
            let end = bytes[at..<range.upperBound].firstIndex(of: 0x0A) ?? range.upperBound
            guard let fields = Self.fields(bytes, at..<end, separator), fields.count > 1, fields.count == rows.first?.count ?? fields.count
            else { return nil }
            rows.append(fields)
            at = end + 1
        }
    }

    private static func fields(_ bytes: [UInt8], _ line: Range<Int>, _ separator: UInt8) -> [[UInt8]]? {
        var fields: [[UInt8]] = []
        var at = line.lowerBound
        while true {
            var field: [UInt8] = []
            if at < line.upperBound, bytes[at] == 0x22 {
                at += 1
                while true {
                    guard at < line.upperBound else { return nil }
                    if bytes[at] == 0x22 {
                        at += 1
                        guard at < line.upperBound, bytes[at] == 0x22 else { break }
                    }
                    field.append(bytes[at])
                    at += 1
                }
            } else {
                while at < line.upperBound, bytes[at] != separator {
                    guard bytes[at] != 0x22, bytes[at] != 0x0D else { return nil }
                    field.append(bytes[at])
                    at += 1
                }
            }
            fields.append(field)
            guard at < line.upperBound else { return fields }
            guard bytes[at] == separator else { return nil }
            at += 1
        }
    }

    /// A line of fields, without its end.
    static func line(_ fields: [[UInt8]], _ separator: UInt8) -> [UInt8] {
        var line: [UInt8] = []
        for (index, field) in fields.enumerated() {
            if index > 0 { line.append(separator) }
            if field.contains(separator) || field.contains(0x22) {
                line.append(0x22)
                for byte in field { line += byte == 0x22 ? [0x22, 0x22] : [byte] }
                line.append(0x22)
            } else {
                line += field
            }
        }
        return line
    }
}
