// What a conversation says of a tool's result before it comes: which tool was called, and with what.

/// A tool call in a message.
package struct ToolCall: Sendable {
    /// The id that its result names.
    package let id: String
    package let name: String
    /// Its arguments, as JSON.
    package let input: [UInt8]
}

extension Message {
    /// The same message where its bytes and its texts stand elsewhere.
    func moved(to rawRange: Range<Int>, views: Range<Int>) -> Message {
        var message = Message(role: role, rawRange: rawRange, views: views, toolCallIDs: toolCallIDs)
        message.toolCalls = toolCalls
        return message
    }
}
