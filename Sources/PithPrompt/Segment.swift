// A segment is a stretch of a prompt that is one kind of thing: what strategies choose their targets by.

/// Who speaks.
public enum Role: String, Sendable, CaseIterable {
    case system, developer, user, assistant, tool
    /// Text outside any conversation.
    case none

    /// A number of its own, in the order of the cases.
    package var number: Int {
        switch self {
        case .system: 0
        case .developer: 1
        case .user: 2
        case .assistant: 3
        case .tool: 4
        case .none: 5
        }
    }
}

/// What a stretch of text is.
public enum SegmentKind: String, Sendable, CaseIterable {
    /// Prose that tells the reader what to do.
    case instruction
    /// Prose that the reader is to draw on.
    case prose
    /// Worked examples: questions with their answers, one after another.
    case example
    /// Bulleted or numbered items.
    case list
    /// Program text, fenced or not, its fences with it.
    case code
    case json
    /// What a tool returned as JSON, written by Pith without needless quotes.
    case fields
    /// Lines that begin with a time, a level or another recurring head.
    case log
    /// A unified diff.
    case diff
    /// `path:line:text` listings, or files with matching lines under them.
    case search
    /// Paths, one a line, or rows that tell of files as `ls -l` does.
    case listing
    case stackTrace
    /// Markdown tables, CSV and TSV, JSON with its arrays of objects as tables.
    case table
    /// HTML and XML.
    case markup
    /// A reference or a table that Pith wrote: kept as it is.
    case reference
    /// The bytes of a messages array around its texts: keys, ids, tool calls. Kept as they are.
    case envelope
    /// White space between the tokens of an envelope: it carries nothing.
    case padding
    /// Blocks of unknown type, signed or server-side ones, images. Kept byte for byte.
    case opaque

    /// Whether a reader reads it as text: everything but a conversation's frame and what is kept byte for byte.
    package var isText: Bool {
        switch self {
        case .envelope, .padding, .opaque: false
        default: true
        }
    }

    /// A number of its own, in the order of the cases.
    package var number: Int {
        switch self {
        case .instruction: 0
        case .prose: 1
        case .example: 2
        case .list: 3
        case .code: 4
        case .json: 5
        case .fields: 6
        case .log: 7
        case .diff: 8
        case .search: 9
        case .stackTrace: 10
        case .table: 11
        case .markup: 12
        case .reference: 13
        case .envelope: 14
        case .padding: 15
        case .opaque: 16
        case .listing: 17
        }
    }

    /// By number: the name would be hashed otherwise, for every segment and every strategy.
    public func hash(into hasher: inout Hasher) { hasher.combine(number) }
}

/// A typed stretch of one view of a prompt.
package struct Segment: Sendable, Equatable {
    package let kind: SegmentKind
    /// The index in `Prompt.views` of the view it lies in.
    package let view: Int
    /// Its bytes in that view.
    package let range: Range<Int>

    package init(kind: SegmentKind, view: Int, range: Range<Int>) {
        (self.kind, self.view, self.range) = (kind, view, range)
    }
}
