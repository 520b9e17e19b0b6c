// Texts in JSON, as tools return them: with what else they say beside it.

/// The text in JSON of one of the forms in which agents get results; what surrounds the JSON varies, too.
func wrapped(_ text: String, using random: inout SplitMix64) -> String {
    var text = text
    if random.oneIn(6) {
        text = random.pick([
            "\"\"\"A page.\"\"\"\n\n" + text, "'''\n" + text + "\n\"\"\"", "\u{1B}[32m" + text + "\u{1B}[0m\r\n", "10%\r20%\r" + text,
            text + "\n\n\n", "", "\n",
            "  12\t\"\"\"A page.\n  13\t" + text, "{output:\"\"\"\n" + text + "\n\"\"\"}",
        ])
    }
    if random.oneIn(8) { text = wrapped(text, using: &random) }
    let status: [(String, RandomJSON)] = [
        ("exit_code", .literal("\(random.number(0...2))")), ("duration_seconds", .literal("0.\(random.number(1...9))")),
    ]
    let part = RandomJSON.object([("type", .string("text")), ("text", .string(text))])
    let value: RandomJSON =
        switch random.number(0...6) {
        case 0: .object([("output", .string(text)), ("metadata", .object(status))])
        case 1: .object([("content", .array([part] + (random.oneIn(4) ? [part] : []))), ("isError", .literal("false"))])
        case 2: .array([part])
        case 3:
            .object([
                ("stdout", .string(text)), ("stderr", .string(random.pick(["", "warning: old\n", text]))),
                ("interrupted", .literal("false")),
            ])
        case 4:
            .object(
                status + [("path", .string("src/a.py")), ("result", .object([("files", .array([.object([("text", .string(text))])]))]))])
        case 5: .object([("ok", .literal("true")), ("a name", .string(text)), ("text", .string(text))])
        default:
            .array([
                .object([("path", .string("a.py")), ("text", .string(text))]),
                .object([("path", .string("b.py")), ("text", .string("x\n" + text))]),
            ])
        }
    let json = value.text(pretty: random.oneIn(4), escaping: random.pick(JSONEscaping.allCases), using: &random)
    return random.pick(["", "", "", "Output:\n", "Exit code: 0\n\n"]) + json
        + random.pick(["", "", "", "\n", "\n\nDone.\n", "\n<system-reminder>\nRead it.\n</system-reminder>\n"])
}
