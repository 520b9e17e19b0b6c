// Tables of records in TOML, YAML and XML are lossless: the values are rebuilt from the output alone, with the reader that the form is documented by. The
// records are written in these forms here, so what they say is known without a reader of it.

import PithJSON
import PithPrompt
import PithTestSupport
import Testing

@testable import PithCompression

@Suite struct RecordTextTests {
    @Test(arguments: 0..<200) func blocksOfTOMLReadBackAsTheSameValues(seed: Int) throws {
        var random = SplitMix64(seed: UInt64(seed))
        let records = RecordValue.records(using: &random)
        let lineEnd = random.oneIn(5) ? "\r\n" : "\n"
        let text =
            "# made by a tool\nversion = 4\n\n" + records.map { $0.toml(under: "package") }.joined(separator: "\n")
            + "\n[metadata]\nkind = 1\n"
        let output = try compressed(text.replacing("\n", with: lineEnd), TOMLTable.name)
        guard let table = tables(output).first else { return #expect(output == text.replacing("\n", with: lineEnd)) }
        #expect(table == "[" + records.map(\.json).joined(separator: ",") + "]", "seed \(seed): \(output)")
        #expect(try compressed(output, TOMLTable.name) == output)
    }

    @Test func whatJSONCannotSayStaysAsItIs() throws {
        for value in [
            "1979-05-27", "0x1F", "inf", "1_000", "\"\"\"a\"\"\"", "\"\\e\"", "[1, # one\n 2]", "\"a\" # b", "nan", "null", "+1", "{ a = 1",
        ] {
            let blocks = (1...6).map { "[[release]]\nnumber = \($0)\nvalue = \(value)\n" }.joined(separator: "\n")
            #expect(try compressed(blocks, TOMLTable.name) == blocks)
        }
    }

    @Test(arguments: 0..<200) func elementsOfXMLReadBackAsTheSameValues(seed: Int) throws {
        var random = SplitMix64(seed: UInt64(seed))
        let parts = RecordValue.records(using: &random).map { $0.xml(named: "depot", using: &random) }
        let gap = random.pick(["\n    ", "\n", "\r\n  ", "", " "])
        let text =
            "<?xml version=\"1.0\"?>\n<depots>\n    <kind>test</kind>" + gap + parts.map(\.text).joined(separator: gap) + gap
            + "</depots>\n"
        let output = try compressed(text, XMLTable.name)
        guard let table = tables(output, openedBy: "<depot> [").first else { return }
        // Where values hold line ends, what is around may be taken for something else than markup, and stays as it is.
        let rows = parts.map(\.json).joined(separator: ",")
        #expect(rows.contains(table.dropFirst().dropLast()), "seed \(seed): \(output)")
        #expect(output.hasPrefix("<?xml version=\"1.0\"?>\n<depots>\n    <kind>test</kind>"))
        #expect(output.hasSuffix("</depots>\n"))
        #expect(try compressed(output, XMLTable.name) == output)
    }

    @Test(arguments: 0..<300) func mappingsOfYAMLReadBackAsTheSameValues(seed: Int) throws {
        var random = SplitMix64(seed: UInt64(seed))
        let records = RecordValue.records(using: &random)
        let isKeyed = random.oneIn(2), indent = random.oneIn(2) ? 2 : 0
        var text = "version: 1\nitems:\n"
        for (place, record) in records.enumerated() {
            let lines = record.yaml
            if isKeyed {
                text += "  depot\(place):\n" + lines.map { "    \($0)\n" }.joined()
            } else {
                for (line, content) in lines.enumerated() {
                    text += String(repeating: " ", count: indent) + (line == 0 ? "- " : "  ") + content + "\n"
                }
            }
        }
        text += "last: x\n"
        let output = try compressed(text, YAMLTable.name)
        guard let table = tables(output, openedBy: "items: ").first else { return }
        let expected = records.map(\.json)
        let json =
            isKeyed
            ? "{" + expected.enumerated().map { "\"depot\($0)\":\($1)" }.joined(separator: ",") + "}"
            : "[" + expected.joined(separator: ",") + "]"
        #expect(table == json, "seed \(seed): \(output)")
        #expect(output.hasPrefix("version: 1\nitems: ") && output.hasSuffix("\nlast: x\n"))
        #expect(try compressed(output, YAMLTable.name) == output)
    }

    @Test func whatYAMLReadsOtherwiseWithoutQuotationMarksStaysAsItIs() throws {
        for value in [
            "'0644'", "\"yes\"", "'2024-01-01'", "&a x", "*a", "!t x", "x # remark", "|\n    x", "[a, [b]]", "{a: 1}", "\"\\x41\"",
            "x\n    more", "'1:30'", "\"a",
        ] {
            let items = (1...6).map { "- number: \($0)\n  value: \(value)\n" }.joined()
            #expect(try compressed("items:\n" + items, YAMLTable.name) == "items:\n" + items)
        }
    }

    @Test func elementsThatAreNoRecordsStayAsTheyAre() throws {
        let item = "<item id=\"17\" city=\"Oslo\" kind=\"depot of the north\" opened=\"2026-03-02\"/>"
        for (first, second) in [
            ("<item id=\"17\" city=\"Oslo\">a <b>c</b></item>", "<item id=\"17\" city=\"Oslo\">a <b>c</b></item>"),
            (item, "<!-- remark -->" + item), (item, "and " + item),
            ("<item id='a\"b' city=\"Oslo\"/>", "<item id='a\"b' city=\"Oslo\"/>"),
            ("<item id=\"1\"><![CDATA[x]]></item>", "<item id=\"1\"><![CDATA[x]]></item>"),
            ("<item xml:space=\"preserve\" city=\"Oslo\"/>", item),
            ("<item><t>a</t><u>b</u><t>c</t></item>", "<item><t>a</t><u>b</u><t>c</t></item>"),
            ("<li id=\"17\" city=\"Oslo\"/>", "<li id=\"18\" city=\"Oslo\"/>"),
        ] {
            let text = "<items>\n" + (0..<8).map { "  \($0.isMultiple(of: 2) ? first : second)\n" }.joined() + "</items>\n"
            #expect(try tables(compressed(text, XMLTable.name)).isEmpty, "\(text)")
        }
    }

    @Test func layoutGoesWhereItCarriesNothing() throws {
        for (text, expected) in [
            ("<box>\n  <lid>x</lid>\n  <rim>\n    <pin/>\n  </rim>\n</box>\n", "<box><lid>x</lid><rim><pin/></rim></box>\n"),
            // Text, remarks, CDATA and blanks between words stay as they are.
            ("<box>\n  <lid>x</lid>\n  text\n  <rim/>\n</box>\n", nil), ("<box>\n  <!-- x -->\n  <lid>\n  </lid>\n</box>\n", nil),
            ("<box> <lid>x</lid> <rim>y</rim> </box>\n", nil),
            ("<p>\n  <lid>x</lid>\n  <i>y</i>\n</p>\n", nil), ("<box xml:space=\"preserve\">\n  <lid>x</lid>\n  <rim/>\n</box>\n", nil),
            ("<box>\n  <lid>\n  <rim>\n</box>\n", nil),
        ] as [(String, String?)] {
            let whole = "<?xml version=\"1.0\"?>\n" + text
            let output = try compressed(whole, XMLLayout.name)
            #expect(output == expected.map { "<?xml version=\"1.0\"?>\n" + $0 } ?? whole, "\(output)")
        }
    }

    private func compressed(_ text: String, _ strategy: String) throws -> String {
        var options = CompressionOptions(mode: .lossless)
        options.strategies = [strategy]
        let result = try Compressor(options: options).compress(Prompt(parsing: Array(text.utf8)))
        #expect(try result.receipt.restore(result.output) == Array(text.utf8))
        return String(decoding: result.output, as: UTF8.self)
    }

    /// What the tables on lines of their own say, as JSON.
    private func tables(_ output: String, openedBy opening: String = "") -> [String] {
        let bytes = Array(output.utf8)
        let starts = [0] + bytes.indices.filter { bytes[$0] == 0x0A }.map { $0 + 1 }
        // The value of a key of YAML stands behind it.
        let skipped = opening.hasSuffix(": ") ? opening.utf8.count : 0
        return starts.filter { $0 < bytes.count && bytes[$0...].starts(with: opening.utf8) }.map { $0 + skipped }.filter {
            opensTabledJSON(bytes[$0...])
        }.compactMap {
            TabledJSON(bytes, startingAt: $0, limit: bytes.count).map { String(decoding: $0.expanded, as: UTF8.self) }
        }
    }
}

/// A value of a record, which can be written in several ways.
indirect enum RecordValue {
    case text(String)
    case number(String)
    case list([RecordValue])
    case object([(key: String, value: RecordValue)])

    /// Objects of one shape, some with members missing.
    static func records(using random: inout SplitMix64) -> [RecordValue] {
        let keys = Array(
            ["name", "version", "source", "a-b", "count", "marker", "files", "tags"].shuffled(using: &random).prefix(random.number(2...8)))
        let isLoose = random.oneIn(2)
        return (0..<random.number(3...12)).map { _ in
            var members: [(String, RecordValue)] = []
            for key in keys where !(isLoose && random.oneIn(6)) { members.append((key, value(of: key, using: &random))) }
            if members.isEmpty { members.append((keys[0], .text("x"))) }
            return .object(members)
        }
    }

    private static let texts = [
        "belt", "1.0", "true", "null", "-", "^", "", "a b", " a", "registry+https://x.y/z", "naïve", "a,b;c]", "[x", "{", "quote\"d",
        "back\\slash", "#no", "0644",
        "yes", "2024-01-01", "]", "line\nend", "tab\t", "it's", "a: b", "<b>", "&amp;", "…",
    ]

    private static func value(of key: String, using random: inout SplitMix64) -> RecordValue {
        switch key {
        case "count": .number(random.pick(["0", "7", "12.50", "-3", "1e5", "true", "false"]))
        case "tags": .list((0..<random.number(0...3)).map { _ in .text(random.pick(texts)) })
        case "files": .list((0..<random.number(0...3)).map { _ in .object([("file", .text(random.pick(texts))), ("hash", .text("…"))]) })
        case "marker": .object([("python", .text(random.pick(texts))), ("size", .number("\(random.number(0...99))"))])
        case "source": .text("registry+https://github.com/rust-lang/crates.io-index")
        default: .text(random.pick(texts))
        }
    }

    var json: String {
        switch self {
        case .text(let text):
            var bytes: [UInt8] = []
            JSONWriter.escape(Array(text.utf8)[...], into: &bytes)
            return "\"" + String(decoding: bytes, as: UTF8.self) + "\""
        case .number(let text): return text
        case .list(let values): return "[" + values.map(\.json).joined(separator: ",") + "]"
        case .object(let members): return "{" + members.map { "\"\($0.key)\":\($0.value.json)" }.joined(separator: ",") + "}"
        }
    }

    /// An object as a block of TOML, its objects under heads of their own behind the rest.
    func toml(under name: String) -> String {
        guard case .object(let members) = self else { return "" }
        return "[[\(name)]]\n" + members.map { "\($0.key) = \($0.value.toml)\n" }.joined()
    }

    private var toml: String {
        switch self {
        case .text(let text):
            text.contains(where: { "'\n\t".contains($0) }) || text.count.isMultiple(of: 2) ? RecordValue.text(text).json : "'\(text)'"
        case .number(let text): text
        case .list(let values): values.isEmpty ? "[]" : "[\n" + values.map { "    \($0.toml),\n" }.joined() + "]"
        case .object(let members): "{ " + members.map { "\($0.key) = \($0.value.toml)" }.joined(separator: ", ") + " }"
        }
    }

    /// An object as an element, and as the JSON that stands for that: some members are attributes, the others elements.
    func xml(named name: String, using random: inout SplitMix64) -> (text: String, json: String) {
        guard case .object(let members) = self else { return ("", "") }
        let asAttributes = Set(members.map(\.key).filter { ["name", "version", "count"].contains($0) })
        var attributes = "", content = "", json: [String] = []
        for (key, value) in members where asAttributes.contains(key) {
            attributes += " \(key)=\"\(value.markup)\""
            json.append("\"@\(key)\":\(RecordValue.text(value.markup).json)")
        }
        for (key, value) in members where !asAttributes.contains(key) {
            var values = [value]
            if case .list(let elements) = value { values = elements }
            let parts = values.map { $0.element(key) }
            content += parts.map(\.text).joined(separator: random.pick(["\n   ", ""]))
            if !parts.isEmpty {
                json.append("\"\(key)\":" + (parts.count == 1 ? parts[0].json : "[" + parts.map(\.json).joined(separator: ",") + "]"))
            }
        }
        return ("<\(name)\(attributes)" + (content.isEmpty ? "/>" : ">\(content)</\(name)>"), "{" + json.joined(separator: ",") + "}")
    }

    private func element(_ name: String) -> (text: String, json: String) {
        guard case .object(let members) = self else { return ("<\(name)>\(markup)</\(name)>", RecordValue.text(markup).json) }
        let parts = members.map { ($0.key, $0.value.element($0.key)) }
        return (
            "<\(name)>" + parts.map(\.1.text).joined() + "</\(name)>",
            "{" + parts.map { "\"\($0)\":\($1.json)" }.joined(separator: ",") + "}"
        )
    }

    /// A text or number as it stands in markup.
    private var markup: String {
        switch self {
        case .text(let text): text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing("\"", with: "&quot;")
        case .number(let text): text
        default: ""
        }
    }

    /// An object as the lines of a mapping of YAML. Texts that would be read as something else stand in quotation marks.
    var yaml: [String] {
        guard case .object(let members) = self else { return [] }
        return members.flatMap { key, value -> [String] in
            switch value {
            case .text(let text): ["\(key): \(RecordValue.yamlText(text))"]
            case .number(let text): ["\(key): \(text)"]
            case .list(let values):
                if values.isEmpty {
                    ["\(key): []"]
                } else {
                    ["\(key):"]
                        + values.flatMap { value in
                            if case .text(let text) = value { return ["- " + RecordValue.yamlText(text)] }
                            return value.yaml.enumerated().map { ($0 == 0 ? "- " : "  ") + $1 }
                        }
                }
            case .object: ["\(key):"] + value.yaml.map { "  " + $0 }
            }
        }
    }

    /// Of the texts that YAML reads as something else, none is written without quotation marks: what stands for it in JSON would be another value.
    private static func yamlText(_ text: String) -> String {
        let isPlain = text.first?.isLetter == true && !text.contains { ":#\"\n\t".contains($0) } && !["true", "null", "yes"].contains(text)
        return isPlain ? text : text.contains { "'\n\t\\".contains($0) } ? RecordValue.text(text).json : "'\(text)'"
    }
}
