// The report of a replay: tokens sent, tokens billed, and how often the provider's cache was lost.

import PithJSON

package enum SessionReport {
    package static let schema = "pith-session/1"

    /// A table a suite.
    package static func text(of suites: [SessionRun.Suite], costModel: CostModel) -> String {
        var text = ""
        for suite in suites {
            text += "\(suite.name): \(suite.conversationCount) conversations, \(suite.rows.first?.measurement.requestCount ?? 0) requests"
            if suite.leftOutCount > 0 { text += "; interrupted, \(suite.leftOutCount) conversations not replayed" }
            text += "\n"
            guard suite.conversationCount > 0, let plain = suite.rows.first?.measurement else { continue }
            var rows = [["  contestant", "", "tokens sent", "saved", "billed", "saved", "prefix breaks", "fidelity", "ms a request"]]
            for row in suite.rows {
                let m = row.measurement
                rows.append([
                    "  " + row.contestant, row.setting.label, "\(m.sentTokenCount)",
                    saved(Double(m.sentTokenCount), of: Double(plain.sentTokenCount)),
                    TableReport.decimal(m.billedTokens, 0), saved(m.billedTokens, of: plain.billedTokens), "\(m.prefixBreakCount)",
                    TableReport.decimal(m.fidelity, 2), TableReport.duration(m.milliseconds / Double(max(1, m.requestCount))),
                ])
            }
            text += TableReport.aligned(rows)
            for row in suite.rows where row.measurement.failureCount > 0 {
                let reason = row.measurement.firstFailure.map { ": \($0)" } ?? ""
                text +=
                    "  ! \(row.contestant) at \(row.setting.label): \(row.measurement.failureCount) requests sent as they were\(reason)\n"
            }
            text += "\n"
        }
        return text + """
            A request is everything before an answer of the assistant, sent anew each time. Billed in fresh input tokens by \(costModel.name) (\(costModel.readInMonth)): cached prefix × \(TableReport.decimal(costModel.cacheRead, 2)), new × \(TableReport.decimal(costModel.cacheWrite, 2)).
            A prefix break is a request that changed a message sent before. Fidelity is that of the last request.

            """
    }

    /// One line of JSON.
    package static func bytes(of suites: [SessionRun.Suite], costModel: CostModel, encodingName: String, version: String) -> [UInt8] {
        var writer = JSONWriter()
        writer.object { report in
            report.member("schema", schema)
            report.member("pith", version)
            report.member("encoding", encodingName)
            report.member("costModel", costModel.name)
            report.member("complete", suites.allSatisfy { $0.leftOutCount == 0 })
            report.key("suites")
            report.array { list in
                for suite in suites {
                    list.object { object in
                        object.member("suite", suite.name)
                        object.member("conversationCount", suite.conversationCount)
                        object.member("notRunConversationCount", suite.leftOutCount)
                        object.key("contestants")
                        object.array { rows in
                            for row in suite.rows { rows.object { write(row, to: &$0) } }
                        }
                    }
                }
            }
        }
        return writer.bytes + [0x0A]
    }

    private static func write(_ row: SessionRun.Row, to writer: inout JSONWriter) {
        let m = row.measurement
        writer.member("name", row.contestant)
        writer.member("setting", row.setting.label)
        writer.member("requestCount", m.requestCount)
        writer.member("sentTokenCount", m.sentTokenCount)
        writer.member("billedTokens", number: m.billedTokens, decimals: 1)
        writer.member("prefixBreakCount", m.prefixBreakCount)
        writer.member("fidelity", number: m.fidelity)
        writer.member("milliseconds", number: m.milliseconds, decimals: 3)
        writer.member("failureCount", m.failureCount)
        if let failure = m.firstFailure { writer.member("firstFailure", failure) }
    }

    static func saved(_ tokens: Double, of plain: Double) -> String { TableReport.percent(plain == 0 ? 0 : 1 - tokens / plain) }
}
