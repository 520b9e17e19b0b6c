// What is sent for one question: the body of a call to /chat/completions, the one form that nearly every model server reads.

import PithJSON
import PithSystem

/// How questions are put to a model.
package struct ChatRequest: Sendable {
    package let model: String
    /// The reply is cut here.
    package let maxReplyTokenCount: Int
    package let template: Template

    package init(model: String, maxReplyTokenCount: Int, template: Template = .standard) {
        (self.model, self.maxReplyTokenCount, self.template) = (model, maxReplyTokenCount, template)
    }

    /// The words around a context and its question.
    package struct Template: Sendable {
        private let text: String

        package static let standard = Template(
            known: """
                Answer the question using the text below. Reply with the answer alone, in as few words as possible.

                Text:
                {context}

                Question: {query}
                """)

        private init(known text: String) { self.text = text }

        /// `text` with {context} and {query} where they belong.
        package init(_ text: String) throws(ReaderError) {
            for name in ["{context}", "{query}"] where !text.contains(name) { throw .badTemplate(missing: name) }
            self.text = text
        }

        /// One pass from the left: braces in what is filled in mean nothing.
        func filled(context: String, query: String) -> String {
            var filled = ""
            var rest = text[...]
            while let brace = rest.firstIndex(of: "{") {
                filled += rest[..<brace]
                rest = rest[brace...]
                if rest.hasPrefix("{context}") {
                    filled += context
                    rest = rest.dropFirst("{context}".count)
                } else if rest.hasPrefix("{query}") {
                    filled += query
                    rest = rest.dropFirst("{query}".count)
                } else {
                    filled.append(rest.removeFirst())
                }
            }
            return filled + rest
        }
    }

    /// The JSON body for `prompt`: the same bytes for the same question, always.
    package func body(for prompt: ReaderPrompt) -> [UInt8] {
        var writer = JSONWriter()
        writer.object { body in
            body.member("model", model)
            body.member(
                "messages",
                array: { messages in
                    messages.object {
                        $0.member("role", "user")
                        $0.member("content", template.filled(context: prompt.context, query: prompt.query))
                    }
                })
            body.member("temperature", 0)
            body.member("seed", 1)
            body.member("max_tokens", maxReplyTokenCount)
        }
        return writer.bytes
    }

    /// What a reply to `body` from the endpoint is kept under.
    package static func cacheKey(endpoint: String, body: [UInt8]) -> String { SHA256.hexDigest(of: Array(endpoint.utf8) + [0x0A] + body) }
}
