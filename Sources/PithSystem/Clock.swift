// Durations and the time of day, for reports, logs and benchmarks. Results never depend on them.

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Milliseconds of wall time that a piece of work took.
package struct Stopwatch: Sendable {
    private let start = ContinuousClock.now

    package init() {}

    package var milliseconds: Double {
        let passed = (ContinuousClock.now - start).components
        return Double(passed.seconds) * 1e3 + Double(passed.attoseconds) / 1e15
    }
}

/// The time now as ISO 8601 has it, in UTC and to the second: 2026-03-14T09:26:53Z.
package func currentTimeUTC() -> String {
    var now = time(nil)
    var parts = tm()
    guard unsafe gmtime_r(&now, &parts) != nil else { return "" }
    func digits(_ value: Int32, _ width: Int) -> String {
        let text = String(value)
        return String(repeating: "0", count: max(0, width - text.count)) + text
    }
    let date = "\(digits(parts.tm_year + 1900, 4))-\(digits(parts.tm_mon + 1, 2))-\(digits(parts.tm_mday, 2))"
    return "\(date)T\(digits(parts.tm_hour, 2)):\(digits(parts.tm_min, 2)):\(digits(parts.tm_sec, 2))Z"
}
