// What a compression came to, before it is verified.

import PithPrompt

struct Outcome {
    let output: [UInt8]
    let ledger: Ledger
    let tokenCount: Int
    let savings: [Receipt.Savings]
    /// The output parsed, when somebody asks: a session's messages were each parsed by themselves. Nil for an output that is no prompt.
    let prompt: Deferred<Prompt?>

    init(output: [UInt8], ledger: Ledger, tokenCount: Int, savings: [Receipt.Savings], prompt: Deferred<Prompt?>) {
        (self.output, self.ledger, self.tokenCount, self.savings, self.prompt) = (output, ledger, tokenCount, savings, prompt)
    }

    init(_ stage: Stage) {
        let prompt = stage.prompt
        self.init(
            output: prompt.bytes, ledger: stage.ledger, tokenCount: stage.tokenCount, savings: stage.savings, prompt: Deferred { prompt })
    }
}
