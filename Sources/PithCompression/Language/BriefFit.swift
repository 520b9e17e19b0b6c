// An instruction under a budget: it becomes a brief before any of it is dropped.
//
// Each sentence has a row of sizes, from the whole one over its telegram to the words that matter, from which words went one by one in the order of
// what they lose by the token, and at last nothing. A size costs its tokens and loses the words that went, each by its weight (BriefLoss); what is to be
// done weighs more than what it must be like, and that more than what only tells of it. Of the sizes of a sentence those on the lower hull of loss over
// tokens are worth taking, and along a hull
// each step loses more per token than the one before. So all steps of all sentences are put in one order, by loss per token, and as many of
// them are taken as the budget needs: the text is made and counted, and the number of steps found by bisection.
//
// A prompt is an instruction when most of its text instructs. What else stands in it, lists and prose between the orders, is trimmed with it. Of a prompt
// that brings more data with it than orders, the orders become telegrams, no shorter: what else goes is chosen from all of it. Beside worked examples they keep
// their words.

import PithFacts
import PithPrompt
import PithSystem
import PithTokenizer

struct BriefFit {
    private let stage: Stage
    private let options: CompressionOptions
    private let budget: Int
    private let steps: [BriefStep]
    private var blocks: [Block] = []
    private var rows: [Row] = []
    /// Whether a quotation of several sentences stands in one row.
    private var joinsQuoted = false

    /// What may be done to reach the budget.
    private enum Manner {
        /// Telegrams, of instructions only.
        case gentle
        /// All that leaves every hard fact in sight.
        case sparing
        case full

        var steps: [BriefStep] {
            switch self {
            case .gentle: BriefStep.grammar
            case .sparing: BriefStep.sparing
            case .full: BriefStep.grammar
            }
        }

        func mayDrop(_ sentence: Range<Int>, _ key: BriefKey, in view: View) -> Bool {
            switch self {
            case .gentle: false
            case .sparing:
                !key.asks && !BriefFit.leadsOn(sentence, in: view) && !PlaceholderNames.stand(in: view.bytes, sentence)
                    && !FactExtractor().facts(in: view.bytes, range: sentence, kind: .prose).contains { $0.kind.isHard }
            case .full: true
            }
        }
    }

    /// Whether a list or something else follows that the sentence names.
    private static func leadsOn(_ sentence: Range<Int>, in view: View) -> Bool { view.bytes[sentence].last == 0x3A }

    /// A few words and a colon, with nothing hard in them.
    private static func namesList(_ range: Range<Int>, in view: View) -> Bool {
        var end = range.upperBound
        while end > range.lowerBound, view.bytes[end - 1].isSpace { end -= 1 }
        let text = range.lowerBound..<end
        return leadsOn(text, in: view) && text.count <= 40 && TextToken.all(in: view.bytes, text).count <= 4 && !view.isProtected(text)
            && !FactExtractor().facts(in: view.bytes, range: text, kind: .prose).contains { $0.kind.isHard }
    }

    /// A paragraph or item: its sentences are the rows from `first` on.
    private struct Block {
        let view: Int
        let range: Range<Int>
        let isItem: Bool
        let writesKeys: Bool
        /// Whether it is no more than the name of the list behind it: "Rules:".
        let isListName: Bool
        let first: Int
        var count = 0
    }

    /// The sizes of a sentence, the fullest first, and last nothing.
    private struct Row {
        let view: Int
        let sizes: [BriefSentence]
        /// Steps along the hull: to which size, what a token that it saves loses, and what is lost then in all.
        var steps: [(size: Int, slope: Double, loss: Double)]
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
            if segment.kind == .instruction, !isLaidOut(prompt.views[segment.view].bytes, segment.range) {
                instructing += segment.range.count
            }
        }
        return all == 0 ? 0 : Double(instructing) / Double(all)
    }

    /// Whether a text was laid out in lines, as program text, configuration and what a compiler says are: a third of its lines are indented without being
    /// items of a list, or end as no sentence does. No word may go from those.
    private static func isLaidOut(_ bytes: [UInt8], _ range: Range<Int>) -> Bool {
        var lineCount = 0, laidOutCount = 0
        for line in bytes[range].split(separator: 0x0A) where line.contains(where: \.isWordlike) {
            guard let last = line.last(where: { !$0.isSpace }) else { continue }
            lineCount += 1
            let isIndented = line.first == 0x09 || line.starts(with: [0x20, 0x20])
            if isIndented && !TextBlock.isItem(bytes, line.indices) || "{}(;=|\\".utf8.contains(last) { laidOutCount += 1 }
        }
        return lineCount >= fewestLaidOut && laidOutCount * 3 >= lineCount
    }

    private static let fewestLaidOut = 4

    private init(_ stage: Stage, budget: Int, options: CompressionOptions, _ manner: Manner, splitsQuotations: Bool = false) {
        (self.stage, self.budget, self.options, steps) = (stage, budget, options, manner.steps)
        let kinds: Set<SegmentKind> = manner == .gentle ? [.instruction] : KeyVariables.kinds
        let frozen = FrozenText(prompt: stage.prompt, options: options)
        var loss = BriefLoss(encoding: options.encoding)
        var languages = ViewLanguages(stage.prompt)
        for segment in stage.prompt.segments where kinds.contains(segment.kind) && !frozen.contains(segment) {
            let view = stage.prompt.views[segment.view]
            guard manner == .sparing || !Self.isLaidOut(view.bytes, segment.range), let lexicon = languages.lexicon(of: segment) else {
                continue
            }
            var builder = BriefBuilder(view, segment.range, lexicon: lexicon, encoding: options.encoding)
            for text in TextBlock.all(in: view.bytes, segment.range) where text.kind != .heading {
                var block = Block(
                    view: segment.view, range: text.range, isItem: text.kind == .item,
                    writesKeys: text.kind == .paragraph && segment.kind == .instruction,
                    isListName: text.kind == .paragraph && Self.namesList(text.range, in: view),
                    first: rows.count)
                let apart = builder.sentencesApart(in: text.range), joined = builder.sentences(in: text.range)
                joinsQuoted = joinsQuoted || apart != joined
                for range in splitsQuotations ? apart : joined {
                    rows.append(row(builder.read(range), ofView: segment.view, lexicon, &builder, &loss, manner))
                    block.count += 1
                }
                blocks.append(block)
            }
        }
    }

    private func row(
        _ reading: BriefBuilder.Reading, ofView place: Int, _ lexicon: LanguageLexicon, _ builder: inout BriefBuilder,
        _ loss: inout BriefLoss,
        _ manner: Manner
    ) -> Row {
        let view = stage.prompt.views[place]
        let (range, key) = (reading.range, reading.key)
        var weights = loss.weights(of: range, in: view, lexicon, key: key)
        var sizes = steps.map { builder.sentence(reading, at: $0) }
        // What is said as well in fewer words, and what a key says, is no loss.
        if let order = steps.firstIndex(where: { $0.level == .order }) { weights = BriefLoss.idle(weights, in: sizes[order].plain) }
        if let cueEnd = reading.cueEnd, key != .mustNot {
            weights = BriefLoss.idle(weights, in: [TextChange(range: range.lowerBound..<cueEnd, replacement: [])])
        }
        if manner == .full {
            let bare = builder.sentence(reading, at: .words([]))
            weights = BriefLoss.idle(weights, in: bare.plain)
            let words = wordsByLoss(weights, in: view, outside: bare.plain)
            sizes.append(bare)
            sizes += Self.growing(words).map { builder.sentence(reading, at: .words($0)) }
        }
        var points = sizes.enumerated().map { place, sentence in
            (
                size: place, tokenCount: options.encoding.count(Trimmer.text(view.bytes, range, sentence.plain)),
                loss: BriefLoss.sum(weights, in: sentence.plain)
            )
        }
        if manner == .sparing {
            // What is to be done keeps its words; of the rest a sentence is told by half of its telegram, or not at all.
            let telegram = points.last { self.steps[$0.size].level <= .telegram && !self.steps[$0.size].isTerse }?.tokenCount ?? 0
            points.removeAll { self.steps[$0.size].level > .telegram && (key.asks || 2 * $0.tokenCount < telegram) }
        }
        // What makes up most of the prompt is cut into smaller parts by others.
        if manner.mayDrop(range, key, in: view), !view.isProtected(range), points[0].tokenCount * 2 < stage.tokenCount {
            let loss = BriefLoss.sum(weights, in: [TextChange(range: range, replacement: [])])
            points.append((sizes.count, 0, loss * BriefLoss.dropFactor(of: weights, key: key)))
        }
        // Where no word is left, the sentence is dropped and no smaller; unless it may not be: then its grammar goes alone.
        if manner != .sparing {
            points.removeAll { $0.size < sizes.count && !Self.tells(sizes[$0.size], in: view) }
        }
        // The lower hull, from the fullest size on: always on to the size that loses least per token saved, of equal ones the farthest.
        var steps: [(size: Int, slope: Double, loss: Double)] = []
        var at = 0
        while true {
            var best: (place: Int, slope: Double)?
            for next in points.indices.dropFirst(at + 1) where points[next].tokenCount < points[at].tokenCount {
                let slope = (points[next].loss - points[at].loss) / Double(points[at].tokenCount - points[next].tokenCount)
                if slope <= best?.slope ?? .infinity { best = (next, slope) }
            }
            guard let best else { break }
            steps.append((points[best.place].size, best.slope, points[best.place].loss))
            at = best.place
        }
        return Row(view: place, sizes: sizes, steps: steps)
    }

    /// Whether a word is left of the sentence, behind its key too.
    private static func tells(_ sentence: BriefSentence, in view: View) -> Bool {
        guard Trimmer.text(view.bytes, sentence.range, sentence.plain).contains(where: \.isWordlike) else { return false }
        let keyed = Trimmer.text(view.bytes, sentence.range, sentence.keyed)
        guard sentence.hasCue, let colon = keyed.firstIndex(of: 0x3A) else { return true }
        return keyed[(colon + 1)...].contains(where: \.isWordlike)
    }

    /// Where the words begin that may go one by one, outside `changes`: what loses least by the token first.
    private func wordsByLoss(_ weights: [BriefLoss.Weight], in view: View, outside changes: [TextChange]) -> [Int] {
        var found: [(start: Int, slope: Double)] = []
        var next = 0
        for word in weights {
            while next < changes.count, changes[next].range.upperBound <= word.range.lowerBound { next += 1 }
            guard word.isWord, !word.isHard, next == changes.count || !changes[next].range.overlaps(word.range) else { continue }
            found.append((word.range.lowerBound, word.weight / Double(max(1, options.encoding.count([0x20] + view.bytes[word.range])))))
        }
        return found.sorted { ($0.slope, $0.start) < ($1.slope, $1.start) }.map(\.start)
    }

    /// The first words, ever more of them, in at most `maximumWordSteps` steps.
    private static func growing(_ words: [Int]) -> [Set<Int>] {
        let count = min(words.count, maximumWordSteps)
        return (0..<count).map { Set(words[..<(words.count * ($0 + 1) / count)]) }
    }

    private static let maximumWordSteps = 16

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
        guard let applied = try? stage.prompt.apply(edits(sizes, markers)) else { return .max }
        return options.encoding.count(applied.output)
    }

    /// The edits that bring each sentence to its size.
    private func edits(_ sizes: [Int], _ markers: Bool) -> [Edit] {
        var lastCut: Block?
        return blocks.indices.flatMap { place in
            let block = blocks[place]
            let own = block.first..<block.first + block.count
            let kept = own.filter { sizes[$0] < rows[$0].sizes.count }
            let layout = BriefLayout(encoding: options.encoding, writesAllKeys: options.brief.writesAllKeys)
            let view = stage.prompt.views[block.view]
            // A list that goes whole takes its name along.
            if block.isListName, goesWhole(listBehind: place, sizes) {
                return [Edit(view: block.view, range: line(of: block), replacement: [], strategy: KeyVariables.name, effect: .removed)]
            }
            // Of items in a row that go whole, one marker says so.
            let goes = block.isItem && kept.isEmpty
            if goes, !markers || lastCut.map({ $0.view == block.view && $0.range.upperBound == line(of: block).lowerBound }) ?? false,
                !view.isProtected(line(of: block))
            {
                lastCut = block
                return [Edit(view: block.view, range: line(of: block), replacement: [], strategy: KeyVariables.name, effect: .removed)]
            }
            lastCut = goes ? block : nil
            if goes, let bullet = bullet(of: block) {
                // The marker stands for the bullet, too.
                let cut = bullet..<rows[own.upperBound - 1].sizes[0].range.upperBound
                guard !view.isProtected(cut) else { return [] }
                return [Edit(view: block.view, range: cut, replacement: Removal.shortMarker, strategy: KeyVariables.name, effect: .removed)]
            }
            var changes = layout.changes(for: kept.map { rows[$0].sizes[sizes[$0]] }, in: view, keyed: block.writesKeys)
            var wasCut = false
            for row in own {
                let isCut = sizes[row] == rows[row].sizes.count
                let range = rows[row].sizes[0].range
                // Of a line of stars nothing is missing.
                let isTold = isCut && view.bytes[range].contains(where: \.isWordlike)
                if isCut {
                    changes.append(TextChange(range: range, replacement: markers && isTold && !wasCut ? Removal.shortMarker : []))
                }
                wasCut = isTold || isCut && wasCut
            }
            // Words that go because they are common are gone; grammar and politeness are only folded.
            let isBare = own.contains { sizes[$0] >= steps.count || steps[sizes[$0]].level >= .keywords }
            return apart(changes).filter { !view.isProtected($0.range) }.map {
                Edit(
                    view: block.view, range: $0.range, replacement: $0.replacement, strategy: KeyVariables.name,
                    effect: isBare ? .removed : .folded)
            }
        }
    }

    /// Whether items follow, and all of them are cut.
    private func goesWhole(listBehind place: Int, _ sizes: [Int]) -> Bool {
        let items = blocks[(place + 1)...].prefix { $0.isItem && $0.view == blocks[place].view }
        return !items.isEmpty
            && items.allSatisfy { item in (item.first..<item.first + item.count).allSatisfy { sizes[$0] == rows[$0].sizes.count } }
    }

    /// Where the bullet of an item stands that has one and no number.
    private func bullet(of block: Block) -> Int? {
        let bytes = stage.prompt.views[block.view].bytes
        guard block.count > 0, let start = line(of: block).first(where: { !bytes[$0].isBlank }), start < block.range.lowerBound else {
            return nil
        }
        return bytes[start].isDigit || bytes[start].isLetter || bytes[start] == 0x28 ? nil : start
    }

    /// An item with its marker and what stands before that in the line.
    private func line(of block: Block) -> Range<Int> {
        let bytes = stage.prompt.views[block.view].bytes
        var start = block.range.lowerBound
        while start > 0, !bytes[start - 1].isLineEnd { start -= 1 }
        return start..<block.range.upperBound
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
