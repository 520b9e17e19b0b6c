// Which records say the same: template mining after Drain (He et al., ICWS 2017), IPLoM and Logram, made for a log that is there whole.
//
// Drain walks a tree of fixed depth (token count, first tokens) and joins a line to the most similar template there. Here a line's template
// is found by the hash of its masked tokens, which costs the same however many templates there are. Templates that differ in one token
// are joined after that: each template is entered under its hash without token p, for every p, and where enough templates meet
// under one entry, token p is a parameter (a user name, a host), provided its values look like those of one: few of them account for
// little, or all of them are paths or dotted names. `VM Started`, `VM Stopped`, each a hundred times, stay apart. Last, templates that
// fit one with parameters are absorbed by it.
//
// Linear: a template is entered once a token, in three rounds; comparisons in the last step are bounded.

import PithSystem

/// The templates of a log.
struct LogTemplateMiner {
    /// For each record, its template's number, ascending by first appearance.
    private(set) var templateOfRecord: [Int] = []
    private(set) var templateCount = 0

    private struct Template {
        /// The record that stands for it.
        let record: Int
        var count: Int
        /// Tokens from the component on; only for templates short enough to be joined.
        var tokens: [LogToken]
        var isParameter: [Bool]
        var joined: Int?
    }

    /// The tokens of the records' first lines, from the component on.
    let tokens: LogLineTokens
    private var templates: [Template] = []
    private let records: [LogRecord]
    private let bytes: [UInt8]
    private let formCount: Int

    private static let longestJoined = 64
    private static let leastValues = 4
    private static let rounds = 3
    private static let candidatesPerTemplate = 16

    /// Mines `log`, whose lines are cut into tokens on up to `threadCount` threads.
    init(_ log: LogRecords, threadCount: Int) {
        (records, bytes, formCount) = (log.records, log.bytes, log.formCount)
        tokens = LogLineTokens(log, threadCount: threadCount)
        mine()
        for _ in 0..<Self.rounds where !joinByOneToken() { break }
        absorb()
        number()
    }

    // MARK: Equal but for masks

    /// Cost: linear in the records, and in the lines of one record of each form.
    private mutating func mine() {
        let tokenizer = LogTokenizer(bytes: bytes)
        var byKey = KeyTable()
        templateOfRecord.reserveCapacity(records.count)
        /// For each form, the template of its records of one line, or -1.
        var templateOfForm = Array(repeating: -1, count: formCount)
        for (index, record) in records.enumerated() {
            let isPlain = !record.hasSeveralLines && !record.isProtected
            var template = isPlain ? templateOfForm[record.form] : -1
            if template < 0 {
                var key = tokens.hash(index, from: LogTokenizer.mixed(LogTokenizer.seed, UInt64(record.level.rawValue)))
                if record.hasSeveralLines { key = LogTokenizer.mixed(key, shapeOfFurtherLines(record, tokenizer)) }
                if record.isProtected { key = LogTokenizer.mixed(key, UInt64(index) &+ 1) }
                template = byKey.keep(templates.count, for: key) ?? templates.count
                if isPlain { templateOfForm[record.form] = template }
            }
            templateOfRecord.append(template)
            if template < templates.count {
                templates[template].count += 1
            } else {
                let joins = isPlain && tokens.count(index) <= Self.longestJoined
                let tokens = joins ? tokens.tokens(index) : []
                templates.append(Template(record: index, count: 1, tokens: tokens, isParameter: tokens.map { _ in false }, joined: nil))
            }
        }
    }

    /// The masked tokens of the lines after the first, hashed: records of several lines are alike only when all their lines are.
    private func shapeOfFurtherLines(_ record: LogRecord, _ tokenizer: LogTokenizer) -> UInt64 {
        var tokens: [LogToken] = []
        tokenizer.tokens(in: record.line.upperBound..<record.range.upperBound, into: &tokens)
        return tokens.reduce(LogTokenizer.seed) { LogTokenizer.mixed($0, $1.hash) }
    }

    // MARK: Equal but for one token

    /// One template without one of its tokens.
    private struct Entry {
        let key: UInt64
        let template: Int
        let position: Int
    }

    /// Joins templates that differ in one token. Returns whether any were.
    private mutating func joinByOneToken() -> Bool {
        var entries: [Entry] = []
        for (index, template) in templates.enumerated() where template.joined == nil && template.tokens.count > 1 {
            var sum = frame(of: template)
            for (position, token) in template.tokens.enumerated() { sum &+= placed(token.hash, position) }
            for (position, token) in template.tokens.enumerated() where !template.isParameter[position] && isWord(token) {
                entries.append(Entry(key: sum &- placed(token.hash, position) &+ placed(1, position), template: index, position: position))
            }
        }
        entries.sort { ($0.key, $0.template) < ($1.key, $1.template) }
        var groups: [Range<Int>] = []
        var start = 0
        while start < entries.count {
            var end = start + 1
            while end < entries.count, entries[end].key == entries[start].key { end += 1 }
            if end - start > 1 { groups.append(start..<end) }
            start = end
        }
        groups.sort {
            ($1.count, entries[$0.lowerBound].template, $0.lowerBound) < ($0.count, entries[$1.lowerBound].template, $1.lowerBound)
        }
        var isTaken = templates.map { $0.joined != nil }
        var changed = false
        for group in groups {
            let members = entries[group].filter { !isTaken[$0.template] }
            guard members.count > 1, isParameter(members) else { continue }
            let first = members[0].template
            for member in members {
                isTaken[member.template] = true
                guard member.template != first else { continue }
                templates[member.template].joined = first
                templates[first].count += templates[member.template].count
            }
            templates[first].isParameter[members[0].position] = true
            let token = templates[first].tokens[members[0].position]
            templates[first].tokens[members[0].position] = LogToken(start: token.start, end: token.end, hash: 1, isMasked: true)
            changed = true
        }
        return changed
    }

    private func placed(_ hash: UInt64, _ position: Int) -> UInt64 { LogTokenizer.mixed(hash, UInt64(position) &+ 0x1000) }

    /// Brackets and commas are structure, never values.
    private func isWord(_ token: LogToken) -> Bool {
        token.end - token.start > 1 || token.isMasked || bytes[Int(token.start)].isLetter
    }

    /// Whether the tokens in which the members differ are values of a parameter.
    private func isParameter(_ members: [Entry]) -> Bool {
        let values = members.map { templates[$0.template].tokens[$0.position] }
        // The message must not be nothing but parameters.
        let template = templates[members[0].template]
        let message = records[template.record].messageStart
        let hasWord = template.tokens.indices.contains {
            $0 != members[0].position && Int(template.tokens[$0].start) >= message && !template.isParameter[$0]
                && template.tokens[$0].end - template.tokens[$0].start > 1
                && bytes[template.tokens[$0].range].contains(where: \.isLetter)
        }
        guard hasWord else { return false }
        if values.allSatisfy(isPathOrDottedName) { return true }
        guard members.count >= Self.leastValues else { return false }
        if values.allSatisfy({ $0.isMasked || bytes[$0.range].contains { [0x2F, 0x2E, 0x5F, 0x40].contains($0) } }) { return true }
        let counts = members.map { templates[$0.template].count }
        let others = counts.reduce(0, +) - (counts.max() ?? 0)
        return members.count * members.count >= others
    }

    private func isPathOrDottedName(_ token: LogToken) -> Bool {
        let text = bytes[token.range]
        return text.contains(0x2F) || text.count { $0 == 0x2E } >= 2
    }

    // MARK: Fitting a template with parameters

    private mutating func absorb() {
        var open: [UInt64: [Int]] = [:]
        for (index, template) in templates.enumerated() where template.joined == nil && template.isParameter.contains(true) {
            open[bucket(of: template), default: []].append(index)
        }
        guard !open.isEmpty else { return }
        for index in templates.indices where templates[index].joined == nil && !templates[index].tokens.isEmpty {
            guard let candidates = open[bucket(of: templates[index])]?.prefix(Self.candidatesPerTemplate) else { continue }
            if let host = candidates.first(where: { $0 != index && templates[$0].joined == nil && fits(templates[index], templates[$0]) }) {
                templates[index].joined = host
                templates[host].count += templates[index].count
            }
        }
    }

    /// How many tokens a template has, and its level, as one number.
    private func frame(of template: Template) -> UInt64 {
        LogTokenizer.mixed(
            LogTokenizer.mixed(LogTokenizer.seed, UInt64(template.tokens.count)), UInt64(records[template.record].level.rawValue))
    }

    /// Templates that could fit each other share it: length, level, the first two tokens.
    private func bucket(of template: Template) -> UInt64 {
        var hash = frame(of: template)
        for token in template.tokens.prefix(2) { hash = LogTokenizer.mixed(hash, token.hash) }
        return hash
    }

    private func fits(_ template: Template, _ host: Template) -> Bool {
        guard template.tokens.count == host.tokens.count else { return false }
        for (position, token) in template.tokens.enumerated() {
            if host.isParameter[position] { continue }
            if template.isParameter[position] || token.hash != host.tokens[position].hash { return false }
        }
        return true
    }

    // MARK: Numbers

    /// Follows the joins and numbers the templates by first appearance.
    private mutating func number() {
        var numbers = templates.map { _ in -1 }
        for index in templateOfRecord.indices {
            var template = templateOfRecord[index]
            while let next = templates[template].joined { template = next }
            if numbers[template] < 0 {
                numbers[template] = templateCount
                templateCount += 1
            }
            templateOfRecord[index] = numbers[template]
        }
        templates = []
    }
}
