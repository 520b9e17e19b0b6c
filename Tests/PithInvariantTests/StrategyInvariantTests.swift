// Every registered strategy alone, and all together, on seeded random input. A new strategy is tested here by being in the table.

import Foundation
import Pith
import Testing

/// Rounds of each test; PITH_FUZZ_ROUNDS raises them.
let fuzzRoundCount = ProcessInfo.processInfo.environment["PITH_FUZZ_ROUNDS"].flatMap(Int.init) ?? 2

/// Where the seeds begin; PITH_FUZZ_SEED moves them, so that each long run sees new inputs.
let fuzzSeed = ProcessInfo.processInfo.environment["PITH_FUZZ_SEED"].flatMap(UInt64.init) ?? 0

/// Checks every invariant of one strategy: what a new strategy is to pass.
func checkInvariants(of strategy: String?, seed: UInt64 = 0) {
    checkInvariants(of: strategy, seed: fuzzSeed &+ seed, roundCount: fuzzRoundCount) { Issue.record("\($0)") }
}

@Test("What always holds, for each strategy alone", arguments: allStrategies.map { $0.name })
func invariantsHoldForStrategy(_ strategy: String) {
    // By its letters, so that each strategy meets other inputs, and the same ones whatever the table holds.
    checkInvariants(of: strategy, seed: strategy.utf8.reduce(1000) { ($0 &* 31 &+ UInt64($1)) % 1_000_003 })
}

@Test("What always holds, for all strategies together", arguments: 1...UInt64(6))
func invariantsHoldForAllStrategies(_ seed: UInt64) {
    checkInvariants(of: nil, seed: seed)
}

/// Inputs that once broke an invariant: `NAME.MODE.SEED.input` in Cases, where MODE is that of the trial and SEED decides on the rest of its
/// options, or `NAME.MODE.SEED.STRATEGY.input` for a strategy alone.
private let brokenOnce: [String] = {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Cases")
    let files = (try? FileManager.default.contentsOfDirectory(atPath: folder.path())) ?? []
    return files.filter { $0.hasSuffix(".input") }.sorted()
}()

@Test("What once broke an invariant holds", arguments: brokenOnce)
func invariantHoldsWhereItOnceBroke(_ file: String) throws {
    let parts = file.split(separator: ".")
    let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Cases")
    let input = try Data(contentsOf: folder.appending(path: file))
    let mode = try #require((4...5).contains(parts.count) ? TrialMode(rawValue: String(parts[1])) : nil)
    let seed = try #require(UInt64(parts[2]))
    let strategy = parts.count == 5 ? String(parts[3]) : nil
    checkInvariants(of: Trial(Array(input), name: file, mode: mode, strategy: strategy, seed: seed)) { Issue.record("\($0)") }
}
