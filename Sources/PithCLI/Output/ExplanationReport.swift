// What became of each segment and why: a table for people, members for the JSON report.

import Pith
import PithJSON

extension Explanation {
    /// A row a segment, with the tokens, the facts and the relevance that the choice was made by.
    var table: String {
        var table = TextTable([.left, .left, .right, .right, .right, .left, .left])
        table.add("lines", "segment", "tokens", "hard facts", "relevance", "choice", "why")
        for part in parts {
            let name = part.role == .none ? part.kind.rawValue : "\(part.role.rawValue) \(part.kind.rawValue)"
            let by = part.strategies.isEmpty ? "" : " [\(part.strategies.joined(separator: ", "))]"
            table.add(
                part.lines.count == 1 ? "\(part.lines.lowerBound)" : "\(part.lines.lowerBound)-\(part.lines.upperBound)", name,
                part.tokenCount == part.outputTokenCount
                    ? grouped(part.tokenCount) : "\(grouped(part.tokenCount)) → \(grouped(part.outputTokenCount))",
                part.hardFactCount == part.visibleHardFactCount
                    ? grouped(part.hardFactCount) : "\(grouped(part.visibleHardFactCount)) of \(grouped(part.hardFactCount))",
                part.relevance.map { fixed($0, decimals: 2) } ?? "–", part.choice.rawValue, part.reason + by)
        }
        return table.text
    }

    /// Writes `question` and `segments`; Documentation/CLI.md has their schema.
    func write(to json: inout JSONWriter) {
        if let question { json.member("question", question) }
        json.member(
            "segments",
            array: { list in
                for part in parts {
                    list.object { json in
                        json.member("kind", part.kind.rawValue)
                        json.member("role", part.role.rawValue)
                        json.member("byteOffset", part.byteRange.lowerBound)
                        json.member("byteCount", part.byteRange.count)
                        json.member("firstLine", part.lines.lowerBound)
                        json.member("lastLine", part.lines.upperBound)
                        json.member("tokens", part.tokenCount)
                        json.member("outputTokens", part.outputTokenCount)
                        json.member("choice", part.choice.rawValue)
                        json.member("reason", part.reason)
                        json.member("strategies", array: { names in for name in part.strategies { names.string(name) } })
                        json.member("hardFacts", part.hardFactCount)
                        json.member("hardFactsVisible", part.visibleHardFactCount)
                        json.member("units", part.unitCount)
                        json.member("unitsKept", part.keptUnitCount)
                        if let relevance = part.relevance { json.member("relevance", number: relevance) }
                    }
                }
            })
    }
}
