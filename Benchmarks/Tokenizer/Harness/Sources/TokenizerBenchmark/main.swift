// One measurement of Pith's tokenizer, as a line of JSON; run_benchmark.py runs it between measurements of other tokenizers.
//
//     TokenizerBenchmark count|encode|cores ENCODING FILE [PASSES]     MB per CPU second: of the first pass, and the best of the others
//     TokenizerBenchmark short ENCODING FILE                            nanoseconds for a string of 200 bytes
//     TokenizerBenchmark once ENCODING FILE [TIMES]                     seconds for one count of the text, that many times over
//     TokenizerBenchmark ranks ENCODING OUTPUT                          the vocabulary as a .tiktoken file, for the others
//     TokenizerBenchmark ids ENCODING FILE OUTPUT                       the ids as 32-bit numbers, to compare with a reference
//
// Between passes the lines of the text are put into another order, so that only what is remembered of pieces can help.

import Foundation
import PithTokenizer

func now(_ clock: clockid_t) -> Double {
    var time = timespec()
    clock_gettime(clock, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
}

/// A seeded source of random numbers (SplitMix64).
struct SeededGenerator: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}

func peakKilobytes() -> Int {
    var usage = rusage()
    getrusage(0, &usage)  // RUSAGE_SELF
    return usage.ru_maxrss
}

let arguments = CommandLine.arguments
guard arguments.count >= 4 else {
    print("usage: TokenizerBenchmark count|encode|cores|short|once|ranks|ids ENCODING FILE [PASSES|OUTPUT]")
    exit(64)
}
let encoding = try Encoding.named(arguments[2])
if arguments[1] == "ranks" {
    let special = encoding.encode("<|endoftext|>", allowSpecial: true).first ?? 0
    let lines = (0..<special).compactMap { id in (try? encoding.decode([id])).map { "\(Data($0).base64EncodedString()) \(id)\n" } }
    try Data(lines.joined().utf8).write(to: URL(filePath: arguments[3]))
    exit(0)
}
var text = [UInt8](try Data(contentsOf: URL(filePath: arguments[3])))
let megabytes = Double(text.count) / 1e6
let passCount = arguments.count > 4 ? Int(arguments[4]) ?? 8 : 8

func shuffled(_ text: [UInt8], seed: Int) -> [UInt8] {
    var random = SeededGenerator(state: UInt64(seed))
    var output: [UInt8] = []
    output.reserveCapacity(text.count + 1)
    for line in text.split(separator: 10, omittingEmptySubsequences: false).shuffled(using: &random) {
        output.append(contentsOf: line)
        output.append(10)
    }
    output.removeLast()
    return output
}

switch arguments[1] {
case "count", "encode":
    var rates: [Double] = []
    var tokens = 0
    for pass in 0..<passCount {
        let start = now(CLOCK_PROCESS_CPUTIME_ID)
        tokens = arguments[1] == "count" ? encoding.count(text) : encoding.encode(text, as: UInt32.self).count
        rates.append(megabytes / (now(CLOCK_PROCESS_CPUTIME_ID) - start))
        text = shuffled(text, seed: pass)
    }
    print(#"{"tokens": \#(tokens), "first": \#(rates[0]), "warm": \#(rates.dropFirst().max() ?? 0), "peak_kb": \#(peakKilobytes())}"#)
case "once":
    let whole = Array(repeatElement(text, count: arguments.count > 4 ? Int(arguments[4]) ?? 1 : 1).joined())
    _ = encoding.count("hello world")
    let start = now(CLOCK_PROCESS_CPUTIME_ID)
    let tokens = encoding.count(whole)
    print(#"{"seconds": \#(now(CLOCK_PROCESS_CPUTIME_ID) - start), "tokens": \#(tokens), "peak_kb": \#(peakKilobytes())}"#)
case "cores":
    // A few milliseconds say more about how fast threads wake than about counting.
    let once = text
    while text.count < 32_000_000 { text += once }
    _ = encoding.count(text)
    // In turn, and the best of many: whatever else the machine does can only make a pass longer.
    var best = [Double.infinity, .infinity]
    for _ in 0..<passCount * 4 {
        for threads in [1, 2] {
            let start = now(CLOCK_MONOTONIC)
            _ = await encoding.count(text, threadCount: threads)
            best[threads - 1] = min(best[threads - 1], now(CLOCK_MONOTONIC) - start)
        }
    }
    print(#"{"one_core_s": \#(best[0]), "two_cores_s": \#(best[1]), "speedup": \#(best[0] / best[1])}"#)
case "short":
    let pieces = stride(from: 0, to: text.count - 200, by: 200).prefix(2000).map { Array(text[$0..<$0 + 200]) }
    var shortest = Double.infinity
    var tokens = 0
    for _ in 0..<20 {
        let start = now(CLOCK_PROCESS_CPUTIME_ID)
        for piece in pieces { tokens &+= encoding.count(piece) }
        shortest = min(shortest, now(CLOCK_PROCESS_CPUTIME_ID) - start)
    }
    print(#"{"nanoseconds": \#(shortest / Double(pieces.count) * 1e9), "tokens": \#(tokens)}"#)
case "ids":
    let ids = encoding.encode(text).map { UInt32($0) }
    try ids.withUnsafeBytes { try Data($0).write(to: URL(filePath: arguments[4])) }
default:
    print("no measurement named '\(arguments[1])'")
    exit(64)
}
