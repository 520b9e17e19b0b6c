// The prompt that an edited prompt is, without parsing again what no edit touched.
//
// In a conversation an edit of a text changes that text and moves what stands after it. So a text that was edited is decoded and cut into
// segments anew; of all others only the places move. The result is what parsing the output gives (PithPromptTests hold it to that). In other
// prompts, and where the frame itself was edited, the output is parsed.

import PithJSON

extension Prompt {
    /// What parsing `applied.output` gives, where `applied` is this prompt with `edits` made. Pins are not carried over.
    ///
    /// Cost: linear in the edited texts, and in the number of segments.
    package func reparsed(_ applied: Applied, after edits: [Edit]) throws(PromptError) -> Prompt {
        var shifts = Array(repeating: 0, count: views.count)
        var isEdited = Array(repeating: false, count: views.count)
        for edit in edits {
            let raw = views[edit.view].rawRange(of: edit.range)
            shifts[edit.view] += rawReplacement(of: edit).count - raw.count
            isEdited[edit.view] = true
        }
        guard format == .messages, !isEdited[0] else { return try Prompt(parsing: applied.output, as: formatWhenEdited) }
        // Texts stand in the order of their views: how far each is moved is the sum of what those before it grew by.
        var moves: [Int] = []
        moves.reserveCapacity(views.count + 1)
        var sum = 0
        for shift in shifts {
            moves.append(sum)
            sum += shift
        }
        moves.append(sum)

        var moved = views
        moved[0] = View(bytes: applied.output, rawRange: 0..<applied.output.count)
        for view in views.indices.dropFirst() {
            let raw = views[view].rawRange
            let range = raw.lowerBound + moves[view]..<raw.upperBound + moves[view + 1]
            if isEdited[view] {
                let decoded = DecodedString(literalContent: applied.output, in: range)
                guard !decoded.hasLoneSurrogate, !views[view].bytes.isEmpty else { return try Prompt(parsing: applied.output, as: format) }
                moved[view] = View(decoded: decoded, rawRange: range, role: views[view].role, message: views[view].message)
            } else {
                moved[view] = views[view].moved(to: range)
            }
        }
        let cut = segments(of: moved, isEdited, moves)
        let messages = messages.map { message in
            Message(
                role: message.role,
                rawRange: message.rawRange.lowerBound + moves[message.views.lowerBound]..<message.rawRange.upperBound
                    + moves[message.views.upperBound],
                views: message.views, toolCallIDs: message.toolCallIDs)
        }
        let prompt = Prompt(bytes: applied.output, format: format, views: moved, segments: cut, messages: messages)
        let frame = prompt.segments.filter { $0.kind != .padding }.map { prompt.rawRange(of: $0) }
        return prompt.protecting([0: frame])
    }

    /// The segments: those of edited texts cut anew, those of the frame moved with the texts around them.
    private func segments(of moved: [View], _ isEdited: [Bool], _ moves: [Int]) -> [Segment] {
        var cut: [Segment] = []
        cut.reserveCapacity(segments.count)
        var lastView = 0
        for segment in segments {
            if segment.view == 0 {
                let move = moves[lastView + 1]
                let range = segment.range.lowerBound + move..<segment.range.upperBound + move
                // Around a text that is empty now, the frame closes.
                if let last = cut.last, last.view == 0, last.kind == segment.kind, segment.kind != .opaque,
                    last.range.upperBound == range.lowerBound
                {
                    cut[cut.count - 1] = Segment(kind: segment.kind, view: 0, range: last.range.lowerBound..<range.upperBound)
                } else {
                    cut.append(Segment(kind: segment.kind, view: 0, range: range))
                }
            } else if !isEdited[segment.view] {
                cut.append(segment)
            } else if segment.view != lastView {
                cut += TextSegmenter.segments(of: moved[segment.view].bytes, view: segment.view, role: moved[segment.view].role)
            }
            lastView = max(lastView, segment.view)
        }
        return cut
    }
}
