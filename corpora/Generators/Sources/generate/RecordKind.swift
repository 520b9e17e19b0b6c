/// One kind of tool result: an array of objects, nested and ragged (optional members come and go), with a few planted anomalies.
protocol RecordKind: Sendable {
    /// What `--kind` takes.
    var name: String { get }
    /// One line for the usage text.
    var summary: String { get }
    /// The members of record `index` of `count`. Anomalies stand at fixed shares of the array.
    func record(_ index: Int, of count: Int, _ random: inout SplitMix64) -> [(String, JSONText)]
}

extension RecordKind {
    /// Hands the array to the sink, a record at a time.
    func write(count: Int, seed: UInt64, to sink: (String) -> Void) {
        var random = SplitMix64(seed: seed)
        sink("[\n")
        for index in 0..<count {
            let text = JSONText.object(record(index, of: count, &random)).pretty(indent: "  ")
            sink("  \(text)\(index + 1 < count ? "," : "")\n")
        }
        sink("]\n")
    }
}

/// True for the one index that stands at this share of the array.
func stands(_ index: Int, at share: Double, of count: Int) -> Bool {
    index == Int(share * Double(count))
}
