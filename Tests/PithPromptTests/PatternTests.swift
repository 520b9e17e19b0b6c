// Patterns match what a backtracking matcher matches, in linear time, and refuse by name what they cannot do.

import Foundation
@testable import PithPrompt
import PithTestSupport
import Testing

/// The rows of a file under Cases/: fields between tabs, `#` begins a comment line.
func caseRows(_ file: String) throws -> [[String]] {
    let url = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Cases/\(file)")
    return try String(contentsOf: url, encoding: .utf8).split(separator: "\n").filter { !$0.hasPrefix("#") }
        .map { $0.split(separator: "\t", omittingEmptySubsequences: false).map(String.init) }
}

private func unescaped(_ text: String) -> String { text.replacing("\\r", with: "\r").replacing("\\n", with: "\n") }

@Test("Patterns match as the cases say")
func patternsMatchCases() throws {
    for row in try caseRows("patterns.txt") {
        try #require(row.count == 3, "\(row)")
        let bytes = Array(unescaped(row[1]).utf8)
        let found = try Pattern(row[0]).matches(in: bytes).map { String(decoding: bytes[$0], as: UTF8.self) }.joined(separator: " | ")
        #expect(found == unescaped(row[2]), "\(row[0])")
    }
}

@Test("Patterns that cannot be used are refused with the reason")
func badPatternsAreRefused() throws {
    for row in try caseRows("pattern-errors.txt") {
        do throws(PatternError) {
            _ = try Pattern(row[0])
            Issue.record("\(row[0]) was taken")
        } catch {
            #expect(error.description.contains(row[1]), "\(row[0]): \(error)")
        }
    }
    #expect(throws: PatternError.self) { try Pattern(String(repeating: "(", count: 100_000)) }
}

@Test("Random patterns match as the backtracking matcher does", arguments: 0..<40)
func patternsMatchOracle(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    for _ in 0..<100 {
        let source = randomPattern(depth: 3, using: &random)
        guard let pattern = try? Pattern(source) else { continue }
        for _ in 0..<4 {
            let bytes = (0..<random.number(0...14)).flatMap { _ in Array(random.pick(["a", "a", "b", "b", "c", " ", "\n", "é", "A"]).utf8) }
            let damaged = random.oneIn(6) ? bytes + [0xC3] + bytes : bytes
            var oracle = try BacktrackingMatcher(source, damaged)
            guard let expected = oracle.matches() else { continue }
            let found = pattern.matches(in: damaged)
            let isSame = oracle.tree.repeatsEmpty ? found.first?.lowerBound == expected.first?.lowerBound : found == expected
            #expect(
                isSame, "seed \(seed): \(source) on \(String(decoding: damaged, as: UTF8.self).debugDescription): \(found), not \(expected)"
            )
        }
    }
}

extension PatternTree {
    /// Whether a repeat of something that may be empty is in it: then only where a match begins is promised.
    fileprivate var repeatsEmpty: Bool {
        switch self {
        case .empty, .characters, .assertion: false
        case .sequence(let parts), .choice(let parts): parts.contains(where: \.repeatsEmpty)
        case .repeated(let inner, _, _, _): inner.mayBeEmpty || inner.repeatsEmpty
        }
    }
}

private func randomPattern(depth: Int, using random: inout SplitMix64) -> String {
    let atoms = ["a", "b", "c", ".", "[ab]", "[^a]", "é", "\\w", "\\s", "^", "$", "\\b", "(?i:a)", "ab"]
    guard depth > 0 else { return random.pick(atoms) }
    switch random.number(0...7) {
    case 0, 1: return random.pick(atoms)
    case 2: return "(" + randomPattern(depth: depth - 1, using: &random) + "|" + randomPattern(depth: depth - 1, using: &random) + ")"
    case 3: return "(|" + randomPattern(depth: depth - 1, using: &random) + ")"
    case 4, 5:
        let counts = ["*", "+", "?", "*?", "+?", "??", "{2}", "{0,2}", "{1,2}?", "{2,}"]
        return "(" + randomPattern(depth: depth - 1, using: &random) + ")" + random.pick(counts)
    default: return randomPattern(depth: depth - 1, using: &random) + randomPattern(depth: depth - 1, using: &random)
    }
}

@Test("Texts that mislead a pattern to their end cost no more than others", arguments: ["a([^b]*b)?", "(a*)*b", "(a|aa)+$", "a.*x|a"])
func misleadingTextsStayLinear(source: String) throws {
    // Quadratic work on this text would take minutes.
    let bytes = [UInt8](repeating: 0x61, count: 60_000)
    let found = try Pattern(source).matches(in: bytes)
    #expect(found.reduce(0) { $0 + $1.count } == (source == "(a*)*b" ? 0 : bytes.count))
}

@Test("Pinned matches cannot be edited, in any text of a conversation")
func pinsAreProtected() throws {
    let text = #"[{"role":"user","content":"keep ZX-12\nplease"},{"role":"tool","content":"ZX-9"}]"#
    let prompt = try Prompt(parsing: Array(text.utf8)).protecting(matchesOf: [Pattern(#"ZX-\d+"#), Pattern("12")])
    #expect(prompt.views[1].protected == [5..<10])
    #expect(prompt.views[2].protected == [0..<4])
    #expect(throws: EditError.self) { try prompt.apply([Edit(view: 1, range: 9..<11, replacement: [], strategy: "A", effect: .removed)]) }
    #expect(
        try prompt.apply([Edit(view: 1, range: 10..<11, replacement: [], strategy: "A", effect: .removed)]).output.count == text.utf8.count
            - 2)
}
