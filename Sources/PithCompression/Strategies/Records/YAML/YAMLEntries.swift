// YAML in block form cut into entries, in one pass without recursion: each key and each dash is an entry, which knows what it stands in.
//
//     env:                 key `env`
//     - name: HOME         a dash within it, key `name` within that, with a value on its line
//       value: /root       key `value` within the dash
//
// Read is what people and tools write: block mappings and sequences, values on one line, block scalars (| and >), values that go on over deeper
// lines, remarks, `---`. Whatever else stands on a line, a tab before it or a key that asks (`?`), the text is not taken for YAML.

import PithSystem

struct YAMLEntries {
    struct Entry {
        /// Where its key or dash stands.
        let start: Int
        /// The blanks and dashes before that.
        let column: Int
        /// Its key as it stands, empty for a dash.
        let key: Range<Int>
        /// Its value on the line, empty where there is none.
        var value: Range<Int>
        /// Where what belongs to it ends, a line end not counted.
        var end: Int
        /// The index of what it stands in, -1: the document.
        let parent: Int
        /// The index after all that stands in it.
        var endIndex = 0
        var childCount = 0
        var holdsDashes = false
        /// Whether its value is more than one line of text, or is named, tagged or taken from elsewhere.
        var isOpaque = false

        var isDash: Bool { key.isEmpty }
    }

    let bytes: [UInt8]
    private(set) var entries: [Entry] = []
    /// Where remarks begin, ascending.
    private(set) var remarks: [Int] = []
    /// The documents' entries at the edge: which there are, and whether they are dashes.
    private(set) var rootCount = 0
    private(set) var documentCount = 1

    private static let mostFlat = 200

    private var open: [Int] = []
    private var rootHoldsDashes = false

    /// Nil where `range` is no YAML. Cost: linear.
    init?(_ bytes: [UInt8], _ range: Range<Int>) {
        self.bytes = bytes
        guard read(range) else { return nil }
    }

    /// Whether a remark stands in the range.
    func holdsRemark(_ range: Range<Int>) -> Bool {
        let next = remarks.partitioningIndex { $0 >= range.lowerBound }
        return next < remarks.count && remarks[next] < range.upperBound
    }

    private mutating func read(_ range: Range<Int>) -> Bool {
        var at = range.lowerBound
        // Deeper lines than this belong to a value that goes on; nil where none does.
        var deeperThan: Int?
        reading: while at < range.upperBound {
            let start = at, next = min(lineEnd(in: bytes, from: at, limit: range.upperBound) + 1, range.upperBound)
            at = next
            var end = next
            while end > start, bytes[end - 1].isSpace { end -= 1 }
            var first = start
            while first < end, bytes[first] == 0x20 { first += 1 }
            if first >= end { continue }
            let column = first - start
            if let depth = deeperThan {
                if column > depth {
                    extend(to: end)
                    entries[entries.count - 1].isOpaque = true
                    continue
                }
                // What closes a value in brackets may stand under its key.
                if column == depth, bytes[first] == 0x5D || bytes[first] == 0x7D, first + 1 == end {
                    extend(to: end)
                    entries[entries.count - 1].isOpaque = true
                    continue
                }
                deeperThan = nil
            }
            switch bytes[first] {
            case 0x23:
                remarks.append(first)
                continue
            case 0x2D where column == 0 && bytes[first..<end].elementsEqual("---".utf8):
                open = []
                if !entries.isEmpty { documentCount += 1 }
                continue
            case 0x09: return false
            default: break
            }
            let entryCount = entries.count
            guard let depth = readLine(first, end, column) else {
                // A text may be cut off within its last line.
                guard next == range.upperBound, entries.count == entryCount else { return false }
                break reading
            }
            // Lines of a log have colons, too.
            if entries.count > Self.mostFlat, rootCount == entries.count { return false }
            deeperThan = depth
        }
        close(downTo: 0)
        return entries.count > 2
    }

    /// The dashes and the key of a line, and its value. Returns how deep lines must be to belong to that.
    private mutating func readLine(_ first: Int, _ end: Int, _ column: Int) -> Int? {
        var at = first, column = column
        while bytes[at] == 0x2D, at + 1 == end || bytes[at + 1] == 0x20 {
            guard add(at, column, key: at..<at, end) else { return nil }
            var next = at + 1
            while next < end, bytes[next] == 0x20 { next += 1 }
            if next == end { return Int.max }
            // A value on the line of its dash goes on over lines deeper than the dash.
            if bytes[next] == 0x23 {
                remarks.append(next)
                return Int.max
            }
            column += next - at
            at = next
            if bytes[at] == 0x2D, at + 1 == end || bytes[at + 1] == 0x20 { continue }
            guard let colon = colon(at, end) else { return setValue(at..<end, entries[entries.count - 1].column) }
            return key(at, colon, end, column)
        }
        guard let colon = colon(at, end) else { return nil }
        return key(at, colon, end, column)
    }

    private mutating func key(_ start: Int, _ colon: Int, _ end: Int, _ column: Int) -> Int? {
        guard add(start, column, key: start..<colon, end) else { return nil }
        var value = colon + 1
        while value < end, bytes[value] == 0x20 { value += 1 }
        if value == end { return Int.max }
        if bytes[value] == 0x09 { return nil }
        if bytes[value] == 0x23 {
            remarks.append(value)
            return Int.max
        }
        return setValue(value..<end, column)
    }

    /// Where the key that begins at `start` ends; nil where none begins. A key holds no quotation marks but those around it.
    private func colon(_ start: Int, _ end: Int) -> Int? {
        var at = start
        if bytes[start] == 0x22 || bytes[start] == 0x27 {
            at += 1
            while at < end, bytes[at] != bytes[start], bytes[at] != 0x5C { at += 1 }
            guard at + 1 < end, bytes[at] == bytes[start], bytes[at + 1] == 0x3A else { return nil }
            at += 1
        } else {
            // `@`, `%` and the like open no text.
            switch bytes[start] {
            case 0x21, 0x23, 0x25, 0x26, 0x2A, 0x2C, 0x3E, 0x3F, 0x40, 0x5B, 0x5D, 0x60, 0x7B, 0x7C, 0x7D: return nil
            default: break
            }
            while at < end, !(bytes[at] == 0x3A && (at + 1 == end || bytes[at + 1] == 0x20)) {
                if bytes[at] == 0x23, at > start, bytes[at - 1] == 0x20 { return nil }
                at += 1
            }
            guard at < end, at > start else { return nil }
        }
        return at + 1 == end || bytes[at + 1] == 0x20 ? at : nil
    }

    /// A new entry in what it stands in; false where it fits nowhere.
    private mutating func add(_ start: Int, _ column: Int, key: Range<Int>, _ end: Int) -> Bool {
        let isDash = key.isEmpty
        // Dashes may stand right under the key that they belong to.
        while let last = open.last, entries[last].column > column || entries[last].column == column && (!isDash || entries[last].isDash) {
            open.removeLast()
            entries[last].endIndex = entries.count
        }
        let parent = open.last ?? -1
        if parent >= 0 {
            guard entries[parent].value.isEmpty || isName(entries[parent].value),
                entries[parent].childCount == 0 || entries[parent].holdsDashes == isDash
            else { return false }
            // All that stands in one thing stands at one column.
            if entries[parent].childCount > 0, entries[parent + 1].column != column { return false }
            entries[parent].childCount += 1
            entries[parent].holdsDashes = isDash
        } else {
            guard column == entries.first?.column ?? column, rootCount == 0 || rootHoldsDashes == isDash || documentCount > 1 else {
                return false
            }
            rootCount += 1
            rootHoldsDashes = isDash
        }
        open.append(entries.count)
        entries.append(Entry(start: start, column: column, key: key, value: start..<start, end: end, parent: parent))
        return true
    }

    /// The last entry goes on to `end`.
    private mutating func extend(to end: Int) { if let last = open.last { entries[last].end = end } }

    private mutating func close(downTo count: Int) {
        while open.count > count, let last = open.popLast() { entries[last].endIndex = entries.count }
        // Inner entries come after outer ones.
        for index in entries.indices.reversed() where entries[index].parent >= 0 {
            let parent = entries[index].parent
            entries[parent].end = max(entries[parent].end, entries[index].end)
        }
        for index in entries.indices.reversed() where entries[index].endIndex == 0 { entries[index].endIndex = index + 1 }
    }

    /// Whether a value only names or tags what stands below it: `&defaults`, `!Ref`.
    private func isName(_ value: Range<Int>) -> Bool {
        (bytes[value.lowerBound] == 0x26 || bytes[value.lowerBound] == 0x21) && !bytes[value].contains(0x20)
    }

    /// The value of the last entry: what stands on the line, a remark behind it left out. Returns how deep lines must be to go on with it.
    private mutating func setValue(_ range: Range<Int>, _ column: Int) -> Int {
        let index = entries.count - 1
        var end = range.upperBound
        switch bytes[range.lowerBound] {
        case 0x22, 0x27:
            let close = endOfQuotes(range)
            var rest = close
            while rest < end, bytes[rest] == 0x20 { rest += 1 }
            if rest < end, bytes[rest] == 0x23, rest > close {
                remarks.append(rest)
                end = close
            }
        case 0x7C, 0x3E, 0x26, 0x2A, 0x21: entries[index].isOpaque = true
        default:
            var at = range.lowerBound
            while at < end, !(bytes[at] == 0x23 && at > range.lowerBound && bytes[at - 1] == 0x20) { at += 1 }
            if at < end {
                remarks.append(at)
                end = at
                while end > range.lowerBound, bytes[end - 1] == 0x20 { end -= 1 }
            }
        }
        entries[index].value = range.lowerBound..<end
        return isName(entries[index].value) ? Int.max : column
    }

    /// Behind the string that begins the range, or its end.
    private func endOfQuotes(_ range: Range<Int>) -> Int {
        let quote = bytes[range.lowerBound]
        var at = range.lowerBound + 1
        while at < range.upperBound {
            if quote == 0x22, bytes[at] == 0x5C {
                at += 2
            } else if bytes[at] == quote {
                if quote == 0x27, at + 1 < range.upperBound, bytes[at + 1] == quote { at += 2 } else { return at + 1 }
            } else {
                at += 1
            }
        }
        return range.upperBound
    }
}
