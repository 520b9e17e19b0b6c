// A cap on what a run may cost. The most that a call can cost is set aside before it is sent, and what it did cost takes its place after, so the cap
// holds however many calls are under way. What the cache's replies cost before counts too: a run that is started again does not start to spend again.

/// Prices in any currency, for a million tokens.
package struct Prices: Sendable {
    package let input: Double
    package let output: Double

    package init(input: Double, output: Double) { (self.input, self.output) = (input, output) }

    package func cost(inputTokenCount: Int, outputTokenCount: Int) -> Double {
        (Double(inputTokenCount) * input + Double(outputTokenCount) * output) / 1e6
    }
}

/// What was spent, what is set aside, and the cap.
package actor Spending {
    private let prices: Prices
    private let limit: Double
    /// In the currency of the prices.
    package private(set) var spent: Double
    private var setAside = 0.0

    package init(prices: Prices, limit: Double = .infinity, spentBefore: Double = 0) {
        (self.prices, self.limit, spent) = (prices, limit, spentBefore)
    }

    /// Sets aside the most that a call can cost; nil when the cap does not allow it. A token is at least one byte, so a body of n bytes is at most n tokens.
    func reserve(bodyByteCount: Int, maxReplyTokenCount: Int) -> Double? {
        let most = prices.cost(inputTokenCount: bodyByteCount, outputTokenCount: maxReplyTokenCount)
        guard spent + setAside + most <= limit else { return nil }
        setAside += most
        return most
    }

    /// Takes back what was set aside, and books what was used.
    func settle(_ reserved: Double, inputTokenCount: Int, outputTokenCount: Int) {
        setAside -= reserved
        spent += prices.cost(inputTokenCount: inputTokenCount, outputTokenCount: outputTokenCount)
    }
}
