// What a provider says a call used. Both shapes are read, alone or inside the whole response, and brought to one form.
//
//     OpenAI     {"prompt_tokens": 2006, "completion_tokens": 300, "prompt_tokens_details": {"cached_tokens": 1920}}
//                {"input_tokens": 2006, "output_tokens": 300, "input_tokens_details": {"cached_tokens": 1920}}
//     Anthropic  {"input_tokens": 86, "output_tokens": 300, "cache_creation_input_tokens": 0, "cache_read_input_tokens": 1920}
//
// OpenAI counts cached tokens among the input tokens, Anthropic beside them.

import PithJSON

/// The tokens of one call or of many.
package struct UsageRecord: Sendable, Equatable {
    package var callCount = 1
    package var freshTokenCount = 0
    package var cacheWriteTokenCount = 0
    /// Written to be kept for an hour.
    package var cacheWriteHourTokenCount = 0
    package var cacheReadTokenCount = 0
    package var outputTokenCount = 0

    package init(callCount: Int = 1) { self.callCount = callCount }

    /// The usage in a JSON object: its own members, or those of its member "usage". Nil when there is none.
    package init?(_ object: JSONValue) {
        let usage = object["usage"].flatMap { $0.kind == .object ? $0 : nil } ?? object
        func count(_ value: JSONValue?) -> Int { max(0, value?.integer ?? 0) }
        guard let input = (usage["input_tokens"] ?? usage["prompt_tokens"])?.integer, input >= 0 else { return nil }
        outputTokenCount = count(usage["output_tokens"] ?? usage["completion_tokens"])
        if let details = usage["prompt_tokens_details"] ?? usage["input_tokens_details"] {
            cacheReadTokenCount = min(input, count(details["cached_tokens"]))
            freshTokenCount = input - cacheReadTokenCount
        } else {
            freshTokenCount = input
            cacheReadTokenCount = count(usage["cache_read_input_tokens"])
            cacheWriteHourTokenCount = count(usage["cache_creation"]?["ephemeral_1h_input_tokens"])
            cacheWriteTokenCount = max(0, count(usage["cache_creation_input_tokens"]) - cacheWriteHourTokenCount)
        }
    }

    package static func + (one: UsageRecord, other: UsageRecord) -> UsageRecord {
        var sum = one
        sum.callCount += other.callCount
        sum.freshTokenCount += other.freshTokenCount
        sum.cacheWriteTokenCount += other.cacheWriteTokenCount
        sum.cacheWriteHourTokenCount += other.cacheWriteHourTokenCount
        sum.cacheReadTokenCount += other.cacheReadTokenCount
        sum.outputTokenCount += other.outputTokenCount
        return sum
    }

    /// What it costs, in fresh input tokens.
    package func billedTokens(under model: CostModel) -> Double {
        Double(freshTokenCount) + Double(cacheWriteTokenCount) * model.cacheWrite + Double(cacheWriteHourTokenCount) * model.cacheWriteHour
            + Double(cacheReadTokenCount) * model.cacheRead + Double(outputTokenCount) * model.output
    }
}
