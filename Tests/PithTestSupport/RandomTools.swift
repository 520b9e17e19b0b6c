// Definitions of tools as programs send them, and as they get it wrong.

/// A JSON array of definitions, alone or inside a request, in the form of one of three providers.
func toolDefinitions(size: Int, using random: inout SplitMix64) -> String {
    let form = random.number(0...2)
    var tools: [String] = []
    while tools.joined().utf8.count < size, tools.count < 40 { tools.append(definition(form, using: &random)) }
    let list = "[" + tools.joined(separator: random.oneIn(2) ? ", " : ",\n  ") + "]"
    switch random.number(0...3) {
    case 0: return "{\"model\": \"m-1\", \"tools\": \(list), \"tool_choice\": \"auto\"}"
    case 1: return "{\"jsonrpc\": \"2.0\", \"result\": {\"tools\": \(list)}}"
    default: return list
    }
}

private func definition(_ form: Int, using random: inout SplitMix64) -> String {
    if random.oneIn(20) { return "{\"type\": \"web_search\", \"max_uses\": 3}" }
    let description = random.oneIn(12) ? "" : ", \"description\": \"\(text(using: &random))\""
    let schema = object(depth: 0, order: random.oneIn(4), using: &random)
    let name = "\"name\": \"\(random.pick(["get", "find", "weather.read", "a/b", "odd name", "list"]))_\(random.number(0...99))\""
    switch form {
    case 0:
        let strict = random.oneIn(3) ? ", \"strict\": true" : ""
        return "{\"type\": \"function\", \"function\": {\(name)\(description), \"parameters\": \(schema)\(strict)}}"
    case 1: return "{\(name)\(description), \"input_schema\": \(schema)}"
    default: return "{\(name)\(description), \"inputSchema\": \(schema), \"annotations\": {\"title\": \"\(text(using: &random))\"}}"
    }
}

private func object(depth: Int, order: Bool, using random: inout SplitMix64) -> String {
    var names = ["id", "city", "max_items", "kind", "a b", "x.y", "é", "type", "properties", "description"]
    var members: [String] = []
    var required: [String] = []
    for _ in 0..<random.number(0...4) {
        let name = names.remove(at: random.number(0...names.count - 1))
        members.append("\"\(name)\": " + schema(depth: depth + 1, using: &random))
        if random.oneIn(2) { required.append("\"\(name)\"") }
    }
    if random.oneIn(12) { required.append("\"unknown\"") }
    if random.oneIn(12) { required.reverse() }
    let properties = "\"properties\": {\(members.joined(separator: ", "))}"
    let list = required.isEmpty && random.oneIn(2) ? "" : "\"required\": [\(required.joined(separator: ", "))]"
    let parts = order ? [list, properties] : [properties, list]
    return "{\"type\": \"object\", " + parts.filter { !$0.isEmpty }.joined(separator: ", ") + "}"
}

private func schema(depth: Int, using random: inout SplitMix64) -> String {
    if depth < 4, random.oneIn(8) { return object(depth: depth, order: false, using: &random) }
    if random.oneIn(30) { return random.pick(["{}", "true", "{\"$ref\": \"#/x\"}", "{\"type\": \"string\", \"type\": \"integer\"}"]) }
    var parts = ["\"type\": " + random.pick(["\"string\"", "\"integer\"", "\"number\"", "\"boolean\"", "[\"string\", \"null\"]"])]
    if random.oneIn(20) { parts = [] }
    if !random.oneIn(5) { parts.append("\"description\": \"\(text(using: &random))\"") }
    if random.oneIn(4) {
        let values = (0..<random.number(0...4)).map { _ in value(using: &random) }
        parts.append("\"enum\": [\(values.joined(separator: ", "))]")
    }
    if random.oneIn(3) { parts.append("\"default\": " + value(using: &random)) }
    if random.oneIn(6) { parts.append("\"minimum\": \(random.number(0...9))") }
    if random.oneIn(8), depth < 4 { parts.append("\"items\": " + schema(depth: depth + 1, using: &random)) }
    if random.oneIn(10) { parts.reverse() }
    return "{" + parts.joined(separator: ", ") + "}"
}

private func value(using random: inout SplitMix64) -> String {
    random.pick([
        "\"open\"", "\"2\"", "2", "1.50", "true", "\"true\"", "null", "\"null\"", "\"New York\"", "\"a|b\"", "\"(x)\"", "\"\"", "\"14:00\"",
        "\"x:\"",
        "\"YYYY-MM-DD\"", "[]", "[1, \"a b\"]", "{\"a\": 1}", "\"-\"", "\"…\"", "\"=\"", "\"tab\\t\"", "\"[x\"",
    ])
}

private func text(using random: inout SplitMix64) -> String {
    random.pick([
        "Searches open flights, cheapest first. Never books one. Prices are in euros, taxes included.", "The city, such as 'Oslo, NO'.", "",
        "\\\"Quoted\\\" at once.", "Two\\nlines", "ends in blank ", ": colon first", "key=value opens it", "… cut", "Größe in cm (1–99)",
        "The format is 'YYYY-MM-DD' and the time zone that of the airport, unless the traveller says otherwise in the request.",
    ])
}
