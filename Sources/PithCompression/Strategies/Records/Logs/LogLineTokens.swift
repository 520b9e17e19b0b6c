// The tokens of a log's lines, kept once for each form (LogForms): for a line it is enough to know which form it has and where it begins.

/// The tokens of many lines: those of each form once, and for each line which they are and where it begins.
struct LogLineTokens {
    /// The tokens of all forms, form by form, counted from the beginning of their lines.
    private let tokens: [LogToken]
    /// Where those of each form stand.
    private let places: [Range<UInt32>]
    private let lines: [(form: Int32, start: UInt32)]

    /// Lines of a log have about as many tokens.
    private static let usualCount = 16

    /// The tokens of `records` from their components on. Those of each form are cut once, on up to `threadCount` threads.
    init(_ log: LogRecords, threadCount: Int) {
        var firsts: [LogRecord] = [], isKnown = Array(repeating: false, count: log.formCount)
        for record in log.records where !isKnown[record.form] {
            isKnown[record.form] = true
            firsts.append(record)
        }
        /// The tokens of some forms, one after the other, and how many each has.
        let cut = firsts.inParts(threadCount: threadCount) { part in
            let tokenizer = LogTokenizer(bytes: log.bytes)
            var line: [LogToken] = [], all: [LogToken] = [], counts: [UInt32] = []
            counts.reserveCapacity(part.count)
            all.reserveCapacity(part.count * Self.usualCount)
            for record in part {
                tokenizer.tokens(in: record.headEnd..<record.line.upperBound, into: &line)
                for token in line { all.append(token.moved(by: -record.line.lowerBound)) }
                counts.append(UInt32(line.count))
            }
            return (all, counts)
        }
        var places = Array(repeating: UInt32(0)..<0, count: log.formCount)
        var end: UInt32 = 0
        for (record, count) in zip(firsts, cut.lazy.flatMap(\.1)) {
            places[record.form] = end..<end + count
            end += count
        }
        if cut.count == 1 {
            tokens = cut[0].0
        } else {
            var all: [LogToken] = []
            all.reserveCapacity(Int(end))
            for part in cut { all += part.0 }
            tokens = all
        }
        self.places = places
        lines = log.records.map { (Int32($0.form), UInt32($0.line.lowerBound)) }
    }

    /// The tokens of form `form`.
    private func tokens(ofForm form: Int32) -> ArraySlice<LogToken> {
        let place = places[Int(form)]
        return tokens[Int(place.lowerBound)..<Int(place.upperBound)]
    }

    /// How many tokens line `index` has.
    func count(_ index: Int) -> Int { places[Int(lines[index].form)].count }

    /// Token `place` of line `index`.
    func range(_ index: Int, _ place: Int) -> Range<Int> {
        let line = lines[index], token = tokens[Int(places[Int(line.form)].lowerBound) + place]
        return Int(token.start) + Int(line.start)..<Int(token.end) + Int(line.start)
    }

    /// The tokens of line `index`.
    func tokens(_ index: Int) -> [LogToken] {
        let line = lines[index]
        return tokens(ofForm: line.form).map { $0.moved(by: Int(line.start)) }
    }

    /// The hashes of the line's tokens as one.
    func hash(_ index: Int, from seed: UInt64) -> UInt64 {
        tokens(ofForm: lines[index].form).reduce(seed) { LogTokenizer.mixed($0, $1.hash) }
    }

    /// The places at which lines `rows`, which have as many tokens each, may have different ones.
    func varyingPlaces(of rows: ArraySlice<Int>) -> [Int] {
        guard let first = rows.first else { return [] }
        let model = Array(tokens(ofForm: lines[first].form))
        var varies = model.map(\.isMasked)
        var seen: Set<Int32> = [lines[first].form]
        var latest = lines[first].form
        for row in rows where lines[row].form != latest {
            latest = lines[row].form
            guard seen.insert(latest).inserted else { continue }
            for (place, token) in tokens(ofForm: latest).enumerated() where token.isMasked || token.hash != model[place].hash {
                varies[place] = true
            }
        }
        return varies.indices.filter { varies[$0] }
    }
}
