// Durations for reports and benchmarks. Results never depend on them.

/// Milliseconds of wall time that a piece of work took.
package struct Stopwatch: Sendable {
    private let start = ContinuousClock.now

    package init() {}

    package var milliseconds: Double {
        let passed = (ContinuousClock.now - start).components
        return Double(passed.seconds) * 1e3 + Double(passed.attoseconds) / 1e15
    }
}
