// Keeps calls apart, so that a provider's limit of so many a minute is not run into: each call takes the next free moment of an even beat.

/// How time passes: the machine's clock, or a test's.
package protocol ReaderClock: Sendable {
    /// Seconds since some moment.
    var seconds: Double { get }
    func sleep(seconds: Double) async
}

/// The machine's clock.
package struct MachineClock: ReaderClock {
    private let start = ContinuousClock.now

    package init() {}

    package var seconds: Double {
        let passed = (ContinuousClock.now - start).components
        return Double(passed.seconds) + Double(passed.attoseconds) / 1e18
    }

    /// Ends early when the task is cancelled.
    package func sleep(seconds: Double) async { try? await Task.sleep(for: .seconds(seconds)) }
}

/// At most so many calls a minute, evenly.
package actor Pacer {
    private let intervalSeconds: Double
    private let clock: any ReaderClock
    private var nextSlot = -Double.infinity

    /// `callsPerMinute` nil: as fast as they come.
    package init(callsPerMinute: Double?, clock: any ReaderClock) {
        intervalSeconds = callsPerMinute.map { 60 / $0 } ?? 0
        self.clock = clock
    }

    /// Returns when the next call may be sent.
    func wait() async {
        guard intervalSeconds > 0 else { return }
        let now = clock.seconds
        let slot = max(now, nextSlot)
        nextSlot = slot + intervalSeconds
        if slot > now { await clock.sleep(seconds: slot - now) }
    }
}
