// The prompt that an edited prompt is, without parsing again what no edit touched.
//
// In a conversation an edit of a text changes that text and moves what stands after it. So a text that was edited is decoded and cut into
// segments anew; of all others only the places move. White space of the frame that goes moves what stands after it, too. The result is what
// parsing the output gives (PithPromptTests hold it to that). In other prompts, and after any other change of the frame, the output is parsed.

import PithJSON
import PithSystem

extension Prompt {
    /// What parsing `applied.output` gives, where `applied` is this prompt with `edits` made. Pins are not carried over.
    ///
    /// Cost: linear in the edited texts, and in the number of segments.
    package func reparsed(_ applied: Applied, after edits: [Edit], threadCount: Int = 1) throws(PromptError) -> Prompt {
        guard format == .messages, let frame = FrameShift(edits, in: self) else {
            return try parsedAnew(applied, threadCount)
        }
        var shifts = Array(repeating: 0, count: views.count)
        var isEdited = Array(repeating: false, count: views.count)
        for edit in edits where edit.view > 0 {
            let raw = views[edit.view].rawRange(of: edit.range)
            shifts[edit.view] += rawReplacement(of: edit).count - raw.count
            isEdited[edit.view] = true
        }
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
            let move = frame.shift(at: raw.lowerBound)
            let range = raw.lowerBound + moves[view] + move..<raw.upperBound + moves[view + 1] + move
            if isEdited[view] {
                let decoded = DecodedString(literalContent: applied.output, in: range)
                guard !decoded.hasLoneSurrogate, !views[view].bytes.isEmpty else { return try parsedAnew(applied, threadCount) }
                moved[view] = View(
                    decoded: decoded, rawRange: range, role: views[view].role, message: views[view].message,
                    toolCallID: views[view].toolCallID)
            } else {
                moved[view] = views[view].moved(to: range)
            }
        }
        let cut = segments(of: moved, isEdited, moves, frame, threadCount)
        let messages = messages.map { message in
            message.moved(
                to: message.rawRange.lowerBound + moves[message.views.lowerBound]
                    + frame.shift(at: message.rawRange.lowerBound)..<message.rawRange.upperBound + moves[message.views.upperBound]
                    + frame.shift(at: message.rawRange.upperBound),
                views: message.views)
        }
        let prompt = Prompt(bytes: applied.output, format: format, views: moved, segments: cut, messages: messages)
        return prompt.protecting([0: prompt.segments.filter { $0.kind != .padding }.map { prompt.rawRange(of: $0) }])
    }

    /// What parsing the whole output gives; in a conversation its texts are spoken by whom they were.
    private func parsedAnew(_ applied: Applied, _ threadCount: Int) throws(PromptError) -> Prompt {
        let prompt = try Prompt(
            parsing: applied.output, as: formatWhenEdited, knowing: memory.map { ($0, applied.ledger.changes) }, threadCount: threadCount)
        return format == .messages ? prompt.spoken(by: views.map(\.role)) : prompt
    }

    /// The segments: those of edited texts cut anew, those of the frame moved with the texts around them.
    private func segments(of moved: [View], _ isEdited: [Bool], _ moves: [Int], _ frame: FrameShift, _ threadCount: Int) -> [Segment] {
        var texts: [(view: Int, bytes: [UInt8], role: Role)] = []
        for view in moved.indices where isEdited[view] { texts.append((view, moved[view].bytes, moved[view].role)) }
        var cutAnew: [[Segment]] = Array(repeating: [], count: moved.count)
        for (text, found) in zip(texts, TextSegmenter.segments(of: texts, threadCount: threadCount)) { cutAnew[text.view] = found }
        var cut: [Segment] = []
        cut.reserveCapacity(segments.count)
        var lastView = 0
        for segment in segments {
            if segment.view == 0 {
                let move = moves[lastView + 1]
                let range =
                    segment.range.lowerBound + move + frame.shift(at: segment.range.lowerBound)..<segment.range.upperBound + move
                    + frame.shift(at: segment.range.upperBound)
                if range.isEmpty { continue }
                // Around a text that is empty now, or white space that is gone, the frame closes.
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
                cut += cutAnew[segment.view]
            }
            lastView = max(lastView, segment.view)
        }
        return cut
    }
}

/// How far edits of a conversation's padding move what stands after them.
private struct FrameShift {
    /// Where each edit ends, ascending, and by how much it and those before it made the frame longer.
    private var ends: [Int] = []
    private var sums: [Int] = []

    /// Nil when an edit of the frame is more than white space for white space.
    init?(_ edits: [Edit], in prompt: Prompt) {
        let edits = edits.filter { $0.view == 0 }.sorted { $0.range.lowerBound < $1.range.lowerBound }
        guard !edits.isEmpty else { return }
        let padding = prompt.segments.filter { $0.kind == .padding }.map(\.range)
        var at = 0, sum = 0
        for edit in edits {
            while at < padding.count, padding[at].upperBound <= edit.range.lowerBound { at += 1 }
            guard at < padding.count, !edit.range.isEmpty, edit.replacement.allSatisfy(isJSONSpace),
                padding[at].lowerBound <= edit.range.lowerBound, edit.range.upperBound <= padding[at].upperBound
            else { return nil }
            sum += edit.replacement.count - edit.range.count
            ends.append(edit.range.upperBound)
            sums.append(sum)
        }
    }

    /// By how much the edits that end at `offset` or before it move what begins there. Cost: log of their number.
    func shift(at offset: Int) -> Int {
        let low = ends.partitioningIndex { $0 > offset }
        return low == 0 ? 0 : sums[low - 1]
    }
}
