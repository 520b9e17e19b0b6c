// What providers bill, relative to one fresh input token. Prices change: each line says when it was read. A new provider is one line here.
//
// Published prices a million tokens were divided by that of fresh input: Claude Sonnet 4.5 3.00, 5-minute write 3.75, hour write 6.00, read 0.30, output
// 15.00; Sonnet 5.5 2.00, 2.50, 4.00, 0.20, 10.00; Opus 5 5.00, 6.25, 10.00, 0.50, 25.00; Opus 5.5 4.00, 5.00, 8.00, 0.20, 20.00; Haiku 4.5 1.00,
// 1.25, 2.00, 0.10, 5.00; GPT-5 1.25, cached 0.125, output 10.00; GPT-5.5 5.00, 0.50, 30.00; GPT-4.1 2.00, 0.50, 8.00; GPT-4o 2.50, 1.25, 10.00.
// The month is that of the page the figures were read from.

/// Every cost model there is.
package let allCostModels: [CostModel] = [
    //        name                  read in    write  hour   read  output  prefix  step
    CostModel(
        "anthropic-sonnet", "2026-10", 1.25, 2.0, 0.10, 5.0, 1024, 1, "Claude Sonnet 4.5 to 5.5, cache breakpoint at the end of the prompt"),
    CostModel("anthropic-opus", "2026-10", 1.25, 2.0, 0.10, 5.0, 4096, 1, "Claude Opus 4.5 and 4.6, likewise"),
    CostModel("anthropic-opus-5", "2026-10", 1.25, 2.0, 0.10, 5.0, 512, 1, "Claude Opus 5, likewise"),
    CostModel(
        "anthropic-opus-5.5", "2026-09", 1.25, 2.0, 0.05, 5.0, 512, 1, "Claude Opus 5.5, likewise; shortest prefix as of Opus 5"),
    CostModel("anthropic-haiku", "2026-10", 1.25, 2.0, 0.10, 5.0, 4096, 1, "Claude Haiku 4.5, likewise"),
    CostModel("openai-gpt-5", "2026-06", 1.0, 1.0, 0.10, 8.0, 1024, 128, "GPT-5, caching is automatic"),
    CostModel("openai-gpt-5.5", "2026-05", 1.0, 1.0, 0.10, 6.0, 1024, 128, "GPT-5.4 and 5.5, likewise"),
    CostModel("openai-gpt-4.1", "2026-02", 1.0, 1.0, 0.25, 4.0, 1024, 128, "GPT-4.1, likewise"),
    CostModel("openai-gpt-4o", "2026-02", 1.0, 1.0, 0.50, 4.0, 1024, 128, "GPT-4o, likewise"),
    CostModel("tenth", "2026-02", 1.0, 1.0, 0.10, 5.0, 0, 1, "no provider: cached tokens at a tenth, for comparing figures"),
    CostModel("no-cache", "2026-02", 1.0, 1.0, 1.00, 5.0, 0, 1, "no provider: nothing is cached"),
]
