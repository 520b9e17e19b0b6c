// The way in: bytes of any kind become a `Prompt`.

/// Why bytes are not a prompt.
public enum PromptError: Error, Sendable, Equatable, CustomStringConvertible {
    /// A NUL byte: the input is not text.
    case binary(byteOffset: Int)
    /// `--format messages` was asked for, and the input is no messages array or request object.
    case notMessages(reason: String)
    /// `--format json` was asked for, and the input is not JSON.
    case notJSON(reason: String)

    public var description: String {
        switch self {
        case .binary(let offset):
            "binary input: NUL byte at offset \(offset). Pith reads text; turn the file into text first (UTF-16: iconv -t UTF-8)"
        case .notMessages(let reason): "not a conversation: \(reason). Give an array of messages, or use --format text"
        case .notJSON(let reason): "\(reason). Use --format text to compress it as text"
        }
    }
}

extension Prompt {
    /// Parses `bytes`: every byte lands in exactly one segment. Cost: linear.
    public init(parsing bytes: [UInt8], as format: PromptFormat = .auto) throws(PromptError) {
        if let offset = bytes.firstIndex(of: 0) { throw .binary(byteOffset: offset) }
        let view = View(bytes: bytes, rawRange: 0..<bytes.count)
        let segments = bytes.isEmpty ? [] : [Segment(kind: .prose, view: 0, range: 0..<bytes.count)]
        self.init(bytes: bytes, format: format == .auto ? .text : format, views: [view], segments: segments, messages: [])
    }
}
