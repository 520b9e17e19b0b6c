// Tables are lossless: the JSON is rebuilt from the output alone, with the reader that the form is documented by.

import Foundation
import PithJSON
import PithPrompt
import PithTestSupport
import Testing

@testable import PithCompression

@Suite struct JSONTableTests {
    @Test(arguments: 0..<400) func tablesReadBackAsTheSameValues(seed: Int) throws {
        var random = SplitMix64(seed: UInt64(seed))
        let input = RandomRecords.document(using: &random)
        try expectSameValues(after: Array(input.utf8), seed: seed)
    }

    @Test func realRecordsReadBackAsTheSameValues() throws {
        let files = corpusFiles(byteLimit: 160_000).filter { $0.name.hasSuffix(".json") }
        if files.isEmpty { print("skipped: no corpora beside the project") }
        for file in files where (try? JSONDocument(file.bytes)) != nil { try expectSameValues(after: file.bytes, as: [.json], seed: 0) }
        #expect(Bool(true))
    }

    /// Compresses `input`, reads the output back and compares.
    private func expectSameValues(after input: [UInt8], as formats: [PromptFormat] = [.auto, .json], seed: Int) throws {
        for format in formats {
            var options = CompressionOptions(mode: .lossless)
            options.strategies = [JSONTable.name, CompactJSON.name]
            let compressor = Compressor(options: options)
            let output = try compressor.compress(Prompt(parsing: input, as: format)).output
            let again = try compressor.compress(Prompt(parsing: output, as: format)).output
            #expect(again == output, "compressing the output of seed \(seed) again changed it")
            let expanded = TabledJSON(output, startingAt: 0, limit: output.count)?.expanded ?? output
            let before = try JSONDocument(input), after = try JSONDocument(expanded)
            #expect(difference(before.root, after.root) == nil, "seed \(seed): \(String(decoding: output, as: UTF8.self))")
        }
    }

    /// Where two values differ: in kind, number text, decoded string, member names or their order.
    private func difference(_ a: JSONValue, _ b: JSONValue) -> String? {
        guard a.kind == b.kind else { return "\(a.kind) became \(b.kind)" }
        switch a.kind {
        case .null, .true, .false: return nil
        case .number: return a.document.bytes[a.range] == b.document.bytes[b.range] ? nil : "a number's text changed"
        case .string: return a.string == b.string ? nil : "\(a.string ?? "") became \(b.string ?? "")"
        case .array:
            let first = Array(a.elements), second = Array(b.elements)
            guard first.count == second.count else { return "\(first.count) elements became \(second.count)" }
            return zip(first, second).lazy.compactMap { difference($0, $1) }.first
        case .object:
            let first = Array(a.members), second = Array(b.members)
            guard first.count == second.count else { return "\(first.count) members became \(second.count)" }
            return zip(first, second).lazy.compactMap { difference($0.key, $1.key) ?? difference($0.value, $1.value) }.first
        }
    }
}

/// Documents with arrays of objects in them, whose values try the limits of the form.
private enum RandomRecords {
    static let texts = [
        "plain", "two words", "a,b", "-", "^", "null", "true", "12", "0.50", "007", "-3", "1e5", "", " lead", "trail ", "\\\"quoted\\\"",
        "tab\\there",
        "line\\nend", "[x]", "{y}", "]", "{\\\"a\\\":1}", "é", "\\u00e9", "\\u0000", "\\ud800", "semi;colon", "pipe|d", "x=y", "a\\/b",
        "back\\\\slash", "[… 3 rows]",
        "lines[", "][", "a somewhat longer text that may well repeat",
    ]
    static let keys = ["id", "name", "zip", "a b", "x.y", "", "q\\\"k", "kind", "städte", "n=1", "t\\\"\\\"", "^"]

    static func document(using random: inout SplitMix64) -> String {
        let table = random.below(4) == 0 ? arrayOfKinds(using: &random) : array(depth: 0, using: &random)
        switch random.below(4) {
        case 0: return table
        case 1: return "{\"page\": 1, \"rows\": \(table), \"next\": null}"
        case 2: return "{\"a\": \(table), \"b\": {\"c\": [1, 2, \(array(depth: 1, using: &random))]}}"
        default: return "[\(table), {\"x\": \"[\"}]"
        }
    }

    static func array(depth: Int, using random: inout SplitMix64) -> String {
        "[\(rows(depth: depth, using: &random).joined(separator: ",\n  "))]"
    }

    /// Objects of several kinds, those alike together but for a few that stand alone.
    static func arrayOfKinds(using random: inout SplitMix64) -> String {
        var kinds = (0..<2 + random.below(3)).map { _ in rows(depth: 0, using: &random) }
        if random.below(2) == 0 { kinds.append(kinds[0]) }
        var all = kinds.flatMap { $0 }
        // Kinds that take turns.
        if random.below(2) == 0 {
            var order = Array(all.indices)
            for index in order.indices.reversed() { order.swapAt(index, random.below(index + 1)) }
            all = order.map { all[$0] }
        }
        for _ in 0..<random.below(4) {
            let alone = ["{}", "{\"model\": 1}", "{\"id\": 1, \"id\": 2}", "{\"a b\": {\"c\": \"][\"}}", rows(depth: 0, using: &random)[0]]
            all.insert(alone[random.below(alone.count)], at: random.below(all.count + 1))
        }
        return "[\(all.joined(separator: ","))]"
    }

    static func rows(depth: Int, using random: inout SplitMix64) -> [String] {
        var names = keys
        var columns: [(key: String, kind: Int)] = []
        for _ in 0..<1 + random.below(6) { columns.append((names.remove(at: random.below(names.count)), random.below(13))) }
        let lacks = random.below(3) == 0
        // A few things that rows speak of again and again, and what is said of each.
        let owners = (0..<3).map { _ in (text(using: &random), "\"\(text(using: &random)) \(random.below(99)) of the house\"") }
        let hasOwners = random.below(3) == 0
        // Columns that follow a rule in nearly all rows.
        let hasRules = random.below(3) == 0
        var rows: [String] = []
        var shared = text(using: &random)
        // Many rows, few of which have a member that the others lack, or their members in another order.
        let isLong = depth == 0 && random.below(4) == 0
        for row in 0..<2 + (isLong ? 40 + random.below(40) : random.below(14)) {
            if random.below(4) == 0 { shared = text(using: &random) }
            var members: [String] = []
            for (key, kind) in columns {
                if lacks, random.below(4) == 0 { continue }
                members.append("\"\(key)\": " + value(kind, row, shared, depth, using: &random))
            }
            if hasOwners {
                let owner = owners[random.below(3)]
                members.append("\"owner\": \"\(owner.0)\"")
                members.append("\"of\": " + (random.below(6) == 0 ? value(1, row, shared, depth, using: &random) : owner.1))
            }
            if hasRules {
                let place = random.below(3)
                func odd(_ usual: String) -> String { random.below(50) == 0 ? "\"\(text(using: &random))\"" : usual }
                members.append("\"place\": \"\(["Kiel", "Bonn", "Ulm"][place])\", \"land\": " + odd("\"\(["SH", "NW", "BW"][place])\""))
                members.append("\"number\": \(row * 7), \"link\": " + odd("\"/orders/\(row * 7)/lines\"") + ", \"ours\": " + odd("true"))
            }
            if isLong, random.below(40) == 0 { members.insert("\"rare\": \(row)", at: random.below(members.count + 1)) }
            if isLong, random.below(40) == 0 { members.reverse() }
            rows.append("{\(members.joined(separator: ", "))}")
        }
        return rows
    }

    static func value(_ kind: Int, _ row: Int, _ shared: String, _ depth: Int, using random: inout SplitMix64) -> String {
        switch kind {
        case 0: return "\(row)"
        case 1: return "\"\(text(using: &random))\""
        case 2: return "\"constant\""
        case 3: return "\"\(shared)\""
        case 4: return "\"\([10115, 20095, 80331][random.below(3)])\""
        case 5: return ["1.50", "-0", "1e400", "null", "true", "[]", "{}", "[1,\"a b\"]"][random.below(8)]
        case 6:
            if depth > 2 { return "null" }
            let inner = random.below(5) == 0 ? "" : "\"u\": \"\(text(using: &random))\", \"v\": {\"w\": \(row)}"
            return "{\(inner)}"
        case 9, 10:
            if random.below(40) == 0 { return "\"\(text(using: &random))\"" }
            let (comma, colon) = kind == 9 ? (",", ":") : (", ", ": ")
            var inner = "\"to\"\(colon)\"\(text(using: &random))\"\(comma)\"n\"\(colon)[\(row)\(comma)1.50]"
            if random.below(3) == 0 { inner += "\(comma)\"deep\"\(colon){\"x\"\(colon)\(row)}" }
            return JSONEscaping.least.literal("{\(inner)}", using: &random)
        case 11: return random.below(60) == 0 ? "null" : "\"/rows/\(row)/next\""
        case 12: return "\"see \(shared)\""
        case 7: return depth < 2 && random.below(3) == 0 ? array(depth: depth + 1, using: &random) : "\"\(["NW", "SH", "HH"][row % 3])\""
        default: return "\"\(["Bonn", "Kiel", "Hamm am See"][row % 3])\""
        }
    }

    static func text(using random: inout SplitMix64) -> String { texts[random.below(texts.count)] }
}

extension SplitMix64 {
    fileprivate mutating func below(_ end: Int) -> Int { number(0...end - 1) }
}
