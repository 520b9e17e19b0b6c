// --jsonl --field NAME: one record a line in, one answer a line out.

import ArgumentParser
import PithSystem

struct RecordOptions: ParsableArguments {
    @Flag(name: .customLong("jsonl"), help: "Read one JSON record a line, and answer each with a line, at once and in order.")
    var isOn = false

    @Option(help: ArgumentHelp("With --jsonl: the field of the record to work on.", valueName: "name"))
    var field: String?

    @Option(name: .customLong("threads"), help: ArgumentHelp("How many threads work at a time. (default: one a core)", valueName: "n"))
    var requestedThreadCount: Int?

    var threadCount: Int { requestedThreadCount ?? availableCoreCount() }

    mutating func validate() throws {
        if isOn, field == nil { throw ValidationError("--jsonl needs --field NAME: which field of each record is the text?") }
        if !isOn, field != nil { throw ValidationError("--field is for records: add --jsonl") }
        if let count = requestedThreadCount, !(1...1024).contains(count) {
            throw ValidationError("--threads takes 1 to 1024, not \(count)")
        }
    }
}
