// A commit's date by what changed since the date before: its clock alone, all up to its clock, or the whole.
//
//     Mon Nov 30 07:27:13 2026 +0000          2026-11-30 07:27:13 +0000
//     06:10:02                                06:10:02
//     Sun Nov 29 23:59:01                     2026-11-29 23:59:01
//     Sun Nov 29 23:59:01 2026 +0100          2026-11-29 23:59:01 +0100

import PithSystem

/// The words of a date, single blanks between them.
package struct CommitDate: Sendable, Equatable {
    private let words: [ArraySlice<UInt8>]
    /// Which of them is the clock, if one is.
    private let clock: Int?

    package init(_ text: ArraySlice<UInt8>) {
        words = text.split(separator: 0x20, omittingEmptySubsequences: false)
        clock = words.firstIndex(where: Self.isClock)
    }

    package var text: [UInt8] { Array(words.joined(separator: [0x20])) }

    /// What is written of it behind a date.
    package func shortened(after last: CommitDate?) -> [UInt8] {
        guard let last, let clock, clock == last.clock, words.count == last.words.count,
            words[(clock + 1)...].elementsEqual(last.words[(clock + 1)...], by: { $0 == $1 })
        else { return text }
        let isSameDay = words[..<clock].elementsEqual(last.words[..<clock], by: { $0 == $1 })
        return isSameDay ? Array(words[clock]) : Array(words[...clock].joined(separator: [0x20]))
    }

    /// The date that `text` is behind a date.
    package init(_ text: ArraySlice<UInt8>, after last: CommitDate?) {
        let given = CommitDate(text)
        guard let last, let clock = last.clock, given.words.count < last.words.count, given.clock == given.words.count - 1,
            given.words.count == 1 || given.clock == clock
        else {
            self = given
            return
        }
        let opening = given.words.count == 1 ? last.words[..<clock] : given.words[..<clock]
        words = Array(opening) + given.words.suffix(1) + last.words[(clock + 1)...]
        self.clock = clock
    }

    /// `07:27:13`
    private static func isClock(_ word: ArraySlice<UInt8>) -> Bool {
        word.count == 8 && word.enumerated().allSatisfy { $0.offset % 3 == 2 ? $0.element == 0x3A : $0.element.isDigit }
    }
}
