// A place that answers chat requests. How bytes get there is not this module's business: the program brings HTTP, tests bring a function.

/// What came back for one request.
package enum EndpointAnswer: Sendable {
    /// An HTTP response, whatever its status. `retryAfterSeconds`: how long the endpoint asks to be left alone.
    case response(status: Int, body: [UInt8], retryAfterSeconds: Double?)
    /// No response: no connection, a time limit, a line that broke.
    case unreachable(String)
}

/// Something that answers chat requests.
package protocol ChatEndpoint: Sendable {
    /// Where it is; replies are kept by it.
    var name: String { get }
    func send(_ body: [UInt8]) async -> EndpointAnswer
}

/// What to do with an answer that is no reply.
enum RetryRule {
    static let attemptCount = 6
    static let longestWaitSeconds = 120.0

    /// Whether the same request may succeed later: time-outs, conflicts, too many requests, and the server's own troubles.
    static func isWorthRepeating(status: Int) -> Bool { status == 408 || status == 409 || status == 425 || status == 429 || status >= 500 }

    /// How long to wait after attempt number `attempt` (from 0): what the endpoint asks for, or 1, 2, 4… seconds, spread by half to each side so that
    /// calls which failed together do not come back together. The spread follows from the request, so a run can be repeated.
    static func waitSeconds(attempt: Int, asked: Double?, key: String) -> Double {
        if let asked, asked.isFinite, asked >= 0 { return min(asked, longestWaitSeconds) }
        let spread = Double(key.utf8.reduce(UInt32(attempt)) { ($0 ^ UInt32($1)) &* 16_777_619 } % 1000) / 1000
        return min(Double(1 << min(attempt, 10)) * (0.5 + spread), longestWaitSeconds)
    }
}
