// How far a run is, on one line of the terminal that is written over; only where a person looks at standard error.

import PithSystem
import Synchronization

final class CallProgress: Sendable {
    private let total: Int
    private let watch = Stopwatch()
    private let done = Mutex(0)
    private let isShown = File.standardError().isTerminal

    init(total: Int) { self.total = total }

    /// A call ended. Prompts that share a call make the estimate a little long.
    func advance() {
        guard isShown else { return }
        let milliseconds = watch.milliseconds
        let count = done.withLock {
            $0 += 1
            return $0
        }
        let left = Int(milliseconds / Double(count) * Double(max(0, total - count)) / 1000)
        try? File.standardError().write("\r\(count)/\(total) questions, \(left / 60) min \(left % 60) s left\u{1B}[K")
    }

    func finish() {
        if isShown { try? File.standardError().write("\r\u{1B}[K") }
    }
}
