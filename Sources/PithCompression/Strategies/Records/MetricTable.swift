// Samples of metrics as Prometheus and its clients write them, a line each. Those of one metric with the same labels become a table, as arrays of objects do in JSON:
//
//     http_requests_total{method="GET",code="200"} 1027       [[http_requests_total]] [
//     http_requests_total{method="GET",code="404"} 3          method code"" value
//     http_requests_total{method="POST",code="200"} 412       GET 200 1027
//                                                             GET 404 3
//                                                             POST 200 412
//                                                             ]
//
// TabledJSON has the form and its reader: what stands under a label is its value, under `value` the sample's. Used where it is fewer tokens. Samples with a time of their own,
// or without labels, stay as they are.

import PithJSON
import PithPrompt
import PithSystem

/// Writes samples of one metric as a table.
struct MetricTable: Strategy {
    static let name = "metric-table"
    static let summary = "samples of Prometheus metrics as tables: name and labels once in a header"
    static let kinds: Set<SegmentKind> = [.instruction, .prose, .list, .code, .log, .listing, .table]
    static let effect = EditEffect.lossless

    private static let fewestSamples = 4

    func proposals(for context: StrategyContext) -> [Proposal] {
        guard context.mayWriteBlocks else { return [] }
        return context.joinedSegments.flatMap { view, range -> [Proposal] in
            let bytes = context.prompt.views[view].bytes
            guard Self.holdsSample(bytes, range) else { return [] }
            return StrategyContext.blocks(in: bytes, range) { Self.samples(bytes, from: $0, range.upperBound) }.compactMap { block in
                let samples = block.content
                guard let first = samples.first, !context.prompt.views[view].isProtected(block.range) else { return nil }
                var records = PlainRecords(names: first.labels.map { Array(bytes[$0.name]) } + [MetricSample.valueName])
                for sample in samples {
                    let value = bytes[sample.value]
                    records.add(
                        sample.labels.map { PlainRecords.literal(bytes[$0.value]) }
                            + [isJSONNumber(value) ? Array(value) : PlainRecords.literal(value)])
                }
                return records.table(named: bytes[first.name], insteadOf: bytes[block.range], context).map {
                    Proposal(edits: [Self.edit(view, block.range, to: $0)])
                }
            }
        }
    }

    /// Whether a bracket in the range stands between a name that begins its line and a label. Cost: a look at each bracket.
    private static func holdsSample(_ bytes: [UInt8], _ range: Range<Int>) -> Bool {
        var at = range.lowerBound
        while true {
            let bracket = firstOffset(of: 0x7B, in: bytes, at..<range.upperBound)
            guard bracket < range.upperBound else { return false }
            at = bracket + 1
            let label = bytes[at..<range.upperBound].prefix(longestName).prefix(while: \.isNameByte)
            guard !label.isEmpty, bytes[label.endIndex..<range.upperBound].begins(with: "=\"") else { continue }
            let name = bytes[range.lowerBound..<bracket].suffix(longestName).reversed().prefix(while: \.isNameByte).count
            let start = bracket - name
            if name > 0, start == range.lowerBound || bytes[start - 1] == 0x0A { return true }
        }
    }

    private static let longestName = 120

    /// Letters and the underscore.
    private static let openers = ByteSet { $0.isLetter || $0 == 0x5F }

    /// The samples of one metric with the same labels from `start` on.
    private static func samples(_ bytes: [UInt8], from start: Int, _ limit: Int) -> (end: Int, fillsFence: Bool, content: [MetricSample])? {
        guard openers.contains(bytes[start]) else { return nil }
        var samples: [MetricSample] = []
        var at = start
        while at < limit {
            let stop = lineEnd(in: bytes, from: at, limit: limit)
            guard let sample = MetricSample(bytes, at..<stop), samples.first.map({ $0.isLike(sample, in: bytes) }) ?? true else { break }
            samples.append(sample)
            at = min(stop + 1, limit)
        }
        return samples.count >= fewestSamples ? (at, true, samples) : nil
    }
}

/// A line `name{label="text",…} value`.
private struct MetricSample {
    let name: Range<Int>
    private(set) var labels: [(name: Range<Int>, value: Range<Int>)] = []
    let value: Range<Int>

    static let valueName = Array("value".utf8)

    /// Nil for other lines, and for texts with a backslash. Cost: linear.
    init?(_ bytes: [UInt8], _ line: Range<Int>) {
        var at = line.lowerBound
        while at < line.upperBound, bytes[at].isNameByte { at += 1 }
        name = line.lowerBound..<at
        guard !name.isEmpty, at < line.upperBound, bytes[at] == 0x7B else { return nil }
        repeat {
            at += 1
            let start = at
            while at < line.upperBound, bytes[at].isNameByte { at += 1 }
            let label = start..<at
            guard !label.isEmpty, at + 1 < line.upperBound, bytes[at] == 0x3D, bytes[at + 1] == 0x22 else { return nil }
            let close = firstOffset(of: 0x22, in: bytes, at + 2..<line.upperBound)
            guard close + 1 < line.upperBound, !bytes[at + 2..<close].contains(0x5C) else { return nil }
            labels.append((label, at + 2..<close))
            at = close + 1
        } while bytes[at] == 0x2C
        guard bytes[at] == 0x7D, at + 2 < line.upperBound, bytes[at + 1] == 0x20 else { return nil }
        value = at + 2..<line.upperBound
        guard !bytes[value].contains(where: \.isSpace), Set(labels.map { bytes[$0.name] } + [Self.valueName[...]]).count == labels.count + 1
        else { return nil }
    }

    /// Whether the other is of the same metric and has the same labels in the same order.
    func isLike(_ other: MetricSample, in bytes: [UInt8]) -> Bool {
        areSame(bytes[name], bytes[other.name]) && labels.count == other.labels.count
            && zip(labels, other.labels).allSatisfy { areSame(bytes[$0.name], bytes[$1.name]) }
    }
}
