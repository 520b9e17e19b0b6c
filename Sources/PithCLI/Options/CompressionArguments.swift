// How to compress, as the command line says it. One place turns the words into the library's `CompressionOptions`.

import ArgumentParser
import Pith
import PithSystem

extension PromptFormat: ExpressibleByArgument {}

struct CompressionArguments: ParsableArguments {
    @Option(help: ArgumentHelp("Hold the output to this many tokens; exit 1 where that cannot be.", valueName: "n"))
    var budget: Int?

    @Option(help: ArgumentHelp("Keep at least this share (0 to 1) of the weight of facts visible.", valueName: "q"))
    var quality: Double?

    @Flag(help: "Change only what a reader of the output alone can rebuild.")
    var lossless = false

    @Option(help: ArgumentHelp("What the reader wants to know: decides what is kept.", valueName: "text"))
    var query: String?

    @Flag(help: "Judge what has to do with the query by words alone, without word vectors.")
    var wordsAlone = false

    @Option(help: "What the input is.")
    var format = PromptFormat.auto

    @Flag(help: "Encode each message knowing only those before it, so that earlier ones never change as the conversation grows.")
    var session = false

    @Flag(
        help: "With --session: no cache is left to lose, so rewrite freely what was sent before, up to --compacted-through or all of it.")
    var cacheCold = false

    @Option(
        help: ArgumentHelp(
            "With --session: messages 1 to k were rewritten when the cache was cold; they come out the same again.", valueName: "k"))
    var compactedThrough: Int?

    @Option(name: .customLong("pin"), help: ArgumentHelp("Text that matches survives word for word. May be repeated.", valueName: "regex"))
    var pins: [String] = []

    @Option(
        name: .customLong("strategy"), help: ArgumentHelp("Use this strategy only. May be repeated. (default: all)", valueName: "name"),
        completion: .list(CompressionOptions.strategyNames))
    var strategies: [String] = []

    @Flag(help: "Leave no marker where text was cut.")
    var noMarkers = false

    @Flag(
        inversion: .prefixedNo,
        help: "Number folds and cuts, so that pith show gives back what stood there. (default: with --session only)")
    var handles: Bool?

    @Flag(help: "JSON stays JSON, also where a table is smaller.")
    var keepFormat = false

    @Flag(help: "For small models: each cell of a table behind its column's name, and no form that they misread.")
    var smallReader = false

    @Flag(help: "System text and the newest user message may be changed too.")
    var touchInstructions = false

    @Flag(help: "What users say once the assistant has spoken are results of tools: for agents whose tools answer in messages of the user.")
    var userResults = false

    @Flag(help: "Under a budget, worked examples may lose sentences, not only go whole.")
    var cutExamples = false

    mutating func validate() throws {
        let modes = [budget != nil ? "--budget" : nil, quality != nil ? "--quality" : nil, lossless ? "--lossless" : nil].compactMap { $0 }
        if modes.count > 1 { throw ValidationError("\(modes.joined(separator: " and ")) exclude each other: give one") }
        if let budget, budget < 0 {
            throw ValidationError("--budget takes a number of tokens, not \(budget). Try --budget \(budget.magnitude)")
        }
        if let quality, !(0...1).contains(quality) {
            throw ValidationError("--quality takes a share from 0 to 1, not \(quality). Try --quality 0.9")
        }
        if !session, cacheCold || compactedThrough != nil {
            throw ValidationError("\(cacheCold ? "--cache-cold" : "--compacted-through") is for sessions: add --session")
        }
        if let end = compactedThrough, end < 1 {
            throw ValidationError("--compacted-through takes the number of a message, from 1 on, not \(end)")
        }
        if handles == true, noMarkers { throw ValidationError("handles stand in markers: leave out --no-markers or --handles") }
        if session, budget != nil { throw ValidationError("\(CompressionError.budgetInSession)") }
    }

    func options(_ counting: ModelCounting) throws -> CompressionOptions {
        let names = CompressionOptions.strategyNames
        for name in strategies where !names.contains(name) {
            throw CompressionError.unknownStrategy(name, nearest: NearestName.of(name, among: names))
        }
        var options = CompressionOptions(mode: mode(counting))
        options.isSession = session
        options.compaction = compactedThrough.map { .through($0) } ?? (cacheCold ? .throughNewest : nil)
        options.query = query
        options.usesWordVectors = !wordsAlone
        options.pins = try pins.map { try Pattern($0) }
        options.encoding = counting.encoding
        options.writesMarkers = !noMarkers
        options.writesHandles = handles
        options.keepsFormat = keepFormat
        options.readerIsSmall = smallReader
        options.touchesInstructions = touchInstructions
        options.userTextsAreResults = userResults
        options.cutsExamples = cutExamples
        options.strategies = strategies.isEmpty ? nil : strategies
        return options
    }

    /// A budget for an estimated count becomes one that the encoding it starts from can hold exactly.
    private func mode(_ counting: ModelCounting) -> CompressionOptions.Mode {
        if let budget { return .budget(tokenCount: counting.estimate?.baseBudget(budget) ?? budget) }
        if let quality { return .quality(quality) }
        return lossless ? .lossless : .preset
    }
}
