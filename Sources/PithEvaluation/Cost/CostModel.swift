// Billed tokens: what a request costs, in fresh input tokens. A provider keeps the beginning of a prompt that it saw before and bills it at a fraction,
// so a compressor that changes the beginning can save tokens and raise the bill.

import PithSystem

/// What one provider bills, relative to one fresh input token.
package struct CostModel: Sendable {
    package let name: String
    /// The month in which the prices were read.
    package let readInMonth: String
    /// A token written to the cache, kept for minutes.
    package let cacheWrite: Double
    /// A token written to the cache, kept for an hour.
    package let cacheWriteHour: Double
    /// A token read from the cache.
    package let cacheRead: Double
    package let output: Double
    /// Prompts shorter than this are not cached.
    package let minimumPrefixTokenCount: Int
    /// The cached prefix is a multiple of this.
    package let granularityTokenCount: Int
    package let summary: String

    init(
        _ name: String, _ readInMonth: String, _ cacheWrite: Double, _ cacheWriteHour: Double, _ cacheRead: Double, _ output: Double,
        _ minimumPrefixTokenCount: Int, _ granularityTokenCount: Int, _ summary: String
    ) {
        (self.name, self.readInMonth, self.summary) = (name, readInMonth, summary)
        (self.cacheWrite, self.cacheWriteHour, self.cacheRead, self.output) = (cacheWrite, cacheWriteHour, cacheRead, output)
        (self.minimumPrefixTokenCount, self.granularityTokenCount) = (minimumPrefixTokenCount, granularityTokenCount)
    }

    /// The model called `name`.
    package static func named(_ name: String) throws(EvaluationError) -> CostModel {
        if let model = allCostModels.first(where: { $0.name == name }) { return model }
        throw .unknownCostModel(name, nearest: NearestName.of(name, among: allCostModels.map(\.name)))
    }

    /// The billed tokens of a prompt that shares its first `sharedTokenCount` tokens with the one before it. What is new is written to the cache.
    package func billedTokens(promptTokenCount: Int, sharedTokenCount: Int) -> Double {
        guard promptTokenCount >= minimumPrefixTokenCount else { return Double(promptTokenCount) }
        let cached = sharedTokenCount < minimumPrefixTokenCount ? 0 : sharedTokenCount / granularityTokenCount * granularityTokenCount
        return Double(cached) * cacheRead + Double(promptTokenCount - cached) * cacheWrite
    }
}
