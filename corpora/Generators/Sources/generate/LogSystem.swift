/// One system that writes a log: ordinary records by the thousand, and a few planted ones that a reader would want to keep.
protocol LogSystem: Sendable {
    /// What `--system` takes.
    var name: String { get }
    /// One line for the usage text.
    var summary: String { get }
    /// `"\n"`, or `"\r\n"` for a system that grew up on Windows.
    var lineEnd: String { get }
    /// What happens once: the share of the log at which it stands, and its lines. The order is the order in time.
    var planted: [Planted] { get }
    /// When the log begins.
    var start: Clock { get }
    /// Moves the clock on and gives one ordinary record, of one line or several.
    func ordinary(_ random: inout SplitMix64, _ clock: inout Clock) -> [String]
}

struct Planted: Sendable {
    let share: Double
    let lines: @Sendable (inout SplitMix64, inout Clock) -> [String]
}

extension LogSystem {
    var lineEnd: String { "\n" }

    /// Hands `lineCount` lines to the sink, or a few more where the last record has several.
    func write(lineCount: Int, seed: UInt64, to sink: (String) -> Void) {
        var random = SplitMix64(seed: seed)
        var clock = start
        var written = 0
        var waiting = planted[...]
        while written < lineCount {
            let record: [String]
            if let event = waiting.first, Double(written) >= event.share * Double(lineCount) {
                waiting.removeFirst()
                record = event.lines(&random, &clock)
            } else {
                record = ordinary(&random, &clock)
            }
            for line in record {
                sink(line + lineEnd)
            }
            written += record.count
        }
    }
}
