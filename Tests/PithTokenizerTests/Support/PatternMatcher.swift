// A small backtracking matcher for the regular expressions that vocabularies are published with. It is the oracle for the pre-tokenizers:
// it runs the expressions themselves, one scalar at a time, and knows nothing of how they do it. Slow, and meant to be.
//
// Knows: literals, escapes (\r \n \s \S \p{..}), classes with ranges and negation, groups (?:..) and (?i:..), alternatives, ?, *, + and {m,n}
// with their possessive forms, (?!..), $ and ^-less matching from a place.

import PithUnicode

struct PatternMatcher {
    private indirect enum Node {
        case set([Item], negated: Bool, ignoringCase: Bool)
        case sequence([Node])
        case alternatives([Node])
        case repeated(Node, Int, Int, possessive: Bool)
        case notFollowedBy(Node)
        case end
    }
    private enum Item {
        case range(UInt32, UInt32)
        case classes(String, negated: Bool)
    }

    private let root: Node

    init(_ pattern: String) {
        var parser = Parser(scalars: Array(pattern.unicodeScalars))
        root = parser.alternatives()
        precondition(parser.place == parser.scalars.count, "unread: \(parser.place)")
    }

    /// The pieces of `range` of `text`, in scalars: the matches, and what lies between two of them.
    func pieces(_ text: [Unicode.Scalar], in range: Range<Int>) -> [Range<Int>] {
        let text = Array(text[range])
        var found: [Range<Int>] = []
        var start = 0
        var leftOverStart = 0
        while start < text.count {
            var end = -1
            _ = match(root, text, start) {
                end = $0
                return true
            }
            if end <= start {
                start += 1
                continue
            }
            if leftOverStart < start { found.append(leftOverStart..<start) }
            found.append(start..<end)
            (start, leftOverStart) = (end, end)
        }
        if leftOverStart < start { found.append(leftOverStart..<start) }
        return found.map { $0.lowerBound + range.lowerBound..<$0.upperBound + range.lowerBound }
    }

    /// The pieces of `text` when each of several expressions cuts up what the ones before left.
    static func pieces(_ text: [Unicode.Scalar], by matchers: [PatternMatcher]) -> [Range<Int>] {
        var done: [Int: Range<Int>] = [:]
        var left = [0..<text.count]
        for (index, matcher) in matchers.enumerated() {
            var next: [Range<Int>] = []
            for range in left where !range.isEmpty {
                for piece in matcher.pieces(text, in: range) {
                    if index < matchers.count - 1, !matcher.matchesWhole(text, piece) {
                        next.append(piece)
                    } else {
                        done[piece.lowerBound] = piece
                    }
                }
            }
            left = next
        }
        return done.keys.sorted().compactMap { done[$0] }
    }

    private func matchesWhole(_ text: [Unicode.Scalar], _ range: Range<Int>) -> Bool {
        let text = Array(text[range])
        var end = -1
        _ = match(root, text, 0) {
            end = $0
            return true
        }
        return end == text.count
    }

    private func match(_ node: Node, _ text: [Unicode.Scalar], _ place: Int, _ next: (Int) -> Bool) -> Bool {
        switch node {
        case .set(let items, let negated, let ignoringCase):
            guard place < text.count, Self.contains(items, text[place], ignoringCase) != negated else { return false }
            return next(place + 1)
        case .sequence(let nodes): return sequence(nodes[...], text, place, next)
        case .alternatives(let nodes): return nodes.contains { match($0, text, place, next) }
        case .notFollowedBy(let node): return !match(node, text, place) { _ in true } && next(place)
        case .end: return place == text.count && next(place)
        case .repeated(let node, let low, let high, let possessive):
            // Everything repeated in these expressions is one character or, once, a group: walk forward, then give back.
            var ends = [place]
            while ends.count <= high {
                var end = -1
                guard
                    match(
                        node, text, ends.last ?? place,
                        {
                            end = $0; return true
                        }), end > ends.last ?? place
                else { break }
                ends.append(end)
            }
            guard ends.count > low else { return false }
            if possessive { return next(ends.last ?? place) }
            return ends[low...].reversed().contains(where: next)
        }
    }

    private func sequence(_ nodes: ArraySlice<Node>, _ text: [Unicode.Scalar], _ place: Int, _ next: (Int) -> Bool) -> Bool {
        guard let first = nodes.first else { return next(place) }
        return match(first, text, place) { sequence(nodes.dropFirst(), text, $0, next) }
    }

    private static func contains(_ items: [Item], _ scalar: Unicode.Scalar, _ ignoringCase: Bool) -> Bool {
        if items.contains(where: { has($0, scalar) }) { return true }
        guard ignoringCase else { return false }
        // Simple case folding, as far as the letters of the contractions go: ſ folds to s.
        if scalar.value == 0x17F { return items.contains { has($0, "s") } }
        guard scalar.isASCII, scalar.properties.isAlphabetic else { return false }
        return items.contains { has($0, Unicode.Scalar(scalar.value ^ 0x20) ?? scalar) }
    }

    private static func has(_ item: Item, _ scalar: Unicode.Scalar) -> Bool {
        switch item {
        case .range(let low, let high): return low <= scalar.value && scalar.value <= high
        case .classes(let name, let negated):
            let kind = CharacterClass(codePoint: scalar.value)
            let isIn: Bool
            switch name {
            case "s": isIn = kind == .space || kind == .newline
            case "L": isIn = [.upper, .lower, .uncased].contains(kind)
            case "N": isIn = kind == .number
            case "M": isIn = kind == .mark
            case "P": isIn = kind == .punctuation
            case "S": isIn = kind == .symbol
            case "Lu", "Lt": isIn = kind == .upper
            case "Ll": isIn = kind == .lower
            case "Lm", "Lo": isIn = kind == .uncased
            default: preconditionFailure("no class \(name)")
            }
            return isIn != negated
        }
    }

    private struct Parser {
        let scalars: [Unicode.Scalar]
        var place = 0
        var ignoringCase = false

        func peek(_ text: String) -> Bool { scalars[place...].starts(with: text.unicodeScalars) }
        mutating func take(_ text: String) -> Bool {
            guard peek(text) else { return false }
            place += text.unicodeScalars.count
            return true
        }

        mutating func alternatives() -> Node {
            var nodes = [sequence()]
            while take("|") { nodes.append(sequence()) }
            return .alternatives(nodes)
        }

        mutating func sequence() -> Node {
            var nodes: [Node] = []
            while place < scalars.count, !peek("|"), !peek(")") { nodes.append(quantified()) }
            return .sequence(nodes)
        }

        mutating func quantified() -> Node {
            let node = atom()
            var bounds: (Int, Int)?
            if take("?") {
                bounds = (0, 1)
            } else if take("*") {
                bounds = (0, .max - 1)
            } else if take("+") {
                bounds = (1, .max - 1)
            } else if take("{") {
                let low = number()
                let high = take(",") ? number() : low
                precondition(take("}"))
                bounds = (low, high)
            }
            guard let bounds else { return node }
            return .repeated(node, bounds.0, bounds.1, possessive: take("+"))
        }

        mutating func number() -> Int {
            var value = 0
            while let digit = Int(String(scalars[place])) {
                value = value * 10 + digit
                place += 1
            }
            return value
        }

        mutating func atom() -> Node {
            if take("(?!") { return .notFollowedBy(group()) }
            if take("(?:") { return group() }
            if take("(?i:") {
                ignoringCase = true
                defer { ignoringCase = false }
                return group()
            }
            if take("(") { return group() }
            if take("$") { return .end }
            if take("[") {
                let negated = take("^")
                var items: [Item] = []
                while !take("]") {
                    let item = self.item()
                    if case .range(let low, _) = item, peek("-"), !peek("-]") {
                        place += 1
                        guard case .range(let high, _) = self.item() else { preconditionFailure("a range ends with a character") }
                        items.append(.range(low, high))
                    } else {
                        items.append(item)
                    }
                }
                return .set(items, negated: negated, ignoringCase: ignoringCase)
            }
            return .set([item()], negated: false, ignoringCase: ignoringCase)
        }

        mutating func group() -> Node {
            let node = alternatives()
            precondition(take(")"))
            return node
        }

        mutating func item() -> Item {
            let scalar = scalars[place]
            place += 1
            guard scalar == "\\" else { return .range(scalar.value, scalar.value) }
            let escaped = scalars[place]
            place += 1
            switch escaped {
            case "r": return .range(13, 13)
            case "n": return .range(10, 10)
            case "s": return .classes("s", negated: false)
            case "S": return .classes("s", negated: true)
            case "p":
                var name = ""
                precondition(take("{"))
                while !take("}") {
                    name.unicodeScalars.append(scalars[place])
                    place += 1
                }
                return .classes(name, negated: false)
            default: return .range(escaped.value, escaped.value)
            }
        }
    }
}
