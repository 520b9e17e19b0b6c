// What is JSON and what is not (RFC 8259), where the grammar breaks, and that values stand where they are said to stand.

import Foundation
import PithJSON
import PithTestSupport
import Testing

private func caseLines(_ file: String) throws -> [Substring] {
    let url = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Cases/\(file)")
    return try String(contentsOf: url, encoding: .utf8).split(separator: "\n").filter { !$0.hasPrefix("#") }
}

/// The bytes that a case line stands for.
private func bytes(_ line: some StringProtocol) -> [UInt8] {
    var out: [UInt8] = []
    var rest = line.unicodeScalars[...]
    while let next = rest.popFirst() {
        switch next {
        case "⏎": out.append(0x0A)
        case "␍": out.append(0x0D)
        case "␉": out.append(0x09)
        case "‹":
            out.append(UInt8(String(String.UnicodeScalarView(rest.prefix(2))), radix: 16)!)
            rest = rest.dropFirst(3)
        default: out += Array(String(Character(next)).utf8)
        }
    }
    return out
}

@Test("Texts that are JSON are taken")
func acceptedCases() throws {
    for line in try caseLines("accepted.txt") {
        #expect(throws: Never.self, "\(line)") { try JSONDocument(bytes(line)) }
    }
}

@Test("Texts that are not JSON are refused where the grammar breaks")
func rejectedCases() throws {
    for line in try caseLines("rejected.txt") {
        let parts = line.split(separator: "\t", maxSplits: 1, omittingEmptySubsequences: false)
        let offset = try #require(Int(parts[0]))
        do throws(JSONError) {
            _ = try JSONDocument(bytes(parts[1]))
            Issue.record("taken: \(parts[1])")
        } catch {
            #expect(error.byteOffset == offset, "\(parts[1]): \(error)")
        }
    }
}

/// The value written out again, without white space, number and string text as they stood.
private func rewritten(_ value: JSONValue) -> String {
    switch value.kind {
    case .array: "[" + value.elements.map(rewritten).joined(separator: ",") + "]"
    case .object: "{" + value.members.map { rewritten($0.key) + ":" + rewritten($0.value) }.joined(separator: ",") + "}"
    default: String(decoding: value.document.bytes[value.range], as: UTF8.self)
    }
}

private func compact(_ json: RandomJSON) -> String {
    switch json {
    case .literal(let text): text
    case .string(let text): literal(text)
    case .array(let elements): "[" + elements.map(compact).joined(separator: ",") + "]"
    case .object(let members): "{" + members.map { literal($0) + ":" + compact($1) }.joined(separator: ",") + "}"
    }
}

private func literal(_ text: String) -> String {
    var random = SplitMix64(seed: 0)
    return JSONEscaping.least.literal(text, using: &random)
}

@Test("The tape says what random values are, wherever white space stands", arguments: 0..<50)
func tapeHoldsValues(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    for _ in 0..<20 {
        let json = randomJSON(depth: 5, using: &random)
        let text = json.text(pretty: random.oneIn(2))
        let document = try JSONDocument(Array(("x " + text + " y").utf8), in: 2..<text.utf8.count + 2)
        #expect(rewritten(document.root) == compact(json), "seed \(seed)")
    }
}

/// The grammar once more, as plainly as it can be written: by recursion.
private struct PlainJSON {
    var rest: ArraySlice<UInt8>

    static func accepts(_ bytes: [UInt8]) -> Bool {
        var reader = PlainJSON(rest: bytes[...])
        guard reader.value() else { return false }
        reader.space()
        return reader.rest.isEmpty
    }

    mutating func space() { rest = rest.drop { [0x20, 0x0A, 0x0D, 0x09].contains($0) } }

    mutating func take(_ text: String) -> Bool {
        guard rest.starts(with: text.utf8) else { return false }
        rest = rest.dropFirst(text.utf8.count)
        return true
    }

    mutating func value() -> Bool {
        space()
        if take("[") { return list(close: "]") { $0.value() } }
        if take("{") {
            return list(close: "}") { reader in
                reader.space()
                guard reader.string() else { return false }
                reader.space()
                return reader.take(":") && reader.value()
            }
        }
        return take("null") || take("true") || take("false") || string() || number()
    }

    mutating func list(close: String, _ item: (inout PlainJSON) -> Bool) -> Bool {
        space()
        if take(close) { return true }
        while true {
            guard item(&self) else { return false }
            space()
            if take(close) { return true }
            guard take(",") else { return false }
        }
    }

    mutating func string() -> Bool {
        guard take("\"") else { return false }
        while let byte = rest.popFirst() {
            if byte == 0x22 { return true }
            if byte < 0x20 { return false }
            guard byte == 0x5C else { continue }
            guard let escape = rest.popFirst() else { return false }
            if escape == 0x75 {
                guard rest.count >= 4, rest.prefix(4).allSatisfy({ Character(Unicode.Scalar($0)).isHexDigit }) else { return false }
                rest = rest.dropFirst(4)
            } else if !"\"\\/bfnrt".utf8.contains(escape) {
                return false
            }
        }
        return false
    }

    mutating func number() -> Bool {
        func digits(_ reader: inout PlainJSON) -> Int {
            let count = reader.rest.prefix { (0x30...0x39).contains($0) }.count
            reader.rest = reader.rest.dropFirst(count)
            return count
        }
        _ = take("-")
        let isZero = rest.first == 0x30
        let whole = digits(&self)
        guard whole > 0, !(isZero && whole > 1) else { return false }
        if take("."), digits(&self) == 0 { return false }
        if take("e") || take("E") {
            _ = take("+") || take("-")
            if digits(&self) == 0 { return false }
        }
        return true
    }
}

@Test("Damaged texts are judged as the plain grammar judges them", arguments: 0..<50)
func damageIsSeen(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    var taken = 0
    for _ in 0..<100 {
        var text = Array(randomJSON(depth: 4, using: &random).text(pretty: random.oneIn(2)).utf8)
        for _ in 0..<random.number(0...2) where !text.isEmpty {
            let at = random.number(0...text.count - 1)
            if random.oneIn(2) { text.remove(at: at) } else { text.insert(random.pick(Array("{}[]\",:\\ 01e.-+nt\u{1}".utf8)), at: at) }
        }
        let isTaken = (try? JSONDocument(text)) != nil
        if isTaken { taken += 1 }
        #expect(isTaken == PlainJSON.accepts(text), "seed \(seed): \(String(decoding: text, as: UTF8.self))")
    }
    #expect(taken > 0 && taken < 100)
}

@Test("A million open brackets cost no stack")
func deepNesting() throws {
    let depth = 1_000_000
    #expect(throws: JSONError.self) { try JSONDocument([UInt8](repeating: 0x5B, count: depth)) }
    let closed = try JSONDocument([UInt8](repeating: 0x5B, count: depth) + [UInt8](repeating: 0x5D, count: depth))
    #expect(closed.root.range == 0..<2 * depth)
}

@Test("Members are found by key, the last of equals; keys match byte for byte")
func memberLookup() throws {
    let root = try JSONDocument(Array(#"{"a":1,"b":[true,"x\n"],"a":2,"\u0063":3,"e\u0301":4}"#.utf8)).root
    #expect(root["a"]?.integer == 2)
    #expect(root["c"]?.integer == 3)
    #expect(root["\u{E9}"] == nil && root["e\u{301}"]?.integer == 4)
    #expect(root["b"]?[1]?.string == "x\n" && root["b"]?[0]?.bool == true && root["b"]?[2] == nil)
    #expect(root["b"]?["a"] == nil && root["d"] == nil && root[0] == nil)
}
