// The loop behind --jsonl: a batch of lines in, one answer a line out, in order. Lines of one batch are worked on by all cores; a line that
// cannot be used is reported by its number and passed through, so that the others arrive and line n of the output answers line n.

import PithSystem

/// One line to answer.
struct Record: Sendable {
    /// The batch that it was read with.
    let bytes: [UInt8]
    /// Where it stands in the batch.
    let line: Range<Int>
    /// The line of the same number of the companion stream; nil when there is none, or when that has ended.
    let companion: [UInt8]?
}

enum RecordAnswers {
    /// Answers each line of standard input, or of the file at `path`, by `answer`. The last line is ended as the input's is, or always.
    ///
    /// `willWrite` sees what came with the answers of a batch, in order, before the batch is written: nil for lines passed through.
    /// Returns the worst way in which a line failed, `.done` when all went well: bad data does not fail a run, an unmet limit does.
    static func stream<Note: Sendable>(
        from path: String?, companion: String? = nil, threadCount: Int, endsLastLine: Bool = false,
        willWrite: ([Note?]) throws -> Void = { _ in }, answer: @Sendable (Record) throws -> (bytes: [UInt8], note: Note)
    ) throws -> ExitStatus {
        var status = ExitStatus.done
        var batches = RecordBatches(path == nil || path == "-" ? .standardInput() : try .reading(path!))
        var companions = RecordLines(try companion.map { path throws(FileError) in try File.reading(path) })
        let output = File.standardOutput()
        while let batch = try batches.next() {
            let besides = try companions.next(batch.lines.count)
            let answers = Parallel.map(batch.lines.count, threadCount: threadCount) {
                index -> Result<(bytes: [UInt8], note: Note), any Error>? in
                let line = batch.lines[index]
                if isBlank(batch.bytes[line]) { return nil }
                return Result { try answer(Record(bytes: batch.bytes, line: line, companion: besides[index])) }
            }
            var block: [UInt8] = []
            block.reserveCapacity(batch.bytes.count)
            for (index, result) in answers.enumerated() {
                switch result {
                case .success(let done): block += done.bytes
                case .failure(let error):
                    Diagnostics.warning("line \(batch.firstLineNumber + index): \(error). Passed through unchanged")
                    block += batch.bytes[batch.lines[index]]
                    let kind = exitStatus(of: error) ?? .badData
                    if status == .done || kind == .notMet { status = kind }
                case nil: block += batch.bytes[batch.lines[index]]
                }
                if index < answers.count - 1 || batch.lastLineIsEnded || endsLastLine { block.append(0x0A) }
            }
            try willWrite(answers.map { try? $0?.get().note })
            try output.write(block)
        }
        return status
    }

    private static func isBlank(_ line: ArraySlice<UInt8>) -> Bool { line.allSatisfy { $0 == 0x20 || $0 == 0x09 || $0 == 0x0D } }
}
