// What a line is taken for, case by case. A file under Cases/segments holds a text with the expected kind in front of each of its lines.

import Foundation
import PithPrompt
import PithTestSupport
import Testing

private let caseFolder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Cases/segments")

/// The kind of each line of `text`: that of the segment which holds the line's first byte.
private func kinds(of text: String, role: String?) throws -> [String] {
    var bytes = Array(text.utf8)
    if let role {
        var random = SplitMix64(seed: 1)
        bytes = Array(#"[{"role":"\#(role)","content":\#(JSONEscaping.least.literal(text, using: &random))}]"#.utf8)
    }
    let prompt = try Prompt(parsing: bytes, as: role == nil ? .text : .messages)
    let view = role == nil ? 0 : 1
    var kinds: [String] = [], offset = 0
    for line in text.utf8.split(separator: 0x0A, omittingEmptySubsequences: false).dropLast() {
        let segment = prompt.segments.first { $0.view == view && $0.range.contains(offset) }
        kinds.append(segment.map { "\($0.kind)" } ?? "none")
        offset += line.count + 1
    }
    return kinds
}

private let caseNames = (try? FileManager.default.contentsOfDirectory(atPath: caseFolder.path).sorted()) ?? []

@Test("Lines are taken for what the cases say", arguments: caseNames)
func segmentKinds(name: String) throws {
    var role: String?
    var expected: [String] = [], lines: [String] = []
    for row in try String(contentsOf: caseFolder.appending(path: name), encoding: .utf8).split(separator: "\n") {
        if row.hasPrefix("# role: ") {
            role = String(row.dropFirst(8))
            continue
        }
        let parts = row.split(separator: "\t", maxSplits: 1, omittingEmptySubsequences: false)
        try #require(parts.count == 2, "\(name): no tab in '\(row)'")
        expected.append(String(parts[0]))
        lines.append(String(parts[1]))
    }
    for lineEnd in ["\n", "\r\n"] {
        let found = try kinds(of: lines.joined(separator: lineEnd) + lineEnd, role: role)
        try #require(found.count == expected.count)
        for (index, line) in lines.enumerated() where found[index] != expected[index] {
            Issue.record("\(name) line \(index + 1), \(lineEnd.debugDescription): \(found[index]), not \(expected[index]): \(line)")
        }
    }
}

@Test("There are cases for lines")
func thereAreCases() { #expect(caseNames.count >= 15) }
