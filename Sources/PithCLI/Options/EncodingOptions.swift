// --encoding and --model: whose tokens are counted.

import ArgumentParser
import Pith

struct EncodingOptions: ParsableArguments {
    @Option(
        name: .customLong("encoding"),
        help: ArgumentHelp("Whose tokens are counted. List them: pith vocabularies (default: \(standard.name))", valueName: "name"),
        completion: .list(Encoding.all.map(\.name)))
    var name: String?

    @Option(
        help: ArgumentHelp(
            "Count for this model: gpt-4o, llama-3.1-8b, claude-sonnet-4-5 … instead of naming an encoding.", valueName: "name"))
    var model: String?

    /// What is counted in when nobody says otherwise.
    static let standard = Encoding.o200kBase

    mutating func validate() throws {
        if name != nil, model != nil { throw ValidationError("--encoding and --model exclude each other: give one") }
    }

    /// The encoding, for work that needs the tokens themselves.
    func encoding() throws -> Encoding {
        let counting = try counting(notes: false)
        guard let estimate = counting.estimate else { return counting.encoding }
        throw Failure.usage(
            "\(estimate.model) has no published vocabulary, so it has no ids here: its tokens can only be estimated, by pith count --model \(estimate.model)"
        )
    }

    /// What counts; where that is an estimate, a note on standard error says so.
    func counting(notes: Bool = true) throws(EncodingError) -> ModelCounting {
        try Self.counting(encoding: name, model: model, notes: notes)
    }

    static func counting(encoding name: String?, model: String?, notes: Bool = true) throws(EncodingError) -> ModelCounting {
        guard let model else {
            return ModelCounting(try name.map { (name) throws(EncodingError) in try Encoding.named(name) } ?? standard)
        }
        let counting = try ModelCounting(model: model)
        if notes, let estimate = counting.estimate {
            Diagnostics.note(
                "an estimate: \(estimate.model) has no published vocabulary. Counted as \(estimate.base) × \(estimate.factor), error \(estimate.error)"
            )
        }
        return counting
    }
}

extension TokenEstimate {
    /// The factor, written out: 1.25.
    var factor: String { fixed(Double(percent) / 100, decimals: 2) }
}
