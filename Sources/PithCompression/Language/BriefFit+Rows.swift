// The sizes of a sentence, and which of them are worth taking: those on the lower hull of what is lost over the tokens that are left.

import PithPrompt
import PithSystem
import PithTokenizer

extension BriefFit {
    /// The sizes of a sentence, the fullest first, and last nothing.
    struct Row {
        let view: Int
        let sizes: [BriefSentence]
        /// Steps along the hull: to which size, what a token that it saves loses, and what is lost then in all.
        var steps: [(size: Int, slope: Double, loss: Double)]
    }

    func row(
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
                size: place, tokenCount: options.encoding.count(sentence.plain.applied(to: view.bytes, range)),
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
        guard sentence.plain.applied(to: view.bytes, sentence.range).contains(where: \.isWordlike) else { return false }
        let keyed = sentence.keyed.applied(to: view.bytes, sentence.range)
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
}
