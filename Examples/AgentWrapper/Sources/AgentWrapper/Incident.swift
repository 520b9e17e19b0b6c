// The history of an agent that looks into slow refunds: a file read twice, a tool's JSON and a log.

enum Incident {
    /// What has happened until the first request.
    static let history: [ChatMessage] =
        [
            .system("You are an engineer on call. Read before you change anything. Never issue a refund yourself."),
            .user("Refund 48213 of 129.90 EUR has been pending since 2026-03-02. Why?"),
        ]
        + ChatMessage.use("read_file", #"{"path": "refunds/retry.py"}"#, id: "call_1", result: file)
        + ChatMessage.use("get_refund", #"{"id": 48213}"#, id: "call_2", result: refund)
        + ChatMessage.use("tail", #"{"path": "/var/log/refunds.log"}"#, id: "call_3", result: log)
        + ChatMessage.use("read_file", #"{"path": "refunds/retry.py"}"#, id: "call_4", result: file)

    /// What the model says to that, and the next turn.
    static let firstAnswer = "The provider answered 504 once at 08:31:00, and retry.py gives up at once: `attempts` starts at MAX_ATTEMPTS."
    static let nextTurn = "Propose the smallest change to refunds/retry.py. Do not touch the back-off."
    static let secondAnswer = "Line 10: `attempts = 0` instead of `attempts = MAX_ATTEMPTS`."

    private static let file = """
        import time

        from provider import GatewayTimeout, post_refund

        MAX_ATTEMPTS = 5
        BASE_DELAY_SECONDS = 0.25


        def send(refund):
            attempts = MAX_ATTEMPTS
            while True:
                try:
                    # Ask the provider, and hope for the best.
                    return post_refund(refund.id, refund.amount, refund.currency)
                except GatewayTimeout:
                    attempts += 1
                    if attempts > MAX_ATTEMPTS:
                        refund.park("gateway timeout")
                        return None
                    time.sleep(BASE_DELAY_SECONDS * 2 ** attempts)

        """

    private static let refund = """
        {
          "id": 48213,
          "status": "parked",
          "amount": "129.90",
          "currency": "EUR",
          "created_at": "2026-03-02T08:30:58Z",
          "events": [
            {"at": "2026-03-02T08:30:58Z", "kind": "created", "actor": "customer", "note": null},
            {"at": "2026-03-02T08:31:00Z", "kind": "sent", "actor": "worker-3", "note": null},
            {"at": "2026-03-02T08:31:30Z", "kind": "parked", "actor": "worker-3", "note": "gateway timeout"}
          ]
        }
        """

    /// One refund every ten seconds, one of which goes wrong.
    private static let log = (0..<40).map { index in
        let second = 8 * 3600 + 28 * 60 + index * 10
        func twoDigits(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
        let time = "2026-03-02 \(twoDigits(second / 3600)):\(twoDigits(second / 60 % 60)):\(twoDigits(second % 60))"
        if index == 18 { return "\(time) ERROR worker-3 refund 48213: provider answered 504, parked" }
        return "\(time) INFO  worker-\(index % 4) refund \(48195 + index) sent in \(120 + index * 37 % 90) ms"
    }.joined(separator: "\n")
}
