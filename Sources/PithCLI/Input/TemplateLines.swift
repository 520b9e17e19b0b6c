// The lines of template files: {"template": [parts]}, then for each prompt its values, [texts], or the whole of it, {"prompt": text}. The values are
// what is sent for each prompt, so nothing stands around them.

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
        json.object { json in json.member("template", array: { json in for text in template.parts { json.string(text) } }) }
        return json.bytes + [0x0A]
    }

    static func line(forValues values: [[UInt8]]) -> [UInt8] {
        var json = JSONWriter()
        json.array { json in for text in values { json.string(text) } }
        return json.bytes + [0x0A]
    }

    static func line(forStranger prompt: [UInt8]) -> [UInt8] {
        var json = JSONWriter()
        json.object { json in
            json.key("prompt")
            json.string(prompt)
        }
        return json.bytes + [0x0A]
    }

    static func template(_ line: [UInt8]) -> PromptTemplate? {
        guard let document = try? JSONDocument(line), document.root.kind == .object, let array = document.root["template"],
            let parts = texts(array), !parts.isEmpty
        else { return nil }
        return PromptTemplate(parts: parts)
    }

    /// The prompt that a line of values, or of a whole prompt, stands for.
    static func prompt(_ line: [UInt8], _ template: PromptTemplate) -> [UInt8]? {
        guard let document = try? JSONDocument(line) else { return nil }
        if let values = texts(document.root) { return template.prompt(with: values) }
        return document.root.kind == .object ? document.root["prompt"]?.decodedString?.bytes : nil
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
