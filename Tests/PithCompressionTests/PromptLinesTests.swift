// Lines taken over from a prompt as it was before edits are those that the prompt has when they are read anew.

import PithPrompt
import PithTestSupport
import Testing

@testable import PithCompression

@Suite struct PromptLinesTests {
    @Test(arguments: InputShape.allCases, 0..<12) func linesAreTakenOver(shape: InputShape, seed: UInt64) throws {
        var random = SplitMix64(seed: seed &+ 4000)
        guard let start = try? Prompt(parsing: randomInput(shape, size: 1500, seed: seed)) else { return }
        var prompt = start
        var lines = PromptLines(prompt)
        for _ in 0..<4 {
            let edits = randomEdits(of: prompt, using: &random)
            guard let applied = try? prompt.apply(edits), let next = try? prompt.reparsed(applied, after: edits),
                next.views.count == prompt.views.count
            else { continue }
            lines = PromptLines(next, from: (lines, edits))
            expectSame(lines, PromptLines(next), "\(shape) \(seed)")
            prompt = next
        }
    }

    @Test func editsAtTheEdgesOfLines() throws {
        let texts = [
            "", "a", "a\n", "a\nb", "a\r\nb\r\n\r\nc", "\n\n", "b\n[The line above, 2 more times]\n",
        ]
        let replacements = ["", "\n", "z", "z\nz", "\r\n", "z\n[The line above, 2 more times]\n"]
        for text in texts {
            let prompt = try Prompt(parsing: Array(text.utf8), as: .text)
            let count = prompt.bytes.count, lines = PromptLines(prompt)
            for start in 0...count {
                for end in start...count {
                    for replacement in replacements where !(start == end && replacement.isEmpty) {
                        let edit = Edit(
                            view: 0, range: start..<end, replacement: Array(replacement.utf8), strategy: "test", effect: .lossless)
                        guard let applied = try? prompt.apply([edit]), let next = try? prompt.reparsed(applied, after: [edit]) else {
                            continue
                        }
                        expectSame(PromptLines(next, from: (lines, [edit])), PromptLines(next), "\(text) \(edit)")
                    }
                }
            }
        }
    }

    private func expectSame(_ known: PromptLines, _ anew: PromptLines, _ name: String) {
        #expect(known.lines.map(\.next) == anew.lines.map(\.next), "\(name)")
        #expect(known.lines.map(\.range) == anew.lines.map(\.range), "\(name)")
        #expect(known.lines.map(\.view) == anew.lines.map(\.view), "\(name)")
        #expect(known.lines.map(\.kind) == anew.lines.map(\.kind), "\(name)")
        #expect(known.lines.map(\.isReference) == anew.lines.map(\.isReference), "\(name)")
        #expect(known.lines.map(\.hash) == anew.lines.map(\.hash), "\(name)")
        #expect(known.lines.map(\.openingHash) == anew.lines.map(\.openingHash), "\(name)")
        #expect(known.references.map(\.line) == anew.references.map(\.line), "\(name)")
        #expect(known.references.map(\.reference) == anew.references.map(\.reference), "\(name)")
    }
}
