// The way in: bytes of any kind become a `Prompt`.

import PithJSON
import PithSystem

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
    ///
    /// `.auto` finds out by itself: an array of objects that each have a `"role"`, or an object whose `"messages"` are such an array, is a
    /// conversation; a text that is one JSON array or object is JSON; all else is text, whose parts are told apart line by line. A format
    /// that is named is taken at its word.
    public init(parsing bytes: [UInt8], as format: PromptFormat = .auto) throws(PromptError) {
        try self.init(parsing: bytes, as: format, threadCount: 1)
    }

    /// The same on several threads, where that is of use.
    package init(parsing bytes: [UInt8], as format: PromptFormat, threadCount: Int) throws(PromptError) {
        try self.init(parsing: bytes, as: format, knowing: nil, threadCount: threadCount)
    }

    /// The same of a text that came by changes of one of which something is known.
    init(
        parsing bytes: [UInt8], as format: PromptFormat, knowing known: (memory: TextMemory, changes: [TextChange])?,
        threadCount: Int
    ) throws(PromptError) {
        let nul = firstOffset(of: 0, in: bytes, 0..<bytes.count)
        if nul < bytes.count { throw .binary(byteOffset: nul) }
        switch format {
        case .auto:
            let mayBeJSON = ConversationParser.mayBeConversation(bytes)
            let isLong = threadCount > 1 && bytes.count >= Self.fewestBytesReadTwice && bytes.count < Int(UInt32.max)
            // The lines of long JSON are cut while it is parsed.
            let lines =
                mayBeJSON && known == nil && isLong
                ? Begun(1, threadCount: 2) { _ in TextLines(bytes, from: textRange(of: bytes).lowerBound) } : nil
            let document = mayBeJSON ? try? JSONDocument(bytes, in: textRange(of: bytes)) : nil
            if let document, let conversation = try? ConversationParser.parse(bytes, document, threadCount: threadCount),
                !conversation.messages.isEmpty
            {
                self = conversation
            } else {
                self.init(
                    segmenting: bytes, as: .auto, knowing: known, lines: lines?.results()[0], isJSON: mayBeJSON ? document != nil : nil,
                    scan: document.map { JSONScan($0) })
            }
            isFormatGiven = false
        case .messages: self = try ConversationParser.parse(bytes, threadCount: threadCount)
        case .json:
            do throws(JSONError) { _ = try JSONDocument(bytes, in: textRange(of: bytes)) } catch {
                // What an earlier compression made of it.
                if areFields(bytes) || NotebookHead.opens(bytes) {
                    self.init(segmenting: bytes, as: .text, knowing: known, isJSON: false)
                    return
                }
                guard Self.isTabledJSON(bytes) else { throw .notJSON(reason: error.description) }
                self.init(whole: bytes, as: .json, .table)
                return
            }
            self.init(whole: bytes, as: .json, .json)
        case .text: self.init(segmenting: bytes, as: .text, knowing: known, isJSON: nil)
        case .log:
            let isPatterned = PatternedLog.count(in: bytes.prefix { $0 != 0x0A }) != nil
            self.init(whole: bytes, as: .log, isPatterned ? .reference : .log)
        case .diff: self.init(whole: bytes, as: .diff, .diff)
        case .code: self.init(whole: bytes, as: .code, .code)
        case .search: self.init(whole: bytes, as: .search, .search)
        }
    }

    /// Fewer are read sooner than a thread starts and ends.
    private static let fewestBytesReadTwice = 1 << 20

    private static func isTabledJSON(_ bytes: [UInt8]) -> Bool {
        let start = textRange(of: bytes).lowerBound
        guard opensTabledJSON(bytes[start...]), let value = TabledJSON(bytes, startingAt: start, limit: bytes.count) else { return false }
        return bytes[value.range.upperBound...].allSatisfy(isJSONSpace)
    }

    private init(whole bytes: [UInt8], as format: PromptFormat, _ kind: SegmentKind) {
        let segments = bytes.isEmpty ? [] : [Segment(kind: kind, view: 0, range: 0..<bytes.count)]
        self.init(bytes: bytes, format: format, views: [View(bytes: bytes, rawRange: 0..<bytes.count)], segments: segments, messages: [])
    }

    private init(
        segmenting bytes: [UInt8], as format: PromptFormat, knowing known: (memory: TextMemory, changes: [TextChange])?,
        lines: TextLines? = nil, isJSON: Bool?, scan: JSONScan? = nil
    ) {
        var segments: [Segment] = [], memory: TextMemory?
        if !bytes.isEmpty, bytes.count < Int(UInt32.max) {
            // The byte order mark is no part of the first line's form.
            let start = textRange(of: bytes).lowerBound
            var found =
                known.map { TextMemory(bytes, from: start, after: $0.memory, $0.changes) }
                ?? TextMemory(lines ?? TextLines(bytes, from: start))
            segments = TextSegmenter.segments(&found, knowing: scan)
            memory = found
        } else {
            segments = TextSegmenter.segments(of: bytes, view: 0, role: .none)
        }
        var named = PromptFormat.text
        if format == .auto, let only = segments.first?.kind, segments.count == 1 {
            switch only {
            // Several values on lines of their own are no JSON text: what is left of them need not be one either.
            case .json: named = isJSON ?? ((try? JSONDocument(bytes, in: textRange(of: bytes))) != nil) ? .json : .text
            case .log: named = .log
            case .diff: named = .diff
            case .code: named = .code
            case .search: named = .search
            default: break
            }
        }
        self.init(bytes: bytes, format: named, views: [View(bytes: bytes, rawRange: 0..<bytes.count)], segments: segments, messages: [])
        self.memory = memory
    }
}

/// All of `bytes` but a UTF-8 byte order mark before them.
func textRange(of bytes: [UInt8]) -> Range<Int> {
    bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3..<bytes.count : 0..<bytes.count
}

/// What was found out of a text and holds in part for what becomes of it.
struct TextMemory: Sendable {
    let lines: TextLines
    var known: KnownLines
    let examples: ExampleFinder

    /// Of the lines of a text of which nothing is known.
    init(_ lines: TextLines) {
        self.lines = lines
        known = KnownLines(lineCount: lines.count)
        examples = ExampleFinder(lines)
    }

    /// The same of a text that became of the one that `before` is of by `changes`.
    init(_ bytes: [UInt8], from offset: Int, after before: TextMemory, _ changes: [TextChange]) {
        var kept: [KeptRun] = []
        lines = TextLines(bytes, from: offset, after: before.lines, changes, &kept)
        known = KnownLines(lineCount: lines.count, from: before.known, kept)
        examples = ExampleFinder(lines, after: before.examples, kept)
    }

    /// What is known of the lines, which the memory has no more.
    mutating func takeKnown() -> KnownLines {
        let taken = known
        known = KnownLines(lineCount: 0)
        return taken
    }
}
