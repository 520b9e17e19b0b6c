// Some messages of a conversation as a conversation by themselves.

import PithSystem

extension Prompt {
    /// The messages of `chosen`, which stand side by side, between brackets of their own: `[` and `]` are its first and last byte, what lies
    /// between are this prompt's bytes. Nothing is pinned in it. Cost: linear in the messages chosen, log of the rest.
    package func part(_ chosen: Range<Int>) -> Prompt {
        let first = messages[chosen.lowerBound], last = messages[chosen.upperBound - 1]
        let range = first.rawRange.lowerBound..<last.rawRange.upperBound
        let bytes = [0x5B] + self.bytes[range] + [0x5D]
        let move = 1 - range.lowerBound
        let texts = first.views.lowerBound..<max(first.views.lowerBound, last.views.upperBound)
        let newViews =
            [View(bytes: bytes, rawRange: 0..<bytes.count)]
            + texts.map { index in
                let raw = views[index].rawRange
                return views[index].moved(
                    to: raw.lowerBound + move..<raw.upperBound + move, message: views[index].message.map { $0 - chosen.lowerBound })
            }
        let messages = messages[chosen].map { message in
            message.moved(
                to: message.rawRange.lowerBound + move..<message.rawRange.upperBound + move,
                views: message.views.lowerBound - texts.lowerBound + 1..<message.views.upperBound - texts.lowerBound + 1)
        }
        let prompt = Prompt(
            bytes: bytes, format: .messages, views: newViews, segments: segments(in: range, move, firstText: texts.lowerBound),
            messages: messages)
        let frame = prompt.segments.filter { $0.kind != .padding }.map { prompt.rawRange(of: $0) }
        return prompt.protecting([0: frame])
    }

    /// The conversation up to message `end` as one by itself, and where the bytes of its messages stand in it and in this prompt. System text
    /// that stands beside the messages (Anthropic's, Gemini's) becomes a message before them, so that it is read first. Cost: linear in the part.
    package func opening(_ end: Int) throws(PromptError) -> (prompt: Prompt, inside: Range<Int>, outside: Range<Int>) {
        guard bytes[messages[0].rawRange.lowerBound] != 0x7B else {
            let prompt = part(0..<end)
            return (prompt, 1..<prompt.bytes.count - 1, messages[0].rawRange.lowerBound..<messages[end - 1].rawRange.upperBound)
        }
        let outside = messages[1].rawRange.lowerBound..<messages[end - 1].rawRange.upperBound
        func opening(_ field: String) throws(PromptError) -> (prompt: Prompt, start: Int) {
            let system = Array("[{\"role\":\"system\",\"\(field)\":".utf8) + bytes[messages[0].rawRange] + Array("},".utf8)
            return (try Prompt(parsing: system + bytes[outside] + [0x5D], as: .messages), system.count)
        }
        var (prompt, start) = try opening("content")
        // Gemini's system text is a list of parts.
        if prompt.messages[0].views.isEmpty { (prompt, start) = try opening("parts") }
        let frame = prompt.segments.filter { $0.kind != .padding }.map { prompt.rawRange(of: $0) }
        return (prompt.protecting([0: frame]), start..<prompt.bytes.count - 1, outside)
    }

    /// How many messages the array has: system text beside it is none of them.
    public var arrayMessageCount: Int { messages.count - messagesBesideArray }

    /// How many messages stand before the first of the messages array: 1 where there is system text beside it; all where the user's is a text alone.
    package var messagesBesideArray: Int { messages.prefix { bytes[$0.rawRange.lowerBound] != 0x7B }.count }

    /// The segments in `range` of the bytes, those of the frame cut at its ends; brackets are envelope.
    private func segments(in range: Range<Int>, _ move: Int, firstText: Int) -> [Segment] {
        // The first segment that ends after the range begins.
        let low = (0..<segments.count).partitioningIndex { rawRange(of: segments[$0]).upperBound > range.lowerBound }
        var cut = [Segment(kind: .envelope, view: 0, range: 0..<1)]
        func frame(_ kind: SegmentKind, _ range: Range<Int>) {
            if let last = cut.last, last.view == 0, last.kind == kind, kind != .opaque, last.range.upperBound == range.lowerBound {
                cut[cut.count - 1] = Segment(kind: kind, view: 0, range: last.range.lowerBound..<range.upperBound)
            } else {
                cut.append(Segment(kind: kind, view: 0, range: range))
            }
        }
        for segment in segments[low...] {
            let raw = rawRange(of: segment)
            if raw.lowerBound >= range.upperBound { break }
            if segment.view == 0 {
                let inside = raw.clamped(to: range)
                frame(segment.kind, inside.lowerBound + move..<inside.upperBound + move)
            } else {
                cut.append(Segment(kind: segment.kind, view: segment.view - firstText + 1, range: segment.range))
            }
        }
        frame(.envelope, range.upperBound + move..<range.upperBound + move + 1)
        return cut
    }
}
