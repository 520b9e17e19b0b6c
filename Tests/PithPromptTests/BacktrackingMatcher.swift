// The slow, obvious matcher: it tries one way after another and goes back when one fails. The oracle for PatternMachine.

@testable import PithPrompt

struct BacktrackingMatcher {
    let tree: PatternTree
    let bytes: [UInt8]
    /// Steps left: some patterns make it exponential, and then it has no answer.
    private(set) var budget = 200_000

    init(_ source: String, _ bytes: [UInt8]) throws {
        var parser = PatternParser(source)
        tree = try parser.parse()
        self.bytes = bytes
    }

    /// All matches, or nil when they could not be found in time.
    mutating func matches() -> [Range<Int>]? {
        var found: [Range<Int>] = []
        var start = 0
        while start < bytes.count {
            var end: Int?
            if match(
                tree, start,
                { _, at in
                    if at > start { end = at }
                    return at > start
                }), let end
            {
                found.append(start..<end)
                start = end
            } else {
                start += scalar(in: bytes, at: start).length
            }
            if budget <= 0 { return nil }
        }
        return found
    }

    /// Whether `tree` matches at `at` in some way that `then` accepts; ways are tried in order of preference.
    private mutating func match(_ tree: PatternTree, _ at: Int, _ then: (inout BacktrackingMatcher, Int) -> Bool) -> Bool {
        budget -= 1
        guard budget > 0 else { return false }
        switch tree {
        case .empty: return then(&self, at)
        case .characters(let set):
            guard at < bytes.count else { return false }
            let (value, length) = scalar(in: bytes, at: at)
            guard let value, set.ranges.contains(where: { $0.contains(value) }) else { return false }
            return then(&self, at + length)
        case .assertion(let assertion): return holds(assertion, at) && then(&self, at)
        case .sequence(let parts):
            guard let first = parts.first else { return then(&self, at) }
            return match(first, at) { matcher, middle in matcher.match(.sequence(Array(parts.dropFirst())), middle, then) }
        case .choice(let alternatives):
            for alternative in alternatives where match(alternative, at, then) { return true }
            return false
        case .repeated(let inner, let least, let most, let isLazy):
            func again(_ matcher: inout BacktrackingMatcher) -> Bool {
                if most == 0 { return false }
                return matcher.match(inner, at) { matcher, middle in
                    // A round that gets nowhere counts only while rounds are owed.
                    if middle == at, least == 0 { return false }
                    return matcher.match(
                        .repeated(inner, least: max(0, least - 1), most: most.map { $0 - 1 }, isLazy: isLazy), middle, then)
                }
            }
            if least > 0 { return again(&self) }
            return isLazy ? then(&self, at) || again(&self) : again(&self) || then(&self, at)
        }
    }

    private func holds(_ assertion: PatternAssertion, _ at: Int) -> Bool {
        func isWord(_ range: Range<Int>) -> Bool {
            String(validating: bytes[range], as: UTF8.self)?.unicodeScalars.first.map { CharacterClass.words.contains($0.value) } ?? false
        }
        func boundary() -> Bool {
            let before = (1...4).filter { at >= $0 }.map { at - $0..<at }.first {
                String(validating: bytes[$0], as: UTF8.self)?.unicodeScalars.count == 1
            }
            let after = at < bytes.count ? at..<at + scalar(in: bytes, at: at).length : nil
            return (before.map(isWord) ?? false) != (after.map(isWord) ?? false)
        }
        switch assertion {
        case .textStart: return at == 0
        case .textEnd: return at == bytes.count
        case .lineStart: return at == 0 || bytes[at - 1] == 0x0A
        case .lineEnd: return at == bytes.count || bytes[at] == 0x0A || bytes[at...].starts(with: [0x0D, 0x0A])
        case .wordBoundary: return boundary()
        case .noWordBoundary: return !boundary()
        }
    }
}
