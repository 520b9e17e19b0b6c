// An instruction under a budget: it becomes a brief before any of it is dropped.
//
// Each sentence has a row of sizes, from the whole one over its telegram to the words that matter, from which words went one by one in the order of
// what they lose by the token, and at last nothing. A size costs its tokens and loses the words that went, each by its weight (BriefLoss); what is to be
// done weighs more than what it must be like, and that more than what only tells of it. Which sizes are worth taking BriefFit+Rows tells: each next one loses
// more by the token. So all steps of all sentences are put in one order, by loss per token, and as many of them are taken as the budget needs: the text is
// made and counted, and the number of steps found by bisection.
//
// A prompt is an instruction when most of its text instructs. What else stands in it, lists and prose between the orders, is trimmed with it. Of a prompt
// that brings more data with it than orders, the orders become telegrams, no shorter: what else goes is chosen from all of it. Beside worked examples they keep
// their words.

import PithFacts
import PithPrompt
import PithSystem
import PithTokenizer

struct BriefFit {
    let stage: Stage
    let options: CompressionOptions
    let budget: Int
    let steps: [BriefStep]
    private(set) var blocks: [Block] = []
    private(set) var rows: [Row] = []
    let memo = BlockEdits()
    /// Whether a quotation of several sentences stands in one row.
    private var joinsQuoted = false

    /// What may be done to reach the budget.
    enum Manner {
        /// Telegrams, of instructions only.
        case gentle
        /// All that leaves every hard fact in sight.
        case sparing
        case full

        var steps: [BriefStep] {
            switch self {
            case .gentle, .full: BriefStep.grammar
            case .sparing: BriefStep.sparing
            }
        }

        func mayDrop(_ sentence: Range<Int>, _ key: BriefKey, in view: View) -> Bool {
            switch self {
            case .gentle: false
            case .sparing:
                !key.asks && !BriefFit.leadsOn(sentence, in: view) && !PlaceholderNames.stand(in: view.bytes, sentence)
                    && !BriefFit.holdsHardFact(sentence, in: view)
            // "Do not:" and its list would take in what stands below "Do:".
            case .full: !BriefFit.leadsOn(sentence, in: view)
            }
        }
    }

    /// Whether a list or something else follows that the sentence names.
    static func leadsOn(_ sentence: Range<Int>, in view: View) -> Bool { view.bytes[sentence].last == 0x3A }

    private static func holdsHardFact(_ text: Range<Int>, in view: View) -> Bool {
        FactExtractor().facts(in: view.bytes, range: text, kind: .prose).contains { $0.kind.isHard }
    }

    /// A few words and a colon, with nothing hard in them.
    private static func namesList(_ range: Range<Int>, in view: View) -> Bool {
        var end = range.upperBound
        while end > range.lowerBound, view.bytes[end - 1].isSpace { end -= 1 }
        let text = range.lowerBound..<end
        return leadsOn(text, in: view) && text.count <= 40 && TextToken.all(in: view.bytes, text).count <= 4 && !view.isProtected(text)
            && !holdsHardFact(text, in: view)
    }

    /// A paragraph or item: its sentences are the rows from `first` on.
    struct Block {
        let view: Int
        let range: Range<Int>
        let isItem: Bool
        let writesKeys: Bool
        /// Whether it is no more than the name of the list behind it: "Rules:".
        let isListName: Bool
        let first: Int
        var count = 0
    }

    /// Makes a brief of the instructions in `stage` that comes as near to the budget from below as it can; one that still shows all hard facts of
    /// `original` where that is given.
    static func run(_ stage: inout Stage, budget: Int, options: CompressionOptions, sparing original: Prompt? = nil) {
        guard stage.tokenCount > budget, !options.isSession, options.query?.isEmpty ?? true else { return }
        if let original {
            var fit = BriefFit(stage, budget: budget, options: options, .sparing)
            if let spared = fit.sparingHardFacts(of: original) { stage = spared }
            return
        }
        let share = instructingShare(of: stage.prompt, options)
        let mayBeGentle = stage.prompt.messages.isEmpty && !stage.prompt.segments.contains { $0.kind == .example }
        guard share >= 0.5 || (share > 0 && mayBeGentle) else { return }
        let fit = BriefFit(stage, budget: budget, options: options, share < 0.5 ? .gentle : .full)
        var brief = fit.fullest()
        if share >= 0.5, fit.joinsQuoted {
            let apart = BriefFit(stage, budget: budget, options: options, .full, splitsQuotations: true).fullest()
            if !brief.fits || (apart.fits && apart.loss < brief.loss) { brief = apart }
        }
        LossyPass(options: options, strategies: []).remove(brief.edits, from: &stage)
    }

    /// The share of the text that may change that instructs.
    private static func instructingShare(of prompt: Prompt, _ options: CompressionOptions) -> Double {
        let frozen = FrozenText(prompt: prompt, options: options)
        var instructing = 0, all = 0
        for segment in prompt.segments where segment.kind.isText && !frozen.contains(segment) {
            all += segment.range.count
            if segment.kind == .instruction, !LaidOutText.isIn(prompt.views[segment.view].bytes, segment.range) {
                instructing += segment.range.count
            }
        }
        return all == 0 ? 0 : Double(instructing) / Double(all)
    }

    private init(_ stage: Stage, budget: Int, options: CompressionOptions, _ manner: Manner, splitsQuotations: Bool = false) {
        (self.stage, self.budget, self.options, steps) = (stage, budget, options, manner.steps)
        let kinds: Set<SegmentKind> = manner == .gentle ? [.instruction] : KeyVariables.kinds
        let frozen = FrozenText(prompt: stage.prompt, options: options)
        var loss = BriefLoss(encoding: options.encoding)
        var languages = ViewLanguages(stage.prompt)
        for segment in stage.prompt.segments where kinds.contains(segment.kind) && !frozen.contains(segment) {
            let view = stage.prompt.views[segment.view]
            guard manner == .sparing || !LaidOutText.isIn(view.bytes, segment.range), let lexicon = languages.lexicon(of: segment) else {
                continue
            }
            var builder = BriefBuilder(view, segment.range, lexicon: lexicon, encoding: options.encoding)
            for text in TextBlock.all(in: view.bytes, segment.range) where text.kind != .heading {
                var block = Block(
                    view: segment.view, range: text.range, isItem: text.kind == .item,
                    writesKeys: text.kind == .paragraph && segment.kind == .instruction,
                    isListName: text.kind == .paragraph && Self.namesList(text.range, in: view),
                    first: rows.count)
                let sentences = SentenceSplitter.sentences(in: view.bytes, text.range)
                let apart = builder.apart(sentences), joined = builder.joined(sentences)
                joinsQuoted = joinsQuoted || apart != joined
                for range in splitsQuotations ? apart : joined {
                    rows.append(row(builder.read(range), ofView: segment.view, lexicon, &builder, &loss, manner))
                    block.count += 1
                }
                blocks.append(block)
            }
        }
    }

    /// The fullest brief that fits, or the barest.
    private func fullest() -> (edits: [Edit], loss: Double, fits: Bool) {
        let moves = rows.indices.flatMap { row in rows[row].steps.indices.map { (row: row, step: $0) } }
            .sorted { (rows[$0.row].steps[$0.step].slope, $0.row, $0.step) < (rows[$1.row].steps[$1.step].slope, $1.row, $1.step) }
        let marked = moveCount(moves, markers: options.writesMarkers)
        // A marker that costs a word is not worth it.
        let plain = options.writesMarkers ? moveCount(moves, markers: false) : marked
        let markers = options.writesMarkers && marked <= plain
        let needed = min(marked, plain)
        var sizes = returned(sizes(after: moves[..<needed]), moves[..<needed], markers)
        // The step that made it fit may have been a whole sentence, where a few words of others would have done.
        for move in moves[..<needed].suffix(Self.maximumSpared).reversed()
        where drops(move) && sizes[move.row] == rows[move.row].sizes.count {
            let others = moves.filter { $0.row != move.row || $0.step < move.step }
            let count = moveCount(others, markers: markers)
            let spared = self.sizes(after: others[..<count])
            guard tokenCount(spared, markers) <= budget else { continue }
            let tried = returned(spared, others[..<count], markers)
            if loss(of: tried) < loss(of: sizes) { sizes = tried }
        }
        return (edits(sizes, markers), loss(of: sizes), tokenCount(sizes, markers) <= budget)
    }

    /// The stage with as much of the brief as leaves every hard fact in sight. Each sentence keeps its own; where one is known for what stands beside it,
    /// the sentences there are left as they were. Nil when that does not help.
    private mutating func sparingHardFacts(of original: Prompt) -> Stage? {
        for pinning in 0...Self.maximumPinnings {
            // At last, only grammar goes.
            if pinning == Self.maximumPinnings {
                for row in rows.indices {
                    let sizes = rows[row].sizes.count
                    rows[row].steps.removeAll { $0.size == sizes || steps[$0.size].level > .telegram }
                }
            }
            var trial = stage
            LossyPass(options: options, strategies: []).remove(fullest().edits, from: &trial)
            let lost = Census(original: stage.prompt, output: trial.prompt).lostItems.filter(\.kind.isHard)
            if lost.isEmpty { return Census(original: original, output: trial.prompt).hardLost == 0 ? trial : nil }
            for fact in lost {
                for row in rows.indices where rows[row].view == fact.view {
                    let range = stage.prompt.views[fact.view].rawRange(of: rows[row].sizes[0].range)
                    guard range.lowerBound <= fact.byteOffset, fact.byteOffset < range.upperBound + Self.besideByteCount else { continue }
                    rows[row].steps = []
                }
            }
        }
        return nil
    }

    private static let maximumPinnings = 4
    /// How far behind a sentence a fact may lean on it.
    private static let besideByteCount = 40
    private static let maximumReturns = 16
    private static let maximumSpared = 4

    private typealias Move = (row: Int, step: Int)

    /// Takes steps back while the text still fits, the last first: the last one taken may have saved more than was asked for. Of that one a part may do:
    /// the sizes that it leaps over, unless it drops the sentence.
    private func returned(_ sizes: [Int], _ moves: ArraySlice<Move>, _ markers: Bool) -> [Int] {
        var sizes = sizes
        if let last = moves.last, !drops(last) {
            let before = last.step == 0 ? 0 : rows[last.row].steps[last.step - 1].size
            sizes[last.row] = (before..<sizes[last.row]).partitioningIndex { size in
                var tried = sizes
                tried[last.row] = size
                return tokenCount(tried, markers) <= budget
            }
        }
        for move in moves.dropLast().suffix(Self.maximumReturns).reversed() {
            let steps = rows[move.row].steps
            guard sizes[move.row] == steps[move.step].size else { continue }
            var tried = sizes
            tried[move.row] = move.step == 0 ? 0 : steps[move.step - 1].size
            if tokenCount(tried, markers) <= budget { sizes = tried }
        }
        return sizes
    }

    private func drops(_ move: Move) -> Bool { rows[move.row].steps[move.step].size == rows[move.row].sizes.count }

    private func loss(of sizes: [Int]) -> Double {
        zip(rows, sizes).reduce(0) { sum, row in sum + (row.0.steps.first { $0.size == row.1 }?.loss ?? 0) }
    }

    private func sizes(after moves: ArraySlice<Move>) -> [Int] {
        var sizes = Array(repeating: 0, count: rows.count)
        for move in moves { sizes[move.row] = max(sizes[move.row], rows[move.row].steps[move.step].size) }
        return sizes
    }

    /// How many of the moves it takes until the text fits; all of them when it never does.
    private func moveCount(_ moves: [Move], markers: Bool) -> Int {
        (0..<moves.count).partitioningIndex { tokenCount(sizes(after: moves[..<$0]), markers) <= budget }
    }

    private func tokenCount(_ sizes: [Int], _ markers: Bool) -> Int {
        guard let output = try? stage.prompt.output(of: edits(sizes, markers)) else { return .max }
        return options.encoding.count(output)
    }
}
