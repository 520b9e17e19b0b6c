/// An inventory of machines. Planted: a failing disk, a clock that is off, a kernel nobody else runs, two machines with one serial number.
struct Machines: RecordKind {
    let name = "machines"
    let summary = "an inventory of hosts: disks, labels, health"

    func record(_ index: Int, of count: Int, _ random: inout SplitMix64) -> [(String, JSONText)] {
        let zone = random.pick(["osl-1", "osl-2", "tll-1"])
        let failing = stands(index, at: 0.28, of: count)
        var disks: [JSONText] = []
        for slot in 0..<random.draw(1...3) {
            var disk: [(String, JSONText)] = [
                ("slot", .number(slot)), ("model", .string(random.pick(["VX-3840", "VX-3840", "KR-7680"]))),
                ("used_percent", .number(random.draw(11...78))),
                ("wear_percent", .number(random.draw(1...34))),
            ]
            if failing && slot == 0 {
                disk += [
                    ("reallocated_sectors", .number(2911)), ("smart", .string("FAILING_NOW")),
                    ("last_error", .string("UNC at LBA 0x1f3a90c4")),
                ]
            }
            disks.append(.object(disk))
        }
        var members: [(String, JSONText)] = [
            ("host", .string("\(zone)-n\(padded(index + 1, 3))")),
            (
                "serial",
                .string(stands(index, at: 0.55, of: count) || stands(index, at: 0.70, of: count) ? "SN-7QK20X9" : "SN-\(random.hex(7))")
            ),
            ("kernel", .string(stands(index, at: 0.46, of: count) ? "6.1.90-rt23-custom" : "6.12.41-1")),
            ("cpu", .object([("cores", .number(random.pick([16, 32, 32, 64]))), ("load_5m", .number(random.decimal(2...240)))])),
            ("memory_gib", .number(random.pick([64, 128, 128, 256]))),
            ("disks", .array(disks)),
            ("labels", .object(labels(&random))),
            ("clock_offset_ms", .number(stands(index, at: 0.64, of: count) ? -41_207 : random.draw(-4...4))),
            ("last_seen", .string("2026-06-02T08:\(padded(random.draw(10...14), 2)):\(padded(random.draw(0...59), 2))Z")),
        ]
        if random.oneIn(9) {
            members.append(
                (
                    "cordoned",
                    .object([
                        ("by", .string(random.pick(["mireia", "tobias", "autodrain"]))),
                        ("reason", .string(random.pick(["kernel update", "rack move", "noisy fan"]))),
                    ])
                ))
        }
        return members
    }

    private func labels(_ random: inout SplitMix64) -> [(String, JSONText)] {
        var labels: [(String, JSONText)] = [("role", .string(random.pick(["worker", "worker", "worker", "storage", "ingress"])))]
        if random.oneIn(3) { labels.append(("gpu", .string(random.pick(["none", "a2"])))) }
        if random.oneIn(4) { labels.append(("team", .string(random.pick(["maps", "billing", "search"])))) }
        return labels
    }
}
