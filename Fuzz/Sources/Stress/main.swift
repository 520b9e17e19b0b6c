// Tries the invariants round after round, on all cores: `Stress [ROUNDS [FIRST-SEED]]`; or on given files, in every mode:
// `Stress replay FILE…`; or shows what a trial by all strategies gives: `Stress show FILE MODE SEED`.

import Foundation
import Pith
import PithTestSupport

if CommandLine.arguments.count > 4, CommandLine.arguments[1] == "show" {
    show(CommandLine.arguments[2], mode: CommandLine.arguments[3], seed: CommandLine.arguments[4])
    exit(0)
}
if CommandLine.arguments.dropFirst().first == "replay" {
    let failureCount = FailureCount()
    for path in CommandLine.arguments.dropFirst(2) { replay(path, failureCount) }
    exit(failureCount.total == 0 ? 0 : 1)
}

let arguments = CommandLine.arguments.dropFirst().compactMap { UInt64($0) }
let roundCount = arguments.first ?? 100
let firstSeed = arguments.dropFirst().first ?? 0
let strategies: [String?] = [nil, nil, nil, nil] + allStrategies.map { $0.name }
let failureCount = FailureCount()

await withTaskGroup(of: Void.self) { group in
    let laneCount = UInt64(ProcessInfo.processInfo.activeProcessorCount)
    for lane in 0..<laneCount {
        group.addTask {
            for round in stride(from: lane, to: roundCount, by: Int(laneCount)) {
                for (index, strategy) in strategies.enumerated() {
                    let seed = (firstSeed &+ round) &* UInt64(strategies.count) &+ UInt64(index)
                    checkInvariants(of: strategy, seed: seed, roundCount: 1) { failureCount.note($0) }
                }
            }
        }
    }
}
print("\(roundCount) rounds from seed \(firstSeed): \(failureCount.total) failures")
exit(failureCount.total == 0 ? 0 : 1)

/// Prints failures, and counts them.
final class FailureCount: @unchecked Sendable {
    private let lock = NSLock()
    private var count = 0

    func note(_ what: String) {
        lock.withLock {
            count += 1
            print("\(what)\n")
        }
    }

    var total: Int { lock.withLock { count } }
}

/// Tries a file in every mode, by all strategies and by each alone, and shows what the lossless mode makes of it.
func replay(_ path: String, _ failureCount: FailureCount) {
    guard let data = FileManager.default.contents(atPath: path) else { return failureCount.note("cannot read \(path)") }
    let input = Array(data)
    checkInvariants(on: input, name: path, roundCount: 12) { failureCount.note($0) }
}

/// Shows the parse and the output of the trial that mode and seed stand for; of a conversation, also the outputs of its beginnings.
func show(_ path: String, mode name: String, seed: String) {
    guard let data = FileManager.default.contents(atPath: path), let mode = TrialMode(rawValue: name), let seed = UInt64(seed) else {
        return
    }
    let trial = Trial(Array(data), name: path, mode: mode, strategy: nil, seed: seed)
    guard let prompt = try? Prompt(parsing: trial.input, as: trial.format) else { return print("no prompt") }
    print(trial, prompt.format)
    for segment in prompt.segments where segment.kind.isText { print("  \(segment.kind): \(quoted(prompt.text(of: segment)))") }
    var inputs = [trial.input]
    if let whole = PlainConversation(trial.input), let last = whole.messages.last {
        inputs = whole.messages.map { Array(trial.input[..<$0.range.upperBound] + trial.input[last.range.upperBound...]) }
    }
    for input in inputs {
        do {
            let compressed = try Compressor(options: trial.options).compress(Prompt(parsing: input, as: trial.format))
            print(compressed.receipt.savings, String(decoding: compressed.output, as: UTF8.self))
        } catch {
            print(error)
        }
    }
}
