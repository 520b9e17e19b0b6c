// Who speaks in the texts of a conversation, where the caller knows better than the roles of its messages.
//
// Some agents call tools in plain words, and what a tool answers is sent as the next message of the user (SWE-agent, OpenHands without function calling,
// ReAct loops). Such a text is a result: it is cut into segments as one, and the messages, their roles included, stay what they are.

extension Prompt {
    /// The prompt with what users say once the assistant has spoken taken as results of tools. With `assistantHasSpoken` it did so before the first
    /// message. Cost: linear in the texts that change hands.
    package func takingUserTextsAsResults(assistantHasSpoken: Bool = false) -> Prompt {
        var hasSpoken = assistantHasSpoken
        var roles = views.map(\.role)
        for message in messages {
            for view in message.views where hasSpoken && roles[view] == .user { roles[view] = .tool }
            if message.role == .assistant { hasSpoken = true }
        }
        return spoken(by: roles)
    }

    /// The prompt with view `v` spoken by `roles[v]`. Cost: linear in the texts that change hands.
    func spoken(by roles: [Role]) -> Prompt {
        guard roles.count == views.count, zip(roles, views).contains(where: { $0 != $1.role }) else { return self }
        var cut: [Segment] = []
        cut.reserveCapacity(segments.count)
        for (index, segment) in segments.enumerated() {
            let view = segment.view
            if views[view].role == roles[view] {
                cut.append(segment)
            } else if index == 0 || segments[index - 1].view != view {
                cut += TextSegmenter.segments(of: views[view].bytes, view: view, role: roles[view])
            }
        }
        var copy = Prompt(
            bytes: bytes, format: format, views: zip(views, roles).map { $0.spoken(by: $1) }, segments: cut, messages: messages)
        copy.isFormatGiven = isFormatGiven
        return copy
    }
}
