// One compression as `pith compress` runs it, and the plainest calls of it, understood without the argument parser: that takes two milliseconds to
// get ready, as long as a page of text takes to compress. A file, or none, and the options that programs use; what is written any other way goes to
// the parser, which also knows what to say of mistakes.

import Pith
import PithEvaluation

/// What a compression reads, how it compresses and what it writes.
struct CompressionCall {
    var file: String?
    var format = PromptFormat.auto
    var options = CompressionOptions()
    /// What makes the counts an estimate; nil where they are exact.
    var estimate: TokenEstimate?
    var receipt: String?
    var report = false
    var printsJSON = false
    var explain = false
    /// What the report bills a session by.
    var costModel: CostModel?
    var log: CallLog?

    init() {}

    /// The call that the arguments behind `compress` ask for; nil where the parser must look at them.
    init?(plain arguments: ArraySlice<String>) {
        options.encoding = EncodingOptions.standard
        var rest = arguments
        while let argument = rest.popFirst() {
            switch argument {
            case "--lossless" where options.mode == .preset: options.mode = .lossless
            case "--session": options.isSession = true
            case "--budget" where options.mode == .preset:
                guard let number = rest.popFirst(), let budget = Int(number), budget >= 0 else { return nil }
                options.mode = .budget(tokenCount: budget)
            case "--query" where options.query == nil:
                guard let text = rest.popFirst(), Self.isPlainValue(text) else { return nil }
                options.query = text
            case "--receipt" where receipt == nil:
                guard let path = rest.popFirst(), Self.isPlainValue(path) else { return nil }
                receipt = path
            default:
                guard file == nil, Self.isPlainValue(argument) else { return nil }
                file = argument
            }
        }
        if case .budget = options.mode, options.isSession { return nil }
    }

    private static func isPlainValue(_ text: String) -> Bool { !text.isEmpty && !text.hasPrefix("-") }
}
