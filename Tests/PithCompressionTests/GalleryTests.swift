// Documentation/Gallery.md: for every strategy one worked example, taken from the cases, which are run by themselves. So no page of examples can tell of
// what the program no longer does. PITH_REWRITE_CASES=1 writes the page.

import Foundation
import PithCompression
import PithTokenizer
import Testing

private let page = StrategyCase.folder.appending(path: "../../../Documentation/Gallery.md").standardizedFileURL

@Test("The gallery shows an example of every strategy, as the cases have it")
func galleryShowsWhatTheCasesSay() throws {
    let text = try galleryText()
    if ProcessInfo.processInfo.environment["PITH_REWRITE_CASES"] == "1" { try text.write(to: page, atomically: true, encoding: .utf8) }
    let written = try String(contentsOf: page, encoding: .utf8)
    #expect(written == text, "PITH_REWRITE_CASES=1 swift test --filter gallery writes the page anew")
}

private func galleryText() throws -> String {
    var text = """
        # Gallery

        What each strategy makes of an example, in the order in which they run. Every example is run by the tests, and this page is written from them
        (`PITH_REWRITE_CASES=1 swift test --filter gallery`). Tokens are those of o200k_base. Small examples save less than real inputs: a line or two of
        explanation weighs more in them.

        """
    for strategy in allStrategies {
        let name = strategy.name
        let example = try #require(StrategyCase.all.first { $0.options["gallery"] == name }, "no case has 'gallery: \(name)'")
        let fence = example.input.contains("```") || example.output.contains("```") ? "````" : "```"
        let before = Encoding.o200kBase.count(example.input), after = Encoding.o200kBase.count(example.output)
        text += """

            ## [\(name)](Strategies/\(name).md)

            \(strategy.summary.first!.uppercased() + strategy.summary.dropFirst()). \(strategy.effect.rawValue.capitalized); here \(before) tokens become \(after)\(asked(example)).

            \(fence)
            \(example.input)\(fence)

            \(fence)
            \(example.output)\(fence)

            """
    }
    return text
}

/// How the example was asked for, where that is not the strategy alone.
private func asked(_ example: StrategyCase) -> String {
    var words: [String] = []
    if let names = example.options["strategies"]?.split(separator: " "), names.count > 1 {
        words.append("with " + names.filter { $0 != example.options["gallery"] ?? "" }.joined(separator: " and "))
    }
    if let budget = example.options["budget"] { words.append("with a budget of \(budget)") }
    if let query = example.options["query"] { words.append("asked “\(query)”") }
    return words.isEmpty ? "" : ", " + words.joined(separator: ", ")
}
