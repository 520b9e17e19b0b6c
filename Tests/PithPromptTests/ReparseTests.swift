// Parsing only what was edited gives what parsing all of it gives.

import PithPrompt
import PithTestSupport
import Testing

@Test("An edited conversation, its edited texts parsed anew, is what its output parses to", arguments: 0..<20)
func reparsingIsParsing(seed: UInt64) throws {
    var random = SplitMix64(seed: seed &+ 500)
    for form in ConversationForm.allCases {
        for escaping in JSONEscaping.allCases {
            let text = randomConversation(form, turnCount: 3, escaping: escaping, pretty: random.oneIn(2), using: &random)
            let prompt = try Prompt(parsing: Array(text.utf8))
            // Edits that begin or end inside a character would leave a part of it, which an escape cannot.
            var edits = randomEdits(of: prompt, using: &random).filter { edit in
                edit.view > 0
                    && [edit.range.lowerBound, edit.range.upperBound].allSatisfy { offset in
                        offset == prompt.views[edit.view].bytes.count || prompt.views[edit.view].bytes[offset] & 0xC0 != 0x80
                    }
            }
            edits += prompt.segments.filter { $0.kind == .padding && random.oneIn(2) }.map { padding in
                let start = padding.range.lowerBound + (random.oneIn(3) ? padding.range.count / 2 : 0)
                return Edit(
                    view: 0, range: start..<padding.range.upperBound, replacement: random.oneIn(3) ? [0x20] : [], strategy: "test",
                    effect: .lossless)
            }
            let applied = try prompt.apply(edits)
            let reparsed = try prompt.reparsed(applied, after: edits), parsed = try Prompt(parsing: applied.output, as: .messages)
            let name = "seed \(seed) \(form) \(escaping)"
            #expect(reparsed.segments == parsed.segments, "\(name)")
            #expect(reparsed.messages.map(\.rawRange) == parsed.messages.map(\.rawRange), "\(name)")
            #expect(reparsed.messages.map(\.views) == parsed.messages.map(\.views), "\(name)")
            #expect(reparsed.views.count == parsed.views.count, "\(name)")
            for (view, other) in zip(reparsed.views, parsed.views) {
                let isSame =
                    view.bytes == other.bytes && view.rawRange == other.rawRange && view.role == other.role && view.message == other.message
                    && view.protected == other.protected
                    && view.bytes.indices.allSatisfy { view.rawRange(of: $0..<$0 + 1) == other.rawRange(of: $0..<$0 + 1) }
                #expect(isSame, "\(name)")
            }
        }
    }
}

@Test("An edited text, its paragraphs remembered, is what its output parses to", arguments: 0..<30)
func reparsingTextIsParsing(seed: UInt64) throws {
    var random = SplitMix64(seed: seed &+ 800)
    for shape in InputShape.allCases {
        let text = randomInput(shape, size: 6000, seed: seed)
        guard var prompt = try? Prompt(parsing: text), prompt.format != .messages, prompt.format != .json else { continue }
        // What the second text added is remembered for the third.
        for round in 0..<3 {
            let applied = try prompt.apply(randomEdits(of: prompt, using: &random))
            let reparsed = try prompt.reparsed(applied, after: []),
                parsed = try Prompt(parsing: applied.output, as: prompt.formatWhenEdited)
            #expect(reparsed.segments == parsed.segments, "seed \(seed) \(shape) round \(round)")
            prompt = reparsed
        }
    }
}

@Test("What is known of lines is forgotten where that hangs on lines that changed", arguments: 0..<80)
func knownLinesAreToldAnew(seed: UInt64) throws {
    var random = SplitMix64(seed: seed &+ 1200)
    let texts = InputShape.allCases.map { String(decoding: randomInput($0, size: 1500, seed: seed), as: UTF8.self) }
    var stretches = texts.flatMap { $0.split(separator: "\n\n").map(String.init) }
    // What may go on behind a blank line, and what may not.
    stretches += [
        "Error: the pump is off\n    at open (pump.js:3:9)", "    at run (main.js:8:1)", "    at start (main.js:1:1)",
        "2026-05-01 10:00:01 INFO pump opened", "2026-05-01 10:00:02 INFO pump closed", "INFO: a level", "{\"a\": 1,", "\"b\": 2}",
        "src/pump.c", "src/pump.c\n12:int open;", "14:int close;", "src/pump.c:12:int open;", "```", "```js\nlet a", "<p>", "</p>\n<p>",
        "a,b,c\n1,2,3",
        "1: a\n2: b\n3: c", "@@ -1,2 +1,2 @@\n a\n-b", "@@12 open\n-b\n+c", "+d", "- e",
        "[Same 2 lines as above, from \"src/pump.c\"]\n+d\n-e",
        "| a | b |\n|---|---|\n| 1 | 2 |", "goroutine 7 [running]:\nmain.open(0x1)\n\t/src/pump.go:12",
        "Traceback (most recent call last):",
        "  File \"a.py\", line 3, in a\n    b()", "ValueError: no pump", "label: [1, 2,", "3]",
    ]
    // Lines, too, so that what one line began is cut from what went on with it.
    stretches += stretches.filter { _ in random.oneIn(4) }.flatMap { $0.split(separator: "\n").map(String.init) }
    func joined(_ count: Int) -> [UInt8] {
        let parts = stretches.shuffled(using: &random).prefix(count)
        return Array(parts.map { $0 + (random.oneIn(6) ? "\n" : random.oneIn(6) ? "\n \n\n" : "\n\n") }.joined().utf8)
    }
    var prompt = try Prompt(parsing: joined(90), as: .text)
    for round in 0..<8 {
        // Some lines go, or others come in their place, with blank ones behind them or without.
        var starts = [0] + prompt.bytes.indices.filter { prompt.bytes[$0] == 0x0A }.map { $0 + 1 }
        if starts.last != prompt.bytes.count { starts.append(prompt.bytes.count) }
        var edits: [Edit] = []
        var line = 0
        while true {
            line += random.oneIn(4) ? random.number(0...3) : random.number(0...39)
            let end = line + (random.oneIn(3) ? 0 : random.oneIn(2) ? 1 : random.number(0...5))
            guard end < starts.count else { break }
            var replacement = random.oneIn(3) ? [] : joined(1)
            if random.oneIn(2) { while replacement.last == 0x0A, replacement.dropLast().last == 0x0A { replacement.removeLast() } }
            if line < end || !replacement.isEmpty {
                edits.append(
                    Edit(view: 0, range: starts[line]..<starts[end], replacement: replacement, strategy: "test", effect: .lossless))
            }
            line = end + 1
        }
        let applied = try prompt.apply(edits)
        let reparsed = try prompt.reparsed(applied, after: edits), parsed = try Prompt(parsing: applied.output, as: .text)
        #expect(reparsed.segments == parsed.segments, "seed \(seed) round \(round)")
        prompt = reparsed
    }
}
