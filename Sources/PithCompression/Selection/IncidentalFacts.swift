// Facts that any program text is full of. Where they stand in a line that is shown only for the sake of others, they say little: numbers of one
// or two digits, names with at most one digit (constants, types, options), quotations of one word without digits.

import PithFacts
import PithSystem

enum IncidentalFacts {
    /// Whether `fact` of the program text `bytes` is one. Cost: its length.
    static func contain(_ fact: Fact, in bytes: [UInt8]) -> Bool {
        let text = bytes[fact.range]
        switch fact.kind {
        case .number: return text.count(where: \.isDigit) < 3
        case .id: return text.count(where: \.isDigit) < 2
        case .quote: return text.count <= 24 && !text.contains { $0.isDigit || $0.isBlank || $0 == 0x2F || $0 >= 0x80 }
        default: return false
        }
    }
}
