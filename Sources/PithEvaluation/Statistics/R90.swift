// R90: the smallest share of a prompt's tokens at which an output still does 0.90 of the full prompt's work. Lower is better.
//
// What is measured are points (share of tokens, fidelity). The curve between two neighbouring points is taken to be straight over the
// logarithm of the share: fidelity falls by steps when the share halves, not when it loses so many points of a hundred, and published
// figures for question-aware selection follow that rule. Over the share itself the same points give a larger, worse figure.
//
// "Still" means: walking down from the largest share measured, the curve has not been below 0.90 yet. A dip and a later recovery do not count as
// recovered. Nothing is assumed outside the points measured: below the smallest share the answer is "at most", and where even the
// largest does not hold 0.90 it is "not reached".

import PithSystem

/// One measured point of a rate–fidelity curve.
package struct RatePoint: Sendable, Equatable {
    /// Tokens of the outputs ÷ tokens of the contexts.
    package let share: Double
    /// The mean over the tasks of score(output) ÷ score(context).
    package let fidelity: Double

    package init(share: Double, fidelity: Double) { (self.share, self.fidelity) = (share, fidelity) }
}

/// Where a rate–fidelity curve leaves 0.90.
package enum R90: Sendable, Equatable {
    /// Between two measured points, or at one.
    case at(Double)
    /// Fidelity is still at the threshold at the smallest share measured, this one.
    case atMost(Double)
    /// Fidelity is below the threshold at the largest share measured already.
    case notReached

    package static let threshold = 0.90
    /// A share of nothing has no logarithm; empty outputs are drawn here.
    static let smallestShare = 1e-4

    /// The R90 of the curve through `points`, in any order.
    package init(of points: [RatePoint]) {
        let sorted = points.sorted { ($0.share, $0.fidelity) > ($1.share, $1.fidelity) }
        var held: RatePoint?
        for point in sorted {
            guard point.fidelity < Self.threshold - 1e-9 else {
                held = point
                continue
            }
            guard let above = held else {
                self = .notReached
                return
            }
            let low = max(point.share, Self.smallestShare), high = max(above.share, Self.smallestShare)
            let part = (Self.threshold - point.fidelity) / (above.fidelity - point.fidelity)
            self = .at(low * Exponential.natural(min(part, 1) * Logarithm.natural(high / low)))
            return
        }
        self = held.map { .atMost($0.share) } ?? .notReached
    }

    /// The share as a number to sort and to take quantiles of; infinite where it is not reached.
    package var share: Double {
        switch self {
        case .at(let share), .atMost(let share): share
        case .notReached: .infinity
        }
    }
}
