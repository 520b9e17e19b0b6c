// The lines of a log that say what others say fold into the first of them, with a note: how many, until when, and what differs.
//
//     081110 103018 31 INFO dfs.FSDataset: Deleting block blk_6497260538939100482 [×263 until 081111 100210; 18…31]
//
// What is rare stays in order and word for word, but for dates and hosts that the line above has too (LogHeadDitto): see LogFold. How lines are found alike: LogTemplateMiner. Under a budget that the fold does not
// meet, messages alone are told, as many kinds as it holds: see LogDigest.

import PithPrompt

/// Folds the lines of common log templates.
struct LogTemplates: Strategy {
    static let name = "log-templates"
    static let summary =
        "log lines alike but for their values become one with a count and the values' bounds; rare lines, errors and outliers stay"
    static let kinds: Set<SegmentKind> = [.log]
    static let effect = EditEffect.folded

    func proposals(for context: StrategyContext) -> [Proposal] {
        guard !context.mustStayJSON else { return [] }
        var byView: [[Segment]] = []
        for segment in context.segments {
            if byView.last?.first?.view == segment.view { byView[byView.count - 1].append(segment) } else { byView.append([segment]) }
        }
        let marked = LogFoldMark.views(of: context.prompt)
        return byView.filter { !marked.contains($0[0].view) }.compactMap { proposal(for: $0, in: context) }
    }

    private func proposal(for segments: [Segment], in context: StrategyContext) -> Proposal? {
        let index = segments[0].view
        let threadCount = context.options.threadCount
        let log = LogRecords(context.prompt.views[index], segments, threadCount: threadCount)
        guard !log.isTalk else { return nil }
        let kinds = LogKinds(log, foldsRepeated: !context.options.namesFolds, threadCount: threadCount)
        var fold = LogFold(kinds)
        if let share = context.budgetShare {
            let byteCount = segments.reduce(0) { $0 + context.prompt.rawRange(of: $1).count }
            let tokens = share * Double(context.tokenCount) * Double(byteCount) / Double(max(1, context.prompt.bytes.count))
            if tokenCount(of: fold, log, context) > Int(tokens) {
                fold = LogDigest(kinds, tokenCount: Int(tokens), encoding: context.options.encoding, query: context.options.query).fold
            }
        }
        guard fold.changesAnything else { return nil }
        // A handle for each word that is left out would cost more than the word.
        let ditto = context.options.namesFolds ? LogHeadDitto.Cuts() : Self.ditto(fold, log)
        return Proposal(edits: edits(for: fold, log, view: index, ditto: ditto))
    }

    /// What the heads of the lines that stay share with the line above, where that is much.
    private static func ditto(_ fold: LogFold, _ log: LogRecords) -> LogHeadDitto.Cuts {
        var starts = log.segmentStarts[...]
        var ditto = LogHeadDitto.Cuts()
        var rows: [Int] = []
        func close() {
            LogHeadDitto.add(rows, of: log, to: &ditto)
            rows = []
        }
        for (row, treatment) in fold.treatments.enumerated() {
            if row == starts.first {
                starts.removeFirst()
                close()
            }
            switch treatment {
            case .dropped: break
            case .whole: rows.append(row)
            case .message: return LogHeadDitto.Cuts()
            }
        }
        close()
        return ditto.byteCount >= fewestDittoBytes ? ditto : LogHeadDitto.Cuts()
    }

    /// What the words in the mark cost several times over.
    private static let fewestDittoBytes = 150

    private func tokenCount(of fold: LogFold, _ log: LogRecords, _ context: StrategyContext) -> Int {
        var text: [UInt8] = fold.mark
        for (record, treatment) in zip(log.records, fold.treatments) {
            if case .whole(let note) = treatment { text += log.bytes[record.range] + note }
        }
        return context.options.encoding.count(text)
    }

    private func edits(for fold: LogFold, _ log: LogRecords, view: Int, ditto: LogHeadDitto.Cuts) -> [Edit] {
        var edits: [Edit] = []
        func edit(_ range: Range<Int>, _ replacement: [UInt8]) {
            edits.append(Self.edit(view, range, to: replacement))
        }
        var starts = log.segmentStarts[...]
        // The mark stands where the log begins, in the first cut when there is one.
        var pending = ditto.ranges.isEmpty ? fold.mark : LogFoldMark.withDitto(fold.mark, someAreToldTwice: ditto.someAreToldTwice)
        var cut = log.records[0].range.lowerBound..<log.records[0].range.lowerBound
        func close() {
            if !cut.isEmpty || !pending.isEmpty { edit(cut, pending) }
            pending = []
        }
        for (row, record) in log.records.enumerated() {
            // A cut does not reach over what stands between two segments.
            if row == starts.first {
                starts.removeFirst()
                if row > 0 {
                    close()
                    cut = record.range.lowerBound..<record.range.lowerBound
                }
            }
            let note: [UInt8]
            switch fold.treatments[row] {
            case .dropped:
                cut = cut.lowerBound..<record.range.upperBound
                continue
            case .message(let from, let text):
                cut = cut.lowerBound..<from
                note = text
            case .whole(let text): note = text
            }
            close()
            for range in ditto.ranges[row] ?? [] { edit(range, []) }
            if !note.isEmpty { edit(record.line.upperBound..<record.line.upperBound, note) }
            cut = record.range.upperBound..<record.range.upperBound
            if case .message = fold.treatments[row] { cut = afterFirstLine(record, log)..<record.range.upperBound }
        }
        cutLineEnd(before: &cut, log, &edits)
        close()
        return edits
    }

    /// Where the log ends without a line end and its last lines are cut, the line end before them goes with them, if it is the log's.
    private func cutLineEnd(before cut: inout Range<Int>, _ log: LogRecords, _ edits: inout [Edit]) {
        guard let end = log.records.last?.range.upperBound, cut.upperBound == end, !cut.isEmpty, log.bytes[end - 1] != 0x0A else { return }
        let floor = log.records[log.segmentStarts.last ?? 0].range.lowerBound
        var start = cut.lowerBound
        if start > floor, log.bytes[start - 1] == 0x0A { start -= 1 }
        if start < cut.lowerBound, start > floor, log.bytes[start - 1] == 0x0D { start -= 1 }
        // What was written behind the line above stands before the cut.
        guard let last = edits.last, last.range.upperBound >= start else {
            cut = start..<end
            return
        }
        guard last.range == start..<start else { return }
        edits.removeLast()
        edits.append(Self.edit(last.view, start..<end, to: last.replacement))
        cut = end..<end
    }

    /// Where the second line of a record begins, or its end.
    private func afterFirstLine(_ record: LogRecord, _ log: LogRecords) -> Int {
        let end = log.bytes[record.line.upperBound..<record.range.upperBound].firstIndex(of: 0x0A)
        return end.map { $0 + 1 } ?? record.range.upperBound
    }
}
