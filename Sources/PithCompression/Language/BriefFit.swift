// An instruction under a budget: it becomes a brief before any of it is dropped.
//
// Each sentence has a row of sizes, from the whole one over its telegram to the words that matter (BriefStep.all), and at last nothing. A size
// costs its tokens and loses the words that went, each by its weight (BriefLoss); what is to be done weighs more than what it must be like, and
// that more than what only tells of it. Of the sizes of a sentence those on the lower hull of loss over tokens are worth taking, and along a hull
// each step loses more per token than the one before. So all steps of all sentences are put in one order, by loss per token, and as many of
// them are taken as the budget needs: the text is made and counted, and the number of steps found by bisection.
//
// A prompt is an instruction when most of its text instructs. What else stands in it, lists and prose between the orders, is trimmed with it. Of a prompt
// that brings more data with it than orders, the orders become telegrams, no shorter: what else goes is chosen from all of it. Beside worked examples they keep
// their words.

import PithPrompt
import PithTokenizer

struct BriefFit {
    private let stage: Stage
    private let options: CompressionOptions
    private let budget: Int
    private var blocks: [Block] = []
    private var rows: [Row] = []

    /// A paragraph or item: its sentences are the rows from `first` on.
    private struct Block {
        let view: Int
        let range: Range<Int>
        let writesKeys: Bool
        let first: Int
        var count = 0
    }

    /// The sizes of a sentence, the fullest first, and last nothing.
    private struct Row {
        let sizes: [BriefSentence]
        /// Steps along the hull: to which size, and what a token that it saves loses.
        let steps: [(size: Int, slope: Double)]
    }

    /// Makes a brief of the instructions in `stage` that comes as near to the budget from below as it can.
    static func run(_ stage: inout Stage, budget: Int, options: CompressionOptions) {
        guard stage.tokenCount > budget, !options.isSession, options.query?.isEmpty ?? true else { return }
        let share = instructingShare(of: stage.prompt, options)
        let mayBeGentle = stage.prompt.messages.isEmpty && !stage.prompt.segments.contains { $0.kind == .example }
        guard share >= 0.5 || (share > 0 && mayBeGentle) else { return }
        let edits = BriefFit(stage, budget: budget, options: options, isGentle: share < 0.5).edits()
        LossyPass(options: options, strategies: []).remove(edits, from: &stage)
    }

    /// The share of the text that may change that instructs.
    private static func instructingShare(of prompt: Prompt, _ options: CompressionOptions) -> Double {
        let frozen = FrozenText(prompt: prompt, options: options)
        var instructing = 0, all = 0
        for segment in prompt.segments where segment.kind.isText && !frozen.contains(segment) {
            all += segment.range.count
            if segment.kind == .instruction { instructing += segment.range.count }
        }
        return all == 0 ? 0 : Double(instructing) / Double(all)
    }

    private init(_ stage: Stage, budget: Int, options: CompressionOptions, isGentle: Bool) {
        (self.stage, self.budget, self.options) = (stage, budget, options)
        let kinds: Set<SegmentKind> = isGentle ? [.instruction] : KeyVariables.kinds
        let steps = isGentle ? BriefStep.all.filter { $0.level <= .telegram } : BriefStep.all
        let frozen = FrozenText(prompt: stage.prompt, options: options)
        var loss = BriefLoss(encoding: options.encoding)
        var languages = ViewLanguages(stage.prompt)
        for segment in stage.prompt.segments where kinds.contains(segment.kind) && !frozen.contains(segment) {
            let view = stage.prompt.views[segment.view]
            guard let lexicon = languages.lexicon(of: segment) else { continue }
            var builder = BriefBuilder(view, segment.range, lexicon: lexicon, encoding: options.encoding)
            for text in TextBlock.all(in: view.bytes, segment.range) where text.kind != .heading {
                var block = Block(
                    view: segment.view, range: text.range, writesKeys: text.kind == .paragraph && segment.kind == .instruction,
                    first: rows.count)
                for range in builder.sentences(in: text.range) {
                    let sizes = builder.sentence(range, at: steps)
                    rows.append(row(sizes, in: view, lexicon, &loss, mayGo: !isGentle))
                    block.count += 1
                }
                blocks.append(block)
            }
        }
    }

    private func row(
        _ sizes: [BriefSentence], in view: View, _ lexicon: LanguageLexicon, _ loss: inout BriefLoss, mayGo: Bool
    ) -> Row {
        let range = sizes[0].range
        let weights = loss.weights(of: range, in: view, lexicon, key: sizes[0].key)
        var points = sizes.enumerated().map { place, sentence in
            (
                size: place, tokenCount: options.encoding.count(Trimmer.text(view.bytes, range, sentence.plain)),
                loss: BriefLoss.sum(weights, in: sentence.plain)
            )
        }
        // What makes up most of the prompt is cut into smaller parts by others.
        if mayGo, !view.isProtected(range), points[0].tokenCount * 2 < stage.tokenCount {
            let loss = BriefLoss.sum(weights, in: [TextChange(range: range, replacement: [])])
            points.append((sizes.count, 0, loss * BriefLoss.dropFactor(of: weights, key: sizes[0].key)))
        }
        // The lower hull, from the fullest size on: always on to the size that loses least per token saved, of equal ones the farthest.
        var steps: [(size: Int, slope: Double)] = []
        var at = 0
        while true {
            var best: (place: Int, slope: Double)?
            for next in points.indices.dropFirst(at + 1) where points[next].tokenCount < points[at].tokenCount {
                let slope = (points[next].loss - points[at].loss) / Double(points[at].tokenCount - points[next].tokenCount)
                if slope <= best?.slope ?? .infinity { best = (next, slope) }
            }
            guard let best else { break }
            steps.append((points[best.place].size, best.slope))
            at = best.place
        }
        return Row(sizes: sizes, steps: steps)
    }

    /// The edits of the fullest brief that fits, or of the barest.
    private func edits() -> [Edit] {
        let moves = rows.indices.flatMap { row in rows[row].steps.indices.map { (row: row, step: $0) } }
            .sorted { (rows[$0.row].steps[$0.step].slope, $0.row, $0.step) < (rows[$1.row].steps[$1.step].slope, $1.row, $1.step) }
        let marked = moveCount(moves, markers: options.writesMarkers)
        // A marker that costs a word is not worth it.
        let plain = options.writesMarkers ? moveCount(moves, markers: false) : marked
        let markers = options.writesMarkers && marked <= plain
        var sizes = sizes(after: moves[..<min(marked, plain)])
        // The last step may have saved more than was asked for: others are taken back while the text still fits.
        for move in moves[..<min(marked, plain)].dropLast().suffix(Self.maximumReturns).reversed() {
            let steps = rows[move.row].steps
            guard sizes[move.row] == steps[move.step].size else { continue }
            var tried = sizes
            tried[move.row] = move.step == 0 ? 0 : steps[move.step - 1].size
            if tokenCount(tried, markers) <= budget { sizes = tried }
        }
        return edits(sizes, markers)
    }

    private static let maximumReturns = 16

    private func sizes(after moves: ArraySlice<(row: Int, step: Int)>) -> [Int] {
        var sizes = Array(repeating: 0, count: rows.count)
        for move in moves { sizes[move.row] = max(sizes[move.row], rows[move.row].steps[move.step].size) }
        return sizes
    }

    /// How many of the moves it takes until the text fits; all of them when it never does.
    private func moveCount(_ moves: [(row: Int, step: Int)], markers: Bool) -> Int {
        var low = 0, high = moves.count
        while low < high {
            let middle = (low + high) / 2
            if tokenCount(sizes(after: moves[..<middle]), markers) <= budget { high = middle } else { low = middle + 1 }
        }
        return low
    }

    private func tokenCount(_ sizes: [Int], _ markers: Bool) -> Int {
        guard let applied = try? stage.prompt.apply(edits(sizes, markers)) else { return .max }
        return options.encoding.count(applied.output)
    }

    /// The edits that bring each sentence to its size.
    private func edits(_ sizes: [Int], _ markers: Bool) -> [Edit] {
        blocks.flatMap { block in
            let own = block.first..<block.first + block.count
            let kept = own.filter { sizes[$0] < rows[$0].sizes.count }
            let layout = BriefLayout(encoding: options.encoding, writesAllKeys: options.brief.writesAllKeys)
            let view = stage.prompt.views[block.view]
            var changes = layout.changes(for: kept.map { rows[$0].sizes[sizes[$0]] }, in: view, keyed: block.writesKeys)
            var wasCut = false
            for row in own {
                let isCut = sizes[row] == rows[row].sizes.count
                if isCut {
                    changes.append(TextChange(range: rows[row].sizes[0].range, replacement: markers && !wasCut ? Removal.shortMarker : []))
                }
                wasCut = isCut
            }
            // Words that go because they are common are gone; grammar and politeness are only folded.
            let isBare = own.contains { sizes[$0] >= rows[$0].sizes.count || BriefStep.all[sizes[$0]].level >= .keywords }
            return apart(changes).filter { !view.isProtected($0.range) }.map {
                Edit(
                    view: block.view, range: $0.range, replacement: $0.replacement, strategy: KeyVariables.name,
                    effect: isBare ? .removed : .folded)
            }
        }
    }

    /// The changes in order; what lies in a cut goes with it.
    private func apart(_ changes: [TextChange]) -> [TextChange] {
        changes.sorted { ($0.range.lowerBound, -$0.range.upperBound) < ($1.range.lowerBound, -$1.range.upperBound) }
            .reduce(into: [TextChange]()) { kept, change in
                if let last = kept.last, change.range.lowerBound < last.range.upperBound { return }
                kept.append(change)
            }
    }
}
