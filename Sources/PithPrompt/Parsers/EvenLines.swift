// Lines of a machine: many of a few forms, as a tracer of system calls, a loader or an interpreter writes when it is told to say what it does.
//
//     openat(AT_FDCWD, "/etc/ld.so.cache", O_RDONLY|O_CLOEXEC) = 3
//     close(3)                                = 0
//
// A line's form is its marks in order; words, numbers and paths between them are alike whatever they say. No time and no level tells such lines, so it takes
// many of them, most of a form that several share, with more marks in it than people write.

import PithSystem

/// Whether a log was known as one by the likeness of its lines alone: none of the first, in `bytes[range]`, begins with a time or a level. Cost: bounded.
package func isHeadlessLog(_ bytes: [UInt8], _ range: Range<Int>) -> Bool {
    let text = TextLines(Array(bytes[range].prefix(4096)))
    return !(0..<min(text.count, 24)).contains { text.logHead($0) > .none || text.endOfJSONLog(at: $0) != nil }
}

extension TextLines {
    private static let fewestLines = 20
    private static let fewestOfForm = 5
    private static let fewestMarks = 3

    /// Whether most lines of a paragraph are of forms that several of them share. Cost: linear in the heads of the lines; a few lines where the first are
    /// all unlike.
    func areEven(_ range: Range<Int>) -> Bool {
        guard range.count >= Self.fewestLines else { return false }
        var counts: [UInt64: Int] = [:]
        var sentences = 0
        for (number, index) in range.enumerated() {
            if isSentence(index) { sentences += 1 }
            if let form = form(index) { counts[form, default: 0] += 1 }
            if number + 1 == Self.fewestLines, counts.values.allSatisfy({ $0 < 3 }) { return false }
        }
        let even = counts.values.reduce(0) { $0 + ($1 >= Self.fewestOfForm ? $1 : 0) }
        return even * 10 >= range.count * 7 && sentences * 5 <= range.count
    }

    /// The form of line `index`; nil where it has too few marks for its words.
    private func form(_ index: Int) -> UInt64? {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        var marks = 0, words = 0
        var inWord = false, hasDigit = false, wasBlank = false
        for byte in head(index) {
            if byte.isNameByte || byte >= 0x80 || byte == 0x2E || byte == 0x2D || byte == 0x2F {
                if !inWord {
                    (inWord, hasDigit) = (true, false)
                    words += 1
                    hash = (hash ^ 0x77) &* 0x100_0000_01B3
                }
                if byte.isDigit, !hasDigit { (hasDigit, marks) = (true, marks + 1) }
                wasBlank = false
                continue
            }
            inWord = false
            let isBlank = byte.isBlank
            if !isBlank { marks += 1 }
            if !isBlank || !wasBlank { hash = (hash ^ UInt64(isBlank ? 0x20 : byte)) &* 0x100_0000_01B3 }
            wasBlank = isBlank
        }
        return marks >= Self.fewestMarks && marks * 2 >= words ? hash : nil
    }
}
