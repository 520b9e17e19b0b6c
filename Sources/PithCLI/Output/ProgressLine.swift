// One line on the terminal that is written over as work goes on: a bar, the count, the time that is left by the pace so far. It is there only when
// a person looks at standard error, and leaves nothing behind.

import PithSystem
import Synchronization

/// Shows how far a long run is. `advance` may be called from any thread.
final class ProgressLine: Sendable {
    private struct State {
        var done = 0
        var shownAtMilliseconds = -1000.0
    }

    private let total: Int
    private let unit: String
    private let watch = Stopwatch()
    private let isShown: Bool
    private let state = Mutex(State())

    init(total: Int, unit: String) {
        (self.total, self.unit) = (total, unit)
        isShown = File.standardError().isTerminal && environmentVariable("TERM") != "dumb"
    }

    func advance() {
        guard isShown else { return }
        let milliseconds = watch.milliseconds
        state.withLock { state in
            state.done += 1
            guard milliseconds - state.shownAtMilliseconds >= 100 else { return }
            state.shownAtMilliseconds = milliseconds
            Diagnostics.report("\r" + line(done: state.done, milliseconds: milliseconds) + "\u{1B}[K")
        }
    }

    /// Takes the line away.
    func finish() {
        if isShown { Diagnostics.report("\r\u{1B}[K") }
    }

    private func line(done: Int, milliseconds: Double) -> String {
        let width = 24
        let filled = total == 0 ? width : done * width / total
        let bar = String(repeating: "█", count: filled) + String(repeating: "░", count: width - filled)
        let left = Int((milliseconds / Double(done) * Double(total - done) / 1000).rounded(.up))
        let minutes = left / 60, seconds = left % 60
        return "\(bar) \(done)/\(total) \(unit), \(minutes > 0 ? "\(minutes) min " : "")\(seconds) s left"
    }
}
