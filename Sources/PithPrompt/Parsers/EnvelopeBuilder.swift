// Lays the segments of a conversation down in the order of their bytes, so that they tile the input whatever the walk above them skips.
//
// The walk names only what is special: a readable text, a stretch to keep byte for byte. What lies between two such stretches is frame,
// and is told apart here: white space between JSON tokens is padding, the tokens are envelope.

import PithJSON

struct EnvelopeBuilder {
    let bytes: [UInt8]
    /// A text is one of them until all are known: then it is cut into its own.
    private var segments: [Segment] = []
    private(set) var views: [View]
    /// Everything before it is in a segment.
    private var done = 0

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        views = [View(bytes: bytes, rawRange: 0..<bytes.count)]
    }

    /// Lays down the frame up to `offset`.
    mutating func frame(upTo offset: Int) {
        while done < offset {
            let start = done
            if isJSONSpace(bytes[done]) {
                while done < offset, isJSONSpace(bytes[done]) { done += 1 }
                add(.padding, start..<done)
                continue
            }
            while done < offset, !isJSONSpace(bytes[done]) { skipToken(limit: offset) }
            add(.envelope, start..<done)
        }
    }

    /// Lays down `range`, the frame before it first, as one stretch that is kept byte for byte.
    mutating func keep(_ range: Range<Int>, as kind: SegmentKind) {
        frame(upTo: range.lowerBound)
        add(kind, range)
        done = range.upperBound
    }

    /// Lays down a string value as a text to read; one that UTF-8 cannot hold is kept as it is.
    mutating func text(_ value: JSONValue, role: Role, message: Int, toolCallID: String? = nil) {
        guard let decoded = value.decodedString, !decoded.hasLoneSurrogate else { return keep(value.range, as: .opaque) }
        let content = value.contentRange
        let role = role == .user && ToldResults.isResult(decoded.bytes) ? .tool : role
        keep(value.range.lowerBound..<content.lowerBound, as: .envelope)
        if !decoded.bytes.isEmpty { segments.append(Segment(kind: .prose, view: views.count, range: 0..<decoded.bytes.count)) }
        views.append(View(decoded: decoded, rawRange: content, role: role, message: message, toolCallID: toolCallID))
        done = content.upperBound
        keep(content.upperBound..<value.range.upperBound, as: .envelope)
    }

    /// The segments of the frame and of the texts, which are cut on so many threads.
    func allSegments(threadCount: Int) -> [Segment] {
        let texts = segments.filter { $0.view > 0 }.map { (view: $0.view, bytes: views[$0.view].bytes, role: views[$0.view].role) }
        let cut = TextSegmenter.segments(of: texts, threadCount: threadCount)
        var all: [Segment] = []
        all.reserveCapacity(segments.count * 2)
        var next = 0
        for segment in segments {
            if segment.view == 0 {
                all.append(segment)
            } else {
                all += cut[next]
                next += 1
            }
        }
        return all
    }

    private mutating func add(_ kind: SegmentKind, _ range: Range<Int>) {
        if let last = segments.last, last.kind == kind, kind != .opaque, last.view == 0, last.range.upperBound == range.lowerBound {
            segments[segments.count - 1] = Segment(kind: kind, view: 0, range: last.range.lowerBound..<range.upperBound)
        } else if !range.isEmpty {
            segments.append(Segment(kind: kind, view: 0, range: range))
        }
    }

    /// Steps over one byte of the frame, or over a whole string in it.
    private mutating func skipToken(limit: Int) {
        let isString = bytes[done] == 0x22
        done += 1
        guard isString else { return }
        while done < limit {
            let byte = bytes[done]
            done += byte == 0x5C ? 2 : 1
            if byte == 0x22 { return }
        }
        done = min(done, limit)
    }
}
