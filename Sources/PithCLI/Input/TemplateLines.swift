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

    /// The shortest line that tells a prompt to whoever holds the template, and whether the template fits it.
    static func line(for prompt: [UInt8], of template: PromptTemplate, in encoding: Encoding) -> (line: [UInt8], isOfFamily: Bool) {
        guard let values = template.values(of: prompt) else {
            let (first, text, last) = template.sharedLines(of: prompt)
            let line = line { json in
                json.object { json in
                    if first > 0 { json.member("first lines", first) }
                    json.key(first + last == 0 ? "prompt" : "text")
                    json.string(text)
                    if last > 0 { json.member("last lines", last) }
                }
            }
            return (line, false)
        }
        let forms = template.writtenForms(of: values).map { form in line { json in write(form, into: &json) } }
        let plain = { line { $0.object { json in json.member("values", array: { json in for text in values { json.string(text) } }) } } }
        return (forms.min { encoding.count($0) < encoding.count($1) } ?? plain(), true)
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
        guard let document = try? JSONDocument(line), document.root.kind == .object, let array = document.root["template"],
            let parts = texts(array), !parts.isEmpty
        else { return nil }
        var entries: [PhraseNames.Entry] = []
        for (name, phrase) in document.root["names"]?.members.map({ $0 }) ?? [] {
            guard let name = name.decodedString?.bytes, let texts = texts(phrase), !name.isEmpty else { return nil }
            entries.append(PhraseNames.Entry(name: name, texts: texts))
        }
        var sides: SharedSides?
        if let marks = document.root["shared sides"] {
            guard let marks = marks.decodedString?.bytes, marks.count == 2 else { return nil }
            sides = SharedSides(open: marks[0], close: marks[1])
        }
        return PromptTemplate(parts: parts, names: PhraseNames(entries), sides: sides)
    }

    /// The prompt that a line stands for.
    static func prompt(_ line: [UInt8], _ template: PromptTemplate) -> [UInt8]? {
        guard let document = try? JSONDocument(line) else { return nil }
        let root = document.root
        if let written = texts(root) { return template.values(fromWritten: written).flatMap { template.prompt(with: $0) } }
        guard root.kind == .object else { return nil }
        if let values = root["values"] { return texts(values).flatMap { template.prompt(with: $0) } }
        if let text = root["text"]?.decodedString?.bytes {
            return template.prompt(firstLines: root["first lines"]?.integer ?? 0, text: text, lastLines: root["last lines"]?.integer ?? 0)
        }
        return root["prompt"]?.decodedString?.bytes
    }

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
