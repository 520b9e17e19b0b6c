/// The control room of a wind farm: German, decimal commas, fields between semicolons, and CRLF line ends.
/// Planted: ice on one blade, a pitch fault with its code, a manual stop, a clock that jumps.
struct WindFarm: LogSystem {
    let name = "windfarm"
    let summary = "control room of a wind farm, German, CRLF"
    let lineEnd = "\r\n"
    let start = Clock(year: 2026, month: 2, day: 3, hour: 0)

    func ordinary(_ random: inout SplitMix64, _ clock: inout Clock) -> [String] {
        clock.advance(milliseconds: random.draw(1...24) * 1000)
        let head = "\(clock.german);WEA-\(padded(random.draw(1...14), 2))"
        switch random.draw(1...20) {
        case 1...13:
            let wind = random.draw(78...112)
            return [
                "\(head);0012;I;Messwert Wind \(wind / 10),\(wind % 10) m/s Rotor \(random.decimal(104...139, separator: ",")) 1/min Leistung \(wind * 21 + random.draw(0...90)) kW"
            ]
        case 14...15:
            return ["\(head);0040;I;Azimut nachgeführt auf \(random.draw(190...290))°"]
        case 16...17:
            return [
                "\(head);0013;I;Getriebeöl \(random.decimal(480...660, separator: ",")) °C Lager \(random.decimal(310...520, separator: ",")) °C"
            ]
        case 18:
            return [
                "\(head);0051;I;Pitch Blatt A/B/C \(random.decimal(5...80, separator: ","))/\(random.decimal(5...80, separator: ","))/\(random.decimal(5...80, separator: ","))°"
            ]
        case 19:
            return ["\(head);0007;W;Böe \(random.decimal(151...189, separator: ",")) m/s, Leistung begrenzt"]
        default:
            return ["\(head);0099;I;Verbindung zur Leitwarte geprüft, Laufzeit \(random.draw(18...95)) ms"]
        }
    }

    var planted: [Planted] {
        [
            Planted(share: 0.15) { _, clock in
                ["\(clock.german);WEA-09;0310;W;Eiserkennung Blatt B, Unwucht 0,83 g, Grenzwert 0,60 g"]
            },
            Planted(share: 0.16) { _, clock in
                ["\(clock.german);WEA-09;0311;S;Anlage gestoppt wegen Eis, Wiederanlauf nur nach Sichtprüfung vor Ort"]
            },
            Planted(share: 0.39) { _, clock in
                ["\(clock.german);WEA-04;0722;S;Störung Pitchantrieb Blatt C, Fehler P-2047, Akku 18,9 V statt 24 V"]
            },
            Planted(share: 0.58) { _, clock in
                ["\(clock.german);WEA-11;0005;W;Handabschaltung durch Leitwarte, Grund: Kabelprüfung bis 06:40, Bearb. R. Tönnies"]
            },
            Planted(share: 0.74) { _, clock in
                ["\(clock.german);PARK;0900;W;Uhr gestellt um -37 s (NTP 10.20.0.5), Einträge davor bis 61 s zu spät"]
            },
            Planted(share: 0.92) { _, clock in
                ["\(clock.german);NETZ;0801;S;Einspeisung abgeregelt auf 30 % durch Netzbetreiber, Abruf EM-2026-0388, Ende offen"]
            },
        ]
    }
}
