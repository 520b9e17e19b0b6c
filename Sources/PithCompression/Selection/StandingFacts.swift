// How often each hard fact stands in the text so far, for strategies that fold what says nothing of its own. Looks backward only: at the
// messages up to and with the one at hand, so that it may serve in a session; in a text without messages at all of it.

import PithFacts
import PithPrompt

struct StandingFacts {
    private let prompt: Prompt
    private let extractor = FactExtractor()
    private var counts: [UInt64: Int] = [:]
    /// The hard facts of each segment read, in order, by where the segment begins in the prompt.
    private var facts: [Int: [Fact]] = [:]
    private var nextSegment = 0

    init(_ prompt: Prompt) { self.prompt = prompt }

    /// Counts the facts of all text through the message that holds `segment`. Cost: linear, each byte once.
    mutating func read(throughMessageOf segment: Segment) {
        let last = prompt.views[segment.view].message
        while nextSegment < prompt.segments.count {
            let next = prompt.segments[nextSegment]
            if let last, let message = prompt.views[next.view].message, message > last { break }
            if next.kind.isText {
                let found = extractor.facts(in: prompt.views[next.view].bytes, range: next.range, kind: next.kind).filter(\.kind.isHard)
                facts[prompt.rawRange(of: next).lowerBound] = found
                for fact in found { counts[fact.key, default: 0] += 1 }
            }
            nextSegment += 1
        }
    }

    /// Whether every hard fact in `range` of the segment also stands elsewhere; if so it is counted out here.
    mutating func release(_ range: Range<Int>, of segment: Segment) -> Bool {
        guard let found = facts[prompt.rawRange(of: segment).lowerBound] else { return false }
        // The first fact that begins in the range.
        var low = 0, high = found.count
        while low < high {
            let middle = (low + high) / 2
            if found[middle].range.lowerBound < range.lowerBound { low = middle + 1 } else { high = middle }
        }
        let own = found[low...].prefix { $0.range.lowerBound < range.upperBound }
        var here: [UInt64: Int] = [:]
        for fact in own { here[fact.key, default: 0] += 1 }
        guard here.allSatisfy({ counts[$0.key, default: 0] > $0.value }) else { return false }
        for (key, count) in here { counts[key, default: 0] -= count }
        return true
    }
}
