// What a reader of an output can see: its facts' keys, and, asked for only when a key is missing, its words.
//
// A text is taken to stand in the output when its words do, in order and side by side, whatever is between them. Runs of up to four words
// are indexed; a longer text is found when each run of four of it is. That is a set of hashes to ask, not a search a fact, so the
// census stays linear; a text whose every four words stand in the output while the whole does not is possible, and harmless.
//
// Three classes need more than their words:
//
// * Numbers. Any 12 would do for "12 retries", so a number without a partner of its key is visible where its value stands near one of the
//   words it stood near, or in a place that belongs to no other number of the original: a cell, a list of values.
// * Negations. Stop words may go, so they are compared by their content words and negations alone.
// * What stood in marks of code with signs: `C++` is not seen in "C".

import PithJSON
import PithPrompt
import PithSystem

/// The visible side of a census.
struct VisibleText {
    private let prompt: Prompt
    private let facts: FactList
    private var keys: KeySet
    private var looseErrors = KeySet()
    /// The lines that short forms of outputs of commands stand for: what their reader rebuilds can be seen.
    private let rebuilt: [[UInt8]]
    /// The same as prompts, with their facts.
    private var rebuiltFacts: [(facts: FactList, prompt: Prompt)] = []

    init(_ prompt: Prompt) {
        self.prompt = prompt
        facts = FactList(of: prompt)
        rebuilt = Self.rebuiltLines(of: prompt)
        keys = KeySet(minimumCapacity: facts.items.count)
        for item in facts.items { take(item.fact) }
        for lines in rebuilt {
            guard let text = try? Prompt(parsing: lines, as: .text) else { continue }
            let list = FactList(of: text)
            for item in list.items { take(item.fact) }
            rebuiltFacts.append((list, text))
        }
    }

    private mutating func take(_ fact: Fact) {
        keys.insert(fact.key)
        if fact.kind == .error { looseErrors.insert(fact.looseKey) }
    }

    private static func rebuiltLines(of prompt: Prompt) -> [[UInt8]] {
        var rebuilt: [[UInt8]] = []
        for segment in prompt.segments where segment.kind.isText {
            let bytes = prompt.views[segment.view].bytes
            if segment.kind == .search { rebuilt += lines(ofListing: bytes, segment.range) }
            var at = segment.range.lowerBound
            // What may be read in search of tables: many lines can look as if one began there.
            var work = 8 * segment.range.count + (1 << 16), left = longestForm * segment.range.count + (1 << 16)
            while at < segment.range.upperBound {
                let next = lineEnd(in: bytes, from: at, limit: segment.range.upperBound) + 1
                if bytes[at] == 0x5B, let lineCount = ShortOutput.lineCount(in: bytes[at..<(next - 1)]) {
                    if let form = ShortOutput.reading(bytes, startingAt: at, limit: segment.range.upperBound) {
                        rebuilt.append(form.expanded)
                    }
                    // Also behind one that cannot be read, so that no line is read twice.
                    at = next
                    for _ in 0..<lineCount where at < segment.range.upperBound {
                        at = lineEnd(in: bytes, from: at, limit: segment.range.upperBound) + 1
                    }
                } else if bytes[at] == 0x5B, PatternedLog.count(in: bytes[at..<(next - 1)]) != nil {
                    let log = PatternedLog(bytes, startingAt: at, limit: segment.range.upperBound, atMost: left)
                    if let log { rebuilt.append(log.expanded) }
                    left -= log?.expanded.count ?? 0
                    at = log?.range.upperBound ?? segment.range.upperBound
                } else if segment.kind == .table || segment.kind == .code,
                    let form = TableForm(openedBy: bytes[at..<segment.range.upperBound]),
                    let table = TabledJSON(bytes, startingAt: at, limit: segment.range.upperBound, work: &work)
                {
                    if table.standsForAtMost(longestForm * table.range.count + (1 << 16)) {
                        if form != .records { rebuilt.append(table.expanded) }
                        rebuilt += form.rows(of: table, in: bytes)
                    }
                    at = table.range.upperBound
                } else {
                    at = next
                }
            }
        }
        return rebuilt
    }

    /// How many times as long as a form what it stands for may be, so that a reader of it stays linear.
    private static let longestForm = 64

    /// Of a search listing the paths that stand below their folders, one a line, and those over lines of context with these, as the search wrote them; and what
    /// stands behind several numbers, behind each of them, below the path of its file.
    private static func lines(ofListing bytes: [UInt8], _ range: Range<Int>) -> [[UInt8]] {
        var paths: [UInt8] = [], rows: [UInt8] = []
        var folder: ArraySlice<UInt8> = [], file: [UInt8] = [], rowsFile: [UInt8] = []
        var at = range.lowerBound
        while at < range.upperBound {
            let end = lineEnd(in: bytes, from: at, limit: range.upperBound)
            let line = end > at && bytes[end - 1] == 0x0D ? bytes[at..<end - 1] : bytes[at..<end]
            at = end + 1
            guard let first = line.first else { continue }
            if first.isDigit {
                guard !file.isEmpty else { continue }
                let numbers = line.prefix { $0.isDigit || $0 == 0x2C }, text = line[numbers.endIndex...].prefix(longestText)
                if text.first == 0x2D, !numbers.contains(0x2C) {
                    paths += file + [0x2D] + line + [0x0A]
                } else if text.first == 0x3A || text.first?.isBlank == true, numbers.contains(0x2C) {
                    if file != rowsFile { rows += [0x0A] + file + [0x0A] }
                    rowsFile = file
                    for number in numbers.split(separator: 0x2C) { rows += number + text + [0x0A] }
                }
            } else if line.count > longestPath {
                (folder, file) = ([], [])
            } else if first == 0x20, !folder.isEmpty {
                file = Array(folder) + line.dropFirst()
                paths += file + [0x0A]
            } else if line.last == 0x2F {
                (folder, file) = (line, [])
            } else if !line.elementsEqual([0x2D, 0x2D]) {
                file = Array(line)
            }
        }
        return [paths, rows].filter { !$0.isEmpty }
    }

    /// What is read of a text that stands behind several numbers: what stands near them.
    private static let longestText = 96
    private static let longestPath = 256

    func hasKey(of fact: Fact) -> Bool { keys.contains(fact.key) }

    /// Those of `missing`, whose keys the output has not, that cannot be seen in another form either. `knownKeys` are the keys of the original.
    func unseen(_ missing: [FactList.Item], in original: Prompt, knownKeys: KeySet, threadCount: Int) -> [FactList.Item] {
        // The sets of words are by far the largest.
        let isAsked = missing.contains { $0.fact.kind == .negation }
        let (words, (content, others)) = Parallel.both(threadCount: threadCount) {
            WordRuns(of: prompt, and: rebuilt, contentOnly: false)
        } and: {
            Parallel.both(threadCount: threadCount) {
                isAsked ? WordRuns(of: prompt, and: rebuilt, contentOnly: true) : nil
            } and: {
                self.others(for: missing, in: original, knownKeys: knownKeys)
            }
        }
        var numbers = others.numbers
        return missing.filter { item in
            let bytes = original.views[item.view].bytes, fact = item.fact
            if others.composed.contains(fact.key) { return false }
            let text = item.kind == .json ? decodedText(bytes, fact.range) : (bytes, fact.range)
            if fact.kind == .quote, let title = Self.title(ofLink: text) { return !words.contains(text.0, title) }
            switch fact.kind {
            case .number: return numbers?.take(fact, text: bytes) != true && !isWordValue(bytes, fact, in: words)
            case .negation: return content?.contains(text.0, text.1) != true
            case .error: return !looseErrors.contains(fact.looseKey) && !words.contains(text.0, text.1)
            case .path: return !words.contains(text.0, text.1) && !hasBothParts(of: text, in: words)
            case .quote where isSigned(item, original):
                return others.signed?.contains(CodeSigns.key(words: wordSequenceHash(text.0, text.1), text.0, text.1)) != true
            case .url: return !words.contains(text.0, text.1) && others.addresses?.contains(ByteHash.of(text.0[text.1])) != true
            default: return !words.contains(text.0, text.1)
            }
        }
    }

    private struct Others {
        let addresses: KeySet?
        let signed: KeySet?
        let composed: KeySet
        let numbers: VisibleNumbers?
    }

    private func others(for missing: [FactList.Item], in original: Prompt, knownKeys: KeySet) -> Others {
        Others(
            addresses: missing.contains { $0.fact.kind == .url } ? shortAddresses() : nil,
            signed: missing.contains { isSigned($0, original) } ? signedKeys() : nil, composed: composedKeys(),
            numbers: missing.contains { $0.fact.kind == .number }
                ? VisibleNumbers(facts, prompt, rebuilt: rebuiltFacts, knownKeys: knownKeys) : nil)
    }

    /// true and false are values without digits.
    private func isWordValue(_ bytes: [UInt8], _ fact: Fact, in words: WordRuns) -> Bool {
        let first = bytes[fact.range.lowerBound]
        return first.isLetter && words.contains(bytes, fact.range)
    }

    /// Whether a fact is one stretch in marks of code with signs that say what its words do not.
    private func isSigned(_ item: FactList.Item, _ original: Prompt) -> Bool {
        let bytes = original.views[item.view].bytes, range = item.fact.range
        return item.fact.kind == .quote && range.lowerBound > 0 && bytes[range.lowerBound - 1] == 0x60
            && !bytes[range].contains(where: CodeSigns.isBorder)
            && CodeSigns.hash(bytes, range) != 0
    }

    /// The keys of what has signs in the output, without marks of code around it.
    private func signedKeys() -> KeySet {
        var keys = KeySet()
        for segment in prompt.segments where segment.kind.isText || segment.kind == .envelope {
            let text = decodedText(prompt.views[segment.view].bytes, segment.range)
            CodeSigns.forEachStretch(in: text.0, text.1) { keys.insert($0) }
        }
        for lines in rebuilt { CodeSigns.forEachStretch(in: lines, 0..<lines.count) { keys.insert($0) } }
        return keys
    }

    /// The keys of what columns of tables say that are put together of others.
    private func composedKeys() -> KeySet {
        var keys = KeySet()
        let extractor = FactExtractor()
        for segment in prompt.segments where segment.kind.isText {
            ComposedCells.forEach(in: prompt.views[segment.view].bytes, segment.range) { literal in
                for fact in extractor.facts(in: literal, range: 0..<literal.count, kind: .json) { keys.insert(fact.key) }
            }
        }
        return keys
    }

    /// The hashes of the addresses that stand in a short form.
    private func shortAddresses() -> KeySet {
        var addresses = KeySet(minimumCapacity: 16)
        var known: [ShortAddress] = [], view = -1
        for segment in prompt.segments where segment.kind.isText {
            // A head stands over the rest of its text.
            if segment.view != view { (known, view) = ([], segment.view) }
            ShortAddresses.forEachAddress(in: prompt.views[view].bytes, segment.range, knowing: &known) {
                addresses.insert(ByteHash.of($0))
            }
        }
        return addresses
    }

    /// What stands before the address of a link of reStructuredText (`gh-17 <https://…>`), which is a fact of its own and may stand in a short form.
    private static func title(ofLink text: ([UInt8], Range<Int>)) -> Range<Int>? {
        let (bytes, range) = text
        guard range.count > 2, bytes[range.upperBound - 1] == 0x3E, let open = bytes[range].lastIndex(of: 0x3C), open > range.lowerBound,
            bytes[open - 1] == 0x20, bytes[open..<range.upperBound].holds(schemeEnd)
        else { return nil }
        return range.lowerBound..<open - 1
    }

    private static let schemeEnd = Array("://".utf8)[...]

    /// A path is visible when its folder and its file are: the folder may have become a heading.
    private func hasBothParts(of text: ([UInt8], Range<Int>), in words: WordRuns) -> Bool {
        guard let slash = text.1.last(where: { text.0[$0] == 0x2F || text.0[$0] == 0x5C }), slash > text.1.lowerBound,
            slash + 1 < text.1.upperBound
        else { return false }
        return words.contains(text.0, text.1.lowerBound..<slash) && words.contains(text.0, (slash + 1)..<text.1.upperBound)
    }
}

/// The tables whose cells may have stood alone: what stands beside a number in a row tells of another column.
private enum TableForm: Equatable {
    case lines(LineTableForm)
    /// `[[name]] [`, which may stand for rows of SQL.
    case records

    init?(openedBy text: ArraySlice<UInt8>) {
        if let form = LineTableForm(openedBy: text) {
            self = .lines(form)
        } else if text.starts(with: [0x5B, 0x5B]) {
            self = .records
        } else {
            return nil
        }
    }

    /// The rows, cells apart: with semicolons between them, or as SQL has them, `(17, 'Oslo', null)`, on lines of their own and on one. Cost: linear in what the table
    /// stands for.
    func rows(of table: TabledJSON, in bytes: [UInt8]) -> [[UInt8]] {
        if case .lines(let form) = self {
            let cells = LineTableForm.separated(by: 0x3B).opening + bytes[table.range].dropFirst(form.opening.count)
            return TabledJSON(cells, startingAt: 0, limit: cells.count).map { [$0.expanded] } ?? []
        }
        let text = table.expanded
        guard let objects = try? JSONDocument(text).root.elements else { return [] }
        let rows = objects.map { object in
            object.members.map { _, value in value.decodedString.map { [0x27] + $0.bytes + [0x27] } ?? Array(text[value.range]) }
        }
        let onLines = rows.map { [0x28] + Array($0.joined(separator: [0x2C, 0x20])) + [0x29, 0x2C, 0x0A] }
        let onOne = rows.map { [0x28] + Array($0.joined(separator: [0x2C])) + [0x29, 0x2C] }
        return [Array(onLines.joined()), Array(onOne.joined())]
    }
}

/// Runs of up to four words of a text.
struct WordRuns {
    private var runs: KeySet
    private let contentOnly: Bool
    private static let longest = 4

    /// Indexes the text of `prompt`, and the lines that are rebuilt of it. With `contentOnly`, stop words are passed over, as if they were not there.
    init(of prompt: Prompt, and rebuilt: [[UInt8]], contentOnly: Bool) {
        self.contentOnly = contentOnly
        runs = KeySet(minimumCapacity: prompt.bytes.count / 2)
        for segment in prompt.segments where segment.kind.isText || segment.kind == .envelope {
            let bytes = prompt.views[segment.view].bytes
            let isJSON = segment.kind == .json || segment.kind == .envelope
            if !isJSON { index((bytes, segment.range)) }
            // Tables may stand in JSON.
            if isJSON || segment.kind == .table && bytes[segment.range].contains(0x5C) { index(decodedText(bytes, segment.range)) }
        }
        for lines in rebuilt { index((lines, 0..<lines.count)) }
    }

    private mutating func index(_ text: ([UInt8], Range<Int>)) {
        // Of the runs that end with the word at hand each is a word longer than one that ended with the word before.
        var hashes: [4 of UInt64] = .init(repeating: 0)
        var count = 0
        forEachWord(in: text.0, text.1) { word, _ in
            guard counts(word) else { return }
            for index in (1..<Self.longest).reversed() { hashes[index] = chained(hashes[index - 1], word) }
            hashes[0] = chained(0, word)
            count = min(count + 1, Self.longest)
            for index in 0..<count { runs.insert(hashes[index]) }
        }
    }

    private func counts(_ word: UInt64) -> Bool {
        guard contentOnly else { return true }
        let entry = Lexicon.shared.entry(word)
        return entry.has(.negation) || !(entry.has(.stop) || entry.has(.modal))
    }

    /// Whether the words of `range` stand in the text. Text without words always does.
    func contains(_ bytes: [UInt8], _ range: Range<Int>) -> Bool {
        var words: [UInt64] = []
        forEachWord(in: bytes, range) { word, _ in if counts(word) { words.append(word) } }
        if words.count <= Self.longest { return words.isEmpty || runs.contains(words.reduce(0, chained)) }
        for start in 0...(words.count - Self.longest) {
            if !runs.contains(words[start..<(start + Self.longest)].reduce(0, chained)) { return false }
        }
        return true
    }
}

/// JSON text with its escapes undone, or the text itself when it has none.
func decodedText(_ bytes: [UInt8], _ range: Range<Int>) -> ([UInt8], Range<Int>) {
    guard bytes[range].contains(0x5C) else { return (bytes, range) }
    let text = JSONText(bytes).unescaped(range).text
    return (text, 0..<text.count)
}
