// What a caller asks for. Configuration is one struct; the common choices are named.

import PithPrompt
import PithTokenizer

/// How to compress.
public struct CompressionOptions: Sendable {
    /// What is held while tokens are saved.
    public enum Mode: Sendable, Equatable {
        /// Lossless, plus every lossy step that leaves all hard facts visible.
        case preset
        /// A reader of the output alone can rebuild the same values, lines and order.
        case lossless
        /// The output has at most this many tokens.
        case budget(tokenCount: Int)
        /// At least this share (0...1) of the weight of facts stays visible.
        case quality(Double)

        /// As receipts and logs name it: "preset", "lossless", "budget 2000", "quality 0.9".
        public var label: String {
            switch self {
            case .preset: "preset"
            case .lossless: "lossless"
            case .budget(let tokenCount): "budget \(tokenCount)"
            case .quality(let share): "quality \(share)"
            }
        }
    }

    /// Where the rewritten beginning of a session ends.
    public enum Compaction: Sendable, Equatable {
        /// With the message of this number, the first being 1; system text beside the messages has none.
        case through(Int)
        /// With the newest message.
        case throughNewest
    }

    public var mode: Mode = .preset
    /// Message k is encoded knowing messages 1...k only, so that earlier messages never change as the conversation grows.
    public var isSession = false
    /// In a session, the messages that are rewritten freely, as one text is: the first of the conversation, up to this one. Nil, the default, for
    /// none. What a provider's cache holds of them is lost when they are first sent so; from then on the same value keeps them the same.
    public var compaction: Compaction?
    /// What the reader wants to know; decides which sentences, lines and records are kept.
    public var query: String?
    /// Text that matches one of these survives verbatim.
    public var pins: [Pattern] = []
    /// A question is judged by the meaning of words, too, not by the words alone.
    public var usesWordVectors = true
    /// The encoding whose tokens are counted.
    public var encoding: Encoding = .o200kBase
    /// A lossy cut leaves a marker of a few tokens in the text.
    public var writesMarkers = true
    /// Whether folds and cuts carry the number by which `Receipt.shown` gives back what stood there. Nil is for sessions only: who never saw a
    /// result whole cannot ask for what it missed otherwise. Markers must be on.
    public var writesHandles: Bool?
    /// JSON stays JSON, even where a table would be smaller, and a list of paths one path a line.
    public var keepsFormat = false
    /// The reader is a model of a few billion parameters at the most: each cell of a table stands behind the name of its column, and forms in which such a model
    /// does not find what it finds in the text as it was are not used.
    public var readerIsSmall = false
    /// System text and the newest user message may be changed too.
    public var touchesInstructions = false
    /// What users say once the assistant has spoken are results of tools: for agents whose tools answer in messages of the user. Nothing else a user says
    /// after that would stay untouched.
    public var userTextsAreResults = false
    /// Worked examples may lose sentences, where they are otherwise kept whole or not at all.
    public var cutsExamples = false
    /// How briefs are written.
    public var brief = BriefStyle()
    /// The names of the strategies to use, of `strategyNames`; nil for all.
    public var strategies: [String]?
    /// The names of all strategies, in the order in which they run.
    public static var strategyNames: [String] { allStrategies.map { $0.name } }

    /// How many threads may work on one prompt. The output is the same with any number; where many prompts are compressed at once, one is best.
    public var threadCount = 1

    /// Whether handles are written in fact.
    var namesFolds: Bool { writesMarkers && (writesHandles ?? isSession) }

    /// Whether the mode keeps all rows of a table.
    var losesNothing: Bool {
        switch mode {
        case .preset, .lossless: true
        case .budget, .quality: false
        }
    }

    public init(mode: Mode = .preset) { self.mode = mode }
}

extension CompressionOptions {
    /// The prompt as the options say that it is to be read.
    package func reading(_ prompt: Prompt) -> Prompt { userTextsAreResults ? prompt.takingUserTextsAsResults() : prompt }

    /// Where the pins match in the readable texts, and the heads that say what short addresses stand for, by view.
    func pinnedSpans(in prompt: Prompt) -> [Int: [Range<Int>]] {
        var spans: [Int: [Range<Int>]] = [:]
        var last = -1
        for segment in prompt.segments where segment.kind.isText && segment.view != last {
            last = segment.view
            let bytes = prompt.views[last].bytes
            let pinned = pins.flatMap { $0.matches(in: bytes) } + [ShortAddresses.firstHead(in: bytes)].compactMap(\.self)
            if !pinned.isEmpty { spans[last] = union(pinned) }
        }
        return spans
    }
}
