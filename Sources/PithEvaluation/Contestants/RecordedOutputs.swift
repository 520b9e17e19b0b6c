// Outputs that were made elsewhere, on another machine or by hand: JSON Lines of {"id", "output"}, and for more than one setting {"setting"},
// for a clock of their own {"milliseconds"}, {"startUpMilliseconds"} and {"peakMemoryByteCount"}, for ids that several suites have {"suite"}. They are scored like any other. A "setting" that is a number is the share that was aimed at. A line with a
// "contestant" counts for the one of that name alone, so what `pith eval --write-outputs` wrote can be read again.

import PithJSON
import PithSystem

/// A contestant whose outputs are read from a file.
struct RecordedOutputs: Contestant {
    let name: String
    private let recordedSettings: [Setting]
    private let startUpMilliseconds: Double?
    private let outputs: [Setting: [String: ContestantOutput]]

    /// Reads the file. Throws at the first line that holds no output.
    init(name: String, path: String) throws(EvaluationError) {
        var bytes: [UInt8]
        do { bytes = try File.contents(of: path) } catch { throw .file(error.description) }
        if Gzip.isGzip(bytes) { bytes = try Gzip.unpacked(bytes, path: path) }
        var settings: [Setting] = []
        var others: [String] = []
        var startUp: Double?
        var outputs: [Setting: [String: ContestantOutput]] = [:]
        for (line, range) in TaskReader.lines(of: bytes) {
            guard let root = try? JSONDocument(bytes, in: range).root, let id = root["id"]?.string,
                let text = root["output"]?.decodedString?.bytes
            else { throw .badOutput(path: path, line: line) }
            if let contestant = root["contestant"]?.string, contestant != name {
                if !others.contains(contestant) { others.append(contestant) }
                continue
            }
            let setting: Setting =
                if let share = root["setting"]?.number { .share(share) } else { .own(root["setting"]?.string ?? "default") }
            if outputs[setting] == nil { settings.append(setting) }
            var output = ContestantOutput(text)
            output.milliseconds = root["milliseconds"]?.number ?? 0
            output.peakMemoryByteCount = root["peakMemoryByteCount"]?.integer
            startUp = root["startUpMilliseconds"]?.number.map { min($0, startUp ?? $0) } ?? startUp
            outputs[setting, default: [:]][Self.key(suite: root["suite"]?.string, id: id)] = output
        }
        if settings.isEmpty, !others.isEmpty { throw .noOutputs(of: name, path: path, others: others) }
        if settings.isEmpty { throw .badOutput(path: path, line: 1) }
        (self.name, self.outputs, startUpMilliseconds) = (name, outputs, startUp)
        // Largest share first, then the others in the order of the file.
        recordedSettings = settings.enumerated().sorted { (Self.share($0.element), -$0.offset) > (Self.share($1.element), -$1.offset) }.map(
            \.element)
    }

    func settings(for shares: [Double]) -> [Setting] { recordedSettings }

    func output(for input: TaskInput, at setting: Setting) throws(ContestantFailure) -> ContestantOutput {
        let known = outputs[setting]
        guard let output = known?[Self.key(suite: input.task.suite, id: input.task.id)] ?? known?[Self.key(suite: nil, id: input.task.id)]
        else { throw ContestantFailure("no output for task '\(input.task.id)'") }
        return output
    }

    func processCost(largest: TaskInput, shares: [Double]) -> ProcessCost? {
        startUpMilliseconds.map { ProcessCost(startUpMilliseconds: $0) }
    }

    /// Ids are unique in a suite; a line may leave its suite out.
    private static func key(suite: String?, id: String) -> String { suite.map { "\($0)\n\(id)" } ?? "\n\(id)" }

    private static func share(_ setting: Setting) -> Double {
        if case .share(let share) = setting { share } else { 0 }
    }
}
