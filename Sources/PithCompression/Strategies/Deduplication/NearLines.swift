// How a line becomes another that is nearly the same: the words to put in the place of others. Tokens (words, and the characters between them) are compared
// from both ends; what is left in the middle is compared one by one where both have as many, and is one change where not.
//
// A change is told by its words alone, so it must be wanted wherever the words stand. Where it is not, the words beside it are told too, and
// the whole is made and compared with what it should give.

import PithPrompt

enum NearLines {
    /// More changes than this are no near duplicate.
    private static let mostChanges = 8
    private static let widestContext = 2

    /// The changes that make `new` of `old`, line by line; nil when there are none, too many, none that can be told, or when what is put in
    /// and taken out has more than `mostBytes`. Cost: linear.
    static func changes(_ old: [ArraySlice<UInt8>], _ new: [ArraySlice<UInt8>], mostBytes: Int) -> [Substitution]? {
        guard old.count == new.count else { return nil }
        let pairs = zip(old, new).filter { $0 != $1 }
        guard !pairs.isEmpty, pairs.count <= mostChanges, !pairs.contains(where: { differMuch($0, $1, mostBytes) }) else { return nil }
        let lines = pairs.map { Line($0, $1) }
        for context in 0...widestContext {
            guard let changes = substitutions(lines, context) else { continue }
            // With more words around them they are no shorter.
            if changes.reduce(0, { $0 + $1.old.count + $1.new.count }) > mostBytes { return nil }
            if zip(old, new).allSatisfy({ Substitution.apply(changes, to: $0)[...] == $1 }) { return changes }
        }
        return nil
    }

    /// Whether the lines have not as many tokens, and more than `mostBytes` between what they begin and what they end with: all of that is one change. Most
    /// lines that are asked about have little in common, and this is known without their tokens. Cost: linear.
    private static func differMuch(_ old: ArraySlice<UInt8>, _ new: ArraySlice<UInt8>, _ mostBytes: Int) -> Bool {
        let shared = zip(old, new).prefix { $0 == $1 }.count
        let oldRest = old.dropFirst(shared), newRest = new.dropFirst(shared)
        let sharedEnd = zip(oldRest.reversed(), newRest.reversed()).prefix { $0 == $1 }.count
        guard oldRest.count + newRest.count - 2 * sharedEnd > mostBytes else { return false }
        // Beside what is shared tokens begin alike; the byte before it, or the first of it, says whether one goes on.
        func middle(_ text: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
            text[max(text.startIndex, text.startIndex + shared - 1)..<min(text.endIndex, text.endIndex - sharedEnd + 1)]
        }
        return NearTokens.count(in: middle(old)) != NearTokens.count(in: middle(new))
    }

    private static func substitutions(_ lines: [Line], _ context: Int) -> [Substitution]? {
        var changes: [Substitution] = []
        for line in lines {
            for region in line.regions(context) {
                guard let change = Substitution(Array(line.old.bytes(region.old)), Array(line.new.bytes(region.new))) else { return nil }
                if !changes.contains(change) { changes.append(change) }
                guard changes.count <= mostChanges else { return nil }
            }
        }
        // Of two that fit a place the longer is meant.
        return changes.enumerated().sorted { ($1.element.old.count, $0.offset) < ($0.element.old.count, $1.offset) }.map(\.element)
    }

    private struct Region {
        var old: Range<Int>
        var new: Range<Int>
    }

    private struct Line {
        let old: NearTokens, new: NearTokens

        init(_ old: ArraySlice<UInt8>, _ new: ArraySlice<UInt8>) { (self.old, self.new) = (NearTokens(old), NearTokens(new)) }

        /// Where the lines differ, with `context` tokens on each side.
        func regions(_ context: Int) -> [Region] {
            var start = 0
            while start < min(old.count, new.count), old.isSame(start, new, start) { start += 1 }
            var end = 0
            while end < min(old.count, new.count) - start, old.isSame(old.count - 1 - end, new, new.count - 1 - end) { end += 1 }
            var found: [Region] = []
            if old.count == new.count {
                for index in start..<old.count - end where !old.isSame(index, new, index) {
                    append(Region(old: index..<index + 1, new: index..<index + 1), context, to: &found)
                }
            } else {
                append(Region(old: start..<old.count - end, new: start..<new.count - end), context, to: &found)
            }
            return found
        }

        private func append(_ region: Region, _ context: Int, to found: inout [Region]) {
            // What is put in where nothing stood is told with what stands before or after it.
            let before = min(region.old.lowerBound, region.new.lowerBound, context + (region.old.isEmpty ? 2 : 0))
            let after = min(
                old.count - region.old.upperBound, new.count - region.new.upperBound, context + (before == 0 && region.old.isEmpty ? 2 : 0))
            let wide = Region(
                old: region.old.lowerBound - before..<region.old.upperBound + after,
                new: region.new.lowerBound - before..<region.new.upperBound + after)
            if let last = found.last, wide.old.lowerBound <= last.old.upperBound + 1 {
                found[found.count - 1] = Region(
                    old: last.old.lowerBound..<wide.old.upperBound, new: last.new.lowerBound..<wide.new.upperBound)
            } else {
                found.append(wide)
            }
        }
    }
}
