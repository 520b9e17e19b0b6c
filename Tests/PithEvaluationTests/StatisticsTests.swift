import Foundation
import PithJSON
import Testing

@testable import PithEvaluation

/// Against what SciPy and NumPy say (Cases/make_statistics.py).
@Suite struct StatisticsTests {
    @Test func percentileIntervalsAgreeWithSciPy() throws {
        for sample in try cases("samples") {
            let name = sample["name"]?.string ?? ""
            let first = numbers(sample["first"]), second = numbers(sample["second"])
            let bootstrap = Bootstrap(taskCount: first.count, resampleCount: 3000, seed: 11)
            // Two estimates of one quantile, from 3,000 and 200,000 draws: they differ by a small part of the standard error, or by one step
            // where the sample has few different means.
            let tolerance = try #require(sample["standardError"]?.number) * 0.15 + 1.01 / Double(first.count)
            expectClose(bootstrap.interval(ofMean: first), numbers(sample["interval"]), tolerance, name)
            expectClose(bootstrap.interval(ofMean: first, level: 0.8), numbers(sample["interval80"]), tolerance, name)
            let comparison = PairedComparison(first, against: second, margin: 0.05, bootstrap: bootstrap)
            expectClose(comparison.interval, numbers(sample["differenceInterval"]), tolerance, name)
            #expect(abs(comparison.difference - (sample["difference"]?.number ?? .nan)) < 1e-12, "\(name)")
        }
    }

    @Test func quantilesAgreeWithNumPy() throws {
        let document = try JSONDocument(Array(Data(contentsOf: Cases.folder.appending(path: "statistics.json")))).root
        for row in try cases("quantiles") {
            let quantile = Bootstrap.quantile(numbers(document["values"]), try #require(row["at"]?.number))
            #expect(try abs(quantile - #require(row["is"]?.number)) < 1e-12)
        }
        #expect(Bootstrap.quantile([], 0.5).isNaN)
        #expect(Bootstrap.quantile([1, .infinity], 0) == 1)
        #expect(Bootstrap.quantile([1, 2, .infinity], 0.5) == 2)
    }

    @Test func r90AgreesWithItsDefinitionOnEveryCurve() throws {
        for curve in try cases("curves") {
            let points = curve["points"]?.elements.map { numbers($0) }.map { RatePoint(share: $0[0], fidelity: $0[1]) } ?? []
            let name = curve["name"]?.string ?? ""
            switch (R90(of: points), curve["r90"]?["at"]?.number, curve["r90"]?["atMost"]?.number) {
            case (.at(let share), let expected?, nil), (.atMost(let share), nil, let expected?):
                #expect(abs(share - expected) < 1e-9, "\(name)")
            case (.notReached, nil, nil): #expect(curve["r90"]?.kind == .null, "\(name)")
            case (let found, _, _): Issue.record("\(name): \(found)")
            }
        }
    }

    @Test func verdictsFollowTheInterval() {
        let bootstrap = Bootstrap(taskCount: 100, resampleCount: 500, seed: 1)
        func verdict(_ first: (Int) -> Double, _ second: (Int) -> Double) -> PairedComparison.Verdict {
            PairedComparison((0..<100).map(first), against: (0..<100).map(second), margin: 0.05, bootstrap: bootstrap).verdict
        }
        #expect(verdict({ _ in 1 }, { _ in 0.5 }) == .superior)
        #expect(verdict({ _ in 0.5 }, { _ in 0.5 }) == .nonInferior)
        #expect(verdict({ _ in 0.47 }, { _ in 0.5 }) == .nonInferior)
        #expect(verdict({ _ in 0.4 }, { _ in 0.5 }) == .inferior)
        #expect(verdict({ $0 % 2 == 0 ? 1 : 0 }, { $0 % 4 < 2 ? 1 : 0 }) == .inconclusive)
    }

    @Test func drawsFollowFromTheSeed() {
        let values = (0..<50).map { Double($0 % 7) }
        func interval(seed: UInt64) -> Interval { Bootstrap(taskCount: 50, resampleCount: 200, seed: seed).interval(ofMean: values) }
        #expect(interval(seed: 5) == interval(seed: 5))
        #expect(interval(seed: 5) != interval(seed: 6))
    }

    private func cases(_ name: String) throws -> [JSONValue] {
        let root = try JSONDocument(Array(Data(contentsOf: Cases.folder.appending(path: "statistics.json")))).root
        return try Array(#require(root[name]).elements)
    }

    private func numbers(_ value: JSONValue?) -> [Double] { value?.elements.compactMap(\.number) ?? [] }

    private func expectClose(_ interval: Interval, _ expected: [Double], _ tolerance: Double, _ name: String) {
        #expect(
            abs(interval.low - expected[0]) < tolerance && abs(interval.high - expected[1]) < tolerance, "\(name): \(interval), \(expected)"
        )
    }
}
