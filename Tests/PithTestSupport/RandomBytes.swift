// Bytes and texts that a stranger could send, from a seeded generator.

/// Bytes of any value but NUL, in one of several mixes: noise, ASCII, broken UTF-8, brackets and quotes.
package func randomBytes(count: Int, using random: inout SplitMix64) -> [UInt8] {
    let mixes: [[UInt8]] = [
        Array(1...255), Array(0x20...0x7E) + [0x0A, 0x0A], Array("{}[]\",:\\ \n\r\t0123truefalsenull-`".utf8),
        Array("ab .\n".utf8) + [0xC3, 0xA9, 0xE2, 0x82, 0xAC, 0xF0, 0x9F, 0x98, 0x80, 0xFF],
    ]
    let mix = random.pick(mixes)
    return (0..<count).map { _ in random.pick(mix) }
}

/// Text in paragraphs of many kinds, at least `count` bytes: prose, instructions, lists, code, JSON, logs, diffs, listings, traces, tables, markup.
/// Always valid UTF-8; lines end with LF, seldom with CR LF.
package func randomText(count: Int, using random: inout SplitMix64) -> String {
    let lineEnd = random.oneIn(8) ? "\r\n" : "\n"
    var lines: [String] = []
    var size = 0
    while size < count {
        let block = randomBlock(using: &random)
        for line in block { size += line.utf8.count + 1 }
        lines += block
        if !random.oneIn(4) { lines.append(random.oneIn(10) ? "   " : "") }
        // What was said once is said again, as tools do.
        if random.oneIn(6) { lines += block }
    }
    return lines.joined(separator: lineEnd) + (random.oneIn(3) ? "" : lineEnd)
}

/// A word: mostly plain, now and then of another script, a number, an id, or a path.
package func randomWord(using random: inout SplitMix64) -> String {
    let plain = [
        "the", "server", "request", "must", "not", "never", "returns", "a", "value", "of", "order", "user", "flight", "refund", "and", "or",
        "is", "was", "to", "in", "time", "error", "please", "list", "you", "file", "with", "when", "closed", "open",
    ]
    switch random.number(0...19) {
    case 0: return String(random.number(0...99_999))
    case 1: return "src/\(random.pick(plain))/\(random.pick(plain)).py"
    case 2: return random.pick(["naïve", "日本語", "Ελλάδα", "😀", "e\u{301}", "“quoted”", "müde", "‑"])
    case 3: return "#W" + String(random.number(1_000_000...9_999_999))
    default: return random.pick(plain)
    }
}

func randomSentence(using random: inout SplitMix64) -> String {
    let words = (0..<random.number(3...18)).map { _ in randomWord(using: &random) }
    let first = words[0].prefix(1).uppercased() + words[0].dropFirst()
    return ([first] + words.dropFirst()).joined(separator: " ") + random.pick([".", ".", ".", "!", "?", ":"])
}
