// Tables that commands print whose rows hold times: `ps -eo pid,lstart,cmd`. Each row is a process or a job with an id of its own, no line of a log.
//
//       PID                  STARTED CMD
//      2924 Mon Nov 30 11:14:51 2026 nginx: worker process
//
// They are known by the line above: nothing but names in capitals, one of a time or of processes, none of what logs call their parts.

import PithSystem

extension TextLines {
    private static let fewestNames = 3, longestHead = 300

    /// The line after the table whose names are line `index`, or nil when they are none or no row below holds a time. Cost: linear in the table, or in two lines.
    func endOfPrintedTable(at index: Int) -> Int? {
        let line = lines[index]
        guard bytes[line.first].isCapital || bytes[line.first] == 0x25, index + 1 < count, logHead(index + 1) == .time,
            isHead(bytes[line.content])
        else { return nil }
        return endOfStretch(index + 1)
    }

    private func isHead(_ text: ArraySlice<UInt8>) -> Bool {
        guard text.count <= Self.longestHead else { return false }
        var count = 0, tellsTime = false
        for name in text.split(separator: 0x20) {
            // % and / and _ and -
            guard name.allSatisfy({ $0.isCapital || $0 == 0x25 || $0 == 0x2F || $0 == 0x5F || $0 == 0x2D }) else { return false }
            if Self.ofLogs.contains(Array(name)) { return false }
            if Self.ofTimes.contains(Array(name)) { tellsTime = true }
            count += 1
        }
        return tellsTime && count >= Self.fewestNames
    }

    private static func names(_ text: String) -> Set<[UInt8]> { Set(text.split(separator: " ").map { Array($0.utf8) }) }

    private static let ofTimes = names("PID START STARTED STIME LSTART TIME DATE CREATED UPDATED MODIFIED SINCE LAST ELAPSED")
    private static let ofLogs = names(
        "LEVEL SEVERITY MESSAGE MSG EVENT LOG LOGGER ERROR WARN WARNING INFO DEBUG FATAL CRITICAL NOTICE TRACE")
}
