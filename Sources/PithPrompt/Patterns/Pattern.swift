// A regular expression whose matches are found in time linear in the text, whatever the pattern and the text.
//
// The way: PatternParser reads the source into a tree, PatternCompiler turns the tree into a small program, PatternMachine runs all ways
// through the program at once over the text (Thompson 1968; Pike's priorities, as told in Cox, "Regular Expression Matching: the Virtual
// Machine Approach"). Nothing ever goes back in the text, so no pattern can be made slow by an unkind input.

/// Why a pattern cannot be used.
public enum PatternError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The source breaks the grammar at a character, counted from 0.
    case syntax(String, source: String, characterOffset: Int)
    /// The source asks for something that cannot be matched in linear time.
    case unsupported(String, mend: String)
    /// Counted repeats make the program too large.
    case tooLarge(source: String)

    public var description: String {
        switch self {
        case .syntax(let reason, let source, let offset): "pattern '\(source)': \(reason) at character \(offset)"
        case .unsupported(let what, let mend): "\(what) cannot be matched in linear time. \(mend)"
        case .tooLarge(let source):
            "pattern '\(source)' is too large: it takes more than \(Pattern.instructionLimit) steps. Use smaller counts in {…}, or * instead"
        }
    }
}

/// A compiled pattern.
///
///     try Pattern(#"\bZX-\d+"#).matches(in: Array("see ZX-12, ZX-7".utf8))   // [4..<9, 11..<15]
///
/// The language: literals, `.`, classes `[a-z]` `[^…]`, `\d \w \s \D \W \S`, groups `(…)` `(?:…)`, `|`, `* + ? {m,n}` and their lazy forms, `^` and
/// `$` at each line, `\b \B \A \z`, `(?i)`. `.` is any character but a line feed. `\d` is 0–9; `\w` and `\s` know the letters and spaces of other
/// scripts too. Bytes that are no UTF-8 match nothing.
public struct Pattern: Sendable {
    /// A program may have so many steps.
    static let instructionLimit = 2000

    public let source: String
    let program: PatternProgram

    /// Reads `source`; throws with what is wrong in it, and where.
    public init(_ source: String) throws(PatternError) {
        var parser = PatternParser(source)
        let tree = try parser.parse()
        self.source = source
        program = try PatternCompiler.compile(tree, source: source)
    }

    /// The matches in `bytes`, in order, none overlapping another and none empty.
    ///
    /// At each place the match is the one that a backtracking matcher finds first ("leftmost-first", as in Perl, Python and Rust): the earlier
    /// alternative is preferred, and the longer repeat unless it is lazy. Where that would be empty, the next choice counts.
    /// Cost: the length of the text times the steps of the program at worst, for all matches together.
    package func matches(in bytes: [UInt8]) -> [Range<Int>] {
        var machine = PatternMachine(program: program, bytes: bytes)
        return machine.run()
    }
}

extension Prompt {
    /// The same prompt with every match of `patterns` in its readable texts protected from every edit. Cost: that of the matches.
    package func protecting(matchesOf patterns: [Pattern]) -> Prompt {
        var spans: [Int: [Range<Int>]] = [:]
        // A conversation's raw bytes are its frame, which is kept anyway.
        for view in views.indices where view > 0 || messages.isEmpty {
            let found = patterns.flatMap { $0.matches(in: views[view].bytes) }
            if !found.isEmpty { spans[view] = found }
        }
        return protecting(spans)
    }
}
