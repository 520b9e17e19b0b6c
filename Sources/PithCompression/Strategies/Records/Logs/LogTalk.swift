// Chats and transcripts look like logs: each line begins with a time. But a line there answers the one above, so "no" in one place is not "no" in another,
// and lines alike cannot stand for each other: nobody could say which question was answered how.
//
//     [09:00:38] <carl> may I merge #5?
//     [09:00:41] <bob> no
//
// Programs hardly ever ask, and what they call a level people do not have.

import PithSystem

extension LogRecords {
    /// Whether people speak in lines with these heads: speakers open nearly all of them, or one in twenty asks and none has a level.
    static func isTalk(_ heads: [LogHeader], _ lines: [Range<Int>], in bytes: [UInt8]) -> Bool {
        var (headed, named, asking) = (0, 0, 0)
        for (head, line) in zip(heads, lines) where head.signature != 0 {
            if head.levelStart != nil { return false }
            headed += 1
            if beginsWithSpeaker(bytes[head.end..<max(head.end, line.upperBound)]) { named += 1 }
            if bytes[line].last(where: { !$0.isBlank }) == 0x3F { asking += 1 }
        }
        return headed > 0 && (named * 5 >= headed * 4 || asking >= 2 && asking * 20 >= headed)
    }

    /// `<@carl> `, `SPEAKER_01: `, `Speaker 1: `
    private static func beginsWithSpeaker(_ text: ArraySlice<UInt8>) -> Bool {
        if text.count > 8, text.prefix(7).elementsEqual("speaker".utf8, by: { $0 | 0x20 == $1 }) {
            return text.prefix(longestName).contains(0x3A)
        }
        guard text.first == 0x3C, let end = text.prefix(longestName).firstIndex(of: 0x3E), text[end...].dropFirst().first == 0x20 else {
            return false
        }
        let name = text[(text.startIndex + 1)..<end]
        return name.contains { $0.isLetter || $0 >= 0x80 } && !name.contains { isNoName($0) }
    }

    private static let longestName = 40

    /// `./:=`, which stand in the numbers of processes, in paths and in tags.
    private static func isNoName(_ byte: UInt8) -> Bool { byte == 0x2E || byte == 0x2F || byte == 0x3A || byte == 0x3D }
}
