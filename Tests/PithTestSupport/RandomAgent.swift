// Conversations whose texts have every shape, and agents that read the same things again.

/// A conversation of any form whose texts have any shape a text can have.
func randomMessages(size: Int, using random: inout SplitMix64) -> String {
    if random.oneIn(2) {
        return randomConversation(
            random.pick(ConversationForm.allCases), turnCount: random.number(0...max(1, size / 400)),
            escaping: random.pick(JSONEscaping.allCases),
            pretty: random.oneIn(2), using: &random)
    }
    return agentConversation(size: size, using: &random)
}

/// An agent at work: tool calls whose results come from a small stock of texts, so that they repeat from message to message.
func agentConversation(size: Int, using random: inout SplitMix64) -> String {
    let form = random.pick(ConversationForm.allCases)
    let stock = (0..<random.number(1...3)).map { _ in
        textInput(randomTextShape(using: &random), size: max(40, size / 8), using: &random)
    }
    var messages: [RandomJSON] = []
    let system = RandomJSON.string("You are a careful agent.  \n\n\n\nNever delete data. " + random.pick(stock))
    if form == .openAI { messages.append(.object([("role", .string("system")), ("content", system)])) }
    let question = RandomJSON.string("Why does it fail?  \n\n\n" + (random.oneIn(3) ? random.pick(stock) : ""))
    messages.append(form.message("user", [question], using: &random))
    var count = 0, round = 0
    while count < size {
        var result = random.pick(stock)
        if random.oneIn(3) { result = "Output:\n" + result + "\nexit code 0" }
        if random.oneIn(4) { result = String(result.prefix(random.number(1...max(1, result.count)))) }
        let isFetch = random.oneIn(5)
        if isFetch { result = randomPage(size: random.number(300...3000), using: &random) }
        if random.oneIn(3) { result = wrapped(result, using: &random) }
        count += result.utf8.count
        messages += toolRound(form, round, result, isFetch: isFetch, &random)
        if random.oneIn(3) {
            messages.append(form.message("assistant", [.string("I see:\n" + random.pick(stock))], using: &random))
        }
        if random.oneIn(4) {
            messages.append(form.message("user", [.string("Go on. " + random.pick(["", stock[0]]))], using: &random))
        }
        round += 1
    }
    var root = RandomJSON.array(messages)
    if form != .openAI || random.oneIn(2) {
        var members: [(String, RandomJSON)] = [("model", .string("m")), (form.listName, root), ("max_tokens", .literal("1024"))]
        // The system text may stand after the messages in the object: a reader sees it first all the same.
        if let system = form.system(system, using: &random) { members.insert(system, at: random.number(0...3)) }
        root = .object(members)
    }
    return root.text(pretty: random.oneIn(3), escaping: random.pick(JSONEscaping.allCases), using: &random)
}

private func toolRound(
    _ form: ConversationForm, _ round: Int, _ result: String, isFetch: Bool, _ random: inout SplitMix64
) -> [RandomJSON] {
    let source: (String, RandomJSON) = isFetch ? ("url", .string("https://example.org/\(round)")) : ("path", .string("src/a.py"))
    let arguments = RandomJSON.object([source, ("from", .literal("\(round)"))])
    let name = isFetch ? random.pick(["web_fetch", "browser_navigate", "read"]) : "read"
    return form.toolRound("call_\(round)", name, arguments, .string(result), using: &random)
}
