import Foundation
import Testing

private let caseFolder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Cases")
private let caseNames = ((try? FileManager.default.contentsOfDirectory(atPath: caseFolder.path)) ?? []).filter { $0.hasSuffix(".test") }
    .sorted()
private let rewritesCases = ProcessInfo.processInfo.environment["PITH_REWRITE_CASES"] == "1"

@Test("Commands print what the case files say", arguments: caseNames)
func commandsPrintWhatTheCaseFilesSay(_ name: String) throws {
    let url = caseFolder.appendingPathComponent(name)
    let file = try CaseFile(contentsOf: url)
    #expect(!file.steps.isEmpty, "\(name) has no commands")
    let shell = try Shell()
    var outcomes: [Outcome] = []
    for step in file.steps {
        let input = Data(step.input.map { $0 + "\n" }.joined().utf8)
        let outcome = try shell.run(step.command.joined(separator: "\n"), input: input)
        outcomes.append(outcome)
        if rewritesCases { continue }
        let command = step.command.joined(separator: "\n")
        #expect(shown(outcome.output) == shown(step.expected.output), "standard output of \(name): \(command)")
        #expect(shown(outcome.errors) == shown(step.expected.errors), "standard error of \(name): \(command)")
        #expect(outcome.exitCode == step.expected.exitCode, "exit code of \(name): \(command)")
    }
    if rewritesCases { try file.text(with: outcomes).write(to: url, atomically: true, encoding: .utf8) }
}

@Test("The examples of the pages about commands print what the pages show", arguments: ["CLI.md", "Vocabularies.md", "Relevance.md"])
func documentedExamplesPrintWhatThePageShows(_ name: String) throws {
    let page = try String(contentsOf: Shell.root.appendingPathComponent("Documentation/\(name)"), encoding: .utf8)
    let shell = try Shell()
    try writeFiles(of: page, shell)
    var exampleCount = 0
    for block in page.components(separatedBy: "```console\n").dropFirst() {
        let lines = block.components(separatedBy: "\n```")[0].components(separatedBy: "\n")
        var shown = ""
        for line in lines where line.hasPrefix("$ ") {
            let outcome = try shell.run("{ " + line.dropFirst(2) + "\n} 2>&1")
            shown += line + "\n" + String(decoding: outcome.output, as: UTF8.self)
            if !shown.hasSuffix("\n") { shown += "\n" }
            exampleCount += 1
        }
        #expect(shown == lines.joined(separator: "\n") + "\n")
    }
    #expect(exampleCount > 0)
}

/// The first page shows three lines of a report.
@Test("What the first screen of README.md shows is what is printed")
func theFirstPageShowsWhatIsPrinted() throws {
    let page = try String(contentsOf: Shell.root.appendingPathComponent("README.md"), encoding: .utf8)
    let blocks = page.components(separatedBy: "```console\n").filter {
        $0.hasPrefix("$ pith compress corpora") || $0.hasPrefix("$ for i in")
    }
    #expect(blocks.count == 2)
    let shell = try Shell()
    _ = try shell.run("ln -s '\(Shell.root.path)/corpora' corpora")
    var printed: [Substring] = []
    for line in blocks.flatMap({ $0.components(separatedBy: "\n```")[0].split(separator: "\n") }) {
        if line.hasPrefix("$ ") {
            let outcome = try shell.run("{ " + line.dropFirst(2) + "\n} 2>&1")
            printed = String(decoding: outcome.output, as: UTF8.self).split(separator: "\n")
        } else {
            #expect(printed.contains(line), "it says \(printed)")
        }
    }
}

/// Pages name a file, "`forms.txt`:", and show it in the block below.
private func writeFiles(of page: String, _ shell: borrowing Shell) throws {
    for match in page.matches(of: #/\n`([A-Za-z0-9.-]+)`[^\n`]*:\n\n```\n([\s\S]*?)```\n/#) {
        _ = try shell.run("cat > \(match.1)", input: Data(match.2.utf8))
    }
}

@Test("The examples of the strategies' pages print what the pages show")
func strategyPagesShowWhatCommandsPrint() throws {
    let folder = Shell.root.appendingPathComponent("Documentation/Strategies")
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".md") }.sorted()
    let pages = try names.map { (name: $0, text: try String(contentsOf: folder.appendingPathComponent($0), encoding: .utf8)) }
    let shell = try Shell()
    for page in pages { try writeFiles(of: page.text, shell) }
    var exampleCount = 0
    for page in pages {
        for block in page.text.matches(of: #/(?:^|\n)(`{3,})console\n([\s\S]*?)\n\1(?:\n|$)/#) {
            let lines = String(block.2).components(separatedBy: "\n")
            var shown = ""
            for line in lines where line.hasPrefix("$ ") {
                let outcome = try shell.run("{ " + line.dropFirst(2) + "\n} 2>&1")
                shown += line + "\n" + String(decoding: outcome.output, as: UTF8.self)
                if !shown.hasSuffix("\n") { shown += "\n" }
                exampleCount += 1
            }
            #expect(shown == lines.joined(separator: "\n") + "\n", "\(page.name)")
        }
    }
    #expect(exampleCount > 0)
}

@Test("There are case files")
func thereAreCaseFiles() { #expect(!caseNames.isEmpty) }

private func shown(_ data: Data) -> String { String(decoding: data, as: UTF8.self) }
