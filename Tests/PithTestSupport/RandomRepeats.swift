// Text that says things again, text with white space in all the wrong places, and text that holds Pith's own words.

/// Blocks of lines from a small stock, again whole, in part, changed in one line, or with the same openings and other ends.
func repeats(size: Int, using random: inout SplitMix64) -> String {
    let long = "a shared opening that is more than forty-eight bytes long, then "
    var blocks: [[String]] = (0..<random.number(1...4)).map { block in
        (0..<random.number(1...12)).map { line in
            random.pick([
                "    step \(block).\(line): " + randomSentence(using: &random), long + "\(line)", codeLine(line, &random),
                logLine(line, &random),
                randomSentence(using: &random), "", "  " + long + "\(block)", "```", "\t" + randomWord(using: &random),
            ])
        }
    }
    var lines: [String] = []
    var count = 0
    while count < size {
        var block = random.pick(blocks)
        switch random.number(0...9) {
        case 0 where block.count > 2: block = Array(block[random.number(0...1)..<random.number(2...block.count)])
        case 1 where random.oneIn(2):
            for _ in 0...random.number(0...2) { block[random.number(0...block.count - 1)] += " (changed)" }
        case 1: block[random.number(0...block.count - 1)] = randomSentence(using: &random)
        case 2: block[random.number(0...block.count - 1)] += random.pick([" ", "  ", "\t", "x"])
        case 3: block = block.map { random.oneIn(3) ? " " + $0 : $0 }
        case 4: block = Array(repeating: random.pick(block), count: random.number(2...9))
        case 5: block = (0..<random.number(2...5)).flatMap { _ in block }
        case 6 where random.oneIn(2):
            // The same with some words for others.
            for _ in 0...random.number(0...3) {
                let line = random.number(0...block.count - 1)
                var words = block[line].split(separator: " ", omittingEmptySubsequences: false).map(String.init)
                words[random.number(0...words.count - 1)] = random.pick([
                    randomWord(using: &random), "", "4711", "two words", "\"x\"", "é→",
                ])
                block[line] = words.joined(separator: " ")
            }
            block.append("")
        case 6: blocks.append(block.reversed())
        case 7: block = numbered(block, &random)
        case 8 where random.oneIn(2):
            // As it is quoted, once or more; or one that was quoted, told without.
            for _ in 0...random.number(0...2) { block = quoted(block, random.number(0...2)) }
            if random.oneIn(3) { blocks.append(block) }
        default: break
        }
        lines += block
        count += block.reduce(0) { $0 + $1.utf8.count + 1 }
        if random.oneIn(3) { lines.append(random.pick(["", "", "Then it was read again:", "---", "   "])) }
    }
    return lines.joined(separator: random.oneIn(8) ? "\r\n" : "\n") + (random.oneIn(2) ? "\n" : "")
}

/// The lines as mail quotes them, in one of the ways there are.
private func quoted(_ lines: [String], _ way: Int) -> [String] {
    lines.map { line in
        switch way {
        case 0: line.isEmpty ? ">" : line.hasPrefix(">") ? ">" + line : "> " + line
        case 1: line.isEmpty ? ">" : "> " + line
        default: "> " + line
        }
    }
}

/// The lines with numbers before them, as tools that read files write them.
private func numbered(_ lines: [String], _ random: inout SplitMix64) -> [String] {
    let start = random.number(0...1200), width = random.pick([0, 5, 6])
    let mark = random.pick(["\t", "\t", "→", ":", ": ", "|", " | "])
    return lines.enumerated().map { index, line in
        let digits = String(start + index)
        return String(repeating: " ", count: max(0, width - digits.count)) + digits + mark + line
    }
}

/// `text` with references and marks of cuts put between its lines: true ones, ones that lead nowhere, and ones that only look the part.
func withReferences(_ text: String, using random: inout SplitMix64) -> String {
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    for _ in 0..<random.number(1...6) {
        let place = random.number(0...lines.count)
        let named = random.pick(lines).drop { $0 == " " || $0 == "\t" }.prefix(random.oneIn(4) ? 20 : 48)
        let reference = random.pick([
            "[Same \(random.number(2...5)) lines as above, from \"\(named)\"]", "[Same line as above: \"\(named)\"]",
            "[Same line as above: \"\(named)\", but \"a\" → \"b\", \"is\" → \"was\"]",
            "[Same 2 lines as above, from \"\(named)\", but \"e\" → \"\"]",
            "[Same line as above: \"\(named)\", but \"\" → \"b\"]", "[The line above, 3 more times]",
            "[Then \(random.number(1...4)) more lines]",
            "[Then \(random.number(1...3)) more lines, \(random.number(1...2)) skipped]",
            "[Then 2 more lines, numbers +1]", "[Same line as above: \"\(named)\", behind \"> \"]",
            "[Same \(random.number(2...5)) lines as above, from \"\(named)\", \(random.pick(["behind", "without"])) \"\(random.pick([">", "> ", ">> ", "x"]))\"]",
            "[The \(random.number(2...4)) lines above, 1 more time]", "[The line above, 1 more times]",
            "[Same 01 lines as above, from \"\(named)\"]",
            "[…]", "[… 12 lines]", "[Same 999999999 lines as above, from \"\(named)\"]", "[The line above, 999999999 more times]",
            "  [The line above, 2 more times]", "See [Same line as above: \"\(named)\"] there.", "[Same line as above: \"\"]",
            "[Same 0 lines as above, from \"x\"]",
        ])
        lines.insert(reference, at: place)
    }
    return lines.joined(separator: "\n")
}

/// `text` with white space put in that a reader does not see, and some that a reader does see.
func withBlanks(_ text: String, using random: inout SplitMix64) -> String {
    var out = ""
    for character in text {
        switch character {
        case "\n", "\r\n":
            if random.oneIn(3) { out += random.pick([" ", "  ", "   ", "\t", " \t "]) }
            out += random.oneIn(6) ? "\r\n" : random.oneIn(20) ? "\r" : "\n"
            if random.oneIn(6) { out += String(repeating: random.pick(["\n", " \n", "\r\n"]), count: random.number(1...5)) }
            if random.oneIn(8) { out += random.pick(["  ", "\t", "    "]) }
        case " ": out += random.oneIn(5) ? random.pick(["  ", "     ", "\t", " \t "]) : " "
        default: out.append(character)
        }
    }
    return out
}

/// One JSON value: nested, its strings full of escapes, its numbers as senders write them, keys that come twice; or an array of objects of several kinds.
func jsonText(size: Int, pretty: Bool? = nil, using random: inout SplitMix64) -> String {
    if random.oneIn(4) {
        let objects = objectsOfKinds(size: size, using: &random)
        return objects.text(pretty: pretty ?? random.oneIn(2), escaping: random.pick(JSONEscaping.allCases), using: &random)
    }
    var members: [(String, RandomJSON)] = []
    let pretty = pretty ?? random.oneIn(2), asArray = random.oneIn(2)
    var text = ""
    let escaping = random.pick(JSONEscaping.allCases)
    while text.utf8.count < size {
        for _ in 0..<random.number(1...4) {
            let key = random.oneIn(6) ? "k" : random.pick(["id", "na me", "größe", "a/b", "\u{1F600}", "line\nend"]) + "\(members.count)"
            members.append((key, richValue(using: &random)))
        }
        let value: RandomJSON =
            asArray ? .array(members.map { .object([$0, ("n", .literal("\(random.number(0...9))"))]) }) : .object(members)
        text = value.text(pretty: pretty, escaping: escaping, using: &random)
    }
    return text
}

/// An array of objects of several kinds, those alike mostly together, as a database writes out its tables: stretches of them, some objects alone.
private func objectsOfKinds(size: Int, using random: inout SplitMix64) -> RandomJSON {
    let kinds: [[String]] = (0..<random.number(1...4)).map { kind in
        let names = ["id", "link", "model", "na me", "größe", "at", "k\(kind)", "][", "k\(kind)", "fields"].filter { _ in random.oneIn(2) }
        return random.oneIn(8) ? names.reversed() : names
    }
    let shared = RandomJSON.string(randomSentence(using: &random))
    var objects: [RandomJSON] = []
    var byteCount = 0
    while byteCount < size {
        let kind = random.pick(kinds), owner = random.number(0...3)
        for _ in 0..<(random.oneIn(3) ? 1 : random.number(2...14)) {
            let members = kind.map { name -> (String, RandomJSON) in
                switch name {
                case "id": (name, .literal("\(objects.count)"))
                case "link": (name, .string("/\(owner / 2)/\(objects.count)"))
                case "model": (name, .string("shop.owner \(owner)"))
                case "at": (name, shared)
                case "fields":
                    (name, .object([("word", .string(randomWord(using: &random))), ("count", .literal("\(random.number(0...9))"))]))
                default: (name, random.oneIn(3) ? richValue(using: &random) : .string(randomWord(using: &random)))
                }
            }
            objects.append(.object(members))
            byteCount += objects[objects.count - 1].text(pretty: false).utf8.count
            if kind.isEmpty { byteCount += 8 }
        }
    }
    return .array(objects)
}

private func richValue(using random: inout SplitMix64) -> RandomJSON {
    switch random.number(0...6) {
    case 0:
        return .string(
            random.pick(["a\u{7}b", "quote \" and \\ back", "tab\tend\n", "</script>", "\u{2028}", "é€😀", "{\"inner\": [1, 2]}", " a  b "]))
    case 1:
        return .literal(
            random.pick([
                "\"\\ud800\"", "\"\\udc00x\"", "\"\\u00e9\\/\\u0022\"", "1E+400", "-0", "0.1000", "98431.770", "1e-7", "true", "null",
            ]))
    case 2: return .array((0..<random.number(0...12)).map { _ in .literal("\(random.number(0...99_999))") })
    case 3:
        return .array(
            (0..<random.number(0...5)).map { i in .object([("id", .literal("\(i)")), ("name", .string(randomWord(using: &random)))]) })
    default: return randomJSON(depth: 4, using: &random)
    }
}
