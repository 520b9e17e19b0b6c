// The rate–fidelity curves of a suite as SVG: share of tokens from right (all) to left (few) over its logarithm, fidelity upwards, each curve with its
// interval as a band, the contestants with settings of their own as diamonds, the Pareto front as a dotted line.

import PithSystem

enum RateChart {
    private static let width = 720.0, height = 380.0
    private static let left = 46.0, right = 26.0, top = 14.0, bottom = 44.0
    private static let dashes = ["", "7 3", "2 3", "9 3 2 3", "12 4", "4 2", "1 3", "14 3 2 3 2 3"]

    /// The colour and dash pattern of the contestant at `place`.
    static func stroke(_ place: Int) -> String {
        let dash = dashes[place % dashes.count]
        return "stroke=\"var(--c\(place % 8))\"" + (dash.isEmpty ? "" : " stroke-dasharray=\"\(dash)\"")
    }

    static func svg(of suite: SuiteSummary, id: String) -> String {
        let points = suite.contestants.flatMap(\.points).filter { $0.share > 0 && $0.fidelity.isFinite }
        guard let smallest = points.map(\.share).min(), let largest = points.map(\.share).max() else { return "" }
        let axis = Axis(low: max(0.002, min(smallest, 0.5) * 0.9), high: max(1, largest))
        var svg = """
            <svg viewBox="0 0 \(Int(width)) \(Int(height))" role="img" aria-labelledby="\(id)-title \(id)-desc">\
            <title id="\(id)-title">Fidelity by share of tokens, \(HTMLText.escaped(suite.name))</title>\
            <desc id="\(id)-desc">\(HTMLText.escaped(description(of: suite))) The table after the figure holds every value.</desc>\n
            """
        svg += grid(axis)
        for (place, contestant) in suite.contestants.enumerated() { svg += curve(contestant, place, axis) }
        svg += front(points, axis)
        return svg + "</svg>\n"
    }

    /// What a reader who cannot see the figure should know.
    private static func description(of suite: SuiteSummary) -> String {
        suite.contestants.map { contestant in
            switch contestant.r90 {
            case .at(let share): "\(contestant.name) holds 0.90 down to \(TableReport.percent(share)) of the tokens."
            case .atMost(let share): "\(contestant.name) holds 0.90 at \(TableReport.percent(share)), the least measured."
            case .notReached: "\(contestant.name) does not reach 0.90."
            }
        }.joined(separator: " ")
    }

    private struct Axis {
        let low: Double
        let high: Double

        func x(_ share: Double) -> Double {
            let clamped = min(max(share, low), high)
            return RateChart.left + (RateChart.width - RateChart.left - RateChart.right) * RateChart.logarithm(clamped / low)
                / RateChart.logarithm(high / low)
        }

        func y(_ fidelity: Double) -> Double { RateChart.top + (RateChart.height - RateChart.top - RateChart.bottom) * (1 - fidelity) }

        func place(_ share: Double, _ fidelity: Double) -> String { "\(RateChart.text(x(share))),\(RateChart.text(y(fidelity)))" }
    }

    private static func grid(_ axis: Axis) -> String {
        var svg = ""
        for step in 0...5 {
            let fidelity = Double(step) / 5
            svg +=
                "<line class=\"grid\" x1=\"\(text(left))\" x2=\"\(text(width - right))\" y1=\"\(text(axis.y(fidelity)))\" y2=\"\(text(axis.y(fidelity)))\"/>"
            svg +=
                "<text class=\"tick\" x=\"\(text(left - 8))\" y=\"\(text(axis.y(fidelity) + 4))\" text-anchor=\"end\">\(TableReport.decimal(fidelity, 1))</text>\n"
        }
        for share in [1, 0.5, 0.25, 0.1, 0.05, 0.025, 0.01, 0.005] where share >= axis.low && share <= axis.high {
            let x = text(axis.x(share))
            svg += "<line class=\"grid\" x1=\"\(x)\" x2=\"\(x)\" y1=\"\(text(top))\" y2=\"\(text(height - bottom))\"/>"
            svg +=
                "<text class=\"tick\" x=\"\(x)\" y=\"\(text(height - bottom + 18))\" text-anchor=\"middle\">\(TableReport.percent(share))</text>\n"
        }
        let y = text(axis.y(R90.threshold))
        svg += "<line class=\"threshold\" x1=\"\(text(left))\" x2=\"\(text(width - right))\" y1=\"\(y)\" y2=\"\(y)\"/>"
        svg +=
            "<text class=\"tick\" x=\"\(text((left + width - right) / 2))\" y=\"\(text(height - 6))\" text-anchor=\"middle\">share of the tokens</text>"
        svg += "<text class=\"tick\" x=\"\(text(left + 4))\" y=\"\(text(axis.y(R90.threshold) - 4))\">0.90</text>\n"
        return svg
    }

    private static func curve(_ contestant: ContestantSummary, _ place: Int, _ axis: Axis) -> String {
        let points = contestant.points.filter { $0.fidelity.isFinite }.sorted { $0.share < $1.share }
        let colour = "var(--c\(place % 8))"
        var svg = ""
        if points.count > 1 {
            let upper = points.map { axis.place($0.share, $0.interval.high) },
                lower = points.reversed().map { axis.place($0.share, $0.interval.low) }
            svg += "<polygon points=\"\((upper + lower).joined(separator: " "))\" fill=\"\(colour)\" style=\"opacity:var(--band)\"/>"
            let line = points.map { axis.place($0.share, $0.fidelity) }.joined(separator: " ")
            svg += "<polyline points=\"\(line)\" fill=\"none\" \(stroke(place)) stroke-width=\"2\"/>"
        }
        for point in points {
            let tip =
                "<title>\(HTMLText.escaped(contestant.name)) at \(HTMLText.escaped(point.setting.label)): "
                + "\(TableReport.percent(point.share)) of the tokens, fidelity \(TableReport.decimal(point.fidelity, 2))</title>"
            let (x, y) = (axis.x(point.share), axis.y(point.fidelity))
            if points.count > 1 {
                svg += "<circle cx=\"\(text(x))\" cy=\"\(text(y))\" r=\"3.5\" fill=\"\(colour)\">\(tip)</circle>"
            } else {
                let bar =
                    "x1=\"\(text(x))\" x2=\"\(text(x))\" y1=\"\(text(axis.y(point.interval.high)))\" y2=\"\(text(axis.y(point.interval.low)))\""
                svg += "<line \(bar) stroke=\"\(colour)\" stroke-width=\"1.5\"/>"
                svg += "<path d=\"M\(text(x)) \(text(y - 6))l6 6-6 6-6-6z\" fill=\"\(colour)\">\(tip)</path>"
            }
        }
        return svg + "\n"
    }

    /// The points that no other beats in both tokens and fidelity, joined.
    private static func front(_ points: [PointSummary], _ axis: Axis) -> String {
        var best = -1.0
        var front: [String] = []
        for point in points.sorted(by: { ($0.share, -$0.fidelity) < ($1.share, -$1.fidelity) }) where point.fidelity > best {
            best = point.fidelity
            front.append(axis.place(point.share, point.fidelity))
        }
        return front.count > 1 ? "<polyline class=\"front\" points=\"\(front.joined(separator: " "))\"/>\n" : ""
    }

    private static func logarithm(_ value: Double) -> Double { max(1e-9, Logarithm.natural(value)) }

    private static func text(_ value: Double) -> String { TableReport.decimal(value, 1) }
}
