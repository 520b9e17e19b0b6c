// Adds up usage records by a tag, so that an estimate of what compression saves can be held against what was billed.

import PithJSON
import PithSystem

/// The sums of a file of usage records.
package struct Bill: Sendable {
    /// The sums by the tag's value, values in alphabetical order; records without the tag under "".
    package let rows: [(value: String, usage: UsageRecord)]
    package let total: UsageRecord
    /// Lines that hold no usage.
    package let skippedLines: [Int]

    /// Reads JSON Lines of usage objects or of whole responses from the file at `path` ("-": standard input). `tag` names a member of the record, or of
    /// its member "tags"; nil sums all. Cost: linear.
    package init(path: String?, by tag: String?) throws(EvaluationError) {
        let bytes: [UInt8]
        do { bytes = try File.contents(of: path) } catch { throw .file(error.description) }
        var sums: [String: UsageRecord] = [:]
        var total = UsageRecord(callCount: 0)
        var skipped: [Int] = []
        for (line, range) in TaskReader.lines(of: bytes) {
            guard let root = try? JSONDocument(bytes, in: range).root, let usage = UsageRecord(root) else {
                skipped.append(line)
                continue
            }
            let value = tag.flatMap { Self.value(of: $0, in: root) } ?? ""
            sums[value] = (sums[value] ?? UsageRecord(callCount: 0)) + usage
            total = total + usage
        }
        (self.total, skippedLines) = (total, skipped)
        rows = sums.sorted { $0.key < $1.key }.map { (value: $0.key, usage: $0.value) }
    }

    private static func value(of tag: String, in record: JSONValue) -> String? {
        guard let value = record["tags"]?[tag] ?? record[tag] else { return nil }
        return value.string ?? String(decoding: value.document.bytes[value.range], as: UTF8.self)
    }
}
