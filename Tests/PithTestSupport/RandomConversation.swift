// Conversations of every form of request from a seeded generator: what an agent would resend.

/// The JSON text of a conversation: a bare array or, half the time, a request object. Tool calls and their results are paired; unknown
/// fields and blocks occur; strings are escaped as `escaping` says; `pretty` spreads the whole over lines.
package func randomConversation(
    _ form: ConversationForm, turnCount: Int, escaping: JSONEscaping = .mixed, pretty: Bool = false, using random: inout SplitMix64
) -> String {
    var messages: [RandomJSON] = []
    let request = random.oneIn(2)
    if form == .openAI, !random.oneIn(4) { messages.append(message(random.pick(["system", "developer"]), randomString(200, &random))) }
    for turn in 0..<turnCount {
        switch form {
        case .openAI, .anthropic:
            messages.append(message("user", form == .openAI && random.oneIn(2) ? randomString(120, &random) : textBlocks(&random)))
            if random.oneIn(3) { messages += toolRound(form, "call_\(turn)", &random) }
            messages.append(
                message("assistant", form == .openAI || random.oneIn(2) ? randomString(150, &random) : assistantBlocks(&random)))
        case .responses, .gemini, .bedrock, .aiSDK:
            let texts = (0..<random.number(1...3)).map { _ in randomString(100, &random) }
            messages.append(form.message("user", texts, using: &random))
            if random.oneIn(3) { messages.append(picture(form)) }
            if random.oneIn(2) { messages += toolRound(form, "call_\(turn)", &random) }
            messages.append(form.message("assistant", [randomString(150, &random)], using: &random))
        }
    }
    if random.oneIn(2) { messages.append(form.message("user", [randomString(80, &random)], using: &random)) }
    var root = RandomJSON.array(messages)
    if request {
        var members: [(String, RandomJSON)] = [
            ("model", .string("some-model")), (form.listName, root), ("metadata", .object([("trace", .literal("1.0"))])),
            ("tools", .array([.object([("name", .string("search")), ("input_schema", .object([("type", .string("object"))]))])])),
        ]
        if form == .anthropic {
            let system = random.oneIn(2) ? randomString(200, &random) : .array([textBlock(&random, cached: true)])
            members.insert(("system", system), at: random.number(0...members.count))
        } else if let system = form.system(randomString(200, &random), using: &random) {
            members.insert(system, at: random.number(0...members.count))
        }
        root = .object(members)
    }
    return root.text(pretty: pretty, escaping: escaping, using: &random) + (random.oneIn(2) ? "\n" : "")
}

private func message(_ role: String, _ content: RandomJSON) -> RandomJSON { .object([("role", .string(role)), ("content", content)]) }

private func randomString(_ count: Int, _ random: inout SplitMix64) -> RandomJSON { .string(randomText(count: count, using: &random)) }

/// What a user shows.
private func picture(_ form: ConversationForm) -> RandomJSON {
    if form == .gemini {
        let data = RandomJSON.object([("mimeType", .string("image/png")), ("data", .string("aGVsbG8="))])
        return .object([("role", .string("user")), ("parts", .array([.object([("inlineData", data)])]))])
    }
    if form == .bedrock {
        let image = RandomJSON.object([("format", .string("png")), ("source", .object([("bytes", .string("aGVsbG8="))]))])
        return message("user", .array([.object([("image", image)])]))
    }
    let image = RandomJSON.object([("type", .string("input_image")), ("image_url", .string("data:image/png;base64,aGVsbG8="))])
    return .object([("role", .string("user")), ("content", .array([image]))])
}

private func textBlock(_ random: inout SplitMix64, cached: Bool = false) -> RandomJSON {
    .object(
        [("type", .string("text")), ("text", randomString(100, &random))]
            + (cached ? [("cache_control", .object([("type", .string("ephemeral"))]))] : []))
}

private func textBlocks(_ random: inout SplitMix64) -> RandomJSON {
    var blocks = (0..<random.number(1...3)).map { _ in textBlock(&random, cached: random.oneIn(5)) }
    if random.oneIn(4) {
        let image = RandomJSON.object([("type", .string("image")), ("source", .object([("data", .string("aGVsbG8="))]))])
        blocks.insert(image, at: random.number(0...blocks.count))
    }
    if random.oneIn(4) {
        let text = RandomJSON.object([("type", .string("text")), ("data", randomString(200, &random))])
        let citations = RandomJSON.object([("enabled", .literal(random.pick(["true", "false"])))])
        let cited = random.oneIn(3) ? [("citations", citations)] : []
        blocks.append(.object([("type", .string("document")), ("source", text), ("title", .string("A  note"))] + cited))
    }
    return .array(blocks)
}

private func assistantBlocks(_ random: inout SplitMix64) -> RandomJSON {
    let thinking = RandomJSON.object([("type", .string("thinking")), ("thinking", .string("hm …")), ("signature", .string("Eq0="))])
    return .array((random.oneIn(3) ? [thinking] : []) + [textBlock(&random)])
}

private func toolRound(_ form: ConversationForm, _ id: String, _ random: inout SplitMix64) -> [RandomJSON] {
    let arguments = RandomJSON.object([("path", .string("src/app.py")), ("limit", .literal("10"))])
    return form.toolRound(id, "read", arguments, randomString(300, &random), using: &random)
}
