/// A relational database under a booking system: a prefix with process, user and database, then LOG, ERROR, DETAIL, HINT on lines of their own.
/// Planted: a deadlock, a full disk for temporary files, a replication slot that holds back the log, one failed login by a superuser.
struct Database: LogSystem {
    let name = "database"
    let summary = "relational database server, statements over several lines"
    let start = Clock(year: 2026, month: 5, day: 6, hour: 21)

    func ordinary(_ random: inout SplitMix64, _ clock: inout Clock) -> [String] {
        clock.advance(milliseconds: random.skewed(15...5200))
        let head =
            "\(clock.day) \(clock.time).\(clock.fraction) UTC [\(random.draw(4100...4960))] \(random.pick(["web@booking", "web@booking", "jobs@booking", "report@booking"]))"
        let booking = random.draw(610_000...689_999)
        let duration = "duration: \(random.skewed(101...940)).\(padded(random.draw(0...999), 3)) ms "
        switch random.draw(1...100) {
        case 1...40:
            return [
                "\(head) LOG:  \(duration) statement: SELECT seat, state FROM seats WHERE show_id = \(random.draw(2000...2900)) ORDER BY seat"
            ]
        case 41...62:
            return [
                "\(head) LOG:  \(duration) statement: UPDATE bookings SET state = '\(random.pick(["paid", "held", "expired"]))' WHERE id = \(booking)"
            ]
        case 63...72:
            return [
                "\(head) LOG:  \(duration) statement: INSERT INTO outbox (kind, payload)",
                "\t    VALUES ('booking.\(random.pick(["paid", "held", "expired"]))', '{\"id\": \(booking)}')",
            ]
        case 73...82:
            return [
                "\(head) LOG:  connection authorized: application_name=\(random.pick(["puma", "sidekiq", "metabase"])) SSL enabled (TLSv1.3)"
            ]
        case 83...90:
            return [
                "\(head) ERROR:  duplicate key value violates unique constraint \"seats_show_seat_key\"",
                "\(head) DETAIL:  Key (show_id, seat)=(\(random.draw(2000...2900)), \(random.pick(["A", "C", "F", "K"]))\(random.draw(1...28))) already exists.",
                "\(head) STATEMENT:  INSERT INTO seats (show_id, seat, booking_id) VALUES ($1, $2, \(booking))",
            ]
        case 91...95:
            return [
                "\(head) LOG:  checkpoint complete: wrote \(random.draw(200...5200)) buffers, \(random.draw(0...2)) WAL files added; sync=0.\(padded(random.draw(2...99), 3)) s"
            ]
        default:
            return [
                "\(head) LOG:  disconnection: session time: 0:0\(random.draw(0...9)):\(padded(random.draw(0...59), 2)).\(padded(random.draw(0...999), 3)) user=web"
            ]
        }
    }

    var planted: [Planted] {
        [
            Planted(share: 0.24) { _, clock in
                let head = "\(clock.day) \(clock.time).\(clock.fraction) UTC [4733] jobs@booking"
                return [
                    "\(head) ERROR:  deadlock detected",
                    "\(head) DETAIL:  Process 4733 waits for ShareLock on transaction 88120447; blocked by process 4519.",
                    "\tProcess 4519 waits for ShareLock on transaction 88120451; blocked by process 4733.",
                    "\tProcess 4733: UPDATE shows SET sold = sold + 1 WHERE id = 2417",
                    "\tProcess 4519: UPDATE bookings SET state = 'expired' WHERE show_id = 2417 AND held_until < now()",
                    "\(head) HINT:  See server log for query details.",
                    "\(head) CONTEXT:  while updating tuple (311,7) in relation \"shows\"",
                ]
            },
            Planted(share: 0.52) { _, clock in
                let head = "\(clock.day) \(clock.time).\(clock.fraction) UTC [4802] report@booking"
                return [
                    "\(head) ERROR:  could not write block 917504 of temporary file: No space left on device",
                    "\(head) STATEMENT:  SELECT venue, date_trunc('week', sold_at), sum(price) FROM sales GROUP BY CUBE (venue, 2)",
                ]
            },
            Planted(share: 0.71) { _, clock in
                [
                    "\(clock.day) \(clock.time).\(clock.fraction) UTC [4120] @ WARNING:  replication slot \"warehouse_feed\" inactive since 2026-05-04 02:11:09 UTC, holding 212 GB of WAL"
                ]
            },
            Planted(share: 0.88) { _, clock in
                let head = "\(clock.day) \(clock.time).\(clock.fraction) UTC [4951] postgres@booking"
                return [
                    "\(head) FATAL:  password authentication failed for user \"postgres\"",
                    "\(head) DETAIL:  Connection matched pg_hba.conf line 94: \"host all postgres 10.8.0.0/16 scram-sha-256\", client 10.8.44.203",
                ]
            },
        ]
    }
}
