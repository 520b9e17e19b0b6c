/// The edge proxy of a shop: logfmt, one line a request. Planted: a reload that halves a connection limit, the 502s that follow,
/// a certificate about to expire, one empty download, one request of half a minute.
struct Gateway: LogSystem {
    let name = "gateway"
    let summary = "edge proxy, logfmt"
    let start = Clock(year: 2026, month: 4, day: 14, hour: 6)

    func ordinary(_ random: inout SplitMix64, _ clock: inout Clock) -> [String] {
        clock.advance(milliseconds: random.skewed(8...2400))
        let head = "\(clock.iso) edge-\(random.draw(1...4))"
        switch random.draw(1...100) {
        case 1...4:
            return ["\(head) level=debug msg=\"health check\" upstream=\(upstream(&random)) ok=true ms=\(random.draw(1...4))"]
        case 5...6:
            return [
                "\(head) level=info msg=\"tls handshake failed\" client=\(client(&random)) reason=\"\(random.pick(["no shared cipher", "client closed", "unknown ca"]))\""
            ]
        case 7...8:
            return ["\(head) level=warn msg=\"rate limited\" client=\(client(&random)) rule=anon-burst limit=40/10s"]
        case 9...11:
            return [
                "\(head) level=info msg=\"cache\" result=\(random.pick(["hit", "hit", "stale", "miss"])) key=img:\(random.hex(10)) age_s=\(random.draw(2...3600))"
            ]
        default:
            return [request(head, &random, status: random.oneIn(31) ? 404 : random.oneIn(60) ? 401 : random.oneIn(9) ? 304 : 200)]
        }
    }

    private func request(_ head: String, _ random: inout SplitMix64, status: Int) -> String {
        let route = route(&random)
        let upstreamMS = random.skewed(3...410)
        let bytes = status == 304 ? 0 : random.skewed(180...48_000)
        let parts = [
            "level=info msg=\"request\" rid=\(random.hex(8)) method=\(route.method) host=\(route.host).dovetail.example path=\(route.path)",
            "status=\(status) bytes=\(bytes) upstream=\(route.upstream):8080 upstream_ms=\(upstreamMS) ms=\(upstreamMS + random.draw(1...5))",
            "client=\(client(&random))",
        ]
        return "\(head) \(parts.joined(separator: " "))"
    }

    private func upstream(_ random: inout SplitMix64) -> String {
        random.pick(["carts-7d9f", "catalog-66b4", "catalog-66b4", "pricing-5c8b", "search-f01e", "accounts-92aa"]) + ":8080"
    }

    private func client(_ random: inout SplitMix64) -> String {
        "\(random.pick(["203.0.113", "198.51.100", "192.0.2"])).\(random.draw(1...254))"
    }

    /// A path with the host and the upstream that serve it.
    private func route(_ random: inout SplitMix64) -> (method: String, host: String, path: String, upstream: String) {
        let cart = random.draw(80_000...99_999)
        let product = random.draw(1000...9999)
        switch random.draw(1...12) {
        case 1...2: return ("GET", "api", "/v1/carts/\(cart)", "carts-7d9f")
        case 3: return ("POST", "api", "/v1/carts/\(cart)/items", "carts-7d9f")
        case 4...5: return ("GET", "api", "/v1/products/\(product)/price", "pricing-5c8b")
        case 6...8: return ("GET", "www", "/v1/products/\(product)", "catalog-66b4")
        case 9: return ("GET", "api", "/v1/accounts/me", "accounts-92aa")
        case 10: return ("PUT", "pay", "/v1/carts/\(cart)/payment", "carts-7d9f")
        default:
            let words = random.pick(["oak+table", "lamp", "wool+rug", "shelf+90cm", "desk", "mirror+round"])
            return ("GET", "www", "/v1/search?q=\(words)&page=\(random.draw(1...4))", "search-f01e")
        }
    }

    var planted: [Planted] {
        [
            Planted(share: 0.21) { _, clock in
                [
                    "\(clock.iso) edge-2 level=warn msg=\"certificate expires soon\" host=pay.dovetail.example days_left=6 serial=04:9b:e1:77:20:c8 issuer=\"Halden CA 3\""
                ]
            },
            Planted(share: 0.40) { _, clock in
                [
                    "\(clock.iso) edge-1 level=info msg=\"config reload\" version=418 previous=417 by=deploy-bot changed=\"upstreams.pricing.max_connections 256 -> 32\""
                ]
            },
            Planted(share: 0.42) { random, clock in
                var lines: [String] = []
                for _ in 0..<9 {
                    clock.advance(milliseconds: random.draw(5...160))
                    lines.append(
                        "\(clock.iso) edge-\(random.draw(1...4)) level=error msg=\"upstream failed\" rid=\(random.hex(8)) path=/v1/products/\(random.draw(1000...9999))/price status=502 upstream=pricing-5c8b:8080 reason=\"connection pool exhausted\" waited_ms=\(random.draw(2000...2009))"
                    )
                }
                return lines
            },
            Planted(share: 0.47) { _, clock in
                [
                    "\(clock.iso) edge-1 level=info msg=\"config reload\" version=419 previous=418 by=astrid changed=\"upstreams.pricing.max_connections 32 -> 256\" ticket=EDGE-2217"
                ]
            },
            Planted(share: 0.63) { _, clock in
                [
                    "\(clock.iso) edge-3 level=info msg=\"request\" rid=c0ffa21e method=GET host=api.dovetail.example path=/v1/exports/2026-03.csv status=200 bytes=0 upstream=accounts-92aa:8080 upstream_ms=88 ms=90 client=203.0.113.250"
                ]
            },
            Planted(share: 0.81) { _, clock in
                [
                    "\(clock.iso) edge-4 level=info msg=\"request\" rid=5b7710de method=GET host=api.dovetail.example path=/v1/search?q=%25%25%25%25 status=200 bytes=2 upstream=search-f01e:8080 upstream_ms=29871 ms=29874 client=198.51.100.7"
                ]
            },
        ]
    }
}
