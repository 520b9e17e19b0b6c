// Results of tools written as fields are read back by a reader that shares nothing with the writer.

import PithCompression
import PithJSON
import PithPrompt
import PithTestSupport
import Testing

/// A conversation of a question and one result.
private func conversation(with result: [UInt8]) -> [UInt8] {
    var literal: [UInt8] = []
    JSONWriter.escape(result[...], into: &literal)
    return Array(#"[{"role":"user","content":"Look."},{"role":"tool","tool_call_id":"c1","content":""#.utf8) + literal + Array(#""}]"#.utf8)
}

private func result(in bytes: [UInt8]) throws -> [UInt8] {
    let prompt = try Prompt(parsing: bytes, as: .messages)
    return try #require(prompt.views.last).bytes
}

/// Whether two JSON texts have the same values, number text and order.
private func isSame(_ a: JSONValue, _ b: JSONValue) -> Bool {
    guard a.kind == b.kind else { return false }
    switch a.kind {
    case .object:
        let (x, y) = (Array(a.members), Array(b.members))
        return x.count == y.count && zip(x, y).allSatisfy { isSame($0.key, $1.key) && isSame($0.value, $1.value) }
    case .array:
        let (x, y) = (Array(a.elements), Array(b.elements))
        return x.count == y.count && zip(x, y).allSatisfy { isSame($0, $1) }
    case .string: return a.decodedString?.bytes == b.decodedString?.bytes
    default: return a.document.bytes[a.range] == b.document.bytes[b.range]
    }
}

private func checkReadsBack(_ json: [UInt8], _ note: String) throws {
    let surroundings = [
        ("", ""), ("", "\nThe desk in Novi-Sad has to agree first.\n$"), ("", "\n\n[Current directory: /srv]"),
        ("Exit code: 0\nOutput:\n", ""),
        ("HTTP/1.1 200 OK\n\n", "\nDone."),
    ]
    for (head, trailer) in surroundings {
        var options = CompressionOptions(mode: .lossless)
        options.strategies = ["plain-fields"]
        let input = head.utf8 + json + trailer.utf8
        let output = try Compressor(options: options).compress(Prompt(parsing: conversation(with: input), as: .messages)).output
        let again = try Compressor(options: options).compress(Prompt(parsing: output, as: .messages)).output
        #expect(again == output, "\(note)")
        var fields = try result(in: output)
        guard fields != input else { continue }
        #expect(fields.starts(with: head.utf8), "\(note)")
        fields.removeFirst(head.utf8.count)
        if !trailer.isEmpty {
            let rest = Array("\n\(trailer)".utf8)
            #expect(fields.suffix(rest.count).elementsEqual(rest), "\(note): \(String(decoding: fields, as: UTF8.self))")
            fields.removeLast(rest.count)
            let kinds = try Prompt(parsing: output, as: .messages).segments.filter(\.kind.isText).map(\.kind)
            #expect(kinds.last != .fields, "\(note): what follows the fields is told apart from them")
        }
        let back = try #require(jsonFromFields(fields), "\(note): \(String(decoding: fields, as: UTF8.self))")
        let (before, after) = (try JSONDocument(json), try JSONDocument(back))
        #expect(
            isSame(before.root, after.root),
            "\(note): \(String(decoding: fields, as: UTF8.self)) reads as \(String(decoding: back, as: UTF8.self))")
    }
}

@Test(arguments: 0..<UInt64(80))
func fieldsReadBack(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    let json = randomJSON(depth: 4, using: &random).text(pretty: random.oneIn(2))
    try checkReadsBack(Array(json.utf8), "seed \(seed)")
    // Objects of one shape: a table.
    var rows: [String] = []
    let words = [
        "Ada", "10148", "a, b", " padded", "true", "-", "", "x:y", "22:00:00", "two\nlines", "{", "1e5", "日本", "a\"b", "-5", "null", "c\\d",
    ]
    func text(_ word: String) -> String {
        var literal: [UInt8] = []
        JSONWriter.escape(Array(word.utf8)[...], into: &literal)
        return "\"" + String(decoding: literal, as: UTF8.self) + "\""
    }
    for _ in 0..<random.number(2...6) {
        rows.append(
            #"{"id": \#(random.number(0...2)), "who": {"name": \#(text(random.pick(words))), "zip": \#(text(random.pick(words)))}, "open": true, "note": \#(text(random.pick(words))), "legs": [{"a": \#(random.number(0...9)), "b": 1}, {"a": 2, "b": \#(random.number(0...1))}]}"#
        )
    }
    try checkReadsBack(Array("[\(rows.joined(separator: ", "))]".utf8), "rows of seed \(seed)")
    try checkReadsBack(Array("[[\(rows.joined(separator: ", "))], [\(rows[0])], [\(rows[1])]]".utf8), "tables of seed \(seed)")
    let named = rows.enumerated().map { "\(text(words[$0 % words.count] + "\($0)")): \($1)" }.joined(separator: ", ")
    try checkReadsBack(Array("{\(named)}".utf8), "named rows of seed \(seed)")
    try checkReadsBack(Array(#"{"cursor": null, "rows": {\#(named)}}"#.utf8), "named rows inside, of seed \(seed)")
    try checkReadsBack(
        Array(#"{"path": "src/a.c", "rows": [\#(rows.joined(separator: ", "))], "content": \#(text("a = \"1\"\n\n\tb\n"))}"#.utf8),
        "nested rows of seed \(seed)")
}
