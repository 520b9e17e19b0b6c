// Values that follow each other often begin and end alike: of the answers "The red book is the leftmost", "The blue book is the leftmost",
// "The gray book is the leftmost" all are told by "The {red", "blue", "gray} book is the leftmost". What stands outside the braces belongs to
// each text inside them, as in a shell.
//
// Braces that no prompt of the family holds are taken. Cost: linear; a run of values is compared with what they share so far.

import PithSystem

/// The marks that stand around what differs in values that begin and end alike.
public struct SharedSides: Sendable, Equatable {
    public let open: UInt8
    public let close: UInt8

    public init(open: UInt8, close: UInt8) { (self.open, self.close) = (open, close) }

    /// Pairs that may be taken, in this order.
    static let pairs = ["{}", "<>", "[]", "()"].map { SharedSides(open: Array($0.utf8)[0], close: Array($0.utf8)[1]) }

    /// The values with what neighbours share told once, or nil when they hold the marks.
    func written(_ values: [[UInt8]]) -> [[UInt8]]? {
        guard !values.contains(where: { $0.contains(open) || $0.contains(close) }) else { return nil }
        var output = values
        var first = 0
        while first < values.count {
            var shared = Sides(of: values[first])
            var last = first
            while last + 1 < values.count, let both = shared.sharing(values[last + 1]) { (shared, last) = (both, last + 1) }
            if last > first {
                for index in first...last {
                    output[index] = Array(values[index].dropFirst(shared.opening.count).dropLast(shared.closing.count))
                }
                output[first] = shared.opening + [open] + output[first]
                output[last] += [close] + shared.closing
            }
            first = last + 1
        }
        return output
    }

    /// The values that these were written from, or nil when marks do not pair.
    func read(_ written: [[UInt8]]) -> [[UInt8]]? {
        var output = written
        var opened: (index: Int, text: [UInt8])?
        for index in written.indices {
            var text = written[index][...]
            if let mark = text.firstIndex(of: open) {
                guard opened == nil else { return nil }
                opened = (index, Array(text[..<mark]))
                text = text[(mark + 1)...]
                // Values that hold a mark are not written so.
                guard !text.contains(open) else { return nil }
            }
            if let mark = text.firstIndex(of: close) {
                guard let run = opened else { return nil }
                let closing = text[(mark + 1)...]
                output[index] = Array(text[..<mark])
                for place in run.index...index { output[place] = run.text + output[place] + closing }
                opened = nil
                guard !closing.contains(close) else { return nil }
            } else {
                output[index] = Array(text)
            }
        }
        return opened == nil ? output : nil
    }

    /// What a run of values begins and ends with, in whole pieces; the two do not overlap in any of them.
    private struct Sides {
        var opening: [UInt8]
        var closing: [UInt8]
        private var shortest: Int

        init(of value: [UInt8]) { (opening, closing, shortest) = (value, value, value.count) }

        /// The sides that the run shares with one more value; nil when nothing is left that is worth telling once.
        func sharing(_ value: [UInt8]) -> Sides? {
            var sides = self
            let start = Sides.commonLength(opening, value), end = Sides.commonLength(closing.reversed(), value.reversed())
            sides.opening = Array(opening.prefix(Sides.wholePieces(start, in: opening, and: value)))
            sides.closing = Array(closing.suffix(Sides.wholePieces(end, in: closing.reversed(), and: value.reversed())))
            sides.shortest = min(shortest, value.count)
            if sides.opening.count + sides.closing.count > sides.shortest { sides.closing = [] }
            return sides.opening.count + sides.closing.count > 2 ? sides : nil
        }

        private static func commonLength(_ first: [UInt8], _ second: [UInt8]) -> Int {
            zip(first, second).prefix { $0 == $1 }.count
        }

        /// `length` cut back so that no word of either text is cut.
        private static func wholePieces(_ length: Int, in first: [UInt8], and second: [UInt8]) -> Int {
            var length = length
            while length > 0, cutsWord(first, length) || cutsWord(second, length) { length -= 1 }
            return length
        }

        private static func cutsWord(_ text: [UInt8], _ at: Int) -> Bool {
            at < text.count && text[at - 1].isWordlike && text[at].isWordlike
        }
    }
}
