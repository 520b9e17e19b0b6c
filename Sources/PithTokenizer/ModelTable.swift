// Which encoding counts for which model: one table, read from the top; the first row that fits a name is its row.
//
// OpenAI's rows are those of tiktoken 0.14 (`model.py`). Estimates are for models whose vocabulary is not published: the count in a
// vocabulary that is, times a factor. The factors are not measured on those models, so nothing is promised of their error; a budget keeps
// the margin besides. What is known:
//
// * The last vocabulary that Anthropic published (Claude 2) makes 1.10 (English), 1.14 (code), 1.02 (JSON) and 1.83 (mixed languages) times
//   the tokens of o200k_base. Anthropic says of the models since Claude Opus 4.7 that they make about 30% more tokens than those before.
// * Google says of Gemini that a token is about four characters; o200k_base makes one of 4.4 in English.

/// How a model's tokens are counted.
package struct ModelRule: Sendable {
    package enum Counting: Sendable, Equatable {
        /// Exactly, with an encoding that is part of the program.
        case encoding(String)
        /// Exactly, with a vocabulary that has to be added under this name, from this file.
        case added(name: String, file: String)
        /// In tokens of an encoding, times percent/100; a budget keeps marginPercent besides.
        case estimate(base: String, percent: Int, marginPercent: Int, error: String)
    }

    /// Names it holds for; one that ends in * for all names that start so.
    package let names: [String]
    package let counting: Counting

    package static let all = [
        // OpenAI
        ModelRule(["gpt-oss*"], .encoding("o200k_harmony")),
        ModelRule(
            ["o1", "o1-*", "o3", "o3-*", "o4-mini*", "gpt-5*", "gpt-4.5*", "gpt-4.1*", "gpt-4o*", "chatgpt-4o*", "ft:gpt-4o*"],
            .encoding("o200k_base")),
        ModelRule(
            [
                "gpt-4", "gpt-4-*", "gpt-3.5*", "gpt-35-turbo*", "ft:gpt-4*", "ft:gpt-3.5-turbo*", "davinci-002", "babbage-002",
                "ft:davinci-002*", "ft:babbage-002*", "text-embedding-ada-002", "text-embedding-3-small", "text-embedding-3-large",
            ], .encoding("cl100k_base")),
        ModelRule(
            [
                "text-davinci-002", "text-davinci-003", "code-davinci-001", "code-davinci-002", "code-cushman-001", "code-cushman-002",
                "davinci-codex", "cushman-codex", "text-davinci-edit-001", "code-davinci-edit-001",
            ], .encoding("p50k_base")),
        ModelRule(
            [
                "davinci", "curie", "babbage", "ada", "text-davinci-001", "text-curie-001", "text-babbage-001", "text-ada-001",
                "text-similarity-*", "text-search-*", "code-search-*", "gpt2", "gpt-2",
            ], .encoding("r50k_base")),
        // Published, to be added: each has a licence of its own
        ModelRule(["llama-4*", "llama4*"], .added(name: "llama4", file: "tokenizer.model or tokenizer.json of Llama 4")),
        ModelRule(
            ["llama-3*", "llama3*", "meta-llama-3*", "meta-llama3*"],
            .added(name: "llama3", file: "tokenizer.model or tokenizer.json of Llama 3")),
        ModelRule(["qwen3.5*", "qwen3.6*", "qwen-3.5*", "qwen-3.6*"], .added(name: "qwen3.5", file: "tokenizer.json of the model")),
        ModelRule(["qwen*", "qwq*"], .added(name: "qwen", file: "tokenizer.json of the model")),
        ModelRule(["deepseek*"], .added(name: "deepseek", file: "tokenizer.json of the model")),
        ModelRule(["mistral-nemo*", "ministral*", "pixtral*"], .added(name: "tekken", file: "tokenizer.json of the model")),
        ModelRule(
            ["claude-1*", "claude-2*", "claude-instant*", "claude-v1*", "claude-v2*"],
            .added(name: "claude2", file: "the tokenizer.json that Anthropic published for Claude 2")),
        // Not published
        ModelRule(
            ["claude-opus-4-7*", "claude-opus-4-8*", "claude-opus-5*", "claude-sonnet-5*", "claude-fable*", "claude-mythos*"],
            .estimate(base: "o200k_base", percent: 160, marginPercent: 25, error: "unknown")),
        ModelRule(["claude*"], .estimate(base: "o200k_base", percent: 125, marginPercent: 25, error: "unknown")),
        ModelRule(["gemini*"], .estimate(base: "o200k_base", percent: 110, marginPercent: 25, error: "unknown")),
    ]

    private init(_ names: [String], _ counting: Counting) { (self.names, self.counting) = (names, counting) }

    /// The row for a model's name; case does not matter, nor does a provider's name before the last slash.
    package static func find(_ model: String) -> ModelRule? {
        let name = model.lowercased().split(separator: "/").last.map(String.init) ?? ""
        return all.first { rule in
            rule.names.contains { $0.hasSuffix("*") ? name.hasPrefix($0.dropLast()) : name == $0 }
        }
    }
}
