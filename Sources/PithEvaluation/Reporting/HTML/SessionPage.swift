// A replay of conversations as one page: for each suite, what share of the tokens is still sent and what share of the bill is still paid. The two part ways
// where a contestant changes messages that the provider had cached, so both are drawn, one bar under the other.

/// Writes a replay as HTML.
package enum SessionPage {
    private static let width = 720.0, left = 190.0, right = 60.0, rowHeight = 46.0, top = 10.0

    package static func page(of suites: [SessionRun.Suite], costModel: CostModel, encodingName: String, version: String) -> [UInt8] {
        var body = ""
        for (place, suite) in suites.enumerated() { body += section(suite, place) }
        let page = """
            <!doctype html>
            <html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
            <title>Tokens sent and tokens billed</title>
            <style>
            \(HTMLStyle.sheet)
            </style></head><body><main>
            <h1>Tokens sent and tokens billed</h1>
            <p>Each conversation is replayed as an agent sends it: before every answer of the assistant, all that came before, through the contestant anew.
            Billed tokens are fresh input tokens by \(HTMLText.escaped(costModel.name)) (\(HTMLText.escaped(costModel.readInMonth))): a cached prefix counts
            \(TableReport.decimal(costModel.cacheRead, 2)), what is new \(TableReport.decimal(costModel.cacheWrite, 2)). A prefix break is a request that changed a message
            sent before. Tokens: \(HTMLText.escaped(encodingName)).</p>
            \(body)</main><footer><p class="quiet">Written by pith \(HTMLText.escaped(version)).</p></footer></body></html>

            """
        return Array(page.utf8)
    }

    private static func section(_ suite: SessionRun.Suite, _ place: Int) -> String {
        var html = "<section aria-labelledby=\"suite-\(place)\"><h2 id=\"suite-\(place)\">\(HTMLText.escaped(suite.name))</h2>\n"
        html += "<p class=\"quiet\">\(suite.conversationCount) conversations, \(suite.rows.first?.measurement.requestCount ?? 0) requests."
        if suite.leftOutCount > 0 { html += " The replay was interrupted: \(suite.leftOutCount) conversations are not in it." }
        html += "</p>\n"
        guard suite.conversationCount > 0, let plain = suite.rows.first?.measurement else { return html + "</section>\n" }
        html +=
            "<figure>\(chart(suite, plain, id: "chart-\(place)"))<figcaption>Upper bar: tokens sent. Lower bar: tokens billed. The line is the conversation as it is.</figcaption></figure>\n"
        let rows = suite.rows.map { row in
            let m = row.measurement
            return [
                row.contestant, row.setting.label, "\(m.sentTokenCount)",
                SessionReport.saved(Double(m.sentTokenCount), of: Double(plain.sentTokenCount)),
                TableReport.decimal(m.billedTokens, 0), SessionReport.saved(m.billedTokens, of: plain.billedTokens),
                "\(m.prefixBreakCount)",
                TableReport.decimal(m.fidelity, 3), TableReport.duration(m.milliseconds / Double(max(1, m.requestCount))),
                "\(m.failureCount)",
            ]
        }
        let headings = [
            "contestant", "setting", "tokens sent", "saved", "billed", "saved", "prefix breaks", "fidelity", "ms a request", "failures",
        ]
        return html + HTMLReport.table("Every contestant", headings, rows) + "</section>\n"
    }

    private static func chart(_ suite: SessionRun.Suite, _ plain: SessionMeasurement, id: String) -> String {
        func share(_ tokens: Double, _ whole: Double) -> Double { whole == 0 ? 0 : tokens / whole }
        let bars = suite.rows.map { row in
            (
                label: row.setting.isShare || suite.rows.filter { $0.contestant == row.contestant }.count > 1
                    ? "\(row.contestant) \(row.setting.label)" : row.contestant,
                sent: share(Double(row.measurement.sentTokenCount), Double(plain.sentTokenCount)),
                billed: share(row.measurement.billedTokens, plain.billedTokens)
            )
        }
        let most = max(1, bars.map { max($0.sent, $0.billed) }.max() ?? 1)
        let height = top + rowHeight * Double(bars.count) + 6
        func x(_ share: Double) -> Double { left + (width - left - right) * share / most }
        let description = bars.map {
            "\($0.label): \(TableReport.percent($0.sent)) of the tokens sent, \(TableReport.percent($0.billed)) of the bill."
        }
        .joined(separator: " ")
        var svg = """
            <svg viewBox="0 0 \(Int(width)) \(Int(height))" role="img" aria-labelledby="\(id)-title \(id)-desc">\
            <title id="\(id)-title">Tokens sent and billed, \(HTMLText.escaped(suite.name))</title>\
            <desc id="\(id)-desc">\(HTMLText.escaped(description))</desc>\n
            """
        for (place, bar) in bars.enumerated() {
            let y = top + rowHeight * Double(place)
            let label = bar.label.count > 24 ? "\(bar.label.prefix(23))…" : bar.label
            svg += "<text x=\"\(text(left - 8))\" y=\"\(text(y + 22))\" text-anchor=\"end\">\(HTMLText.escaped(label))</text>"
            for (share, offset, colour) in [(bar.sent, 4.0, 0), (bar.billed, 20.0, 1)] {
                svg +=
                    "<rect x=\"\(text(left))\" y=\"\(text(y + offset))\" width=\"\(text(x(share) - left))\" height=\"14\" fill=\"var(--c\(colour))\"/>"
                svg +=
                    "<text class=\"tick\" x=\"\(text(x(share) + 5))\" y=\"\(text(y + offset + 12))\">\(TableReport.percent(share))</text>"
            }
            svg += "\n"
        }
        return svg + "<line class=\"threshold\" x1=\"\(text(x(1)))\" x2=\"\(text(x(1)))\" y1=\"0\" y2=\"\(text(height))\"/></svg>\n"
    }

    private static func text(_ value: Double) -> String { TableReport.decimal(value, 1) }
}
