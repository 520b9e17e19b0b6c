/// Heights of the tide at one place, from the harmonic constituents of its gauge.
///
/// The sea level is a sum of cosines whose speeds are known from astronomy and whose amplitudes and phases were
/// fitted to a year of measurements. Each constituent is corrected twice: the *node factor* `f` changes its
/// amplitude over 18.6 years, the *equilibrium argument* `V + u` sets its phase at the start of the year.
///
/// Heights are metres above chart datum. Times are seconds since 1970 UTC. Good to about 0.1 m and 8 minutes in
/// calm weather; a low of 970 hPa lifts the sea by 0.4 m, and no table knows about that.
///
/// Cost: one cosine a constituent. A day at 6-minute steps with 37 constituents takes 0.2 ms.
public struct TidePredictor: Sendable {
    public struct Constituent: Sendable {
        /// As in the lists of the hydrographic offices: M2, S2, N2, K1, O1…
        public let name: String
        /// Degrees an hour.
        public let speed: Double
        /// Metres.
        public let amplitude: Double
        /// Degrees, relative to Greenwich (the letter G in the lists, not the local kappa).
        public let phase: Double
    }

    public enum Failure: Error, Equatable {
        /// The year has no node factors. The table runs from 1970 to 2037; extend it with `make nodes`.
        case yearOutOfRange(Int)
        case noConstituents(station: String)
        /// Two constituents whose speeds differ by less than 0.0005°/h cannot have been separated by a fit of one year.
        case inseparable(String, String)
    }

    public let station: String
    public let meanLevel: Double
    private let constituents: [Constituent]
    private let nodes: NodeTable

    public init(station: String, meanLevel: Double, constituents: [Constituent], nodes: NodeTable = .standard) throws(Failure) {
        guard !constituents.isEmpty else { throw .noConstituents(station: station) }
        let sorted = constituents.sorted { $0.speed < $1.speed }
        for (slow, fast) in zip(sorted, sorted.dropFirst()) where fast.speed - slow.speed < 0.0005 {
            throw .inseparable(slow.name, fast.name)
        }
        self.station = station
        self.meanLevel = meanLevel
        // Largest first: the sum is then stable to the last bit whatever order the file had, and tests can compare exactly.
        self.constituents = constituents.sorted { ($0.amplitude, $0.name) > ($1.amplitude, $1.name) }
        self.nodes = nodes
    }

    /// The height at a moment.
    public func height(at time: Double) throws(Failure) -> Double {
        let (year, hours) = Self.yearAndHours(time)
        var sum = meanLevel
        for constituent in constituents {
            guard let node = nodes.factors(constituent.name, year: year) else { throw .yearOutOfRange(year) }
            let angle = constituent.speed * hours + node.equilibriumArgument - constituent.phase
            sum += node.factor * constituent.amplitude * cosine(degrees: angle)
        }
        return sum
    }

    public struct Extreme: Sendable, Equatable {
        public let time: Double
        public let height: Double
        public let isHigh: Bool
    }

    /// High and low waters in an interval, found by stepping and bisecting.
    ///
    /// The step is 10 minutes. Double low waters, as behind the Isle of Sark Rocks, are 50 minutes apart at the
    /// least, so none is skipped; with the 30 minutes of the first version one was, on 14 March 2021, and a dinghy
    /// race went aground on it.
    public func extremes(from start: Double, to end: Double) throws(Failure) -> [Extreme] {
        let step = 600.0
        var found: [Extreme] = []
        var (a, b) = (try height(at: start - step), try height(at: start))
        var time = start
        while time <= end {
            let c = try height(at: time + step)
            if (b - a) * (c - b) < 0 {
                let top = try refine(time - step, time + step, isHigh: b > a)
                // Ripples of less than 2 cm are noise of the short constituents and are not announced.
                if let last = found.last, abs(last.height - top.height) < 0.02 {
                    found.removeLast()
                } else {
                    found.append(top)
                }
            }
            (a, b) = (b, c)
            time += step
        }
        return found
    }

    /// Golden section to 5 seconds. Fancier methods save nothing: a bracket has 15 evaluations in it.
    private func refine(_ low: Double, _ high: Double, isHigh: Bool) throws(Failure) -> Extreme {
        let ratio = 0.618_033_988_749_894_9
        var (low, high) = (low, high)
        while high - low > 5 {
            let left = high - ratio * (high - low)
            let right = low + ratio * (high - low)
            let goLeft = try height(at: left) > height(at: right)
            if goLeft == isHigh { high = right } else { low = left }
        }
        let time = (low + high) / 2
        return Extreme(time: time, height: try height(at: time), isHigh: isHigh)
    }

    /// Is there enough water for a keel? Answers for the whole stay and not for the moment of arrival.
    ///
    /// `margin` is what must remain under the keel. Insurers ask for 0.5 m inside the harbour and 1.0 m over the
    /// bar; there is no default value on purpose, somebody has to say it.
    public func isDeepEnough(draught: Double, margin: Double, charted depth: Double, from start: Double, to end: Double) throws(Failure) -> Bool {
        var lowest = min(try height(at: start), try height(at: end))
        for extreme in try extremes(from: start, to: end) where !extreme.isHigh {
            lowest = min(lowest, extreme.height)
        }
        return depth + lowest >= draught + margin
    }
}
