// Whether pinned text is still there: each different text that the pattern matches in the original must be matched in the output too, or at
// least stand in it, as it does where an edit beside it breaks an anchor of the pattern.

import Pith

struct PinCheck {
    let pattern: String
    /// How many different texts the pattern matches in the original.
    let matchCount: Int
    /// Those that the output does not have.
    let missing: [String]

    /// Missing texts are searched for one by one, which takes the output's length each time: so many are, at most.
    private static let searchLimit = 64

    init(_ pin: Pattern, before: Prompt, after: Prompt) {
        pattern = pin.source
        let kept = Set(Self.texts(pin, after))
        var seen: Set<[UInt8]> = []
        let wanted = Self.texts(pin, before).filter { seen.insert($0).inserted }
        matchCount = wanted.count
        let unmatched = wanted.filter { !kept.contains($0) }
        let absent = unmatched.prefix(Self.searchLimit).filter { text in !after.views.contains { Self.contains($0.bytes, text) } }
        missing = (absent + unmatched.dropFirst(Self.searchLimit)).map { String(decoding: $0, as: UTF8.self) }
    }

    private static func texts(_ pin: Pattern, _ prompt: Prompt) -> [[UInt8]] {
        // A conversation's raw bytes are its frame; what is said in it are the other views.
        prompt.views.dropFirst(prompt.messages.isEmpty ? 0 : 1).flatMap { view in pin.matches(in: view.bytes).map { Array(view.bytes[$0]) }
        }
    }

    /// Knuth, Morris and Pratt's search: linear in both.
    private static func contains(_ text: [UInt8], _ wanted: [UInt8]) -> Bool {
        // fallback[i]: the length of the longest proper prefix of `wanted` that ends `wanted[...i]`.
        var fallback = [Int](repeating: 0, count: wanted.count)
        var length = 0
        for index in wanted.indices.dropFirst() {
            while length > 0, wanted[index] != wanted[length] { length = fallback[length - 1] }
            if wanted[index] == wanted[length] { length += 1 }
            fallback[index] = length
        }
        length = 0
        for byte in text {
            while length > 0, byte != wanted[length] { length = fallback[length - 1] }
            if byte == wanted[length] { length += 1 }
            if length == wanted.count { return true }
        }
        return false
    }
}
