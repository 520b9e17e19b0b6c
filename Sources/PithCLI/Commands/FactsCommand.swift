// pith facts: what a reader could need, as Pith sees it.

import ArgumentParser
import Pith
import PithJSON
import PithSystem

struct FactsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "facts",
        abstract: "List the facts in a prompt: numbers, ids, paths, URLs, quotes, dates, names, negations, errors and rare words.",
        discussion: """
            One fact a line: where it begins (byte offset), its class, its text. These are the facts that pith compress weighs and that pith
            check looks for.

              echo 'Order 4711 was refunded on 2026-03-11.' | pith facts
            """)

    @Argument(help: "The prompt, or - for standard input.", completion: .file())
    var file: String?

    @Option(help: "What the input is.")
    var format = PromptFormat.auto

    @Flag(name: .customLong("json"), help: "Print JSON.")
    var printsJSON = false

    func run() throws {
        let bytes = try InputText.read(file, invalidBytesAre: "passed over")
        let facts = try Self.facts(in: Prompt(parsing: bytes, as: format))
        try File.standardOutput().write(printsJSON ? json(facts) : lines(facts))
    }

    private struct Found {
        let kind: FactClass
        let text: ArraySlice<UInt8>
        /// Where it stands in the input.
        let range: Range<Int>
        let role: Role
    }

    private static func facts(in prompt: Prompt) -> [Found] {
        let extractor = FactExtractor()
        return prompt.segments.filter(\.kind.isText).flatMap { segment in
            let view = prompt.views[segment.view]
            return extractor.facts(in: view.bytes, range: segment.range, kind: segment.kind).map {
                Found(kind: $0.kind, text: view.bytes[$0.range], range: view.rawRange(of: $0.range), role: view.role)
            }
        }
    }

    private func lines(_ facts: [Found]) -> [UInt8] {
        var output: [UInt8] = []
        for fact in facts {
            output += "\(fact.range.lowerBound)\t\(fact.kind.rawValue)\t".utf8
            output += fact.text.map { $0 < 0x20 ? 0x20 : $0 }
            output.append(0x0A)
        }
        return output
    }

    private func json(_ facts: [Found]) -> [UInt8] {
        var json = JSONWriter()
        json.object { json in
            json.member(
                "counts",
                object: { json in
                    for kind in FactClass.allCases { json.member(kind.rawValue, facts.count { $0.kind == kind }) }
                })
            json.member(
                "facts",
                array: { json in
                    for fact in facts {
                        json.object { json in
                            json.member("class", fact.kind.rawValue)
                            json.member("text", String(decoding: fact.text, as: UTF8.self))
                            json.member("byteOffset", fact.range.lowerBound)
                            json.member("byteCount", fact.range.count)
                            if fact.role != .none { json.member("role", fact.role.rawValue) }
                        }
                    }
                })
        }
        return json.bytes + [0x0A]
    }
}
