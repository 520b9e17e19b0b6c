// Labelled texts, one after the other, in files that anybody can add to:
//
//     = prose                         the kind of the text: prose, list, code, json, log, diff, search, table, stackTrace
//     The limit is 12 retries.        the text, any number of lines
//     -
//     number: 12                      every hard fact in it: its class, then its text as it stands there;
//     name: Ada | Grace               several of one class on a line with " | " between
//     word: limit                     words need not all be listed
//
// A line of `#` and a space outside a text is a comment.

import Foundation
import PithPrompt

@testable import PithFacts

struct LabelledCase {
    var kind: SegmentKind
    var text: String
    var expected: [LabelledFact]
    var place: String
}

struct LabelledFact: Hashable {
    var kind: FactClass
    var text: String
}

enum CaseFile {
    static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Cases")

    static func read(_ name: String) throws -> [LabelledCase] {
        let lines = try String(contentsOf: folder.appending(path: name), encoding: .utf8).split(
            separator: "\n", omittingEmptySubsequences: false)
        var cases: [LabelledCase] = []
        var inText = false
        for (number, line) in lines.enumerated() {
            if !inText, line.hasPrefix("= ") {
                let kind = try requireKind(line.dropFirst(2), "\(name):\(number + 1)")
                cases.append(LabelledCase(kind: kind, text: "", expected: [], place: "\(name):\(number + 1)"))
                inText = true
            } else if inText, line == "-" {
                inText = false
            } else if inText {
                cases[cases.count - 1].text += (cases[cases.count - 1].text.isEmpty ? "" : "\n") + line
            } else if !line.isEmpty, !line.hasPrefix("# ") {
                guard let colon = line.firstIndex(of: ":"), let kind = FactClass(rawValue: String(line[..<colon])) else {
                    throw CaseError(description: "\(name):\(number + 1): no class of facts begins '\(line)'")
                }
                for text in line[line.index(after: colon)...].components(separatedBy: " | ") {
                    cases[cases.count - 1].expected.append(LabelledFact(kind: kind, text: folded(text)))
                }
            }
        }
        return cases
    }

    private static func requireKind(_ word: Substring, _ place: String) throws -> SegmentKind {
        guard let kind = SegmentKind(rawValue: String(word)) else {
            throw CaseError(description: "\(place): no kind of text is called '\(word)'")
        }
        return kind
    }

    static func folded(_ text: String) -> String { text.split { $0.isWhitespace }.joined(separator: " ") }
}

struct CaseError: Error, CustomStringConvertible { var description: String }

extension LabelledCase {
    /// What the extractor finds in the text.
    var found: [LabelledFact] {
        let bytes = Array(text.utf8)
        return FactExtractor().facts(in: bytes, range: 0..<bytes.count, kind: kind).map {
            LabelledFact(kind: $0.kind, text: CaseFile.folded(String(decoding: bytes[$0.range], as: UTF8.self)))
        }
    }
}
