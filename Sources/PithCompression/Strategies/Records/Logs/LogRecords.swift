// The records of a log: a line with a head, and the lines without one that follow it.

import PithPrompt
import PithSystem

/// One record: where it stands and what its first line's head says.
struct LogRecord {
    /// All its lines, the last line end included.
    var range: Range<Int>
    /// The first line, without its line end.
    let line: Range<Int>
    /// Where the head ends and the component, if any, begins.
    let headEnd: Int
    /// Where the message begins.
    let messageStart: Int
    let clock: Range<Int>?
    let level: LogLevel
    let levelStart: Int?
    let signature: UInt64
    /// The number of the first line's form.
    let form: Int
    /// An edit may not touch it.
    var isProtected = false

    var hasSeveralLines: Bool { range.upperBound > line.upperBound + 2 }
}

/// The records of the log segments of one view.
struct LogRecords {
    let bytes: [UInt8]
    private(set) var records: [LogRecord] = []
    /// The first record of each segment.
    private(set) var segmentStarts: [Int] = []

    /// How many forms the lines have.
    let formCount: Int
    /// People speak in it: its lines answer each other.
    let isTalk: Bool

    /// Cost: one pass; heads are read once for each form, on up to `threadCount` threads.
    init(_ view: View, _ segments: [Segment], threadCount: Int) {
        let bytes = view.bytes
        self.bytes = bytes
        var lines: [(line: Range<Int>, next: Int, opensSegment: Bool)] = []
        for segment in segments {
            var at = segment.range.lowerBound
            while at < segment.range.upperBound {
                var end = lineEnd(in: bytes, from: at, limit: segment.range.upperBound)
                let next = min(end + 1, segment.range.upperBound)
                if end > at, end < next, bytes[end - 1] == 0x0D { end -= 1 }
                lines.append((at..<end, next, at == segment.range.lowerBound))
                at = next
            }
        }
        var forms = LogForms(bytes)
        var formOfLine = lines.map { forms.form(of: $0.line) }
        var readings = forms.examples.inParts(threadCount: threadCount) { part in
            var reader = LogHeadReader(bytes)
            return part.map { reader.reading(of: $0) }
        }.flatMap(\.self)
        let heads = lines.indices.map { index in
            let line = lines[index].line
            if let header = readings[formOfLine[index]].header(at: line.lowerBound, in: bytes) { return header }
            formOfLine[index] = forms.newForm(line)
            var reader = LogHeadReader(bytes)
            readings.append(reader.reading(of: line))
            return readings[readings.count - 1].header
        }
        formCount = forms.count
        isTalk = Self.isTalk(heads, lines.map(\.line), in: bytes)
        let named = Self.layoutsWithComponent(heads)
        let headed = heads.count { $0.signature != 0 }
        // Where most lines have a head, one without goes with the line above.
        let joins = headed * 2 > heads.count
        records.reserveCapacity(headed)
        var latest: (signature: UInt64, isNamed: Bool) = (0, false)
        for (index, (head, line)) in zip(heads, lines).enumerated() {
            if line.opensSegment { segmentStarts.append(records.count) }
            let isBlankLine = line.line.allSatisfy { bytes[$0].isBlank }
            let continues = !line.opensSegment && head.signature == 0 && (joins || isBlankLine || bytes[line.line.lowerBound].isBlank)
            if continues {
                records[records.count - 1].range = records[records.count - 1].range.lowerBound..<line.next
                continue
            }
            if head.signature != latest.signature { latest = (head.signature, named.contains(head.signature)) }
            let component = latest.isNamed ? head.component : nil
            records.append(
                LogRecord(
                    range: line.line.lowerBound..<line.next, line: line.line, headEnd: component?.lowerBound ?? head.end,
                    messageStart: component?.upperBound ?? head.end, clock: head.clock, level: head.level, levelStart: head.levelStart,
                    signature: head.signature, form: formOfLine[index]))
        }
        for index in records.indices { records[index].isProtected = view.isProtected(records[index].range) }
    }

    /// The layouts in which nearly every head is followed by a word that ends in a colon: there that word is the component.
    private static func layoutsWithComponent(_ heads: [LogHeader]) -> Set<UInt64> {
        var counts: [UInt64: (all: Int, named: Int)] = [:]
        var start = 0
        while start < heads.count {
            let signature = heads[start].signature
            var end = start, named = 0
            while end < heads.count, heads[end].signature == signature {
                if heads[end].component != nil { named += 1 }
                end += 1
            }
            let before = counts[signature] ?? (0, 0)
            if signature != 0 { counts[signature] = (before.all + end - start, before.named + named) }
            start = end
        }
        return Set(counts.filter { $0.value.named * 5 >= $0.value.all * 4 }.keys)
    }
}
