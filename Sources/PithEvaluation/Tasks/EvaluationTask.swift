// A task: a prompt, and what an output made from it must still hold to be of use. Documentation/TaskFormat.md describes the file format.

import PithPrompt

/// One thing that an output must still say. All strings are compared in normalised form, whole words only; see `Scorer`.
package enum Expectation: Sendable, Equatable {
    /// One of the strings is visible; and of the support words, if there are any, at least the share `minimum` is too.
    case any([String], support: [String] = [], minimum: Double = 0)
    /// Each of the strings is visible.
    case all([String])
    /// One string of each list is visible, all within so many characters.
    case near([[String]], within: Double)
    /// For some set of strings, all are visible in the same message.
    case together([[String]])
}

/// A prompt with its expectations.
package struct EvaluationTask: Sendable {
    /// Unique in its suite.
    package let id: String
    /// The name of the collection it belongs to.
    package let suite: String
    package let format: PromptFormat
    /// What the prompt is asked, when that is known to the compressor.
    package let query: String?
    /// The prompt, UTF-8.
    package let context: [UInt8]
    package let expectations: [Expectation]
    /// What a model that is asked `query` should answer; any one of them.
    package let answers: [String]

    package init(
        id: String, suite: String, format: PromptFormat, query: String? = nil, context: [UInt8], expectations: [Expectation],
        answers: [String] = []
    ) {
        (self.id, self.suite, self.format, self.query) = (id, suite, format, query)
        (self.context, self.expectations, self.answers) = (context, expectations, answers)
    }
}
