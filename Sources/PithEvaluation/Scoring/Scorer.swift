// Scores an output against a task: the share of its expectations that still hold.
//
// A string is *visible* when its normalised form occurs in the normalised output and not inside a longer word or number. The scorer of a task
// is made once, with all its strings in one automaton, and then reads each output in one pass, whatever the number of strings.

/// Judges outputs for one task.
package struct Scorer: Sendable {
    private enum Condition: Sendable {
        case any([Int], support: [Int], minimum: Double)
        case all([Int])
        case near([[Int]], within: Double)
        case together([[Int]])
    }

    /// How many places of a list's strings are looked at for `near`, counted string by string.
    private static let nearPlaceLimit = 200

    private let readsMessages: Bool
    private let conditions: [Condition]
    private let automaton: PhraseAutomaton

    /// Prepares to judge outputs for `task`. Cost: linear in its strings.
    package init(for task: EvaluationTask) {
        var automaton = PhraseAutomaton()
        func number(_ text: String, limit: Int = 1) -> Int { automaton.add(Normaliser.normalise(text), limit: limit) }
        conditions = task.expectations.map { expectation in
            switch expectation {
            case .any(let strings, let support, let minimum):
                .any(strings.map { number($0) }, support: support.map { number($0) }, minimum: minimum)
            case .all(let strings): .all(strings.map { number($0) })
            case .near(let lists, let within): .near(lists.map { $0.map { number($0, limit: Self.nearPlaceLimit) } }, within: within)
            case .together(let sets): .together(sets.map { $0.map { number($0) } })
            }
        }
        automaton.link()
        self.automaton = automaton
        readsMessages = task.format == .messages
    }

    /// The share of the expectations that hold: 0…1. Cost: linear in the output.
    package func score(_ output: [UInt8]) -> Double {
        let held = expectationsHeld(by: output)
        return Double(held.count { $0 }) / Double(held.count)
    }

    /// For each expectation, in order, whether it holds.
    package func expectationsHeld(by output: [UInt8]) -> [Bool] {
        let inOutput = automaton.matches(in: Normaliser.normalise(output))
        // Only a conversation is read message by message; any other output, and one that is no longer a conversation, is one text.
        let needsMessages = readsMessages && conditions.contains { if case .together = $0 { true } else { false } }
        let inMessages = (needsMessages ? ConversationTexts.normalised(of: output) : nil)?.map { automaton.matches(in: $0) }
        return conditions.map { condition in
            switch condition {
            case .any(let phrases, let support, let minimum):
                guard phrases.contains(where: inOutput.contains) else { return false }
                return support.isEmpty || Double(support.count(where: inOutput.contains)) >= minimum * Double(support.count)
            case .all(let phrases): return phrases.allSatisfy(inOutput.contains)
            case .near(let lists, let within): return Self.standNear(lists.map { places(of: $0, in: inOutput) }, within: within)
            case .together(let sets):
                return (inMessages ?? [inOutput]).contains { message in sets.contains { $0.allSatisfy(message.contains) } }
            }
        }
    }

    private func places(of phrases: [Int], in matches: PhraseMatches) -> [Int] {
        var places: [Int] = []
        for phrase in phrases where phrase >= 0 && places.count < Self.nearPlaceLimit { places += matches.startOffsets[phrase] }
        return Array(places.prefix(Self.nearPlaceLimit))
    }

    /// Whether one place can be chosen from each list so that all lie within `within` characters: the smallest window over the sorted places that
    /// has one of each. The same answer as trying every combination, in n log n.
    static func standNear(_ lists: [[Int]], within: Double) -> Bool {
        guard lists.allSatisfy({ !$0.isEmpty }) else { return false }
        var places: [(offset: Int, list: Int)] = []
        for (list, offsets) in lists.enumerated() { places += offsets.map { ($0, list) } }
        places.sort { ($0.offset, $0.list) < ($1.offset, $1.list) }
        var inWindow = [Int](repeating: 0, count: lists.count)
        var missing = lists.count
        var first = 0
        for place in places {
            if inWindow[place.list] == 0 { missing -= 1 }
            inWindow[place.list] += 1
            while Double(place.offset - places[first].offset) > within {
                inWindow[places[first].list] -= 1
                if inWindow[places[first].list] == 0 { missing += 1 }
                first += 1
            }
            if missing == 0 { return true }
        }
        return false
    }
}
