// One trial: an input, and a way to compress it. Everything about it follows from a name and a seed, so that a failure can be made again.

import Pith
import PithTestSupport

/// The ways to ask, each with what it needs from the input.
enum TrialMode: String, CaseIterable, Sendable {
    case preset, lossless
    case budget0, budget1, budget7, budgetTenth, budgetHalf, budgetMost, budgetAll
    case quality0, qualityHalf, qualityMost, quality1
    case session, sessionLossless, sessionQuality0, sessionQualityHalf, sessionQualityMost
    case sessionCompacted, sessionCompactedQuality

    var isSession: Bool { rawValue.hasPrefix("session") }

    /// The options of this mode for an input of `tokenCount` tokens.
    func options(tokenCount: Int) -> CompressionOptions {
        var options = CompressionOptions(mode: mode(tokenCount: tokenCount))
        options.isSession = isSession
        if rawValue.hasPrefix("sessionCompacted") { options.compaction = .through(2) }
        return options
    }

    private func mode(tokenCount: Int) -> CompressionOptions.Mode {
        switch self {
        case .preset, .session, .sessionCompacted: .preset
        case .lossless, .sessionLossless: .lossless
        case .budget0: .budget(tokenCount: 0)
        case .budget1: .budget(tokenCount: 1)
        case .budget7: .budget(tokenCount: 7)
        case .budgetTenth: .budget(tokenCount: tokenCount / 10)
        case .budgetHalf: .budget(tokenCount: tokenCount / 2)
        case .budgetMost: .budget(tokenCount: tokenCount * 9 / 10)
        case .budgetAll: .budget(tokenCount: tokenCount)
        case .quality0, .sessionQuality0: .quality(0)
        case .qualityHalf, .sessionQualityHalf, .sessionCompactedQuality: .quality(0.5)
        case .qualityMost, .sessionQualityMost: .quality(0.9)
        case .quality1: .quality(1)
        }
    }
}

struct Trial: Sendable, CustomStringConvertible {
    let input: [UInt8]
    let format: PromptFormat
    let options: CompressionOptions
    /// Text that is pinned, to the letter.
    let pinnedText: String?
    /// What to type to see it again.
    let description: String

    /// The trial of the mode at `mode` in a round. Each round shifts the pairs of mode and shape by one, so that all pairs come up.
    init(_ strategy: String?, mode: Int, round: UInt64, seed: UInt64) {
        let shapes = InputShape.allCases
        let shape = shapes[(mode + Int(truncatingIfNeeded: (round &+ seed) % 1_000_000)) % shapes.count]
        let size = [30, 200, 700, 1800][Int((round &+ UInt64(mode)) % 4)]
        let trialSeed = seed &* 1_000_003 &+ round &* 1009 &+ UInt64(mode)
        let input = randomInput(shape, size: size, seed: trialSeed)
        self.init(input, name: "\(shape) of \(size)", mode: TrialMode.allCases[mode], strategy: strategy, seed: trialSeed)
    }

    /// The trial of a mode on an input. `seed` decides on the rest: query, pins, markers, format hint, encoding.
    init(_ input: [UInt8], name: String, mode: TrialMode, strategy: String?, seed: UInt64) {
        var random = SplitMix64(seed: seed)
        var options = mode.options(tokenCount: Encoding.o200kBase.count(input))
        options.strategies = strategy.map { [$0] }
        options.encoding = random.oneIn(5) ? .cl100kBase : .o200kBase
        if random.oneIn(3) { options.query = random.pick(["why was the pool exhausted?", "refund order", "東京", "", "the"]) }
        options.writesMarkers = !random.oneIn(3)
        options.keepsFormat = random.oneIn(4)
        options.touchesInstructions = random.oneIn(4)
        pinnedText = random.oneIn(3) ? Self.word(of: input, using: &random) : nil
        if let pinnedText, let pin = try? Pattern(Self.escaped(pinnedText)) { options.pins = [pin] }
        format = random.oneIn(4) ? random.pick(PromptFormat.allCases) : .auto
        if random.oneIn(3) { options.writesHandles = !random.oneIn(4) }
        options.userTextsAreResults = random.oneIn(4)
        options.readerIsSmall = random.oneIn(4)
        (self.input, self.options) = (input, options)
        let flags = [
            options.query.map { "query '\($0)'" }, options.writesMarkers ? nil : "no markers", options.keepsFormat ? "keep format" : nil,
            options.touchesInstructions ? "touch instructions" : nil, options.userTextsAreResults ? "user results" : nil,
            options.readerIsSmall ? "small reader" : nil,
            options.writesHandles.map { $0 ? "handles" : "no handles" }, pinnedText.map { "pin '\($0)'" },
            format == .auto ? nil : "as \(format)",
            options.encoding.name == "o200k_base" ? nil : options.encoding.name,
        ]
        description =
            "\(name), \(mode), \(strategy ?? "all strategies"), \(flags.compactMap(\.self).joined(separator: ", ")) [seed \(seed)]"
    }

    /// A trial like another with some of it changed.
    init(_ other: Trial, input: [UInt8]? = nil, options: CompressionOptions? = nil, note: String) {
        self.input = input ?? other.input
        self.options = options ?? other.options
        (format, pinnedText) = (other.format, other.pinnedText)
        description = other.description + ", " + note
    }

    /// A stretch of printable ASCII from the input, to pin.
    private static func word(of input: [UInt8], using random: inout SplitMix64) -> String? {
        guard !input.isEmpty else { return nil }
        let start = random.number(0...input.count - 1)
        let word = input[start...].prefix(random.number(1...12)).prefix { (0x20...0x7E).contains($0) && $0 != 0x22 && $0 != 0x5C }
        return word.isEmpty ? nil : String(decoding: word, as: UTF8.self)
    }

    private static func escaped(_ text: String) -> String {
        text.reduce(into: "") { pattern, character in
            if "\\.^$|?*+()[]{}/-#".contains(character) { pattern += "\\" }
            pattern.append(character)
        }
    }
}
