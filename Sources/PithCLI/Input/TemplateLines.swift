// The lines of template files: {"template": [parts], "names": {name: [texts]}, "shared sides": "{}"}, then for each prompt its values, [texts], with
// those names and marks in them. Values that hold such letters themselves are {"values": [texts]}; a prompt that the template does not fit is
// {"first lines": 3, "text": text, "last lines": 1}, the lines being the template's, or all of it, {"prompt": text}.

import Pith
import PithJSON
import PithSystem

enum TemplateLines {
    /// The lines of a file that are not blank.
    static func read(_ path: String?) throws -> [[UInt8]] {
        try InputText.read(path, invalidBytesAre: "no text for a record")
            .split(separator: 0x0A).map(Array.init).filter { $0.contains { !isJSONSpace($0) } }
    }

    /// The prompts in the records of a file.
    static func prompts(in path: String?, field: String) throws -> [[UInt8]] {
        try read(path).enumerated().map { index, line in
            do { return try RecordField(named: field, in: Record(bytes: line, line: 0..<line.count, companion: nil)).text } catch {
                throw Failure.badData("line \(index + 1): \(error). Name the field of the prompt: --field NAME")
            }
        }
    }

    static func line(for template: PromptTemplate) -> [UInt8] {
        var json = JSONWriter()
        json.object { json in
            json.member("template", array: { json in for text in template.parts { json.string(text) } })
            if !template.names.entries.isEmpty {
                json.member(
                    "names",
                    object: { json in
                        for entry in template.names.entries {
                            json.key(String(decoding: entry.name, as: UTF8.self))
                            write(entry.texts, into: &json)
                        }
                    })
            }
            if let sides = template.sides { json.member("shared sides", String(decoding: [sides.open, sides.close], as: UTF8.self)) }
        }
        return json.bytes + [0x0A]
    }

    /// Of the lines that tell a prompt to whoever holds the template the shortest in tokens, and whether the template fits the prompt.
    static func line(for prompt: [UInt8], of template: PromptTemplate, in encoding: Encoding) -> (line: [UInt8], isOfFamily: Bool) {
        let values = template.values(of: prompt)
        var lines: [[UInt8]]
        if let values {
            lines = template.writtenForms(of: values).map { form in line { json in write(form, into: &json) } }
            if lines.isEmpty {
                lines = [line { $0.object { json in json.member("values", array: { json in for text in values { json.string(text) } }) } }]
            }
        } else {
            let (first, text, last) = template.sharedLines(of: prompt)
            let shared = line { json in
                json.object { json in
                    if first > 0 { json.member("first lines", first) }
                    json.key("text")
                    json.string(text)
                    if last > 0 { json.member("last lines", last) }
                }
            }
            lines = first + last > 0 ? [shared] : []
        }
        let whole = line { json in
            json.object { json in
                json.key("prompt")
                json.string(prompt)
            }
        }
        let counted = (lines + [whole]).map { (line: $0, tokenCount: encoding.count($0)) }
        return (counted.min { $0.tokenCount < $1.tokenCount }?.line ?? whole, values != nil)
    }

    private static func line(_ body: (inout JSONWriter) -> Void) -> [UInt8] {
        var json = JSONWriter()
        body(&json)
        return json.bytes + [0x0A]
    }

    private static func write(_ texts: [[UInt8]], into json: inout JSONWriter) {
        json.array { json in for text in texts { json.string(text) } }
    }

    static func template(_ line: [UInt8]) -> PromptTemplate? {
        guard let document = try? JSONDocument(line), let known = members(document.root, of: ["template", "names", "shared sides"]),
            let parts = known["template"].flatMap(texts), !parts.isEmpty
        else { return nil }
        var entries: [PhraseNames.Entry] = []
        if let names = known["names"] {
            guard members(names) != nil else { return nil }
            for (name, phrase) in names.members {
                guard let name = name.decodedString?.bytes, let texts = texts(phrase), isLetter(name), !texts.isEmpty else { return nil }
                entries.append(PhraseNames.Entry(name: name, texts: texts))
            }
        }
        var sides: SharedSides?
        if let marks = known["shared sides"] {
            guard let marks = marks.decodedString?.bytes, marks.count == 2, marks[0] != marks[1], marks.allSatisfy({ $0 < 0x80 }) else {
                return nil
            }
            sides = SharedSides(open: marks[0], close: marks[1])
        }
        return PromptTemplate(parts: parts, names: PhraseNames(entries), sides: sides)
    }

    /// The prompt that a line stands for; nil for a line that `line(for:of:in:)` does not write.
    static func prompt(_ line: [UInt8], _ template: PromptTemplate) -> [UInt8]? {
        guard let document = try? JSONDocument(line) else { return nil }
        let root = document.root
        if let written = texts(root) { return template.values(fromWritten: written).flatMap { template.prompt(with: $0) } }
        if let values = members(root, of: ["values"])?["values"] { return texts(values).flatMap { template.prompt(with: $0) } }
        if let text = members(root, of: ["prompt"])?["prompt"] { return text.decodedString?.bytes }
        guard let known = members(root, of: ["first lines", "text", "last lines"]), let text = known["text"]?.decodedString?.bytes
        else { return nil }
        let counts = ["first lines", "last lines"].map { known[$0].map(\.integer) ?? 0 }
        guard let first = counts[0], let last = counts[1] else { return nil }
        return template.prompt(firstLines: first, text: text, lastLines: last)
    }

    /// The members of an object by name; nil when it is no object, names one twice, or has another than `known`.
    private static func members(_ value: JSONValue, of known: Set<String>? = nil) -> [String: JSONValue]? {
        guard value.kind == .object else { return nil }
        var members: [String: JSONValue] = [:]
        for (key, value) in value.members {
            guard let name = key.string, known?.contains(name) ?? true, members.updateValue(value, forKey: name) == nil else { return nil }
        }
        return members
    }

    /// Names are letters of two bytes, so that none begins another.
    private static func isLetter(_ name: [UInt8]) -> Bool { name.count == 2 && name[0] >= 0xC2 }

    private static func texts(_ array: JSONValue) -> [[UInt8]]? {
        guard array.kind == .array else { return nil }
        var texts: [[UInt8]] = []
        for element in array.elements {
            guard let text = element.decodedString?.bytes else { return nil }
            texts.append(text)
        }
        return texts
    }
}
