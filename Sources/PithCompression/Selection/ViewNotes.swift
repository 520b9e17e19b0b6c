// What is known of whole texts, found when a unit of one first asks, and once for all threads that ask.

import PithPrompt
import PithSystem
import Synchronization

/// Remembers what stands in views: remarks, entries, literal blocks, reports of failures, notes of releases. May be asked from several threads.
final class ViewNotes: Sendable {
    fileprivate final class Notes: Sendable {
        let remarks: [Range<Int>]
        let literals: [Range<Int>]
        private let bytes: [UInt8]
        private let found = Mutex(Found())

        private struct Found {
            var entries: TermEntries?
            var tellsOfFailure: Bool?
            var tellsOfReleases: Bool?
        }

        init(_ bytes: [UInt8]) {
            self.bytes = bytes
            remarks = MarkupRemarks.all(in: bytes)
            literals = ShownText.all(in: bytes)
        }

        var entries: TermEntries {
            found.withLock { found in
                let entries = found.entries ?? TermEntries(in: bytes)
                found.entries = entries
                return entries
            }
        }

        var tellsOfFailure: Bool {
            found.withLock { found in
                let tells = found.tellsOfFailure ?? FailureOutput.isIn(bytes)
                found.tellsOfFailure = tells
                return tells
            }
        }

        var tellsOfReleases: Bool {
            found.withLock { found in
                let tells = found.tellsOfReleases ?? ReleaseNotes.areIn(bytes)
                found.tellsOfReleases = tells
                return tells
            }
        }
    }

    private let prompt: Prompt
    private let notes = Mutex<[Int: Notes]>([:])

    init(_ prompt: Prompt) { self.prompt = prompt }

    /// The remarks of the views that were asked about and have some.
    var viewsWithRemarks: [Int: [Range<Int>]] { notes.withLock { $0.mapValues(\.remarks).filter { !$0.value.isEmpty } } }

    /// Cost: linear in the view when it is first asked about.
    fileprivate func of(_ view: Int) -> Notes {
        notes.withLock { known in
            if let notes = known[view] { return notes }
            let notes = Notes(prompt.views[view].bytes)
            known[view] = notes
            return notes
        }
    }

    /// Reads the notes of one view after the other, for one thread: what is shared is asked for once a view.
    struct Reader {
        private let all: ViewNotes
        private var view: Int?
        private var notes: Notes?
        private var entries: TermEntries?
        private var failed: Bool?, releases: Bool?

        init(_ all: ViewNotes) { self.all = all }

        /// Turns to a view.
        mutating func read(_ view: Int) {
            guard self.view != view else { return }
            (self.view, notes, entries, failed, releases) = (view, all.of(view), nil, nil, nil)
        }

        var tellsOfFailure: Bool {
            mutating get {
                if let failed { return failed }
                let found = notes?.tellsOfFailure
                failed = found
                return found == true
            }
        }

        var tellsOfReleases: Bool {
            mutating get {
                if let releases { return releases }
                let found = notes?.tellsOfReleases
                releases = found
                return found == true
            }
        }

        func isRemark(_ range: Range<Int>) -> Bool { notes?.remarks.overlapping(range).isEmpty == false }

        /// Whether a literal block holds some of the range.
        func showsToTheLetter(_ range: Range<Int>) -> Bool { notes?.literals.overlapping(range).isEmpty == false }

        mutating func opensEntry(_ range: Range<Int>) -> Bool {
            if entries == nil { entries = notes?.entries }
            return entries?.open(in: range) == true
        }
    }
}
