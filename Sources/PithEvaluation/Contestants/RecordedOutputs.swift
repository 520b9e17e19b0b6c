// Outputs that were made elsewhere, on another machine or by hand: JSON Lines of {"id", "output"}, and for more than one setting {"setting"},
// for a clock of their own {"milliseconds"}. They are scored like any other. A "setting" that is a number is the share that was aimed at.

import PithJSON
import PithSystem

/// A contestant whose outputs are read from a file.
struct RecordedOutputs: Contestant {
    let name: String
    private let recordedSettings: [Setting]
    private let outputs: [Setting: [String: ContestantOutput]]

    /// Reads the file. Throws at the first line that holds no output.
    init(name: String, path: String) throws(EvaluationError) {
        var bytes: [UInt8]
        do { bytes = try File.contents(of: path) } catch { throw .file(error.description) }
        if Gzip.isGzip(bytes) { bytes = try Gzip.unpacked(bytes, path: path) }
        var settings: [Setting] = []
        var outputs: [Setting: [String: ContestantOutput]] = [:]
        for (line, range) in TaskReader.lines(of: bytes) {
            guard let root = try? JSONDocument(bytes, in: range).root, let id = root["id"]?.string,
                let text = root["output"]?.decodedString?.bytes
            else { throw .badOutput(path: path, line: line) }
            let setting: Setting =
                if let share = root["setting"]?.number { .share(share) } else { .own(root["setting"]?.string ?? "default") }
            if outputs[setting] == nil { settings.append(setting) }
            var output = ContestantOutput(text)
            output.milliseconds = root["milliseconds"]?.number ?? 0
            outputs[setting, default: [:]][id] = output
        }
        if settings.isEmpty { throw .badOutput(path: path, line: 1) }
        (self.name, self.outputs) = (name, outputs)
        // Largest share first, then the others in the order of the file.
        recordedSettings = settings.enumerated().sorted { (Self.share($0.element), -$0.offset) > (Self.share($1.element), -$1.offset) }.map(
            \.element)
    }

    func settings(for shares: [Double]) -> [Setting] { recordedSettings }

    func output(for input: TaskInput, at setting: Setting) throws(ContestantFailure) -> ContestantOutput {
        guard let output = outputs[setting]?[input.task.id] else { throw ContestantFailure("no output for task '\(input.task.id)'") }
        return output
    }

    private static func share(_ setting: Setting) -> Double {
        if case .share(let share) = setting { share } else { 0 }
    }
}
