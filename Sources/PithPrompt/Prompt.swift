// A prompt is bytes plus a map of what they are: views (texts as a reader sees them), segments (typed stretches of views, which joined in
// order are the input byte for byte) and, for a conversation, messages.

import PithJSON

/// The form a prompt has as a whole.
public enum PromptFormat: String, Sendable, CaseIterable {
    case auto, text, messages, json, log, diff, code, search
}

/// One message of a conversation.
public struct Message: Sendable {
    public let role: Role
    /// The bytes of the whole message object in the prompt (for Anthropic's top-level `system`, of its value).
    public let rawRange: Range<Int>
    /// The indices in `Prompt.views` of its texts.
    package let views: Range<Int>
    /// The ids of the tool calls it makes or answers.
    public let toolCallIDs: [String]
    /// The tool calls it makes.
    package internal(set) var toolCalls: [ToolCall] = []

    package init(role: Role, rawRange: Range<Int>, views: Range<Int>, toolCallIDs: [String] = []) {
        (self.role, self.rawRange, self.views, self.toolCallIDs) = (role, rawRange, views, toolCallIDs)
    }
}

/// A parsed prompt.
public struct Prompt: Sendable {
    /// The input.
    public let bytes: [UInt8]
    /// What it was parsed as: never `.auto`.
    public let format: PromptFormat
    /// Whether the caller named the format; else it was found out.
    package internal(set) var isFormatGiven = true
    /// What was found out of it, where it was parsed as text.
    var memory: TextMemory?
    /// `views[0]` is the whole input; a conversation has one more for each text in it.
    package internal(set) var views: [View]
    /// Typed stretches, in the order of their bytes; their raw ranges tile the input.
    package let segments: [Segment]
    /// The messages of a conversation in order, or nothing.
    public let messages: [Message]

    init(bytes: [UInt8], format: PromptFormat, views: [View], segments: [Segment], messages: [Message]) {
        (self.bytes, self.format, self.views, self.segments, self.messages) = (bytes, format, views, segments, messages)
    }

    /// What the prompt is to be parsed as when it was edited. A text that was a log, program text and so on as a whole need not be it any more;
    /// a conversation and JSON must.
    package var formatWhenEdited: PromptFormat {
        switch format {
        case .log, .diff, .code, .search: isFormatGiven ? format : .text
        default: format
        }
    }

    /// The segment's text as its reader sees it.
    package func text(of segment: Segment) -> ArraySlice<UInt8> { views[segment.view].bytes[segment.range] }

    /// Where the segment stands in the input.
    package func rawRange(of segment: Segment) -> Range<Int> { views[segment.view].rawRange(of: segment.range) }

    /// The index of the newest message in which a user says something: one that only hands back tool results is not meant.
    public var newestUserMessage: Int? {
        messages.lastIndex { message in
            message.role == .user && message.views.contains { views[$0].role == .user && views[$0].bytes.contains { !isJSONSpace($0) } }
        }
    }

    /// The same prompt with further stretches of its views protected from every edit. `spans[v]` belongs to view `v`.
    package func protecting(_ spans: [Int: [Range<Int>]]) -> Prompt {
        var copy = self
        for (view, ranges) in spans {
            let all = union(views[view].protected + ranges)
            // Where nothing is new, the views are not copied.
            if all != views[view].protected { copy.views[view].protected = all }
        }
        return copy
    }
}

/// The ranges, ascending and apart: those that overlap or touch are joined, empty ones dropped.
package func union(_ ranges: [Range<Int>]) -> [Range<Int>] {
    var joined: [Range<Int>] = []
    for range in ranges.filter({ !$0.isEmpty }).sorted(by: { $0.lowerBound < $1.lowerBound }) {
        if let last = joined.last, range.lowerBound <= last.upperBound {
            joined[joined.count - 1] = last.lowerBound..<max(last.upperBound, range.upperBound)
        } else {
            joined.append(range)
        }
    }
    return joined
}

extension Array<Range<Int>> {
    /// Those of the ranges, ascending and apart, that overlap `range`. Cost: logarithmic, and what is found.
    package func overlapping(_ range: Range<Int>) -> ArraySlice<Range<Int>> {
        self[partitioningIndex { $0.upperBound > range.lowerBound }...].prefix { $0.lowerBound < range.upperBound }
    }
}
