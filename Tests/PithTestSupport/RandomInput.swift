// What a stranger could send, by shape, from a seed: the same seed and shape always make the same bytes.

/// The shapes of input that properties are tried on.
package enum InputShape: String, Sendable, CaseIterable {
    /// Noise, ASCII, broken UTF-8, brackets and quotes.
    case bytes
    /// Paragraphs of many kinds.
    case text
    /// The same, with blanks at line ends, runs of blanks and blank lines, tabs and mixed line ends put in.
    case blanks
    /// Blocks of lines that come again: whole, in part, with one line changed, with the same openings.
    case repeats
    /// Text that holds references and marks of cuts as Pith writes them, true ones and false ones.
    case references
    /// One JSON value with escapes, repeated keys, long numbers; compact, spaced or pretty.
    case json
    /// Values on lines of their own.
    case jsonLines
    case log
    case diff
    case table
    case code
    /// Search results: path, line number, text.
    case listing
    /// Scripts without spaces, combining marks, emoji, right to left.
    case scripts
    /// Bytes that are no UTF-8 amid text.
    case brokenText
    /// Messages of any form of request with texts of any shape.
    case conversation
    /// An agent that reads the same files again and again: results that repeat from message to message.
    case agent
    /// A conversation with bytes changed at random: often no JSON any more.
    case damaged
    /// Long runs of one thing: dots, quotes, backslashes, brackets, one line again and again.
    case runs
    /// Definitions of tools in JSON.
    case tools
    /// Paths, one a line, with what is nearly one among them.
    case paths
    /// Rows of ls -l, with what is nearly one among them.
    case fileRows
    /// A page of HTML.
    case page
    /// Text with data in base64 or hexadecimal digits.
    case encoded
    /// Addresses that begin alike, in sentences, items, links and code.
    case addresses
    /// What git log and git blame print, with what is nearly that among it.
    case git
    /// Tables that commands print, aligned by blanks or drawn with bars.
    case columns
    /// Rows that end with a path, with what is nearly one among them.
    case pathRows
    /// Trees that commands draw.
    case trees
    /// Pages as browser tools tell them.
    case snapshots
    /// Texts in JSON, as tools return them.
    case wrapped
}

/// An input of the given shape, about `size` bytes (up to a few times as many).
package func randomInput(_ shape: InputShape, size: Int, seed: UInt64) -> [UInt8] {
    var random = SplitMix64(seed: seed &* 0x9E37_79B9 &+ UInt64(InputShape.allCases.firstIndex(of: shape) ?? 0))
    switch shape {
    case .bytes: return randomBytes(count: random.number(0...size), using: &random)
    case .brokenText: return broken(randomText(count: size, using: &random), using: &random)
    case .damaged:
        var bytes = Array(randomMessages(size: size, using: &random).utf8)
        for _ in 0..<random.number(1...4) { bytes[random.number(0...bytes.count - 1)] = UInt8(random.number(1...255)) }
        return bytes
    case .conversation: return Array(randomMessages(size: size, using: &random).utf8)
    case .agent: return Array(agentConversation(size: size, using: &random).utf8)
    default: return Array(textInput(shape, size: size, using: &random).utf8)
    }
}

/// Text of the shapes that a single text can have.
func textInput(_ shape: InputShape, size: Int, using random: inout SplitMix64) -> String {
    switch shape {
    case .blanks: return withBlanks(randomText(count: size, using: &random), using: &random)
    case .repeats: return repeats(size: size, using: &random)
    case .references: return withReferences(repeats(size: size, using: &random), using: &random)
    case .json: return jsonText(size: size, using: &random)
    case .jsonLines: return lines(size, &random) { _, random in jsonText(size: 60, pretty: false, using: &random) }
    case .log: return lines(size, &random, logLine)
    case .diff: return diff(size: size, using: &random)
    case .table: return table(size: size, using: &random)
    case .code: return lines(size, &random, codeLine)
    case .listing:
        return lines(size, &random) { i, random in
            "src/\(random.pick(["app", "db", "web"]))/main.py:\(i * 3 + 1):    " + codeLine(i, &random)
        }
    case .scripts: return scripts(size: size, using: &random)
    case .runs: return runs(size: size, using: &random)
    case .tools: return toolDefinitions(size: size, using: &random)
    case .page: return randomPage(size: size, using: &random)
    case .encoded: return withEncodedData(size: size, using: &random)
    case .git: return gitOutput(size: size, using: &random)
    case .columns: return columns(size: size, using: &random)
    case .paths: return lines(size, &random, pathLine)
    case .fileRows: return lines(size, &random, fileRow)
    case .addresses: return lines(size, &random, addressLine)
    case .pathRows: return lines(size, &random, pathRow)
    case .trees: return drawnTree(size: size, using: &random)
    case .snapshots: return pageSnapshot(size: size, using: &random)
    case .wrapped: return wrapped(textInput(randomTextShape(using: &random), size: size, using: &random), using: &random)
    default: return randomText(count: size, using: &random)
    }
}

/// A shape that one text can have.
func randomTextShape(using random: inout SplitMix64) -> InputShape {
    random.pick([
        .text, .blanks, .repeats, .references, .json, .jsonLines, .log, .diff, .table, .code, .listing, .paths, .fileRows, .scripts, .runs,
        .addresses, .pathRows, .trees, .snapshots,
    ])
}

private func broken(_ text: String, using random: inout SplitMix64) -> [UInt8] {
    var bytes = Array(text.utf8)
    let sequences: [[UInt8]] = [[0xFF], [0xC3], [0xE2, 0x82], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0x80, 0x80]]
    for _ in 0..<random.number(1...6) { bytes.insert(contentsOf: random.pick(sequences), at: random.number(0...bytes.count)) }
    return bytes
}

func lines(_ size: Int, _ random: inout SplitMix64, _ line: (Int, inout SplitMix64) -> String) -> String {
    var text = ""
    var index = 0
    let lineEnd = random.oneIn(8) ? "\r\n" : "\n"
    while text.utf8.count < size {
        text += line(index, &random) + lineEnd
        index += 1
    }
    if random.oneIn(3) { text.removeLast() }
    return text
}

func logLine(_ index: Int, _ random: inout SplitMix64) -> String {
    let level = random.pick(["INFO ", "INFO ", "INFO ", "WARN ", "ERROR"])
    let what = random.pick([
        "request served in \(random.number(1...900)) ms", "pool exhausted, waiting for a connection",
        "user \(random.number(100...140)) logged in from 10.0.0.\(random.number(1...9))", "retrying (attempt \(random.number(1...3)) of 3)",
    ])
    return "2026-11-03 04:\(10 + index / 60 % 50):\(10 + index % 50) \(level) [worker-\(random.number(1...3))] \(what)"
        + (random.oneIn(9) ? "   " : "")
}

private func pathLine(_ index: Int, _ random: inout SplitMix64) -> String {
    if random.oneIn(40) {
        return random.pick(["", " Pool.swift", "src/", "[4 paths, folders over their files]", "[…]", "See src/app.", "a\tb", "//", "-x/y"])
    }
    let folder = random.pick(["", "src/", "src/app/models/", "src/app/models/", "tests/unit/", "./docs/", "/usr/include/c++/12/bits/"])
    return folder + random.pick(["pool", "worker_\(index)", "Ünit", "a+b", "v1.2", ".env"]) + random.pick([".swift", ".py", "", ".h"])
}

private func addressLine(_ index: Int, _ random: inout SplitMix64) -> String {
    if random.oneIn(40) {
        return random.pick([
            "", "[Links: …/ = https://example.org/]", "…/304", "[#304]", "https://", "http://x", "https://example.org/", "```", "## Gates",
            "[…]",
            "https://example.org/a,b/c,d/e", "https://example.org/(a)/b)",
        ])
    }
    let number = random.number(1...400)
    let address =
        random.pick([
            "https://example.org/harbour/pull/", "https://example.org/harbour/pull/", "https://example.org/harbour/issues/",
            "http://example.net/list?id=",
            "https://faults.example.net/fault", "https://example.org/wiki/Tür#",
        ]) + (random.oneIn(5) ? "gate" : "\(number)")
    return random.pick([
        "* The gate closes in \(address)", "The bell ([#\(number)](\(address))).", "[GH-\(number)]: \(address)", "`curl \(address)`",
        "<\(address)>, \(address).",
        "See [the bell](\(address)), [!\(number)](\(address)).", "`name <\(address)>`_ is open.", "",
    ])
}

private func fileRow(_ index: Int, _ random: inout SplitMix64) -> String {
    if random.oneIn(40) {
        return random.pick([
            "", "total 12", "./src:", "^4 x", "^99 4096", "[3 rows, ^N the first N words of the row above]", "[…]", "-rw-r--r--",
        ])
    }
    return random.pick(["drwxr-xr-x", "-rw-r--r--", "-rw-r--r--@", "lrwxrwxrwx"]) + random.pick([" 1", " 1", "  2", " 12"])
        + random.pick([" root root", " root  root ", " ann   staff"]) + random.pick([" 4096", " 17", "  903"])
        + random.pick([" May 20 2025", " May 20 2025", " Jun  1 09:30"]) + random.pick([" ", "  "])
        + random.pick(["pool", "a b.txt", "worker_\(index) -> pool", "^2 x", "Ünit "])
}

func codeLine(_ index: Int, _ random: inout SplitMix64) -> String {
    random.pick([
        "def handler_\(random.number(1...4))(request):", "    value = compute(\(index % 7), \"a  b\")", "    return value", "",
        "    # what it does",
        "    if value > \(random.number(0...99)):", "        raise ValueError(f\"bad {value}\")   ", "import os, sys", "}", "    }",
        "x = [1,  2]",
    ])
}

private func diff(size: Int, using random: inout SplitMix64) -> String {
    var text = ""
    while text.utf8.count < size {
        let name = random.pick(["app.py", "db.py"]), count = random.number(1...6)
        text +=
            "diff --git a/\(name) b/\(name)\nindex 83db48f..bf26921 100644\n--- a/\(name)\n+++ b/\(name)\n@@ -1,\(count + 1) +1,\(count + 1) @@ def f():\n"
        for i in 0..<count { text += " " + codeLine(i, &random) + "\n" }
        text += "-    old = \(random.number(0...9))\n+    new = \(random.number(0...9))\n"
    }
    return text
}

private func table(size: Int, using random: inout SplitMix64) -> String {
    let form = random.number(0...2)
    let head = ["| id | name | price |\n|---|:--|--:|\n", "id,name,price\n", "id\tname\tprice\n"][form]
    return head
        + lines(size, &random) { i, random in
            let (name, price) = (randomWord(using: &random), "\(random.number(1...99)).50")
            return ["| \(i) | \(name)   | \(price) |", "\(i),\"\(name),  x\",\(price)", "\(i)\t\(name)\t\(price)"][form]
        }
}

private func scripts(size: Int, using random: inout SplitMix64) -> String {
    let sentences = [
        "東京の天気は晴れです。気温は25度です！", "明日は雨が降りますか？いいえ、降りません。", "서버가 닫혔습니다. 다시 시작하십시오.",
        "Привет, мир. Заказ №4137 отменён!", "שלום עולם. ההזמנה בוטלה.", "नमस्ते दुनिया। आदेश रद्द है।", "e\u{301}te\u{301} à la plage… « oui »",
        "👩‍👩‍👧‍👦 family 🇩🇪 flag 👍🏽 thumb.", "a\u{A0}b\u{2003}c\u{200B}d", "ŒUVRE ﬁne ﬂow ½ ① Ⅷ",
    ]
    var text = ""
    while text.utf8.count < size { text += random.pick(sentences) + random.pick(["", " ", "\n", "\n\n", "  "]) }
    return text
}

private func runs(size: Int, using random: inout SplitMix64) -> String {
    var text = ""
    while text.utf8.count < size {
        let unit = random.pick([
            ".", "\"", "\\", "[", "{", "]", "}", "'", ")", "`", "-", "|", " ", "\t", "\n", "\r", "\r\n", "\n \n", "a", "0", "é", "。", "[…]",
            "```\n", "> ", "# ",
            "the same line again and again, thirty times over\n", "One sentence. ", "{\"a\":1}\n", "[1,2]\n", "x = 1;\n", "@@ -1 +1 @@\n",
            "<a>", "- item\n",
        ])
        text += String(repeating: unit, count: random.number(1...60)) + random.pick(["", "x", "\n", ". "])
    }
    return text
}
