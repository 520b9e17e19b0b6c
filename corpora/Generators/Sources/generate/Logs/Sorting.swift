/// The parcel sorter of a depot: a JVM service, so its errors come with stack traces, and some records span lines without one.
/// Planted: a jam with its cause, a label read as two parcels, a slow query printed over lines, a heap warning.
struct Sorting: LogSystem {
    let name = "sorting"
    let summary = "parcel sorter on the JVM, stack traces and multi-line records"
    let start = Clock(year: 2026, month: 1, day: 22, hour: 3)

    func ordinary(_ random: inout SplitMix64, _ clock: inout Clock) -> [String] {
        clock.advance(milliseconds: random.skewed(20...3100))
        let head = stamp(clock)
        let worker = "[sort-worker-\(random.draw(1...6))]"
        switch random.draw(1...100) {
        case 1...52:
            return [
                "\(head) INFO  \(worker) e.hd.sorting.BeltController - Parcel \(parcel(&random)) routed to chute \(random.draw(1...48)) (load \(random.draw(4...93))%)"
            ]
        case 53...75:
            return [
                "\(head) DEBUG \(worker) e.hd.scan.LabelReader - Read \(parcel(&random)) in \(random.draw(11...46)) ms, confidence 0.\(random.draw(90...99))"
            ]
        case 76...86:
            return [
                "\(head) INFO  [tour-planner] e.hd.tours.TourService - Tour \(random.pick(["N", "S", "W"]))-\(random.draw(100...180)) has \(random.draw(20...140)) parcels, \(random.draw(1...9)) on hold"
            ]
        case 87...91:
            return [
                "\(head) WARN  \(worker) e.hd.scan.LabelReader - Unreadable label, camera \(random.draw(1...5)), sending to manual station \(random.draw(1...3))"
            ]
        case 92...94:
            return recovered(head, worker, &random)
        default:
            return [
                "\(head) INFO  [metrics] e.hd.ops.Heartbeat - belts=4 running=4 queue=\(random.draw(0...220)) heap=\(random.draw(41...68))%"
            ]
        }
    }

    /// A common failure that the service survives: the same trace again and again, only its numbers differ.
    private func recovered(_ head: String, _ worker: String, _ random: inout SplitMix64) -> [String] {
        [
            "\(head) ERROR \(worker) e.hd.scan.ScaleClient - Weighing failed for \(parcel(&random)), attempt \(random.draw(1...2)) of 3",
            "java.net.SocketTimeoutException: Read timed out after 250 ms (scale-\(random.draw(1...4)).belt.local:4001)",
            "\tat java.base/sun.nio.ch.NioSocketImpl.timedRead(NioSocketImpl.java:278)",
            "\tat java.base/sun.nio.ch.NioSocketImpl.implRead(NioSocketImpl.java:304)",
            "\tat eu.heimdal.scan.ScaleClient.weigh(ScaleClient.java:92)",
            "\tat eu.heimdal.sorting.BeltController.onParcel(BeltController.java:147)",
            "\t... 11 more",
        ]
    }

    private func parcel(_ random: inout SplitMix64) -> String {
        "00340434" + padded(random.draw(0...999_999), 6) + padded(random.draw(0...999_999), 6)
    }

    var planted: [Planted] {
        [
            Planted(share: 0.18) { _, clock in
                [
                    "\(stamp(clock)) WARN  [sort-worker-2] e.hd.db.SlowQuery - 4,812 ms, 1 row, pool=tours",
                    "    SELECT t.id, count(p.id) AS parcels",
                    "      FROM tours t LEFT JOIN parcels p ON p.tour_id = t.id AND p.held = false",
                    "     WHERE t.day = DATE '2026-01-22' AND t.depot = 'HD-07'",
                    "     GROUP BY t.id HAVING count(p.id) > 180",
                    "    -- plan: Seq Scan on parcels (rows=2,204,118), index parcels_tour_id_idx is INVALID since 2026-01-21 23:40",
                ]
            },
            Planted(share: 0.44) { _, clock in
                [
                    "\(stamp(clock)) ERROR [belt-3] e.hd.sorting.BeltController - Belt 3 stopped: jam at light barrier LB-31 for 4.0 s",
                    "eu.heimdal.sorting.BeltJamException: parcel 00340434771200981155 covers LB-31 and LB-32 at once",
                    "\tat eu.heimdal.sorting.LightBarriers.check(LightBarriers.java:61)",
                    "\tat eu.heimdal.sorting.BeltController.tick(BeltController.java:203)",
                    "\tat java.base/java.util.concurrent.ThreadPoolExecutor.runWorker(ThreadPoolExecutor.java:1144)",
                    "\tat java.base/java.lang.Thread.run(Thread.java:1583)",
                    "Caused by: eu.heimdal.scan.OversizeException: length 1,870 mm exceeds chute limit 1,200 mm (declared 400 mm)",
                    "\tat eu.heimdal.scan.Dimensions.require(Dimensions.java:38)",
                    "\tat eu.heimdal.scan.LabelReader.accept(LabelReader.java:119)",
                    "\t... 3 more",
                ]
            },
            Planted(share: 0.46) { _, clock in
                [
                    "\(stamp(clock)) INFO  [belt-3] e.hd.sorting.BeltController - Belt 3 restarted by operator badge 5512, 1 parcel taken off by hand, 0 lost"
                ]
            },
            Planted(share: 0.66) { _, clock in
                [
                    "\(stamp(clock)) ERROR [sort-worker-5] e.hd.tours.TourService - Duplicate parcel in tour W-133",
                    "java.lang.IllegalStateException: 00340434161094042557 scanned at camera 2 and camera 5 within 380 ms",
                    "\tat eu.heimdal.tours.TourService.add(TourService.java:88)",
                    "\tat eu.heimdal.sorting.BeltController.onParcel(BeltController.java:151)",
                    "\tat eu.heimdal.sorting.BeltController.tick(BeltController.java:190)",
                ]
            },
            Planted(share: 0.87) { _, clock in
                [
                    "\(stamp(clock)) WARN  [gc] e.hd.ops.Heartbeat - heap=94% after full GC (1,930 ms), threshold 90%, largest: 1.1 GB in e.hd.scan.ImageCache"
                ]
            },
        ]
    }
}

/// The time as log4j prints it.
private func stamp(_ clock: Clock) -> String {
    "\(clock.day) \(clock.time),\(clock.fraction)"
}
