// The tokens of a log's lines, kept once for each form (LogForms): for a line it is enough to know which form it has and where it begins.

/// The tokens of many lines: those of each form once, and for each line which they are and where it begins.
struct LogLineTokens {
    /// The tokens of a form, counted from the beginning of its lines.
    private let tokensOfForm: [[LogToken]]
    private let lines: [(form: Int32, start: UInt32)]

    /// The tokens of `records` from their components on. Those of each form are cut once, on up to `threadCount` threads.
    init(_ log: LogRecords, threadCount: Int) {
        var firsts: [LogRecord] = [], isKnown = Array(repeating: false, count: log.formCount)
        for record in log.records where !isKnown[record.form] {
            isKnown[record.form] = true
            firsts.append(record)
        }
        let cut = firsts.inParts(threadCount: threadCount) { part in
            let tokenizer = LogTokenizer(bytes: log.bytes)
            return part.map { record in
                var tokens: [LogToken] = []
                tokenizer.tokens(in: record.headEnd..<record.line.upperBound, into: &tokens)
                return tokens.map { $0.moved(by: -record.line.lowerBound) }
            }
        }.flatMap(\.self)
        var tokensOfForm: [[LogToken]] = Array(repeating: [], count: log.formCount)
        for (record, tokens) in zip(firsts, cut) { tokensOfForm[record.form] = tokens }
        self.tokensOfForm = tokensOfForm
        lines = log.records.map { (Int32($0.form), UInt32($0.line.lowerBound)) }
    }

    /// How many tokens line `index` has.
    func count(_ index: Int) -> Int { tokensOfForm[Int(lines[index].form)].count }

    /// Token `place` of line `index`.
    func range(_ index: Int, _ place: Int) -> Range<Int> {
        let line = lines[index], token = tokensOfForm[Int(line.form)][place]
        return Int(token.start) + Int(line.start)..<Int(token.end) + Int(line.start)
    }

    /// The tokens of line `index`.
    func tokens(_ index: Int) -> [LogToken] {
        let line = lines[index]
        return tokensOfForm[Int(line.form)].map { $0.moved(by: Int(line.start)) }
    }

    /// The hashes of the line's tokens as one.
    func hash(_ index: Int, from seed: UInt64) -> UInt64 {
        tokensOfForm[Int(lines[index].form)].reduce(seed) { LogTokenizer.mixed($0, $1.hash) }
    }

    /// The places at which lines `rows`, which have as many tokens each, may have different ones.
    func varyingPlaces(of rows: ArraySlice<Int>) -> [Int] {
        guard let first = rows.first else { return [] }
        let model = tokensOfForm[Int(lines[first].form)]
        var varies = model.map(\.isMasked)
        var seen: Set<Int32> = [lines[first].form]
        var latest = lines[first].form
        for row in rows where lines[row].form != latest {
            latest = lines[row].form
            guard seen.insert(latest).inserted else { continue }
            for (place, token) in tokensOfForm[Int(latest)].enumerated() where token.isMasked || token.hash != model[place].hash {
                varies[place] = true
            }
        }
        return varies.indices.filter { varies[$0] }
    }
}
