// Takes out of a task file what its own contexts do not satisfy, as converters of public data sets leave it: groups that do not hold in the context, groups
// that hold in an empty output, tasks without a group left, lines that are no tasks. What stays is copied byte for byte.

import PithJSON
import PithSystem

/// A task file without what would measure nothing.
package struct CleanedTasks: Sendable {
    /// JSON Lines.
    package let lines: [UInt8]
    package let keptTaskCount: Int
    package let droppedTaskCount: Int
    package let droppedGroupCount: Int

    /// Cleans the file at `path` ("-": standard input). Throws only when it cannot be read. Cost: linear.
    package init(_ path: String) throws(EvaluationError) {
        var bytes: [UInt8]
        do { bytes = try File.contents(of: path) } catch { throw .file(error.description) }
        if Gzip.isGzip(bytes) { bytes = try Gzip.unpacked(bytes, path: path) }
        var lines: [UInt8] = []
        var kept = 0, droppedTasks = 0, droppedGroups = 0
        for (_, range) in TaskReader.lines(of: bytes) {
            guard let task = try? TaskReader.task(from: bytes, in: range, defaultSuite: ""),
                let root = try? JSONDocument(bytes, in: range).root,
                let expect = root["expect"]
            else {
                droppedTasks += 1
                continue
            }
            let scorer = Scorer(for: task)
            let groups = zip(expect.elements, zip(scorer.expectationsHeld(by: task.context), scorer.expectationsHeld(by: [])))
                .filter { $1.0 && !$1.1 }.map { bytes[$0.0.range] }
            droppedGroups += task.expectations.count - groups.count
            if groups.isEmpty {
                droppedTasks += 1
                continue
            }
            kept += 1
            if groups.count == task.expectations.count {
                lines += bytes[range]
            } else {
                lines += bytes[range.lowerBound..<expect.range.lowerBound] + [0x5B] + groups.joined(separator: [0x2C, 0x20]) + [0x5D]
                lines += bytes[expect.range.upperBound..<range.upperBound]
            }
            lines.append(0x0A)
        }
        (self.lines, keptTaskCount, droppedTaskCount, droppedGroupCount) = (lines, kept, droppedTasks, droppedGroups)
    }
}
