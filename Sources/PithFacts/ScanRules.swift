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
    /// Names with underscores stand out from the words: not in code, which is made of them.
    var findsIdentifiers = true
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

    /// Strings stand escaped: what follows a backslash is no letter.
    var skipsEscapes = false

    init(_ kind: SegmentKind) {
        switch kind {
        case .instruction, .prose, .markup, .padding, .opaque: return
        case .list, .example:
            endsSentencesAtLineEnds = true
            return
        case .table, .reference, .json, .fields, .listing:
            (endsSentencesAtLineEnds, findsNames) = (true, false)
            return
        case .log:
            errors = .any
        case .stackTrace:
            (errors, findsIdentifiers) = (.any, false)
        case .code:
            (errors, findsIdentifiers) = (.none, false)
        case .diff:
            (errors, findsIdentifiers, hasDiffMarks) = (.none, false, true)
        case .search:
            (errors, findsIdentifiers, hasLineNumbers) = (.none, false, true)
        case .envelope:
            (errors, findsIdentifiers, findsQuotes, findsNegations, findsWords, skipsEscapes) = (.none, false, false, false, false, true)
        }
        (isProse, endsSentencesAtLineEnds, findsNames) = (false, true, false)
    }
}
