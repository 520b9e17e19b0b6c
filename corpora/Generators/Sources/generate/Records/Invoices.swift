/// Invoices of a wholesaler. Planted: a total that is not the sum of its lines, a changed bank account, a number used twice, a credit note without its invoice.
struct Invoices: RecordKind {
    let name = "invoices"
    let summary = "a wholesaler's invoices: lines, tax, reminders"

    func record(_ index: Int, of count: Int, _ random: inout SplitMix64) -> [(String, JSONText)] {
        var lines: [JSONText] = []
        var netCents = 0
        for _ in 0..<max(1, random.skewed(1...5)) {
            let quantity = random.skewed(1...60)
            let price = random.draw(190...18_900)
            netCents += quantity * price
            let article = random.pick([
                "Oat drink 12x1l", "Rice basmati 10kg", "Olive oil 5l", "Napkins 2000", "Espresso beans 6kg", "Dish tabs 300",
                "Chickpeas 25kg",
            ])
            lines.append(.object([("article", .string(article)), ("qty", .number(quantity)), ("unit_price", .string(money(price)))]))
        }
        if stands(index, at: 0.19, of: count) { netCents += 100_000 }
        let credit = stands(index, at: 0.78, of: count)
        let number = stands(index, at: 0.52, of: count) ? "R-2026-00117" : "R-2026-\(padded(100 + index, 5))"
        var members: [(String, JSONText)] = [
            ("number", .string(credit ? "G-2026-00009" : number)),
            ("customer_id", .number(random.draw(2001...2099))),
            ("issued", .string("2026-0\(random.draw(1...5))-\(padded(random.draw(1...28), 2))")),
            ("terms_days", .number(random.pick([14, 30, 30, 30, 60]))),
            ("lines", .array(lines)),
            ("net", .string((credit ? "-" : "") + money(netCents))),
            ("tax_percent", .number(random.pick([7, 19, 19]))),
            ("iban", .string(stands(index, at: 0.41, of: count) ? "LT60 9999 0000 1234 5678" : "DE02 9999 0000 0202 0510 51")),
            ("paid", .bool(!random.oneIn(3))),
        ]
        if credit { members.append(("credit_for", .null)) }
        if random.oneIn(4) {
            members.append(
                (
                    "reminders",
                    .array((1...random.draw(1...3)).map { .object([("level", .number($0)), ("fee", .string(money($0 * 250)))]) })
                ))
        }
        return members
    }

    private func money(_ cents: Int) -> String {
        "\(cents / 100).\(padded(cents % 100, 2))"
    }
}
