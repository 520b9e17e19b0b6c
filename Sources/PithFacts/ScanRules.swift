// What is looked for in each kind of text.

import PithPrompt

/// The switches that differ between prose, code, logs and the rest.
struct ScanRules {
    enum Errors {
        case none
        /// Lines that carry a level or an exception's name.
        case marked
        /// Also lines that merely tell of a failure.
        case any
    }

    /// Sentences run over line ends; identifiers and dotted names stand out from the words.
    var isProse = true
    /// A line end ends a sentence all the same: lists, tables.
    var endsSentencesAtLineEnds = false
    var findsNames = true
    var findsQuotes = true
    var findsNegations = true
    var findsWords = true
    var errors = Errors.marked
    /// The first column says added or removed.
    var hasDiffMarks = false
    /// A number between colons at a line's head, or after a path, is a line number.
    var hasLineNumbers = false

    init(_ kind: SegmentKind) {
        switch kind {
        case .instruction, .prose, .markup: break
        case .list: endsSentencesAtLineEnds = true
        case .table, .reference, .json: (endsSentencesAtLineEnds, findsNames) = (true, false)
        case .code: (isProse, endsSentencesAtLineEnds, findsNames, errors) = (false, true, false, .none)
        case .log, .stackTrace: (isProse, endsSentencesAtLineEnds, findsNames, errors) = (false, true, false, .any)
        case .diff: (isProse, endsSentencesAtLineEnds, findsNames, errors, hasDiffMarks) = (false, true, false, .none, true)
        case .search: (isProse, endsSentencesAtLineEnds, findsNames, errors, hasLineNumbers) = (false, true, false, .none, true)
        case .envelope:
            (isProse, endsSentencesAtLineEnds, findsNames, findsQuotes) = (false, true, false, false)
            (findsNegations, findsWords, errors) = (false, false, .none)
        case .padding, .opaque: break
        }
    }
}
