// How far a mean over these tasks could be from the mean over all tasks like them.
//
// The bootstrap (Efron, 1979): draw as many tasks as there are, with replacement, compute the figure from the draw, and repeat; the middle 95% of
// the results is the interval (the percentile method). Draws are made once a suite, from a seed, and shared by all contestants, so a
// difference between two of them is taken task by task (paired), which is what makes small differences visible at all.

/// A range that holds the true figure in so many of a hundred repetitions.
package struct Interval: Sendable, Equatable {
    package let low: Double
    package let high: Double

    package init(low: Double, high: Double) { (self.low, self.high) = (low, high) }
}

/// Seeded draws of tasks.
package struct Bootstrap: Sendable {
    /// For each draw, how often each task is in it.
    private let weights: [[UInt16]]
    package let taskCount: Int

    /// Cost: `resampleCount` × `taskCount` steps and twice as many bytes.
    package init(taskCount: Int, resampleCount: Int, seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        self.taskCount = taskCount
        weights = (0..<resampleCount).map { _ in
            var weights = [UInt16](repeating: 0, count: taskCount)
            for _ in 0..<taskCount {
                let task = Int.random(in: 0..<taskCount, using: &generator)
                weights[task] = weights[task] == .max ? .max : weights[task] + 1
            }
            return weights
        }
    }

    /// The percentile interval of a figure computed from each draw. `level`: 0.95 for 95%.
    package func interval(level: Double = 0.95, _ figure: ([UInt16]) -> Double) -> Interval {
        var figures = weights.map(figure)
        figures.sort()
        return Interval(low: Self.quantile(figures, (1 - level) / 2), high: Self.quantile(figures, (1 + level) / 2))
    }

    /// The interval of the mean of one value a task.
    package func interval(ofMean values: [Double], level: Double = 0.95) -> Interval {
        interval(level: level) { Self.mean(values, weights: $0) }
    }

    /// The mean of the values, each counted as often as the draw has it.
    package static func mean(_ values: [Double], weights: [UInt16]) -> Double {
        var sum = 0.0, count = 0
        for (value, weight) in zip(values, weights) {
            sum += value * Double(weight)
            count += Int(weight)
        }
        return sum / Double(count)
    }

    /// The quantile of ascending values, linear between neighbours (Hyndman and Fan's type 7, NumPy's default).
    static func quantile(_ sorted: [Double], _ share: Double) -> Double {
        guard let last = sorted.last else { return .nan }
        let place = Double(sorted.count - 1) * share
        let index = Int(place)
        guard index + 1 < sorted.count else { return last }
        let (low, high) = (sorted[index], sorted[index + 1])
        let part = place - Double(index)
        // Written so that an infinite neighbour that has no weight does not make the result undefined.
        return part == 0 || low == high ? low : low + part * (high - low)
    }
}
