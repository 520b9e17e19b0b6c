// pith bill: what providers say was used, added up.

import ArgumentParser
import PithEvaluation
import PithJSON
import PithSystem

struct BillCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bill",
        abstract: "Add up the usage records of providers, by tag.",
        discussion: """
            Input is JSON Lines of OpenAI's or Anthropic's "usage" objects, or of whole responses, each with "tags" of your own if you like. Billed
            tokens are in fresh input tokens, under the cost model named.

              pith bill usage.jsonl --by team --cost-model anthropic-sonnet
            """)

    @Argument(
        help: ArgumentHelp("The file of usage records, or - for standard input.", valueName: "usage"),
        completion: .file(extensions: ["jsonl"]))
    var path: String?

    @Option(
        name: .customLong("by"), help: ArgumentHelp("Add up by this tag, or by a member of the records such as model.", valueName: "tag"))
    var tag: String?

    @Option(
        name: .customLong("cost-model"),
        help: ArgumentHelp("What a cached, a written and an output token cost. --list shows the models.", valueName: "name"))
    var costModel: String = "anthropic-sonnet"

    @Flag(help: "Print the sums as JSON.")
    var json = false

    @Flag(help: "List the cost models.")
    var list = false

    func run() throws {
        if list { return try File.standardOutput().write(Self.modelList) }
        let (model, bill): (CostModel, Bill)
        do { model = try CostModel.named(costModel) } catch { throw Failure.usage(error.description) }
        do { bill = try Bill(path: path, by: tag) } catch { throw Failure.badData(error.description) }
        if bill.total.callCount == 0, let line = bill.skippedLines.first {
            throw Failure.badData(
                "line \(line): no usage in it, nor in any other. Give JSON Lines of \"usage\" objects or of whole responses")
        }
        for line in bill.skippedLines.prefix(5) { Diagnostics.warning("line \(line): no usage in it. Left out") }
        if bill.skippedLines.count > 5 { Diagnostics.warning("\(bill.skippedLines.count) lines in all were left out") }
        try File.standardOutput().write(json ? Self.json(bill, model) : Array(text(bill, model).utf8))
    }

    private func text(_ bill: Bill, _ model: CostModel) -> String {
        var table = TextTable([.left, .right, .right, .right, .right, .right, .right])
        table.add(tag ?? "", "calls", "fresh", "written", "read", "output", "billed")
        func add(_ name: String, _ usage: UsageRecord) {
            table.add(
                name, grouped(usage.callCount), grouped(usage.freshTokenCount),
                grouped(usage.cacheWriteTokenCount + usage.cacheWriteHourTokenCount),
                grouped(usage.cacheReadTokenCount), grouped(usage.outputTokenCount),
                grouped(Int(usage.billedTokens(under: model).rounded())))
        }
        if tag != nil { for row in bill.rows { add(row.value.isEmpty ? "(none)" : row.value, row.usage) } }
        add("total", bill.total)
        return table.text
    }

    private static func json(_ bill: Bill, _ model: CostModel) -> [UInt8] {
        func write(_ usage: UsageRecord, to writer: inout JSONWriter) {
            writer.member("calls", usage.callCount)
            writer.member("freshTokens", usage.freshTokenCount)
            writer.member("cacheWriteTokens", usage.cacheWriteTokenCount)
            writer.member("cacheWriteHourTokens", usage.cacheWriteHourTokenCount)
            writer.member("cacheReadTokens", usage.cacheReadTokenCount)
            writer.member("outputTokens", usage.outputTokenCount)
            writer.member("billedTokens", number: usage.billedTokens(under: model), decimals: 2)
        }
        var writer = JSONWriter()
        writer.object { object in
            object.member("costModel", model.name)
            object.key("rows")
            object.array { rows in
                for row in bill.rows {
                    rows.object {
                        $0.member("value", row.value)
                        write(row.usage, to: &$0)
                    }
                }
            }
            object.key("total")
            object.object { write(bill.total, to: &$0) }
            object.member("skippedLines", bill.skippedLines.count)
        }
        return writer.bytes + [0x0A]
    }

    private static var modelList: String {
        var table = TextTable([.left, .right, .right, .right, .right, .right, .right, .left])
        table.add("cost model", "write", "hour", "read", "output", "least", "step", "")
        for model in allCostModels {
            table.add(
                model.name, fixed(model.cacheWrite, decimals: 2), fixed(model.cacheWriteHour, decimals: 2),
                fixed(model.cacheRead, decimals: 2),
                fixed(model.output, decimals: 2), "\(model.minimumPrefixTokenCount)", "\(model.granularityTokenCount)",
                "\(model.summary) (\(model.readInMonth))")
        }
        return table.text
    }
}
