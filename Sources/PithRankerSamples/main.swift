// Writes what the ranker sees of every task that has a query, one JSON object a line; Training/Ranker/fit.py fits the weights to it.
//
//     swift run -c release PithRankerSamples TASKS.jsonl.gz (VECTORS.bin|embedded|none) [FIRST.txt] > samples.jsonl
//
// A table of vectors is used in place of the embedded one; "none" goes without. FIRST.txt holds the weights of the first scores, "feature weight" a
// line; without it the ranker's own are used.
//
//     PithRankerSamples --speed TEXT QUESTION (embedded|none) [ROUNDS]
//
// says how fast the units of TEXT are scored for QUESTION, on one core and once they are cut: the least wall time of ROUNDS (20).

import PithCompression
import PithEvaluation
import PithPrompt
import PithSystem
import PithVectors

func list(_ values: some Sequence<String>) -> String { "[" + values.joined(separator: ",") + "]" }

/// A value with four digits after the point, as the fit needs no more.
func short(_ value: Double) -> String { "\((value * 10_000).rounded() / 10_000)" }

/// A table from a file. Its memory is kept until the end of the process.
func table(at path: String) throws -> WordVectors {
    let bytes = try File.contents(of: path)
    let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: bytes.count, alignment: 64)
    memory.copyBytes(from: bytes)
    guard let table = WordVectors(UnsafeRawBufferPointer(memory)) else {
        try File.standardError().write("PithRankerSamples: \(path) is no table of vectors; make one: Training/StaticVectors/pack.py\n")
        endProcess(2)
    }
    return table
}

/// "feature weight" a line.
func weights(at path: String) throws -> [String: Double] {
    var weights: [String: Double] = [:]
    for line in String(decoding: try File.contents(of: path), as: UTF8.self).split(separator: "\n") {
        let parts = line.split(separator: " ")
        if parts.count == 2, let weight = Double(parts[1]) { weights[String(parts[0])] = weight }
    }
    return weights
}

func measureSpeed(_ arguments: ArraySlice<String>) throws {
    let given = Array(arguments)
    guard given.count == 3 || given.count == 4, let rounds = given.count == 4 ? Int(given[3]) : 20, rounds > 0 else {
        try File.standardError().write("usage: PithRankerSamples --speed TEXT QUESTION (embedded|none) [ROUNDS]\n")
        return
    }
    let bytes = try File.contents(of: given[0])
    let probe = RelevanceProbe(try Prompt(parsing: bytes, as: .text))
    let vectors = given[2] == "embedded" ? WordVectors.embedded : nil
    var best = Double.infinity
    for _ in 0..<rounds {
        let stopwatch = Stopwatch()
        guard probe.scores(query: given[1], vectors: vectors).count == probe.unitCount else { return }
        best = min(best, stopwatch.milliseconds)
    }
    try File.standardOutput().write("{\"units\":\(probe.unitCount),\"bytes\":\(bytes.count),\"milliseconds\":\(short(best))}\n")
}

func run() throws {
    let arguments = CommandLine.arguments
    if arguments.count > 1, arguments[1] == "--speed" { return try measureSpeed(arguments[2...]) }
    guard arguments.count == 3 || arguments.count == 4 else {
        try File.standardError().write("usage: PithRankerSamples TASKS.jsonl.gz (VECTORS.bin|embedded|none) [FIRST.txt] > samples.jsonl\n")
        return
    }
    let vectors = arguments[2] == "embedded" ? WordVectors.embedded : arguments[2] == "none" ? nil : try table(at: arguments[2])
    let first = arguments.count == 4 ? try weights(at: arguments[3]) : nil
    for (line, task) in try TaskReader.tasks(at: arguments[1]).enumerated() {
        guard let query = task.query else { continue }
        let prompt = try Prompt(parsing: task.context, as: task.format)
        let options = CompressionOptions()
        guard let sample = RankerSample(prompt, query: query, options: options, vectors: vectors, firstWeights: first) else { continue }
        let features = sample.features.map { "\"\($0.name)\":" + list($0.values.map(short)) }
        let fields = [
            "\"line\":\(line)", "\"ranges\":" + list(sample.ranges.map { "[\($0.lowerBound),\($0.upperBound)]" }),
            "\"blocks\":" + list(sample.blocks.map(String.init)), "\"tokens\":" + list(sample.tokenCounts.map(String.init)),
            "\"features\":{" + features.joined(separator: ",") + "}",
        ]
        try File.standardOutput().write("{" + fields.joined(separator: ",") + "}\n")
    }
}

do { try run() } catch {
    try? File.standardError().write("PithRankerSamples: \(error)\n")
    endProcess(2)
}
