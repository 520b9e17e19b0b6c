// --log FILE --tag KEY=VALUE: one JSON line a call, so that what was spent can be joined to what it bought. It holds figures and the
// user's own tags, never any of the content.

import ArgumentParser
import PithJSON
import PithSystem

struct LogOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp("Append one JSON line about this call: figures and tags, never content.", valueName: "file"), completion: .file()
    )
    var log: String?

    @Option(name: .customLong("tag"), help: ArgumentHelp("A tag for the log line. May be repeated.", valueName: "key=value"))
    var tags: [String] = []

    mutating func validate() throws {
        if log == nil, !tags.isEmpty { throw ValidationError("--tag is for the log line: add --log FILE") }
        for tag in tags where !tag.contains("=") || tag.hasPrefix("=") {
            throw ValidationError("--tag takes KEY=VALUE, not '\(tag)'. Try --tag \(tag.filter { $0 != "=" })=1")
        }
    }

    /// The log, opened so that a path that cannot be written is known before any work is done; nil when none was asked for.
    func opened() throws(FileError) -> CallLog? {
        guard let log else { return nil }
        _ = try File.writing(log, appending: true)
        return CallLog(path: log, tags: tags)
    }
}

/// What one call did, in figures.
struct CallFigures {
    var command: String
    var encoding: String
    var mode: String
    var recordCount: Int?
    var inputTokenCount = 0
    var outputTokenCount = 0
    var strategies: [String] = []
    var milliseconds = 0.0
    var status = ExitStatus.done
}

struct CallLog {
    let path: String
    let tags: [String]

    /// Adds one line. Lines of processes that log to the same file at the same time do not mix.
    func append(_ figures: CallFigures) throws(FileError) {
        var json = JSONWriter()
        json.object {
            $0.member("time", currentTimeUTC())
            $0.member("command", figures.command)
            $0.member("encoding", figures.encoding)
            $0.member("mode", figures.mode)
            if let count = figures.recordCount { $0.member("records", count) }
            $0.member("inputTokens", figures.inputTokenCount)
            $0.member("outputTokens", figures.outputTokenCount)
            $0.member("strategies", array: { list in for name in figures.strategies { list.string(name) } })
            $0.member("milliseconds", number: figures.milliseconds, decimals: 3)
            $0.member("exit", Int(figures.status.rawValue))
            $0.member(
                "tags",
                object: { members in
                    for tag in tags {
                        let parts = tag.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
                        members.member(String(parts[0]), String(parts[1]))
                    }
                })
        }
        try File.append(line: json.bytes, to: path)
    }
}
