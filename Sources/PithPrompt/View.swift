// A view is text as its reader sees it: the prompt itself, or the inside of a JSON string in it with the escapes undone.

import PithJSON
import PithSystem

/// One readable text of a prompt, and where it stands in the prompt's bytes.
package struct View: Sendable {
    /// The text: decoded when it stands inside a JSON string.
    package let bytes: [UInt8]
    /// Where it stands in the prompt's bytes; for a JSON string, the part between the quotes.
    package private(set) var rawRange: Range<Int>
    package private(set) var role: Role
    /// The index in `Prompt.messages` of the message it belongs to, if any.
    package private(set) var message: Int?
    /// The id of the tool call whose result it is, if it is one.
    package private(set) var toolCallID: String?
    /// Stretches of `bytes` that no edit may touch, ascending and apart.
    package internal(set) var protected: [Range<Int>] = []
    private let decoded: DecodedString?

    /// A view of raw bytes.
    init(bytes: [UInt8], rawRange: Range<Int>, role: Role = .none, message: Int? = nil) {
        (self.bytes, self.rawRange, self.role, self.message, decoded) = (bytes, rawRange, role, message, nil)
    }

    /// A view of a JSON string's content.
    init(decoded: DecodedString, rawRange: Range<Int>, role: Role, message: Int?, toolCallID: String? = nil) {
        (bytes, self.rawRange, self.role, self.message, self.decoded) = (decoded.bytes, rawRange, role, message, decoded)
        self.toolCallID = toolCallID
    }

    /// The same text at another place, nothing in it protected.
    func moved(to range: Range<Int>) -> View { moved(to: range, message: message) }

    /// The same text at another place and in another message, nothing in it protected.
    func moved(to range: Range<Int>, message: Int?) -> View {
        var view = self
        (view.rawRange, view.message, view.protected) = (range, message, [])
        return view
    }

    /// The same text as `role` says it.
    func spoken(by role: Role) -> View {
        var view = self
        view.role = role
        return view
    }

    /// Whether the text stands escaped in the prompt's bytes.
    package var isEscaped: Bool { decoded != nil }

    /// Where the bytes at `range` of the view stand in the prompt. Cost: log of the escapes.
    package func rawRange(of range: Range<Int>) -> Range<Int> {
        guard let decoded else { return rawRange.lowerBound + range.lowerBound..<rawRange.lowerBound + range.upperBound }
        let start = decoded.literalOffset(ofDecoded: range.lowerBound), end = decoded.literalOffset(ofDecoded: range.upperBound)
        return rawRange.lowerBound + start..<rawRange.lowerBound + end
    }

    /// The stretch of the view that stands at `raw` in the prompt. Cost: log of the view times log of the escapes.
    package func range(ofRaw raw: Range<Int>) -> Range<Int> {
        guard decoded != nil else { return raw.lowerBound - rawRange.lowerBound..<raw.upperBound - rawRange.lowerBound }
        let start = offset(ofRaw: raw.lowerBound, from: 0)
        return start..<offset(ofRaw: raw.upperBound, from: start)
    }

    /// The least offset of the view that stands at `raw` or after it.
    private func offset(ofRaw raw: Int, from: Int) -> Int {
        let low = (from..<bytes.count).partitioningIndex { rawRange(of: $0..<$0).lowerBound >= raw }
        return low
    }

    /// Whether an edit of `range` would touch a protected stretch. Cost: log of their number.
    package func isProtected(_ range: Range<Int>) -> Bool {
        if protected.isEmpty { return false }
        let first = firstProtected(endingAfter: range.lowerBound)
        return first < protected.count && protected[first].lowerBound < range.upperBound
    }

    /// Those of the stretches, which are ascending and apart, that an edit of `range` could touch if they were protected.
    package static func stretches(_ protected: [Range<Int>], near range: Range<Int>) -> ArraySlice<Range<Int>> {
        if protected.isEmpty { return [] }
        return protected[protected.partitioningIndex { $0.upperBound >= range.lowerBound }...].prefix { $0.lowerBound <= range.upperBound }
    }

    /// The index of the first protected stretch that ends after `offset`.
    private func firstProtected(endingAfter offset: Int) -> Int {
        let low = protected.partitioningIndex { $0.upperBound > offset }
        return low
    }
}
