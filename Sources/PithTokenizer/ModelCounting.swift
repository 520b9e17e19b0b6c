// Counting for a model by its name: exactly where its vocabulary is there, by a labelled estimate where none is published.

import PithSystem

/// Counts a model's tokens.
public struct ModelCounting: Sendable {
    /// The encoding that counts: the model's own, or the one an estimate starts from.
    public let encoding: Encoding
    /// How the count is an estimate; nil where it is exact.
    public let estimate: TokenEstimate?

    /// Counting in an encoding.
    public init(_ encoding: Encoding) { (self.encoding, estimate) = (encoding, nil) }

    /// Counting for the model with this name, such as `gpt-4o`, `Qwen/Qwen3-8B` or `claude-sonnet-4-5`.
    ///
    /// - Throws: `EncodingError.unknownModel`; `EncodingError.vocabularyNeeded` where its vocabulary is published but was not added;
    ///   `EncodingError.vocabulary` where it was, and cannot be used.
    public init(model: String) throws(EncodingError) {
        guard let rule = ModelRule.find(model) else {
            let known = ModelRule.all.flatMap(\.names).map { $0.hasSuffix("*") ? String($0.dropLast()) : $0 }
            throw .unknownModel(model, nearest: NearestName.of(model, among: known))
        }
        switch rule.counting {
        case .encoding(let name): (encoding, estimate) = (try .named(name), nil)
        case .added(let name, let file):
            let added: Encoding?
            do { added = try .added(name) } catch { throw .vocabulary(error) }
            guard let added else { throw .vocabularyNeeded(model: model, name: name, file: file) }
            (encoding, estimate) = (added, nil)
        case .estimate(let base, let percent, let marginPercent, let error):
            encoding = try .named(base)
            estimate = TokenEstimate(model: model, base: base, percent: percent, marginPercent: marginPercent, error: error)
        }
    }

    /// The tokens of `bytes`: exactly, or as estimated.
    public func count(_ bytes: [UInt8]) -> Int { tokens(encoding.count(bytes)) }

    /// The model's tokens for so many tokens of `encoding`.
    public func tokens(_ counted: Int) -> Int { estimate?.tokens(counted) ?? counted }
}

/// A count for a model whose vocabulary is not published.
public struct TokenEstimate: Sendable, Equatable {
    public let model: String
    /// The encoding that is counted in.
    public let base: String
    /// Tokens of the model for 100 tokens of the base.
    public let percent: Int
    /// What a budget keeps free besides, of 100.
    public let marginPercent: Int
    /// What is known of the estimate's error: "unknown", or a measured figure.
    public let error: String

    /// The estimated tokens, rounded up.
    public func tokens(_ baseTokens: Int) -> Int {
        let (product, overflow) = baseTokens.multipliedReportingOverflow(by: percent)
        return overflow ? .max : product / 100 + (product % 100 > 0 ? 1 : 0)
    }

    /// How many tokens of the base an estimated budget allows, the margin kept: budget ÷ factor ÷ (1 + margin), rounded down.
    public func baseBudget(_ budget: Int) -> Int {
        let divisor = percent * (100 + marginPercent)
        let (whole, rest) = max(0, budget).quotientAndRemainder(dividingBy: divisor)
        return whole * 10_000 + rest * 10_000 / divisor
    }
}
