// A conversation as the scorer sees it: one text a message, so that "a value stands with its key" can be asked of each message apart.
//
// The reference scorer loads the output with Python's `json` module and writes each message out again with
// `json.dumps(message, ensure_ascii=False)`; its normaliser then undoes the escapes. What that module does is reproduced: ", " and ": " between
// items, the last of repeated keys at the place of the first, numbers in Python's form, NaN and Infinity accepted, integers of more than 4300
// digits refused.
//
// The tree is walked over the tape with an explicit stack, so nesting costs memory in proportion and never the thread's stack.

import PithJSON

enum ConversationTexts {
    /// The normalised text of each message, when `output` is a non-empty array of objects with a "role", or an object that holds one under
    /// "messages"; else nil. Cost: linear.
    static func normalised(of output: [UInt8]) -> [[UInt8]]? {
        guard let (document, words) = parse(output) else { return nil }
        var value = document.root
        if value.kind == .object {
            guard let inner = value["messages"] else { return nil }
            value = inner
        }
        guard value.kind == .array else { return nil }
        let messages = Array(value.elements)
        guard !messages.isEmpty, messages.allSatisfy({ $0.kind == .object && $0["role"] != nil }) else { return nil }
        var texts: [[UInt8]] = []
        for message in messages {
            texts.append(Normaliser.normalise(generalised: PythonJSON.text(of: message, words: words)[...]))
        }
        return PythonJSON.hasIntegerTooLong(document.root) ? nil : texts
    }

    /// Parses JSON that may hold the words NaN, Infinity and -Infinity, which Python reads and RFC 8259 does not have. They are replaced by string
    /// literals of the same length; `words` tells where they stood. A text without them is parsed as it is.
    private static func parse(_ output: [UInt8]) -> (JSONDocument, words: [Int: String])? {
        let text = Array(String(decoding: output, as: UTF8.self).utf8)
        if let document = try? JSONDocument(text) { return (document, [:]) }
        var patched = text
        var words: [Int: String] = [:]
        var at = 0
        var inString = false
        while at < text.count {
            if inString {
                if text[at] == 0x5C { at += 1 } else if text[at] == 0x22 { inString = false }
            } else if text[at] == 0x22 {
                inString = true
            } else if let word = ["NaN", "Infinity", "-Infinity"].first(where: { text[at...].starts(with: $0.utf8) }) {
                let end = at + word.utf8.count
                (patched[at], patched[end - 1]) = (0x22, 0x22)
                for place in at + 1..<end - 1 { patched[place] = 0x2E }
                words[at] = word
                at = end
                continue
            }
            at += 1
        }
        guard !words.isEmpty, let document = try? JSONDocument(patched) else { return nil }
        return PythonJSON.hasKey(at: words, in: document.root) ? nil : (document, words)
    }
}
