// pith compress --jsonl: one field of each record made smaller, every other byte of the record as it was.

import Pith
import PithJSON
import PithSystem

/// What came of one record.
private struct RecordFigures: Sendable {
    let inputTokenCount: Int
    let outputTokenCount: Int
    let strategies: [String]
    let isLossy: Bool
    /// The receipt as one line, when receipts are kept.
    let receipt: [UInt8]
}

extension CompressCommand {
    func compressRecords(_ compressor: Compressor, _ log: CallLog?) throws {
        let watch = Stopwatch()
        let name = records.field!, format = how.format, keepsReceipts = receipt != nil
        try OutputPath.refuse("--receipt", receipt, over: [file])
        let receipts = try receipt.map { path throws(FileError) in try File.writing(path) }
        var total = CallFigures(
            command: Self.configuration.commandName!, encoding: compressor.options.encoding.name, mode: compressor.options.mode.label,
            recordCount: 0)
        var anyIsLossy = false
        let status = try RecordAnswers.stream(
            from: file, threadCount: records.threadCount,
            willWrite: { (notes: [RecordFigures?]) in
                var lines: [UInt8] = []
                for note in notes {
                    lines += note?.receipt ?? Array("null".utf8)
                    lines.append(0x0A)
                    guard let note else { continue }
                    total.add(note)
                    anyIsLossy = anyIsLossy || note.isLossy
                }
                try receipts?.write(lines)
            }
        ) { record in
            let field = try RecordField(named: name, in: record)
            var compressor = compressor
            if !field.isString { compressor = Compressor(options: compressor.options.keepingFormat()) }
            let compressed = try compressor.compress(Prompt(parsing: field.text, as: format))
            let changed = compressed.output != field.text
            if changed, !field.isString, (try? JSONDocument(compressed.output)) == nil { throw RecordError.notJSONAfterwards(name) }
            // A receipt's text has line ends only between its tokens.
            let receipt = keepsReceipts ? compressed.receipt.serialized().filter { $0 != 0x0A } : []
            let figures = RecordFigures(
                inputTokenCount: compressed.inputTokenCount, outputTokenCount: compressed.outputTokenCount,
                strategies: compressed.receipt.savings.map(\.strategy), isLossy: compressed.isLossy, receipt: receipt)
            return (changed ? field.record(replacingTextWith: compressed.output) : field.unchangedRecord, figures)
        }
        // Bad records were reported and passed through; but nobody may take a budget as held that was not.
        total.status = status == .notMet ? .notMet : .done
        total.milliseconds = watch.milliseconds
        if anyIsLossy, receipt == nil { Self.warnOfLoss() }
        if report { Diagnostics.report(total.table) }
        try log?.append(total)
        if total.status != .done { throw QuietFailure(status: total.status) }
    }
}

extension CallFigures {
    fileprivate mutating func add(_ record: RecordFigures) {
        recordCount = (recordCount ?? 0) + 1
        inputTokenCount += record.inputTokenCount
        outputTokenCount += record.outputTokenCount
        for name in record.strategies where !strategies.contains(name) { strategies.append(name) }
    }

    /// The totals of a run, for people.
    fileprivate var table: String {
        var table = TextTable([.left, .left])
        table.add("records", grouped(recordCount ?? 0))
        table.add("tokens", CompressionReport.change(from: inputTokenCount, to: outputTokenCount) + "  \(encoding)")
        table.add("strategies", strategies.isEmpty ? "none" : strategies.joined(separator: ", "))
        table.add("time", "\(fixed(milliseconds, decimals: 1)) ms")
        return table.text
    }
}

extension CompressionOptions {
    fileprivate func keepingFormat() -> CompressionOptions {
        var copy = self
        copy.keepsFormat = true
        return copy
    }
}
