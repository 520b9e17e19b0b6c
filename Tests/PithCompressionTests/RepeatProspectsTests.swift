// Looking only where a repeat may pay finds what looking everywhere finds.

import PithPrompt
import PithTestSupport
import Testing

@testable import PithCompression

@Suite struct RepeatProspectsTests {
    @Test(arguments: [InputShape.repeats, .references, .code, .listing, .agent, .runs, .text, .log, .paths], 0..<25)
    func prospectsLoseNothing(shape: InputShape, seed: UInt64) throws {
        var random = SplitMix64(seed: seed &+ 9000)
        guard let prompt = try? Prompt(parsing: randomInput(shape, size: 4000, seed: seed)) else { return }
        let text = PromptLines(prompt)
        let changeable = text.lines.map { $0.canBePointedAt && !random.oneIn(20) }
        // The same with some lines that came before.
        var past = LineIndex()
        if seed % 2 == 1, let before = try? Prompt(parsing: randomInput(shape, size: 2000, seed: seed)) {
            let lines = PromptLines(before)
            past.add(lines.lines, of: before)
            for (index, line) in lines.lines.enumerated() where line.canBePointedAt { past.remember(index) }
        }
        for sparesShortOnes in [false, true] {
            let plan = RepeatPlan(text, changeable, past: past, sparesShortOnes: sparesShortOnes)
            let plain = RepeatPlan(
                text, changeable, past: past, sparesShortOnes: sparesShortOnes, RepeatProspects(plain: text, past: past))
            #expect(
                plan.stretches.map { $0.map(\.lines) } == plain.stretches.map { $0.map(\.lines) }, "\(shape) \(seed) \(sparesShortOnes)")
            #expect(plan.stretches.map { $0.map(\.reference) } == plain.stretches.map { $0.map(\.reference) }, "\(shape) \(seed)")
        }
    }

    /// Lines of a manual, most of them like others and few worth a word; what is left out and put in moves the edge of what pays.
    @Test(arguments: 0..<60) func shortLinesOfManuals(seed: UInt64) throws {
        var random = SplitMix64(seed: seed &+ 9500)
        let stock = [
            "<!-- YAML", "added: v0.1.90", "added: v0.1.94", "-->", "", "* Returns: {boolean}",
            "* `encoding` {string} **Default:** `'utf8'`",
            "```js", "const fs = require('fs');", "```", "  - version: v10.0.0", "    pr-url: https://example.org/pull/1",
            "changes:", "> Stability: 0 - Deprecated: use the other one instead, which is much longer", "1. one", "2. two", "3. three",
        ]
        var lines: [String] = []
        for _ in 0..<random.number(40...160) {
            if random.oneIn(3), lines.count > 6 {
                let start = random.number(0...lines.count - 4)
                lines += lines[start..<min(lines.count, start + random.number(1...6))]
            } else {
                lines.append(random.oneIn(4) ? "\(random.pick(stock)) \(random.number(0...30))" : random.pick(stock))
            }
        }
        let prompt = try Prompt(parsing: Array(lines.joined(separator: "\n").utf8), as: .text)
        let text = PromptLines(prompt)
        let changeable = text.lines.map { $0.canBePointedAt }
        let plan = RepeatPlan(text, changeable, past: LineIndex(), sparesShortOnes: false)
        let plain = RepeatPlan(
            text, changeable, past: LineIndex(), sparesShortOnes: false, RepeatProspects(plain: text, past: LineIndex()))
        #expect(plan.stretches.map { $0.map(\.lines) } == plain.stretches.map { $0.map(\.lines) }, "\(seed)")
        #expect(plan.stretches.map { $0.map(\.reference) } == plain.stretches.map { $0.map(\.reference) }, "\(seed)")
    }
}
