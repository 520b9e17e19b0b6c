// What `pith check` found: a table for people, JSON for programs, and the limits that were passed.

import Pith
import PithJSON

struct CheckReport {
    let census: Census
    let encoding: Encoding
    let inputTokenCount: Int
    let outputTokenCount: Int
    let limits: CensusLimits
    let pins: [PinCheck]

    /// So many lost facts are named in the table; JSON has them all.
    private static let listedLossLimit = 20

    /// A sentence for each limit that was passed and each pin that is gone.
    var failures: [String] {
        let passed = limits.verdict(on: census).breaches.map { breach in
            "\(breach.name): \(breach.lost) lost, and --max-lost \(breach.name)=\(breach.allowed) allows \(breach.allowed)"
        }
        let gone = pins.filter { !$0.missing.isEmpty }.map { pin in
            "--pin '\(pin.pattern)': \(pin.missing.count) of \(pin.matchCount) texts are gone, such as '\(pin.missing[0])'"
        }
        return passed + gone
    }

    var table: String {
        var table = TextTable([.left, .right, .right, .right])
        table.add("class", "facts", "visible", "lost")
        for row in census.rows { table.add(row.kind.rawValue, grouped(row.total), grouped(row.visible), grouped(row.lost)) }
        table.add("hard facts", grouped(census.hardTotal), grouped(census.hardTotal - census.hardLost), grouped(census.hardLost))
        var text = table.text + "\ntokens  \(CompressionReport.change(from: inputTokenCount, to: outputTokenCount))  \(encoding.name)\n"
        for pin in pins { text += "pin     '\(pin.pattern)': \(pin.matchCount - pin.missing.count) of \(pin.matchCount) texts kept\n" }
        let lost = census.lostItems
        if !lost.isEmpty { text += "\nlost\n" }
        for item in lost.prefix(Self.listedLossLimit) { text += "  \(item.kind.rawValue)  \(item.text)\n" }
        if lost.count > Self.listedLossLimit { text += "  and \(grouped(lost.count - Self.listedLossLimit)) more: --json lists them\n" }
        return text
    }

    /// One object; Documentation/CLI.md has its schema.
    var json: [UInt8] {
        var json = JSONWriter()
        json.object { json in
            json.member("passed", failures.isEmpty)
            json.member("encoding", encoding.name)
            json.member(
                "tokens",
                object: { json in
                    json.member("input", inputTokenCount)
                    json.member("output", outputTokenCount)
                })
            json.member(
                "facts",
                object: { json in
                    for row in census.rows { json.member(row.kind.rawValue, object: { $0.counts(total: row.total, lost: row.lost) }) }
                })
            json.member("hardFacts", object: { $0.counts(total: census.hardTotal, lost: census.hardLost) })
            json.member(
                "lost",
                array: { json in
                    for item in census.lostItems {
                        json.object { json in
                            json.member("class", item.kind.rawValue)
                            json.member("text", item.text)
                            json.member("line", item.line)
                            json.member("byteOffset", item.byteOffset)
                            json.member("weight", number: item.weight)
                        }
                    }
                })
            json.member("limits", array: { json in for limit in limitRows { json.object { write(limit, to: &$0) } } })
            json.member("pins", array: { json in for pin in pins { json.object { write(pin, to: &$0) } } })
        }
        return json.bytes + [0x0A]
    }

    /// Each limit with what it allows and what was lost, in the order of the classes.
    private var limitRows: [(name: String, allowed: Int, lost: Int)] {
        let classes = census.rows.compactMap { row in
            limits.mostLost[row.kind].map { (name: row.kind.rawValue, allowed: $0, lost: row.lost) }
        }
        return classes + (limits.mostHardLost.map { [(name: "hard", allowed: $0, lost: census.hardLost)] } ?? [])
    }

    private func write(_ limit: (name: String, allowed: Int, lost: Int), to json: inout JSONWriter) {
        json.member("class", limit.name)
        json.member("max", limit.allowed)
        json.member("lost", limit.lost)
    }

    private func write(_ pin: PinCheck, to json: inout JSONWriter) {
        json.member("pattern", pin.pattern)
        json.member("texts", pin.matchCount)
        json.member("missing", array: { json in for text in pin.missing { json.string(text) } })
    }
}

extension JSONWriter {
    fileprivate mutating func counts(total: Int, lost: Int) {
        member("total", total)
        member("visible", total - lost)
        member("lost", lost)
    }
}
