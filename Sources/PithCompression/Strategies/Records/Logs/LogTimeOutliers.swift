// Lines that stand where their time does not belong: one that is much earlier or much later than the lines around it, which go on as if
// it were not there (a replayed event, a clock that jumped, a line from another file).

import PithSystem

enum LogTimeOutliers {
    /// The records of `log` that are displaced among those of their layout. Cost: n log n at most.
    static func rows(in log: LogRecords) -> [Int] {
        var numbers = KeyTable()
        var layouts: [[Int]] = []
        for (index, record) in log.records.enumerated() {
            guard let clock = record.clock else { continue }
            if let known = numbers.keep(layouts.count, for: record.signature &* 31 &+ UInt64(clock.count)) {
                layouts[known].append(index)
            } else {
                layouts.append([index])
            }
        }
        return layouts.flatMap { displaced($0, log) }.sorted()
    }

    private static func displaced(_ rows: [Int], _ log: LogRecords) -> [Int] {
        guard rows.count >= 64 else { return [] }
        let least = max(16, rows.count / 100)
        func isBefore(_ a: Int, _ b: Int) -> Bool {
            guard let first = log.records[a].clock, let second = log.records[b].clock else { return false }
            return precedes(log.bytes[first], log.bytes[second])
        }
        // The latest row so far, and the earliest from here on.
        var latest = rows, earliest = rows
        for index in 1..<rows.count where isBefore(rows[index], latest[index - 1]) { latest[index] = latest[index - 1] }
        for index in (0..<rows.count - 1).reversed() where isBefore(earliest[index + 1], rows[index]) {
            earliest[index] = earliest[index + 1]
        }
        return rows.indices.dropFirst().dropLast().filter { index in
            let row = rows[index], before = rows[index - 1], after = rows[index + 1]
            if isBefore(row, before), !isBefore(after, before) {
                let place = firstIndex(in: 0..<index) { isBefore(row, latest[$0]) }
                return index - place >= least
            }
            if isBefore(after, row), !isBefore(after, before) {
                let place = firstIndex(in: index + 1..<rows.count) { isBefore(row, earliest[$0]) }
                return place - index >= least
            }
            return false
        }.map { rows[$0] }
    }

    /// The first index at which `test`, false before and true after some place, is true.
    private static func firstIndex(in range: Range<Int>, where test: (Int) -> Bool) -> Int {
        var low = range.lowerBound, high = range.upperBound
        while low < high {
            let middle = (low + high) / 2
            if test(middle) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
