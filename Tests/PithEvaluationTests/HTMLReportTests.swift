import Foundation
import PithPrompt
import Testing

@testable import PithEvaluation

@Suite struct HTMLReportTests {
    private func page(suiteName: String = "keys", keptOutputs: Int = 2) throws -> String {
        let tasks = (0..<8).map { number in
            EvaluationTask(
                id: "<t\(number)>", suite: suiteName, format: .text, query: "What's \"in\" box \(number)?",
                context: Array("Box one holds <tea> & \u{1}milk. Box two holds the number \(number + 50). ".utf8) + [0xFF],
                expectations: [.any(["\(number + 50)"]), .all(["tea"]), .near([["box"], ["holds"]], within: 9)])
        }
        var run = EvaluationRun(
            contestants: try ["truncate-head", "truncate-tail", "full", "empty"].map { try contestant(named: $0, seed: 1) }
                + [CommandContestant(command: "exit 1 # <b>", timeLimitSeconds: 9)])
        run.keptOutputTaskCount = keptOutputs
        let result = run.run([(suiteName, tasks), ("nothing", [])])
        let summary = EvaluationSummary(of: result, resampleCount: 50, comparing: ComparisonWish(reference: "full", margin: 0.05))
        return String(decoding: HTMLReport.page(of: result, summary: summary, version: "0"), as: UTF8.self)
    }

    @Test func thePageNeedsNothingElse() throws {
        let page = try page()
        #expect(page.firstMatch(of: #/<script|<link|<img|<iframe|@import|url\(|https?:|\son[a-z]+=/#) == nil)
        #expect(page.contains("prefers-color-scheme:dark") && page.contains("width=device-width") && page.contains("lang=\"en\""))
    }

    @Test func everyTagIsClosedWhereItShouldBe() throws {
        var open: [Substring] = []
        let void: Set<Substring> = ["meta", "!doctype"]
        for tag in try page(suiteName: "<&\">").matches(of: #/<(\/?)([!a-z0-9]+)((?:[^<>"]|"[^"<>]*")*)>/#) {
            if tag.2 == "" || void.contains(tag.2) || tag.3.hasSuffix("/") { continue }
            if tag.1.isEmpty { open.append(tag.2) } else { #expect(open.popLast() == tag.2) }
        }
        #expect(open.isEmpty)
    }

    @Test func whatComesFromOutsideIsEscaped() throws {
        let page = try page(suiteName: "<script>alert(1)</script>")
        #expect(!page.contains("<script>") && !page.contains("<b>") && !page.contains("<tea>") && !page.contains("<t1>"))
        #expect(page.contains("&lt;tea&gt; &amp; \u{2401}milk") && page.contains("\u{FFFD}"))
        #expect(HTMLText.escaped("a\"<&>\n\u{0}") == "a&quot;&lt;&amp;&gt;\n\u{2400}")
    }

    @Test func aReaderWhoCannotSeeTheFigureIsToldWhatItShows() throws {
        let page = try page()
        #expect(page.contains("role=\"img\" aria-labelledby=\"chart-0-title chart-0-desc\""))
        #expect(page.contains("empty does not reach 0.90."))
        #expect(page.matches(of: #/<table><caption>/#).count == page.matches(of: #/<table/#).count)
        #expect(page.matches(of: #/<th scope=/#).count == page.matches(of: #/<th[ >]/#).count)
    }

    @Test func tasksAreShownOnlyWhereOutputsWereKept() throws {
        #expect(try page(keptOutputs: 2).matches(of: #/<summary>Task /#).count == 2)
        #expect(try !page(keptOutputs: 0).contains("What was taken out"))
    }

    @Test func thePageTellsWhatWasChosenForEachSegment() throws {
        let task = EvaluationTask(
            id: "t", suite: "notes", format: .text, query: "Who keeps the key?",
            context: Array("Ann keeps the key. The weather was fine in May.\n\n- one <item>\n- another item of 4 pounds\n".utf8),
            expectations: [.any(["Ann"])])
        var run = EvaluationRun(contestants: [try contestant(named: "pith-budget", seed: 1)])
        (run.keptOutputTaskCount, run.shares) = (1, [0.5])
        let result = run.run([("notes", [task])])
        let summary = EvaluationSummary(of: result, resampleCount: 9, comparing: nil)
        let page = String(decoding: HTMLReport.page(of: result, summary: summary, version: "0"), as: UTF8.self)
        #expect(page.contains("<caption>What was chosen for each segment, and why</caption>"))
        #expect(page.contains("<td>list</td>") && page.contains("<td>dropped</td>") && !page.contains("<item>"))
    }

    @Test func marksTellWhatWasKeptRemovedAndAdded() {
        func marks(_ context: String, _ output: String) -> String {
            let contextWords = RemovalMarks.words(of: Array(context.utf8)), outputWords = RemovalMarks.words(of: Array(output.utf8))
            func text(_ words: [ArraySlice<UInt8>], _ range: Range<Int>) -> String {
                String(decoding: words[range].joined(), as: UTF8.self)
            }
            return RemovalMarks(context: contextWords, output: outputWords).pieces.map { piece in
                switch piece {
                case .kept(let range): text(contextWords, range)
                case .removed(let range): "[-\(text(contextWords, range))]"
                case .added(let range): "[+\(text(outputWords, range))]"
                }
            }.joined()
        }
        #expect(marks("a b c d e f g", "a b c d e f g") == "a b c d e f g")
        #expect(marks("a b c d e f g h", "a b c f g h") == "a b c [-d e ]f g h")
        #expect(marks("a b c d e f", "a b c … d e f") == "a b c [+… ]d e f")
        #expect(marks("a b", "") == "[-a b]")
        #expect(marks("", "a b") == "[+a b]")
        #expect(marks("", "") == "")
    }

    @Test func marksLoseNoWordOfEitherText() {
        let seed: UInt64 = 9
        var generator = SeededGenerator(seed: seed)
        for round in 0..<300 {
            func words(_ count: Int) -> [ArraySlice<UInt8>] {
                (0..<count).map { _ in [UInt8.random(in: 0x61...0x64, using: &generator)][...] }
            }
            let context = words(Int.random(in: 0...60, using: &generator))
            let output = Bool.random(using: &generator) ? words(20) : context.filter { _ in UInt8.random(in: 0...3, using: &generator) > 0 }
            var ofContext: [ArraySlice<UInt8>] = [], ofOutput: [ArraySlice<UInt8>] = []
            for piece in RemovalMarks(context: context, output: output).pieces {
                switch piece {
                case .kept(let range):
                    ofContext += context[range]
                    ofOutput += context[range]
                case .removed(let range): ofContext += context[range]
                case .added(let range): ofOutput += output[range]
                }
            }
            #expect(ofContext == context && ofOutput == output, "seed \(seed), round \(round)")
        }
    }

    /// Renders the page as a desktop and a phone would show it, where Chromium is installed.
    @Test(arguments: [(1000, 1200), (360, 1200)])
    func theReportRendersInABrowser(width: Int, height: Int) throws {
        let browser = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].first {
            FileManager.default.isExecutableFile(atPath: $0)
        }
        guard let browser else { return expectNoBrowser() }
        let folder = FileManager.default.temporaryDirectory.appending(path: "pith-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let (file, image) = (folder.appending(path: "report.html"), folder.appending(path: "report.png"))
        try page().write(to: file, atomically: true, encoding: .utf8)
        let process = Process()
        process.executableURL = URL(filePath: browser)
        process.arguments = [
            "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--user-data-dir=\(folder.path)/profile",
            "--window-size=\(width),\(height)",
            "--screenshot=\(image.path)", file.absoluteString,
        ]
        process.standardError = FileHandle.nullDevice
        process.standardOutput = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        let png = try [UInt8](Data(contentsOf: image))
        #expect(png.starts(with: [0x89, 0x50, 0x4E, 0x47]))
        #expect(png.count > 20_000, "an empty page is far smaller")
    }

    private func expectNoBrowser() {
        print("skipped: no Chromium")
        #expect(!FileManager.default.isExecutableFile(atPath: "/usr/bin/chromium"))
    }
}
