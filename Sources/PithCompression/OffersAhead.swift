// What strategies offer, worked out on several cores.
//
// Most strategies that look at a prompt find nothing to do, and then the next sees the very same prompt. So the next few are asked at once, each as if those
// before it left the prompt alone; what one offers is thrown away when an earlier one did change it. After a change the first is asked by itself: where
// one finds something to do, the next often does, too. A strategy that judges segments apart is asked for a part of them on each core. What is offered is
// the same as with one thread, only sooner.

import PithPrompt
import PithSystem

/// What the next strategies offer for one version of a prompt.
struct OffersAhead {
    private var version = -1
    /// Whether a strategy that was asked about this version left it alone.
    private var isSettling = false
    private var offers: [String: (context: StrategyContext, proposals: [Proposal])] = [:]
    private let threadCount: Int

    init(threadCount: Int) { self.threadCount = threadCount }

    /// What the first of `strategies` sees and offers; the others may be asked ahead, but those that are idle. Cost: linear, on each core.
    mutating func next(
        of strategies: ArraySlice<any Strategy.Type>, _ stage: inout Stage, context: (any Strategy.Type, inout Stage) -> StrategyContext
    ) -> (context: StrategyContext, proposals: [Proposal])? {
        guard let first = strategies.first else { return nil }
        guard threadCount > 1, stage.prompt.bytes.count >= ThreadGain.fewestBytes else {
            let context = context(first, &stage)
            return (context, context.segments.isEmpty ? [] : first.init().proposals(for: context))
        }
        if version != stage.version {
            offers = [:]
            (version, isSettling) = (stage.version, false)
        }
        if let known = offers.removeValue(forKey: first.name) { return known }
        var asked: [(strategy: any Strategy.Type, context: StrategyContext)] = []
        for strategy in strategies where offers[strategy.name] == nil && stage.holdsAny(for: strategy) && !stage.isIdle(strategy) {
            let context = context(strategy, &stage)
            if context.segments.isEmpty {
                offers[strategy.name] = (context, [])
            } else {
                asked.append((strategy, context))
                if asked.count == (isSettling ? threadCount : 1) { break }
            }
        }
        ask(asked)
        if !asked.isEmpty { isSettling = true }
        return offers.removeValue(forKey: first.name)
    }

    private mutating func ask(_ asked: [(strategy: any Strategy.Type, context: StrategyContext)]) {
        var parts: [(owner: Int, context: StrategyContext)] = []
        for (owner, (strategy, context)) in asked.enumerated() {
            for segments in strategy.judgesSegmentsApart ? context.segments.parts(count: threadCount * 2) : [context.segments[...]] {
                var part = context
                part.segments = Array(segments)
                parts.append((owner, part))
            }
        }
        let strategies = asked.map(\.strategy)
        let proposals = Parallel.map(parts.count, threadCount: threadCount) { [parts] index in
            strategies[parts[index].owner].init().proposals(for: parts[index].context)
        }
        var joined = asked.map { _ in [Proposal]() }
        for (part, found) in zip(parts, proposals) { joined[part.owner] += found }
        for ((strategy, context), proposals) in zip(asked, joined) { offers[strategy.name] = (context, proposals) }
    }
}
