// What always holds, for any input and any options: one call checks all of it.

import Foundation
import Pith
import PithTestSupport

/// Checks every invariant of a strategy (by name; nil for all strategies together) in every mode, on inputs of every shape.
/// Each round tries every mode, on another shape each time; all seeds follow from `seed`.
func checkInvariants(of strategy: String?, seed: UInt64, roundCount: Int, record: @escaping Record) {
    for round in 0..<UInt64(roundCount) {
        for mode in TrialMode.allCases.indices {
            checkInvariants(of: Trial(strategy, mode: mode, round: round, seed: seed), record: record)
        }
    }
}

/// Checks every invariant on one input, in every mode, by all strategies and by each alone. Each round varies the rest of the options.
func checkInvariants(on input: [UInt8], name: String, roundCount: Int, record: @escaping Record) {
    for strategy in [nil] + allStrategies.map({ $0.name }) {
        for (index, mode) in TrialMode.allCases.enumerated() {
            for round in 0..<UInt64(roundCount) {
                let seed = round &* 101 &+ UInt64(index)
                checkInvariants(of: Trial(input, name: name, mode: mode, strategy: strategy, seed: seed), record: record)
            }
        }
    }
}

/// Checks every invariant in one trial.
func checkInvariants(of trial: Trial, record: @escaping Record) {
    if isTracing { FileHandle.standardError.write(Data("trying \(trial)\n".utf8)) }
    let report = Reporter(trial, record)
    guard let prompt = checkParse(trial, report), let compressed = checkOutcome(trial, prompt, report) else { return }
    checkCounts(trial, compressed, report)
    checkRestoration(trial, compressed, report)
    checkHandles(trial, prompt, compressed, report)
    checkDeterminism(trial, compressed, report)
    checkWellFormed(trial, prompt, compressed, report)
    checkPins(trial, compressed, report)
    checkKinds(trial, prompt, compressed, report)
    checkReferences(trial, prompt, compressed, report)
    if trial.options.mode == .lossless {
        checkReading(trial, prompt, compressed, report)
        // A session settles each message before a later one may point at it, and does not come back.
        if !trial.options.isSession { checkIdempotence(trial, compressed, report) }
    }
    if trial.options.isSession { checkPrefixStability(trial, prompt, compressed, report) }
}

/// PITH_FUZZ_TRACE names each trial before it is made: the last one named is the one that never came back.
private let isTracing = ProcessInfo.processInfo.environment["PITH_FUZZ_TRACE"] != nil
