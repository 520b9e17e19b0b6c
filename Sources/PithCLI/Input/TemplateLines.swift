// The lines of template files: {"template": [parts]}, {"values": [texts]}, {"prompt": text}.

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

    static func line(for template: PromptTemplate) -> [UInt8] { line("template", template.parts) }
    static func line(forValues values: [[UInt8]]) -> [UInt8] { line("values", values) }

    static func line(forStranger prompt: [UInt8]) -> [UInt8] {
        var json = JSONWriter()
        json.object { json in
            json.key("prompt")
            json.string(prompt)
        }
        return json.bytes + [0x0A]
    }

    static func template(_ line: [UInt8]) -> PromptTemplate? {
        guard let parts = texts(line, "template"), !parts.isEmpty else { return nil }
        return PromptTemplate(parts: parts)
    }

    /// The prompt that a line of values, or of a whole prompt, stands for.
    static func prompt(_ line: [UInt8], _ template: PromptTemplate) -> [UInt8]? {
        if let values = texts(line, "values") { return template.prompt(with: values) }
        guard let document = try? JSONDocument(line), document.root.kind == .object else { return nil }
        return document.root["prompt"]?.decodedString?.bytes
    }

    private static func line(_ key: String, _ texts: [[UInt8]]) -> [UInt8] {
        var json = JSONWriter()
        json.object { json in json.member(key, array: { json in for text in texts { json.string(text) } }) }
        return json.bytes + [0x0A]
    }

    private static func texts(_ line: [UInt8], _ key: String) -> [[UInt8]]? {
        guard let document = try? JSONDocument(line), document.root.kind == .object, let array = document.root[key], array.kind == .array
        else { return nil }
        var texts: [[UInt8]] = []
        for element in array.elements {
            guard let text = element.decodedString?.bytes else { return nil }
            texts.append(text)
        }
        return texts
    }
}
