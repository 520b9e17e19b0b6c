/// Shipments as a carrier's API returns them. Planted: a negative weight, a shipment held at customs with its reason,
/// one that was delivered before it was picked up, one insured for a hundred times the usual value.
struct Shipments: RecordKind {
    let name = "shipments"
    let summary = "a carrier's shipments: parcels, events, customs"

    private let cities = [
        ("Aarhus", "DK", "8000"), ("Brno", "CZ", "60200"), ("Coimbra", "PT", "3000-213"), ("Dijon", "FR", "21000"), ("Graz", "AT", "8010"),
        ("Leeds", "GB", "LS1 4AP"), ("Lugano", "CH", "6900"), ("Rostock", "DE", "18055"), ("Tartu", "EE", "50090"),
        ("Utrecht", "NL", "3511"),
    ]

    func record(_ index: Int, of count: Int, _ random: inout SplitMix64) -> [(String, JSONText)] {
        let city = random.pick(cities)
        var clock = Clock(year: 2026, month: 3, day: random.draw(2...20), hour: random.draw(6...19))
        clock.advance(milliseconds: random.draw(0...3_599_000) / 1000 * 1000)
        let held = stands(index, at: 0.37, of: count)
        let reversed = stands(index, at: 0.61, of: count)
        let delivered = !held && (reversed || !random.oneIn(4))

        var parcels: [JSONText] = []
        for number in 1...max(1, random.skewed(1...4)) {
            let weight = stands(index, at: 0.22, of: count) && number == 1 ? -1840 : random.skewed(180...24_000)
            parcels.append(
                .object([
                    ("number", .number(number)),
                    ("weight_g", .number(weight)),
                    (
                        "dimensions_mm",
                        .array([.number(random.draw(120...600)), .number(random.draw(80...400)), .number(random.draw(20...400))])
                    ),
                ]))
        }
        var events: [JSONText] = [event("LABEL_CREATED", clock, nil)]
        clock.advance(milliseconds: random.draw(3...20) * 3_600_000)
        events.append(event("PICKED_UP", clock, "HUB-\(random.draw(1...9))"))
        if held {
            clock.advance(milliseconds: 31 * 3_600_000)
            events.append(event("CUSTOMS_HOLD", clock, "GVA-2"))
        } else if delivered {
            clock.advance(milliseconds: (reversed ? -52 : random.draw(14...70)) * 3_600_000)
            events.append(event("DELIVERED", clock, nil))
        }

        var members: [(String, JSONText)] = [
            ("id", .string("SHP-\(41_000 + index * 7 + random.draw(0...6))")),
            ("status", .string(held ? "held" : delivered ? "delivered" : "in_transit")),
            ("service", .string(random.pick(["standard", "standard", "standard", "express", "bulky"]))),
            ("to", .object([("city", .string(city.0)), ("postcode", .string(city.2)), ("country", .string(city.1))])),
            ("parcels", .array(parcels)),
            ("events", .array(events)),
            (
                "declared_value",
                .object([
                    ("amount", .string("\(stands(index, at: 0.83, of: count) ? 84_900 : random.draw(12...840)).00")),
                    ("currency", .string("EUR")),
                ])
            ),
        ]
        if held {
            members.append(
                (
                    "customs",
                    .object([
                        ("reason", .string("Commodity code 9305.20 needs an import licence")), ("licence_ref", .null),
                        ("return_after", .string("2026-04-09")),
                        ("contact", .string("import-desk@helvaria.example")),
                    ])
                ))
        } else if city.1 == "GB" || city.1 == "CH" {
            members.append(
                ("customs", .object([("reason", .null), ("mrn", .string("26\(city.1)\(random.draw(100_000_000...999_999_999))"))])))
        }
        if random.oneIn(5) {
            members.append(
                (
                    "note",
                    .string(
                        random.pick(["Leave at the bakery", "Ring twice", "Gate code at the office", "Not before 10:00", "Fragile: glass"]))
                ))
        }
        return members
    }

    private func event(_ code: String, _ clock: Clock, _ place: String?) -> JSONText {
        .object([("code", .string(code)), ("at", .string("\(clock.day)T\(clock.time)Z"))] + (place.map { [("place", .string($0))] } ?? []))
    }
}
