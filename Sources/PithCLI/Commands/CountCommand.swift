// pith count: how many tokens.

import ArgumentParser
import Pith
import PithJSON
import PithSystem

struct CountCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "count",
        abstract: "Count tokens.",
        discussion: """
            Standard input prints the number alone; files print "N NAME" and, when there are several, a total, as wc does.

              echo hi | pith count
              pith count --encoding cl100k_base *.md
              pith count --jsonl --field text < records.jsonl
              pith count --messages chat.json
            """)

    @Argument(help: "The files to count, or - for standard input.", completion: .file())
    var files: [String] = []

    @OptionGroup var encodingOptions: EncodingOptions
    @OptionGroup var records: RecordOptions

    @Flag(help: "Count a conversation as a model gets it: its texts, without the JSON around them and its escapes.")
    var messages = false

    @Flag(name: .customLong("json"), help: "Print JSON.")
    var printsJSON = false

    func run() throws {
        let counting = try encodingOptions.counting()
        if messages, !records.isOn { return try countConversations(counting) }
        if records.isOn { return try countRecords(counting) }
        if files.isEmpty { return try Self.countStandardInput(counting, asJSON: printsJSON, threadCount: records.threadCount) }
        try countFiles(counting)
    }

    static func countStandardInput(_ counting: ModelCounting, asJSON: Bool, threadCount: Int) throws {
        let count = try StreamedCount(of: nil, encoding: counting.encoding, threadCount: threadCount)
        warnOfInvalid(nil, count)
        let tokenCount = counting.tokens(count.tokenCount)
        guard asJSON else { return try File.standardOutput().write("\(tokenCount)\n") }
        try File.standardOutput().write(json(FileCount(name: "", tokenCount: tokenCount, byteCount: count.byteCount), counting))
    }

    private func countConversations(_ counting: ModelCounting) throws {
        func count(_ path: String?) throws -> FileCount {
            let bytes = try InputText.read(path, invalidBytesAre: "counted as U+FFFD")
            return FileCount(name: path ?? "", tokenCount: try Self.conversationTokens(bytes, counting, path: path), byteCount: bytes.count)
        }
        guard !files.isEmpty else {
            let counted = try count(nil)
            return try File.standardOutput().write(
                printsJSON ? Self.json(counted, counting) : Array("\(counted.tokenCount)\n".utf8))
        }
        var counted: [FileCount] = []
        for path in files { do { counted.append(try count(path)) } catch { Diagnostics.error("\(error)") } }
        try write(counted, counting)
    }

    /// The tokens of the conversation that `bytes` hold, as a model gets them.
    private static func conversationTokens(_ bytes: [UInt8], _ counting: ModelCounting, path: String? = nil) throws -> Int {
        let place = path.map { "\($0): " } ?? ""
        do throws(PromptError) {
            let prompt = try Prompt(parsing: bytes, as: .messages)
            guard let tokens = MessageTokens(prompt, encoding: counting.encoding) else { return 0 }
            if tokens.uncountedBlockCount > 0 {
                let left = tokens.uncountedBlockCount
                Diagnostics.note("\(place)blocks that hold no text are not counted, such as pictures and reasoning: \(left)")
            }
            return counting.tokens(tokens.count)
        } catch {
            guard case .notMessages(let reason) = error else { throw Failure.badData("\(place)\(error)") }
            throw Failure.badData("\(place)not a conversation: \(reason). Give an array of messages or a request, or leave --messages away")
        }
    }

    /// A file that cannot be read is reported, the others are counted.
    private func countFiles(_ counting: ModelCounting) throws {
        // Several files share the threads; one alone gets them all.
        let (filesAtOnce, threads) = (min(files.count, records.threadCount), max(1, records.threadCount / files.count))
        let counts = Parallel.map(files.count, threadCount: filesAtOnce) { index -> Result<StreamedCount, FileError> in
            Result { () throws(FileError) in try StreamedCount(of: files[index], encoding: counting.encoding, threadCount: threads) }
        }
        var counted: [FileCount] = []
        for (name, count) in zip(files, counts) {
            switch count {
            case .success(let count):
                Self.warnOfInvalid(name, count)
                counted.append(FileCount(name: name, tokenCount: counting.tokens(count.tokenCount), byteCount: count.byteCount))
            case .failure(let error): Diagnostics.error("\(error)")
            }
        }
        try write(counted, counting)
    }

    private func write(_ counted: [FileCount], _ counting: ModelCounting) throws {
        try File.standardOutput().write(printsJSON ? json(counted, counting) : lines(counted))
        if counted.count < files.count { throw QuietFailure(status: .badData) }
    }

    private static func warnOfInvalid(_ path: String?, _ count: StreamedCount) {
        guard let offset = count.firstInvalidOffset else { return }
        InputText.warnOfInvalid(path, offset, invalidBytesAre: "counted as U+FFFD")
    }

    private func lines(_ counts: [FileCount]) -> [UInt8] {
        var text = counts.map { "\($0.tokenCount) \($0.name)\n" }.joined()
        if files.count > 1 { text += "\(total(counts, \.tokenCount)) total\n" }
        return Array(text.utf8)
    }

    /// What standard input comes to.
    private static func json(_ count: FileCount, _ counting: ModelCounting) -> [UInt8] {
        var json = JSONWriter()
        json.object {
            $0.member("encoding", counting.encoding.name)
            $0.member(counting.estimate)
            $0.member("tokens", count.tokenCount)
            $0.member("bytes", count.byteCount)
        }
        return json.bytes + [0x0A]
    }

    private func json(_ counts: [FileCount], _ counting: ModelCounting) -> [UInt8] {
        var json = JSONWriter()
        json.object {
            $0.member("encoding", counting.encoding.name)
            $0.member(counting.estimate)
            $0.member("tokens", total(counts, \.tokenCount))
            $0.member("bytes", total(counts, \.byteCount))
            $0.member(
                "files",
                array: { list in
                    for count in counts {
                        list.object {
                            $0.member("name", count.name)
                            $0.member("tokens", count.tokenCount)
                            $0.member("bytes", count.byteCount)
                        }
                    }
                })
        }
        return json.bytes + [0x0A]
    }

    private func total(_ counts: [FileCount], _ part: KeyPath<FileCount, Int>) -> Int { counts.reduce(0) { $0 + $1[keyPath: part] } }

    private func countRecords(_ counting: ModelCounting) throws {
        guard files.count <= 1 else {
            throw Failure.usage("--jsonl reads one stream. Join the files: cat \(files[0]) ... | pith count --jsonl")
        }
        let name = records.field!
        let (asJSON, messages) = (printsJSON, messages)
        _ = try RecordAnswers.stream(from: files.first, threadCount: records.threadCount, endsLastLine: true) { record in
            let text = try RecordField(named: name, in: record).text
            let count = try messages ? Self.conversationTokens(text, counting) : counting.count(text)
            return (Array((asJSON ? "{\"tokens\":\(count)}" : "\(count)").utf8), ())
        }
    }
}

private struct FileCount {
    let name: String
    let tokenCount: Int
    let byteCount: Int
}

extension JSONWriter {
    /// What makes the counts an estimate; nothing where they are exact.
    mutating func member(_ estimate: TokenEstimate?) {
        guard let estimate else { return }
        member(
            "estimate",
            object: { json in
                json.member("model", estimate.model)
                json.member("factor", number: Double(estimate.percent) / 100)
                json.member("margin", number: Double(estimate.marginPercent) / 100)
                json.member("error", estimate.error)
            })
    }
}
