// What `pith check` found: a table for people, JSON for programs, and the limits that were passed.

import Pith
import PithJSON

struct CheckReport {
    let census: Census
    let encoding: Encoding
    let inputTokenCount: Int
    let outputTokenCount: Int
    let limits: [LossLimit]
    let pins: [PinCheck]

    /// So many lost facts are named in the table; JSON has them all.
    private static let listedLossLimit = 20

    private func lostCount(_ name: String) -> Int {
        census.rows.filter { name == LossLimit.hard ? $0.kind.isHard : $0.kind.rawValue == name }.reduce(0) { $0 + $1.lost }
    }

    /// A sentence for each limit that was passed and each pin that is gone.
    var failures: [String] {
        let passed = limits.filter { lostCount($0.name) > $0.count }.map { limit in
            "\(lostCount(limit.name)) facts of class \(limit.name) are lost, and --max-lost \(limit.name)=\(limit.count) allows \(limit.count)"
        }
        let gone = pins.filter { !$0.missing.isEmpty }.map { pin in
            "--pin '\(pin.pattern)': \(pin.missing.count) of \(pin.matchCount) texts are gone, such as '\(pin.missing[0])'"
        }
        return passed + gone
    }

    var table: String {
        var table = TextTable([.left, .right, .right, .right])
        table.add("class", "facts", "visible", "lost")
        for row in census.rows { table.add(row.kind.rawValue, grouped(row.total), grouped(row.total - row.lost), grouped(row.lost)) }
        let hard = hardFacts
        table.add("hard facts", grouped(hard.total), grouped(hard.total - hard.lost), grouped(hard.lost))
        var text = table.text + "\ntokens  \(CompressionReport.change(from: inputTokenCount, to: outputTokenCount))  \(encoding.name)\n"
        for pin in pins { text += "pin     '\(pin.pattern)': \(pin.matchCount - pin.missing.count) of \(pin.matchCount) texts kept\n" }
        let lost = census.lostItems
        if !lost.isEmpty { text += "\nlost\n" }
        for item in lost.prefix(Self.listedLossLimit) { text += "  \(item.kind.rawValue)  \(item.text)\n" }
        if lost.count > Self.listedLossLimit { text += "  and \(grouped(lost.count - Self.listedLossLimit)) more: --json lists them\n" }
        return text
    }

    private var hardFacts: (total: Int, lost: Int) {
        census.rows.filter(\.kind.isHard).reduce((0, 0)) { ($0.0 + $1.total, $0.1 + $1.lost) }
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
            json.member("hardFacts", object: { $0.counts(total: hardFacts.total, lost: hardFacts.lost) })
            json.member(
                "lost",
                array: { json in
                    for item in census.lostItems {
                        json.object { json in
                            json.member("class", item.kind.rawValue)
                            json.member("text", item.text)
                        }
                    }
                })
            json.member("limits", array: { json in for limit in limits { json.object { write(limit, to: &$0) } } })
            json.member("pins", array: { json in for pin in pins { json.object { write(pin, to: &$0) } } })
        }
        return json.bytes + [0x0A]
    }

    private func write(_ limit: LossLimit, to json: inout JSONWriter) {
        json.member("class", limit.name)
        json.member("max", limit.count)
        json.member("lost", lostCount(limit.name))
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
