// What the preset leaves of option lists, glossaries and forms: nothing said of one thing may come to stand under the name of another.

import PithPrompt
import Testing

@testable import PithCompression

@Suite struct TermEntriesTests {
    private static let idle = "The keeper of the lock was fond of quiet mornings by the water."

    /// The text in the midst of a long document, compressed by the preset.
    private static func compressed(_ text: String) throws -> String {
        let around = (1...80).map {
            "If you open gate \($0), basin \($0) rises. \(idle) You may then see mark \(1700 + $0) on the wall behind it."
        }
        let paragraphs = around.prefix(40) + [text] + around.suffix(40)
        var options = CompressionOptions(mode: .preset)
        options.strategies = ["sentence-selection"]
        let prompt = try Prompt(
            parsing: Array("You are the keeper.\n\n\(paragraphs.joined(separator: "\n\n"))\n\nYou must be quick.\n".utf8))
        return try String(decoding: Compressor(options: options).compress(prompt).output, as: UTF8.self)
    }

    private static let said = [
        "Turns the lamp on.", "Turns the lamp off.", "Rings the bell of the keeper.", "Opens the gate behind the wall.",
        "Shows the mark on the wall.",
    ]
    private static let names = ["-a", "-b name", "-c", "--dive, -d", "-e"]

    @Test func anOptionKeepsItsNameAndItsFirstSentence() throws {
        for gap in ["\n              ", "   ", " "] {
            let entries = zip(Self.names, Self.said).map { "       \($0)\(gap)\($1)  \(Self.idle)" }
            let text = try Self.compressed("OPTIONS\n\n\(entries.joined(separator: "\n\n"))")
            for (name, sentence) in zip(Self.names, Self.said) { #expect(text.contains("\(name)\(gap)\(sentence)  […]")) }
        }
    }

    @Test func anOptionBehindASlashIsAnEntry() throws {
        let text = "/S  Copies folders. Empty ones are left out.\n/E  Copies folders. Empty ones are taken too.\n/Q  Shows nothing.\n"
        var options = CompressionOptions(mode: .preset)
        options.strategies = ["sentence-selection"]
        let small = try Compressor(options: options).compress(Prompt(parsing: Array(text.utf8)))
        for name in ["/S", "/E", "/Q"] { #expect(String(decoding: small.output, as: UTF8.self).contains("\(name)  ")) }
    }

    @Test func namesAboveOneTextAllStay() throws {
        let text = try Self.compressed(
            "       -L port:host\n       -L socket\n              \(Self.said[0])  \(Self.idle)\n\n       -M\n              \(Self.said[0])"
        )
        #expect(text.contains("       -L port:host\n       -L socket\n              \(Self.said[0])  […]"))
    }

    @Test func aTermKeepsWhatItMeans() throws {
        for form in [
            "# Words\n\nterm\n    said rest", "term: said rest", "term — said rest", "Term\n:   said rest", "- **term**: said rest",
            "**Term.** said rest", "term\nsaid rest", "Term. said rest",
            "What is the term?\nsaid rest", "### What is term?\n\nsaid rest",
        ] {
            let entries = zip(["gate", "basin", "quiet morning", "keeper"], Self.said).map {
                form.replacing("term", with: $0).replacing("Term", with: $0.capitalized).replacing("said", with: $1).replacing(
                    "rest", with: Self.idle)
            }
            let text = try Self.compressed(entries.joined(separator: "\n\n"))
            for entry in entries { #expect(text.contains(entry.replacing(" \(Self.idle)", with: "")), "\(form)") }
        }
    }

    @Test func howACommandIsCalledStays() throws {
        let usage =
            "SYNOPSIS\n       grep [OPTION...] PATTERNS [FILE...]\n       grep [OPTION...] -e PATTERNS ... [FILE...]\n       grep [-a] [-b name] [file of names to read]"
        #expect(try Self.compressed("\(usage)\n\n\(usage)").ranges(of: usage).count == 2)
    }

    @Test func aTitleOfASectionMayLoseItsFirstSentence() throws {
        #expect(try Self.compressed("DESCRIPTION\n       \(Self.idle)  \(Self.said[0])").contains("DESCRIPTION\n       […]"))
    }

    @Test func anOptionInsideASentenceIsNoItem() {
        for (text, count) in [
            ("Use a jump host (see\n    -J).  Then go.", 2), ("It does what the\n    -f option does.", 1),
            ("These are -a,\n    -b and so on.", 1),
            ("Options are these\n    -f  Be quick.", 2),
            ("Fish\n- tar\n- rope", 3),
        ] {
            let bytes = Array(text.utf8)
            #expect(SentenceSplitter.sentences(in: bytes, bytes.indices).count == count, "\(text)")
        }
    }

    @Test func rowsOfAFormStay() throws {
        let sentences = [
            "The chief told the counselor that they took the day off.",
            "The manager sent a message to the secretary, but he didn't reply yet.",
            "The manager sent a message to the chief, and the counselor took the day off.",
        ]
        let form = sentences.map { "Sentence: \($0)\nOptions:\n(A) The chief\n(B) The counselor\nAnswer: (A)" }.joined(separator: "\n\n")
        let small = try Compressor(options: CompressionOptions(mode: .preset)).compress(Prompt(parsing: Array(form.utf8)))
        #expect(!String(decoding: small.output, as: UTF8.self).contains("[…]"))
    }

    @Test func aTextOfWhichNothingWouldBeLeftStays() throws {
        let verse = "The water runs.\nThe stones are wet.\nThe moon is pale.\nThe night is long.\nThe bird has gone.\n"
        var options = CompressionOptions(mode: .preset)
        options.strategies = ["sentence-selection"]
        #expect(try Compressor(options: options).compress(Prompt(parsing: Array(verse.utf8))).output == Array(verse.utf8))
    }
}
