// What a stranger could send to make Pith slow or fall over, small, in every mode: it is restored, and nothing is refused but a budget.
// Benchmarks/Compression has the same at full size, and measures how time grows with it.

import PithPrompt
import PithSystem
import PithTestSupport
import Testing

@testable import PithCompression

@Suite("Inputs made to be slow") struct HardInputTests {
    /// What is repeated, what stands before it, and what behind it.
    static let inputs: [(body: String, before: String, after: String)] = [
        ("[", "", ""), ("{\"a\":", "", ""), ("(", "", ""), (")]}", "", ""), ("\"", "", ""), ("“", "", ""), ("\\", "", ""), ("`", "", ""),
        ("```\n", "", ""),
        ("~~~a\n", "", ""), ("x = 1\n", "```python\n", ""), ("x ", "[{\"a\": \"", ""), ("\\u00e9", "[\"", "\"]"), ("not never no ", "", ""),
        ("do not use it unless ", "", ""), ("7", "{\"a\": ", "}"), ("a-", "", ""), ("a/", "", ""), ("a.", "", ""), ("a:", "", ""),
        ("a@", "", ""), ("_a", "", ""),
        ("|", "", ""), ("http://", "", ""), ("May ", "", ""), ("Ada Lovelace ", "", ""), ("ERROR failed\n", "", ""), ("{},", "[", "{}]"),
        ("1,", "a,b\n", "\n"),
        ("1,\"a\n", "id,name\n", ""), ("|---|\n", "", ""), ("@@ -1 +1 @@\n-a\n+b\n", "", ""),
        ("+a\n-b\n", "--- a/a\n+++ b/a\n@@ -1,9 +1,9 @@\n", ""),
        ("a.py:1:x = 1\n", "", ""), ("  File \"a.py\", line 1, in f\n    g()\n", "Traceback (most recent call last):\n", "E: x\n"),
        ("Caused by: a.B: c\n\tat a.B.c(D.java:1)\n", "", ""), ("# a\n", "", ""), ("- a\n", "", ""), ("> ", "", ""), ("<a>", "", ""),
        ("<?\n", "", ""),
        ("/*", "int f() {\n  return 1;\n}\n", ""), ("\\\"\"\"", "def f(a):\n    return a\n\n\ndef g(b):\n    return b\n\"\"\"", ""),
        ("\\`", "const a = 1;\nlet b = 2;\nfunction f(a) {\n  return a;\n}\n`", ""), ("this line stands here again and again\n", "", ""),
        ("[Same 3 lines as above, from \"a\"]\n", "", ""), ("[The line above, 2 more times]\n", "", ""), ("\u{1B}[31ma\u{1B}[0m", "", ""),
        ("50%\r", "", ""),
        ("test a ... ok\n", "", ""), ("2026-01-01 00:00:00\n", "", ""),
        ("x y=1 ", String(repeating: "2026-01-01 00:00:00 INFO start\n", count: 8), ""),
        ("文字", "", ""), ("e\u{301}\u{302}", "", ""), ("\r\n", "", ""), (" ", "", ""), ("9", "", ""), ("Why? ", "", ""),
        ("table -|-:[\n", "", ""), ("1 2\n", "table[\na b\n", "]\n"), ("def f(\n", "", ""),
        ("+# a word of comment\n", "--- a/a.py\n+++ b/a.py\n@@ -1,9 +1,9 @@\n", ""), ("The name of it is silver otter. ", "", ""),
        ("> ```python\n", String(repeating: "```python\n", count: 100), ""), (" values (", "INSERT INTO t", ""),
        ("<math><mi>", "<!DOCTYPE html><html><body>", ""), ("<div hidden>", "<!DOCTYPE html><html><body>", ""),
        ("x: [\nid\n", "[\nid\n", ""), ("{\"time\":\"2026-01-01T00:00:00\",\"msg\":\"m\",\"x\":[{}\n,\n", "", ""),
    ]

    @Test("Each is restored", arguments: inputs.indices)
    func isRestored(_ index: Int) throws {
        let input = Self.inputs[index]
        let text = input.before + String(repeating: input.body, count: 1200 / input.body.utf8.count) + input.after
        let chat =
            "[{\"role\":\"user\",\"content\":\"go\"},{\"role\":\"tool\",\"tool_call_id\":\"c\",\"content\":\"\(escaped(text))\"},{\"role\":\"user\",\"content\":\"so?\"}]"
        for (bytes, isSession) in [(Array(text.utf8), false), (Array(chat.utf8), false), (Array(chat.utf8), true)] {
            let prompt = try Prompt(parsing: bytes)
            for mode in [CompressionOptions.Mode.preset, .lossless, .budget(tokenCount: 100), .quality(0.5)] {
                var options = CompressionOptions(mode: mode)
                options.isSession = isSession
                if case .budget = mode, isSession { continue }
                if mode == .preset { options.query = "what failed?" }
                do {
                    let compressed = try Compressor(options: options).compress(prompt)
                    #expect(try compressed.receipt.restore(compressed.output) == bytes)
                    #expect(compressed.outputTokenCount <= compressed.inputTokenCount)
                } catch CompressionError.budgetNotMet {}
            }
        }
    }

    private func escaped(_ text: String) -> String {
        text.unicodeScalars.map { scalar in
            switch scalar {
            case "\"": "\\\""
            case "\\": "\\\\"
            case "\n": "\\n"
            case "\r": "\\r"
            case "\t": "\\t"
            case "\u{1B}": "\\u001b"
            default: String(scalar)
            }
        }.joined()
    }

    @Test("Quotation marks that never close are looked for once")
    func unclosedStrings() {
        for (language, mark) in [(CodeLanguage.python, "\"\"\""), (.python, "\""), (.javaScript, "`"), (.swift, "\"\"\"")] {
            let text = Array((mark + String(repeating: "\\" + mark, count: 20_000)).utf8)
            #expect(CodeComments.find(in: text, 0..<text.count, language).isEmpty)
        }
    }

    @Test("Keys made to lie in one place of a table are spread over it")
    func collidingKeys() {
        var table = KeyTable()
        for key in 0..<UInt64(10_000) { table.keep(Int(key), for: key << 40) }
        for key in 0..<UInt64(10_000) { #expect(table[key << 40] == Int(key)) }
        #expect(table[1] == nil && table.count == 10_000)
    }
}
