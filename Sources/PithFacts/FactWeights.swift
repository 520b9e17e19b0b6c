// What a fact weighs: its class × how rare it is in the document × who said it.
//
// Rarity is an idf over the document's own facts: ln(1 + N / n) for a fact that stands n times among N, divided by ln(1 + N), so that a fact
// said once weighs 1 and one that fills the document next to nothing. Classes weigh by what their loss does to a reader: a lost
// "not" turns an answer round, a lost word seldom changes it.

import PithPrompt
import PithSystem

/// The weights of a document's facts.
package struct FactWeights: Sendable {
    private let counts: [UInt64: Int]
    private let total: Int

    /// Weights by how often each of `facts` is among them. Cost: linear.
    package init(counting facts: some Sequence<Fact>) {
        var counts: [UInt64: Int] = [:]
        var total = 0
        for fact in facts {
            counts[fact.key, default: 0] += 1
            total += 1
        }
        (self.counts, self.total) = (counts, total)
    }

    /// The weight of `fact`, said by `role`: above 0, at most 3 × 1 × 1.5. Cost: one look-up.
    package func weight(of fact: Fact, role: Role = .none) -> Double {
        Self.weight(of: fact.kind) * rarity(of: fact) * Self.weight(of: role)
    }

    /// 1 for a fact that stands once, less the more often it stands. A fact that was not counted is as rare as can be.
    package func rarity(of fact: Fact) -> Double {
        let count = counts[fact.key] ?? 1
        return Logarithm.natural(1 + Double(max(total, 1)) / Double(count)) / Logarithm.natural(1 + Double(max(total, 1)))
    }

    /// What a class weighs.
    package static func weight(of kind: FactClass) -> Double {
        switch kind {
        case .negation, .error: 3
        case .number, .id, .path, .url, .quote, .date: 2
        case .name: 1.5
        case .word: 0.3
        }
    }

    /// What a speaker weighs: who gives orders above who reports.
    package static func weight(of role: Role) -> Double {
        switch role {
        case .system, .developer: 1.5
        case .user: 1.25
        case .none, .assistant: 1
        case .tool: 0.8
        }
    }
}
