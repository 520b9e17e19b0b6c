// What compressing saved and what it cost: a table for people, JSON for programs, figures for the log.

import Pith
import PithEvaluation
import PithJSON

struct CompressionReport {
    let prompt: Prompt
    let compressed: Compressed
    let mode: CompressionOptions.Mode
    /// What makes the counts an estimate; nil where they are exact.
    let estimate: TokenEstimate?
    let receiptPath: String?
    /// Which facts are still to be seen; nil when nobody asked.
    let census: Census?
    /// The input and the output of a conversation as a model gets them; nil when nobody asked, or when it is none.
    let asRead: (input: Int, output: Int)?
    /// What the input and the output cost, sent request by request; nil when nobody asked, or when it is no session.
    let bill: (costModel: String, input: SessionBill, output: SessionBill)?

    /// - Parameter costModel: what a session is billed by; nil leaves the census and the bill untaken.
    init(
        prompt: Prompt, compressed: Compressed, options: CompressionOptions, estimate: TokenEstimate?, receiptPath: String?,
        costModel: CostModel?
    ) {
        (self.prompt, self.compressed, self.mode) = (prompt, compressed, options.mode)
        (self.estimate, self.receiptPath) = (estimate, receiptPath)
        guard let costModel, let output = try? Prompt(parsing: compressed.output, as: prompt.format) else {
            (census, asRead, bill) = (nil, nil, nil)
            return
        }
        if let before = MessageTokens(prompt, encoding: options.encoding),
            let after = MessageTokens(output, encoding: options.encoding)
        {
            asRead = (before.count, after.count)
        } else {
            asRead = nil
        }
        census = Census(original: options.reading(prompt), output: options.reading(output), threadCount: options.threadCount)
        if options.isSession, let before = SessionBill(prompt, encoding: options.encoding, costModel: costModel),
            let after = SessionBill(output, encoding: options.encoding, costModel: costModel)
        {
            bill = (costModel.name, before, after)
        } else {
            bill = nil
        }
    }

    /// Hard facts of the input, and how many of them the output still shows.
    private var hardFacts: (total: Int, visible: Int) {
        guard let census else { return (0, 0) }
        return (census.hardTotal, census.hardTotal - census.hardLost)
    }

    /// Those in the output, and with a receipt all the others too.
    private var recoverableHardFactCount: Int { receiptPath == nil && compressed.isLossy ? hardFacts.visible : hardFacts.total }

    func table(milliseconds: Double) -> String {
        let receipt = compressed.receipt
        var table = TextTable([.left, .left])
        table.add("tokens", Self.change(from: receipt.inputTokenCount, to: receipt.outputTokenCount) + "  \(receipt.encoding)")
        if let asRead {
            let change = Self.change(from: asRead.input, to: asRead.output)
            table.add("as read", "\(change)  texts of the messages, without JSON and its escapes")
        }
        if let estimate {
            let change = Self.change(from: estimate.tokens(receipt.inputTokenCount), to: estimate.tokens(receipt.outputTokenCount))
            table.add("estimated", "\(change)  \(estimate.model), error \(estimate.error)")
        }
        table.add("bytes", Self.change(from: receipt.inputByteCount, to: receipt.outputByteCount))
        for saving in receipt.savings { table.add("  \(saving.strategy)", "-\(grouped(saving.tokens)) tokens") }
        if let bill {
            let change = Self.change(from: Int(bill.input.billedTokens.rounded()), to: Int(bill.output.billedTokens.rounded()))
            table.add("billed", "\(change)  \(bill.costModel), \(bill.input.requestCount) requests")
        }
        let facts = hardFacts
        table.add(
            "hard facts",
            "\(grouped(facts.total)): \(grouped(facts.visible)) visible, \(grouped(recoverableHardFactCount)) recoverable")
        for row in census?.rows ?? [] where row.lost > 0 { table.add("  \(row.kind.rawValue)", "\(grouped(row.lost)) no longer visible") }
        table.add("mode", "\(mode.label), read as \(prompt.format.rawValue)")
        table.add("receipt", receiptPath ?? "none")
        table.add("time", "\(fixed(milliseconds, decimals: 1)) ms")
        return table.text
    }

    /// One object; Documentation/CLI.md has its schema.
    func json(_ explanation: Explanation?) throws -> [UInt8] {
        let receipt = compressed.receipt, facts = hardFacts
        guard (try? UTF8Span(validating: compressed.output.span)) != nil else {
            throw Failure.badData("the output is not valid UTF-8, so no JSON string can hold it. Leave --json away to get its bytes")
        }
        var json = JSONWriter()
        json.object { json in
            json.key("output")
            json.string(compressed.output)
            json.member("encoding", receipt.encoding)
            json.member(estimate)
            json.member("mode", mode.label)
            json.member("format", prompt.format.rawValue)
            json.member("tokens", object: { $0.sides(receipt.inputTokenCount, receipt.outputTokenCount) })
            if let asRead { json.member("tokensAsRead", object: { $0.sides(asRead.input, asRead.output) }) }
            json.member("bytes", object: { $0.sides(receipt.inputByteCount, receipt.outputByteCount) })
            json.member("tokensSavedFraction", number: compressed.tokensSavedFraction)
            json.member("strategies", object: { json in for saving in receipt.savings { json.member(saving.strategy, saving.tokens) } })
            json.member(
                "hardFacts",
                object: { json in
                    json.member("total", facts.total)
                    json.member("visible", facts.visible)
                    json.member("recoverable", recoverableHardFactCount)
                })
            if let bill {
                json.member(
                    "billed",
                    object: { json in
                        json.member("costModel", bill.costModel)
                        json.member("requests", bill.input.requestCount)
                        json.member("input", number: bill.input.billedTokens, decimals: 1)
                        json.member("output", number: bill.output.billedTokens, decimals: 1)
                    })
            }
            json.member("lost", object: { $0.counts(receipt.losses.lost) })
            json.member("folded", object: { $0.counts(receipt.losses.folded) })
            json.key("receipt")
            if let receiptPath { json.string(receiptPath) } else { json.null() }
            explanation?.write(to: &json)
        }
        return json.bytes + [0x0A]
    }

    func figures(milliseconds: Double) -> CallFigures {
        let receipt = compressed.receipt
        return CallFigures(
            command: "compress", encoding: receipt.encoding, mode: mode.label, inputTokenCount: receipt.inputTokenCount,
            outputTokenCount: receipt.outputTokenCount, strategies: receipt.savings.map(\.strategy), milliseconds: milliseconds)
    }

    /// "12,345 → 4,321 (-65.0%)".
    static func change(from before: Int, to after: Int) -> String {
        guard before > 0 else { return "\(grouped(before)) → \(grouped(after))" }
        let percent = (Double(after) / Double(before) - 1) * 100
        return "\(grouped(before)) → \(grouped(after)) (\(fixed(percent, decimals: 1))%)"
    }
}

extension JSONWriter {
    fileprivate mutating func sides(_ input: Int, _ output: Int) {
        member("input", input)
        member("output", output)
    }

    /// Counts by fact class, in the order of the classes.
    fileprivate mutating func counts(_ counts: [String: Int]) {
        for kind in FactClass.allCases { if let count = counts[kind.rawValue] { member(kind.rawValue, count) } }
    }
}
