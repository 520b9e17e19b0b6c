// The loop behind --jsonl: a batch of lines in, one answer a line out, in order. Lines of one batch are worked on by all cores; a line that
// cannot be used is reported by its number and passed through, so that the others arrive and line n of the output answers line n.

import PithSystem

enum RecordAnswers {
    /// Answers each line of standard input or of the file at `path` by `answer`; what it returns is written with a line feed.
    /// `note` sees, in order and on one thread, what came with each answer. The last line is ended as the input's is, or always.
    static func stream<Note: Sendable>(
        from path: String?, threadCount: Int, endsLastLine: Bool = false, note: (Note) -> Void,
        answer: @Sendable (_ bytes: [UInt8], _ line: Range<Int>) throws -> (bytes: [UInt8], note: Note)
    ) throws {
        var batches = RecordBatches(path == nil || path == "-" ? .standardInput() : try .reading(path!))
        let output = File.standardOutput()
        while let batch = try batches.next() {
            let answers = Parallel.map(batch.lines.count, threadCount: threadCount) { index in
                isBlank(batch, index) ? nil : Result { try answer(batch.bytes, batch.lines[index]) }
            }
            var block: [UInt8] = []
            block.reserveCapacity(batch.bytes.count)
            for (index, result) in answers.enumerated() {
                switch result {
                case .success(let done):
                    block += done.bytes
                    note(done.note)
                case .failure(let error):
                    Diagnostics.warning("line \(batch.firstLineNumber + index): \(error). Passed through unchanged")
                    block += batch.bytes[batch.lines[index]]
                case nil: block += batch.bytes[batch.lines[index]]
                }
                if index < answers.count - 1 || batch.lastLineIsEnded || endsLastLine { block.append(0x0A) }
            }
            try output.write(block)
        }
    }

    private static func isBlank(_ batch: RecordBatch, _ index: Int) -> Bool {
        batch.bytes[batch.lines[index]].allSatisfy { $0 == 0x20 || $0 == 0x09 || $0 == 0x0D }
    }
}
