// What the preset takes out of a long text that no message carries: paragraphs that speak of their matter with "you can" are matter there, and lists are
// content; orders, names in lists, and the first and last words stay.

import PithCompression
import PithPrompt
import Testing

@Suite struct LongDocumentTests {
    private static let idle = "The keeper of the lock was fond of quiet mornings by the water."
    private static let order = "Shut the small valve before the tide turns at last in the evening."
    private static let names = "- tar\n- rope and chain\n- a lamp"

    /// A manual of so many paragraphs, each of which addresses its reader.
    private static func manual(paragraphCount: Int) -> String {
        var paragraphs = (1...paragraphCount).map {
            "If you open gate \($0), the water in basin \($0) rises. \(idle) You may then see mark \(1700 + $0) on the wall behind it."
        }
        paragraphs.insert(order + " You may then rest a while.", at: paragraphCount / 2)
        paragraphs.insert(names, at: paragraphCount / 3)
        return "You are the keeper. \(idle)\n\n" + paragraphs.joined(separator: "\n\n") + "\n\nYou must be quick. \(idle)\n"
    }

    private static func compressed(_ text: String) throws -> String {
        var options = CompressionOptions(mode: .preset)
        options.strategies = ["sentence-selection"]
        let small = try Compressor(options: options).compress(Prompt(parsing: Array(text.utf8)))
        return String(decoding: small.output, as: UTF8.self)
    }

    @Test func idleSentencesOfAManualGo() throws {
        let text = try Self.compressed(Self.manual(paragraphCount: 80))
        #expect(text.ranges(of: Self.idle).count <= 3)
        #expect(text.contains(Self.order))
        #expect(text.contains(Self.names))
        for number in 1...80 { #expect(text.contains("mark \(1700 + number) on the wall")) }
        #expect(text.hasPrefix("You are the keeper. \(Self.idle)") && text.hasSuffix("You must be quick. \(Self.idle)\n"))
    }

    @Test func whatCanBeGoesAndWhatCanOnlyBeStays() throws {
        let able = "The keeper can be seen from the harbour on quiet mornings."
        let limits = [
            "The gate can only be reached by the stairs.", "The bell may not be rung after dark.", "You can't swim in the basin.",
            "You don’t walk on the gate.",
        ]
        let sentences = ([able, able] + limits + limits).joined(separator: " ")
        let text = try Self.compressed(Self.manual(paragraphCount: 80).replacing(Self.names, with: sentences))
        #expect(text.ranges(of: able).count < 2)
        for limit in limits { #expect(text.ranges(of: limit).count == 2) }
    }

    @Test func whatAReaderOfReleaseNotesIsToDoStays() throws {
        let done = "- Improve the lamps of the gate in the evening."
        let orders = ["- Restart the bell of the gate by hand.", "- Delete the lists of the lamps after the evening."]
        let versions = (1...60).map {
            "## 2.\($0).0 (2025-03-14)\n\n- The water in basin \($0) rises to mark \(1700 + $0) on the wall behind it.\n\(done)"
        }
        let words = "The lists and the bell, the hand and the evening: what a reader sees of the lamps is there to restart and delete."
        let notes = [words] + versions + ["## 1.0.0 (2024-03-14)\n\n" + orders.joined(separator: "\n"), words, "The first of all."]
        let text = try Self.compressed(notes.joined(separator: "\n\n"))
        #expect(text.ranges(of: done).count < 60)
        for order in orders { #expect(text.contains(order)) }
    }

    @Test func whatMayBeDoneAndWhatHarmCanComeStay() throws {
        let told = ["Members can vote by the gate.", "Guests can borrow water of the basin.", "This can cause a fire by the water."]
        let able = "You can also watch the gate on quiet mornings."
        let words = "Members, guests, a vote of the gate, and what they borrow: the cause of a fire is there to also watch."
        let paragraphs = (told + [able]).map { "\(Self.idle) \($0) \(Self.idle)" } + [words]
        let text = try Self.compressed(Self.manual(paragraphCount: 80).replacing(Self.names, with: paragraphs.joined(separator: "\n\n")))
        for sentence in told { #expect(text.contains(sentence)) }
        #expect(!text.contains(able))
    }

    /// A rule without its title would be read as the title's text.
    @Test func aTitleOverARuleStays() throws {
        let title = "What the keeper of the lock does on quiet mornings by the water"
        let titled = title + "\n" + String(repeating: "~", count: title.count) + "\n\n\(Self.idle)"
        let text = try Self.compressed(
            Self.manual(paragraphCount: 80).replacing(Self.names, with: [titled, titled].joined(separator: "\n\n")))
        #expect(text.ranges(of: title + "\n~~~").count == 2)
    }

    @Test func whatASentenceLooksBackToStays() throws {
        let pairs = [
            (
                "The flood of the spring took the bridge and the mill beside the weir.",
                "Because of it 14 houses had to be pulled down in 1911."
            ),
            ("The school stood behind the church on the hill.", "In 1920 it was closed after 2 accidents."),
            ("The ferryman was given the right to moor below the bridge.", "Since then his fee has been 5 crowns."),
            (
                "The lamp and the bell were lent to the harbour for the winter.",
                "Afterwards the same was given to Captain Moe for 7 crowns."
            ),
            ("The weaver of the valley took over the loom of the parish.", "Nach 3 Jahren hat er 9 Boote verkauft."),
        ]
        let other = ("The mason of the parish was fond of the wall of the harbour.", "After the war Captain Moe had his 11 boats painted.")
        let twice = (pairs + [other]).map { "\(Self.idle) \($0.0)" }
        let paragraphs = (pairs + [other]).map { "\(Self.idle) \($0.0) \($0.1)" } + twice
        let text = try Self.compressed(Self.manual(paragraphCount: 80).replacing(Self.names, with: paragraphs.joined(separator: "\n\n")))
        for (source, sentence) in pairs { #expect(text.contains("\(source) \(sentence)")) }
        #expect(text.contains(other.1) && !text.contains("\(other.0) \(other.1)"))
    }

    /// Lines that begin with a mark of code or behind one go on as words do; those that begin with a capital in the midst of a sentence may be lines of their own.
    @Test func linesThatMarksOfCodePartAreJoined() throws {
        let wrapped = [
            "The wall of the lock is painted in the colours that the list of\n`colours` has.  A keeper calls them by the name in\nthe list (see below).",
            "``gate`` and ``basin`` are words of the old keepers, and most of the boats\n(but not all of those) know what stands in it.  The lamps are lit by `light`\nand trimmed by the keeper.",
        ]
        let rows = "The gate of the lock is made of the best oak in the forest\nMoe has the key of the lamp and the bell in the house."
        let paragraphs = wrapped + [rows]
        var options = CompressionOptions(mode: .preset)
        options.strategies = ["soft-breaks"]
        let text = Self.manual(paragraphCount: 80).replacing(Self.names, with: paragraphs.joined(separator: "\n\n"))
        let small = String(decoding: try Compressor(options: options).compress(Prompt(parsing: Array(text.utf8))).output, as: UTF8.self)
        for paragraph in wrapped { #expect(small.contains(paragraph.replacing("\n", with: " "))) }
        #expect(small.contains(rows))
    }

    /// Names that are code by their form need no marks; a plain word, what marks of a language would change, and names beside other marks keep them.
    @Test func namesOfCodeNeedNoMarks() throws {
        let marked =
            "The keeper sets `lamp_oil` in ``harbour.toml`` with `setOil()` or ``--oil-level``: see (`gate.close`) of `@lock/gate`, `.oil` and `open(by=boy)`. It is `None` or `True` where `LAMP` is `0`, and a `LampError` or `HTTPError` has `Set-Cookie` and `Oil`, `Gate` of `9.0`."
        let kept =
            "`None` is told first. `Lamp` is next. He reads `lamp`, `A`, `B-c`, `__all__`, `lock_`, `-v`, `read-only`, `a[b](c)`, ``a b_c``, un`lit_lamp`, [`gate.list`][gate.list], `oil.level`_ and `gate.open`(2)."
        var options = CompressionOptions(mode: .preset)
        options.strategies = ["code-marks"]
        func compressed(_ text: String) throws -> String {
            String(decoding: try Compressor(options: options).compress(Prompt(parsing: Array(text.utf8))).output, as: UTF8.self)
        }
        let document = try compressed(Self.manual(paragraphCount: 80).replacing(Self.names, with: marked + "\n\n" + kept))
        #expect(document.contains(marked.replacing("`", with: "")))
        #expect(document.contains(kept.replacing("``", with: "`")))
        #expect(try compressed(marked).contains("`lamp_oil` in "))
    }

    /// What stands below a directive is read by its name.
    @Test func directivesStay() throws {
        let directive = ".. option:: the name of the keeper in the evening"
        let twice = [directive + "\n\n   \(Self.idle)", Self.idle, directive + "\n\n   \(Self.idle)"]
        let text = try Self.compressed(Self.manual(paragraphCount: 80).replacing(Self.names, with: twice.joined(separator: "\n\n")))
        #expect(text.ranges(of: directive).count == 2)
    }

    @Test func aShortTextThatInstructsStays() throws {
        let text = Self.manual(paragraphCount: 20)
        #expect(try Self.compressed(text) == text)
    }
}
