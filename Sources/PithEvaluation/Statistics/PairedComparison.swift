// Is one contestant as good as another, on the same tasks?
//
// Not "no significant difference": a small sample shows none either. Non-inferiority turns the burden of proof round: the user names the largest
// loss that would not matter (the margin), and the claim holds only when the whole interval of the difference lies above −margin. It is the rule
// of clinical trials (the two-sided 95% interval gives a one-sided test at 2.5%).

/// The difference of two contestants' fidelity, task by task.
package struct PairedComparison: Sendable {
    package enum Verdict: String, Sendable {
        /// The interval lies above 0: better.
        case superior
        /// The interval lies above −margin: at worst a loss that does not matter.
        case nonInferior = "non-inferior"
        /// The interval lies below −margin: a loss that matters.
        case inferior
        /// More tasks are needed.
        case inconclusive
    }

    /// The mean of first − second.
    package let difference: Double
    package let interval: Interval
    package let verdict: Verdict

    /// Compares one value a task of each. `margin` > 0: the largest loss of fidelity that would not matter.
    package init(_ first: [Double], against second: [Double], margin: Double, bootstrap: Bootstrap) {
        let differences = zip(first, second).map { $0 - $1 }
        difference = differences.isEmpty ? 0 : differences.reduce(0, +) / Double(differences.count)
        interval = bootstrap.interval(ofMean: differences)
        verdict =
            if interval.low > 0 { .superior } else if interval.low > -margin { .nonInferior } else if interval.high < -margin {
                .inferior
            } else {
                .inconclusive
            }
    }
}
