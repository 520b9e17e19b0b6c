// The lossy stage: units are cut, valued, and the allocator's order is followed as far as the mode asks.

import PithFacts
import PithPrompt
import PithTokenizer

struct LossyPass {
    let options: CompressionOptions
    let strategies: [any SelectionStrategy.Type]

    /// Keeps as much as fits the budget.
    func fit(_ stage: inout Stage, budget: Int) throws(CompressionError) {
        guard stage.tokenCount > budget else { return }
        let index = UnitIndex(stage.prompt, options: options, strategies: strategies, facts: stage.facts)
        let menu = menu(for: index)
        let allocator = allocator(for: menu)
        let chosen = allocator.compared(allocator.order(of: menu.firstItems), withBestSingleUnder: budget)
        let headings = UnitHeadings(menu), order = headings.order(chosen)
        let fit = BudgetFit(
            menu: menu, order: order.units, parents: headings.parents, budget: budget, encoding: options.encoding,
            writesMarkers: options.writesMarkers)
        switch fit.edits() {
        case .success(let edits): remove(edits, from: &stage)
        case .failure(let smallest):
            throw .budgetNotMet(budget: budget, smallest: smallest.tokenCount, kept: whatStays(in: stage))
        }
        if stage.tokenCount > budget { throw .budgetNotMet(budget: budget, smallest: stage.tokenCount, kept: whatStays(in: stage)) }
    }

    /// The stage with as much of it as fits the budget.
    func fitted(_ stage: Stage, budget: Int) throws(CompressionError) -> Stage {
        var stage = stage
        try fit(&stage, budget: budget)
        return stage
    }

    /// Keeps the given share of the weight of facts.
    func hold(_ stage: inout Stage, quality: Double) {
        let index = UnitIndex(stage.prompt, options: options, strategies: strategies.filter { $0.dropsUnits }, facts: stage.facts)
        let order = UnitHeadings(index).order(allocator(for: UnitMenu(index)).order(of: index.units.indices))
        drop(order.unitsBeyond(quality), of: index, in: &stage)
    }

    /// Drops the prose that leaves every hard fact visible, and notes which sentences may answer.
    func spareHardFacts(_ stage: inout Stage) {
        let prose = strategies.filter { $0.kinds.contains(.prose) && $0.dropsUnits }
        guard !prose.isEmpty, !options.isSession else { return }
        let frozen = FrozenText(prompt: stage.prompt, options: options)
        // Where there is no prose, nothing need be known of the rest.
        guard
            stage.prompt.segments.contains(where: { segment in
                prose.contains { $0.kinds.contains(segment.kind) } && !frozen.contains(segment)
            })
        else { return }
        let guarded = stage.prompt.protecting(stage.resolvedReferences().protectedSpans(isCausal: false))
        let index = UnitIndex(guarded, options: options, strategies: prose, facts: stage.facts)
        let query = options.query ?? Self.newestQuestion(in: index.prompt)
        let choice = PresetChoice(index: index, query: query, usesWordVectors: options.usesWordVectors)
        if query?.isEmpty == false { stage.wanted = choice.wantedStretches }
        drop(choice.droppedUnits, of: index, in: &stage)
    }

    private func allocator(for menu: UnitMenu) -> Allocator {
        let values = UnitValues(
            menu.index, query: options.query ?? Self.newestQuestion(in: menu.index.prompt), usesWordVectors: options.usesWordVectors)
        return Allocator(
            facts: menu.facts, tokenCounts: menu.tokenCounts, values: menu.spread(values), covered: menu.index.factsInFixedText,
            nextItem: menu.nextItem)
    }

    /// The units in their sizes: trimmed too, where that is among the strategies.
    private func menu(for index: UnitIndex) -> UnitMenu {
        guard strategies.contains(where: { $0.name == Trimming.name }) else { return UnitMenu(index) }
        return UnitMenu(index, trimmed: Trimming.sizes(of: index, encoding: options.encoding))
    }

    /// Makes the cuts, then takes out the references, and descriptions of tools, that lost what they stood for.
    func remove(_ edits: [Edit], from stage: inout Stage) {
        var edits = edits
        // A reference that goes can leave another without its meaning; each round takes out all that the last one left.
        for _ in 0...Self.maximumRounds {
            let references = LostReferences(stage.resolvedReferences()), descriptions = LostDescriptions(in: stage.prompt)
            guard stage.apply(edits, encoding: options.encoding) else { return }
            edits =
                descriptions.removals(from: stage.prompt, after: edits, options: options)
                + references.removals(from: &stage, after: edits, options: options)
            if !options.writesMarkers {
                edits.sort { ($0.view, $0.range.lowerBound) < ($1.view, $1.range.lowerBound) }
                Removal.markEmptied(&edits, in: stage.prompt)
            }
        }
    }

    private static let maximumRounds = 3

    private func drop(_ dropped: some Sequence<Int>, of index: UnitIndex, in stage: inout Stage) {
        var isDropped = Array(repeating: false, count: index.units.count)
        for unit in dropped { isDropped[unit] = true }
        let removal = Removal(index, writesMarkers: options.writesMarkers)
        let meter = SavingsMeter(prompt: index.prompt, encoding: options.encoding)
        // A cut that costs as much as its marker is not made.
        let paying = meter.paying(
            removal.proposals(dropping: isDropped, of: index.units), atLeast: RewritePass.minimumSaving, threadCount: options.threadCount)
        remove(paying.flatMap(\.edits), from: &stage)
    }

    /// Keeps the given share of the weight of the facts of one message of a session, beside those that messages before it show; what stays
    /// visible is added to them.
    func hold(_ stage: inout Stage, quality: Double, after visible: inout Set<UInt64>) {
        let index = UnitIndex(stage.prompt, options: options, strategies: strategies.filter { $0.dropsUnits }, facts: stage.facts)
        let allocator = Allocator(facts: index.facts, tokenCounts: index.tokenCounts, values: UnitValues(causal: index), covered: [])
        for fact in index.factsInFixedText { visible.insert(index.factKeys[fact]) }
        var isCovered = index.factKeys.map { visible.contains($0) }
        let beyond = allocator.order(of: index.units.indices, &isCovered).unitsBeyond(quality)
        let gone = Set(beyond)
        for kept in index.units.indices where !gone.contains(kept) {
            for fact in index.facts.integers(of: kept) { visible.insert(index.factKeys[fact]) }
        }
        drop(beyond, of: index, in: &stage)
    }

    /// The newest user message's text: what a conversation is about now; in a text, the question behind its worked examples.
    static func newestQuestion(in prompt: Prompt) -> String? {
        if prompt.messages.isEmpty {
            guard let last = prompt.segments.last(where: { $0.kind == .example }) else { return nil }
            let asked = prompt.views[last.view].bytes[last.range.upperBound...].prefix(2000)
            return asked.isEmpty ? nil : String(decoding: asked, as: UTF8.self)
        }
        guard let newest = prompt.newestUserMessage else { return nil }
        let texts = prompt.messages[newest].views.map { prompt.views[$0] }.filter { $0.role == .user }
        let bytes = texts.flatMap { $0.bytes.prefix(2000) + [0x20] }
        return bytes.isEmpty ? nil : String(decoding: bytes, as: UTF8.self)
    }

    /// What no strategy may drop, in words.
    private func whatStays(in stage: Stage) -> [String] {
        var reasons: [String] = []
        if !options.pins.isEmpty { reasons.append("the pinned text") }
        if !stage.prompt.messages.isEmpty {
            reasons.append("the messages' frame")
            if !options.touchesInstructions { reasons.append("system text and the newest user message") }
        }
        if options.strategies != nil { reasons.append("what the chosen strategies leave alone") }
        return reasons.isEmpty ? ["what must stay"] : reasons
    }
}

extension Allocator.Order {
    /// The units that are not needed to cover the share `quality` of the whole weight.
    func unitsBeyond(_ quality: Double) -> ArraySlice<Int> {
        // Sums of many weights differ in their last bits; a share of 1 must mean all that weighs anything.
        let target = totalWeight * quality - totalWeight * 1e-12
        let needed = quality <= 0 ? 0 : (coveredWeight.firstIndex { $0 >= target } ?? units.count - 1) + 1
        return units.dropFirst(max(0, needed))
    }
}
