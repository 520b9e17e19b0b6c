// What a cell put out, as one text: of the forms in which it stands there, the plain one, and what others say besides.

import PithJSON
import PithPrompt

struct NotebookOutput {
    /// What stands on the fence: `output`, `stderr`, `error`, `Out[3]`.
    let label: [UInt8]
    private(set) var text: [UInt8]
    /// Whether it is a piece of a stream, which may end within a line.
    private let isStream: Bool

    /// The outputs of a cell, those of one label in a row as one; nil where one is of no known kind. Cost: linear.
    static func all(of cell: JSONValue) -> [NotebookOutput]? {
        guard let outputs = cell["outputs"] else { return [] }
        guard outputs.kind == .array else { return nil }
        let run = cell["execution_count"]?.integer
        var all: [NotebookOutput] = []
        for output in outputs.elements {
            guard let one = NotebookOutput(output, run) else { return nil }
            guard !one.text.isEmpty else { continue }
            guard let last = all.last, last.label == one.label else {
                all.append(one)
                continue
            }
            if !(last.isStream && one.isStream), last.text.last != 0x0A { all[all.count - 1].text.append(0x0A) }
            all[all.count - 1].text += one.text
        }
        return all
    }

    private init(label: [UInt8], text: [UInt8], isStream: Bool = false) { (self.label, self.text, self.isStream) = (label, text, isStream) }

    private init?(_ output: JSONValue, _ run: Int?) {
        switch output["output_type"]?.string {
        case "stream":
            guard let text = output["text"].flatMap(NotebookValue.text) else { return nil }
            self.init(label: Array((output["name"]?.string == "stderr" ? "stderr" : "output").utf8), text: text, isStream: true)
        case "error":
            guard let name = output["ename"]?.string, let value = output["evalue"]?.string, let lines = output["traceback"],
                lines.kind == .array
            else { return nil }
            var text: [UInt8] = []
            for line in lines.elements {
                guard let line = line.decodedString?.bytes else { return nil }
                text += line + [0x0A]
            }
            // Most end in it.
            if !Words(in: text).hold(Array("\(name) \(value)".utf8)) { text += Array("\(name): \(value)\n".utf8) }
            self.init(label: Array("error".utf8), text: text)
        case "execute_result", "display_data":
            guard let data = output["data"], data.kind == .object, let text = Self.text(of: data) else { return nil }
            // A result has the number of its cell, mostly.
            let number = output["execution_count"]?.integer
            self.init(label: Array((number != nil && number != run ? "Out[\(number!)]" : "output").utf8), text: text)
        default: return nil
        }
    }

    // MARK: Forms of one output

    private static let longestData = 1000
    private static let mostForms = 16
    /// What viewers note for themselves.
    private static let furniture: Set<String> = [
        "application/vnd.jupyter.widget-view+json", "application/vnd.google.colaboratory.intrinsic+json",
    ]

    private static func text(of data: JSONValue) -> [UInt8]? {
        let bytes = data.document.bytes
        guard Array(data.members.prefix(mostForms + 1)).count <= mostForms else { return nil }
        var text = data["text/plain"].flatMap(NotebookValue.text) ?? []
        // `<Figure size 640x480 with 1 Axes>` says what stands there, `<IPython.core.display.HTML object>` no more than that something does.
        if text.starts(with: Array("<IPython.core.display.".utf8)), data.members.contains(where: { $0.key.string != "text/plain" }) {
            text = []
        }
        for (key, value) in data.members {
            guard let form = key.string, form != "text/plain", !furniture.contains(form) else { continue }
            var told: [UInt8]
            if let content = NotebookValue.text(value), form.hasPrefix("text/") {
                told = form == "text/html" ? PageText.shown(byFragment: content) : content
                while let last = told.last, last.isSpace { told.removeLast() }
                if Words(in: text).hold(told) {
                    guard text.isEmpty else { continue }
                    told = CutMark.saying("\(form) of \(value.range.count) bytes")
                }
            } else if form.hasPrefix("image/") || value.range.count > longestData {
                told = CutMark.saying("\(form) of \(value.range.count) bytes")
            } else {
                told = NotebookValue.text(value) ?? CompactJSON.minified(bytes, value.range)
            }
            if !text.isEmpty, text.last != 0x0A { text.append(0x0A) }
            text += told
        }
        return text
    }

    /// The words and numbers of a text.
    private struct Words {
        private let words: Set<ArraySlice<UInt8>>

        init(in text: [UInt8]) { words = Set(Self.all(in: text)) }

        /// Whether every word of `text` is among them.
        func hold(_ text: [UInt8]) -> Bool { Self.all(in: text).allSatisfy(words.contains) }

        private static func all(in text: [UInt8]) -> [ArraySlice<UInt8>] {
            text.split(separator: 0x1B).enumerated().flatMap { index, part in
                // `[0;31m`, behind an escape, colours what follows.
                words(in: index == 0 || part.first != 0x5B ? part : part.drop { !$0.isLetter }.dropFirst())
            }
        }

        private static func words(in text: ArraySlice<UInt8>) -> [ArraySlice<UInt8>] {
            text.split { !$0.isLetterOrDigit && $0 < 0x80 && $0 != 0x2E && $0 != 0x2D }.map { word in
                // A full stop, a line of dashes.
                var word = word
                while let first = word.first, first == 0x2E || first == 0x2D && (word.dropFirst().first.map { !$0.isDigit } ?? true) {
                    word = word.dropFirst()
                }
                while let last = word.last, last == 0x2E || last == 0x2D { word = word.dropLast() }
                return word
            }.filter { !$0.isEmpty }
        }
    }
}

enum NotebookValue {
    /// A text as notebooks hold it: a string, or an array of the pieces that it is cut into; nil where it is neither.
    static func text(_ value: JSONValue) -> [UInt8]? {
        if value.kind == .string { return value.decodedString?.bytes }
        guard value.kind == .array else { return nil }
        var text: [UInt8] = []
        for piece in value.elements {
            guard let bytes = piece.decodedString?.bytes else { return nil }
            text += bytes
        }
        return text
    }
}
