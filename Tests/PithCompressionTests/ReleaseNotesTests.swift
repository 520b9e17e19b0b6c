// Which texts are taken for notes of releases, and what their items may lose.

import PithPrompt
import Testing

@testable import PithCompression

@Suite struct ReleaseNotesTests {
    @Test(arguments: [
        "## 0.28.1 (6th December, 2024)\n\n* Fix it.\n\n## 0.28.0\n\n* Add it.\n\n## v0.27.2 - 2024-08-27\n",
        "Release 0.23 (2026-05-27)\n=========================\n\nRelease 0.22rc1\n===============\n\nRelease 0.22b.dev (unpublished)\n====================\n",
        "# [2.1.0] - 2024-01-01\n# [2.0.0] - 2023-01-01\n# [Unreleased]\n# [1.9.1] - 2022-12-24\n",
    ])
    func headingsAreVersions(text: String) { #expect(ReleaseNotes.areIn(Array(text.utf8))) }

    @Test(arguments: [
        "", "1.2\n1.3\n1.4\n", "## 1.2 Install the server\n## 1.3 Start the server\n## 1.4 Stop the server\n",
        "## Server 4.5 to 4.6\n## Server 4.4 to 4.5\n## Server 4.3 to 4.4\n",
        "Upgrading to 3.13\n=====\n\nUpgrading to 3.12\n=====\n\nUpgrading to 3.11\n=====\n",
        "## 12\n## 11\n## 10\n", "## 0.28.1 (6th December, 2024)\n\n## 0.28.0\n",
    ])
    func othersAreNot(text: String) { #expect(!ReleaseNotes.areIn(Array(text.utf8))) }

    @Test func itemsThatSayWhatWasDoneMayGoAndOrdersElsewhereStay() throws {
        let items = (1...60).map { number in
            "- Add a reader for the tables of an older format, as many had asked for.\n"
                + "- Fix the way in which lines of text are drawn where the window is narrow.\n- Read the ledger E-\(1000 + number) first.\n"
        }
        let heads = ["## 1.2.0 (2026-01-02)\n\n", "## 1.1.0 (2025-01-02)\n\n", "## 1.0.0 (2024-01-02)\n\n"]
        let body = items.enumerated().map { ($0 % 20 == 0 ? "\n" + heads[$0 / 20] : "") + $1 }.joined()
        func output(_ text: String) throws -> String {
            var options = CompressionOptions()
            options.strategies = ["sentence-selection"]
            let output = try Compressor(options: options).compress(Prompt(parsing: Array(text.utf8))).output
            return String(decoding: output, as: UTF8.self)
        }
        let notes = try output("# Changelog\n\nWhat changed in the reader.\n" + body + "\nThat is all.\n")
        #expect(notes.utf8.count < body.utf8.count / 2)
        for number in 1...60 { #expect(notes.contains("E-\(1000 + number)")) }
        let steps = try output(
            "# Steps\n\nWhat to do in the office.\n" + body.replacing("## 1.", with: "## Day 1 of ") + "\nThat is all.\n")
        #expect(steps.contains("Add a reader"))
    }
}
