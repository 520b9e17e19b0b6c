// A lossless look at JSON: what the values are, and where each stands in the bytes.
//
// The parser makes one flat tape of nodes in the order of their first bytes. A node knows its byte range and the tape index after its
// subtree, so siblings are reached in one step, nothing is copied, and number text stays the bytes it was. Nesting is kept on an explicit
// stack: a million open brackets cost a million stack entries, never the thread's stack.
//
// Grammar: RFC 8259, nothing beyond it. Cost: one pass, 16 bytes a node.

/// Why bytes are not JSON.
public struct JSONError: Error, Sendable, Equatable, CustomStringConvertible {
    /// Where the grammar was broken.
    public let byteOffset: Int
    /// What was expected there.
    public let expected: String

    public var description: String { "not JSON: expected \(expected) at byte \(byteOffset)" }
}

/// A parsed JSON text: the bytes, and a tape of nodes that point into them.
public struct JSONDocument: Sendable {
    /// What a value is.
    public enum Kind: UInt8, Sendable {
        case null, `false`, `true`, number, string, array, object
    }

    @usableFromInline struct Node: Sendable {
        @usableFromInline var start: UInt32
        @usableFromInline var end: UInt32
        /// The tape index after this node's subtree.
        @usableFromInline var next: UInt32
        @usableFromInline var kind: Kind
    }

    public let bytes: [UInt8]
    @usableFromInline let nodes: [Node]

    /// Parses the JSON value that fills `range` of `bytes` (all of them by default), white space around it allowed.
    public init(_ bytes: [UInt8], in range: Range<Int>? = nil) throws(JSONError) {
        let range = range ?? 0..<bytes.count
        var parser = JSONParser(bytes: bytes, at: range.lowerBound, end: range.upperBound)
        try parser.parse(whole: true)
        (self.bytes, nodes) = (bytes, parser.nodes)
    }

    /// Parses the JSON value that begins at `offset`; what follows it is not looked at. The value's end is `root.range.upperBound`.
    public init(_ bytes: [UInt8], startingAt offset: Int, limit: Int) throws(JSONError) {
        var parser = JSONParser(bytes: bytes, at: offset, end: limit)
        try parser.parse(whole: false)
        (self.bytes, nodes) = (bytes, parser.nodes)
    }

    /// The outermost value.
    public var root: JSONValue { JSONValue(document: self, index: 0) }

    /// How many values there are, keys counted too.
    package var valueCount: Int { nodes.count }

    /// The value with this tape index.
    package func value(at position: Int) -> JSONValue { JSONValue(document: self, index: position) }

    /// What the value with this tape index is, and its bytes: for passes over many values, which need nothing else of them.
    @inlinable package func kind(at position: Int) -> Kind { nodes[position].kind }
    @inlinable package func range(at position: Int) -> Range<Int> { Int(nodes[position].start)..<Int(nodes[position].end) }

    /// How many values it holds, itself and keys counted too.
    @inlinable package func valueCount(at position: Int) -> Int { Int(nodes[position].next) - position }

    /// Calls `body` with the bytes of each key of the object with this tape index and the tape index of its value, for as long as it says to go on.
    @inlinable @inline(__always) package func forEachMember(of position: Int, _ body: (_ key: Range<Int>, _ value: Int) -> Bool) {
        guard nodes[position].kind == .object else { return }
        var at = position + 1
        let end = Int(nodes[position].next)
        while at < end {
            let value = Int(nodes[at].next)
            guard body(range(at: at), value) else { return }
            at = Int(nodes[value].next)
        }
    }
}

/// One value of a document.
public struct JSONValue: Sendable {
    public let document: JSONDocument
    let index: Int

    /// The tape index: smaller means earlier in the text.
    public var position: Int { index }
    /// The tape index after the value and all that is in it.
    package var endPosition: Int { Int(document.nodes[index].next) }
    public var kind: JSONDocument.Kind { document.nodes[index].kind }
    /// The bytes of the value, quotes and brackets with it.
    public var range: Range<Int> { Int(document.nodes[index].start)..<Int(document.nodes[index].end) }
    public var isContainer: Bool { kind == .array || kind == .object }

    /// The elements of an array, or nothing.
    public var elements: JSONChildren { kind == .array ? children : JSONChildren(document: document, index: 0, end: 0) }

    /// The members of an object in text order, or nothing. Repeated keys are all there.
    public var members: JSONMembers {
        JSONMembers(children: kind == .object ? children : JSONChildren(document: document, index: 0, end: 0))
    }

    private var children: JSONChildren {
        JSONChildren(document: document, index: index + 1, end: Int(document.nodes[index].next))
    }

    /// The value of the last member named `key` (as most readers resolve repeats), or nil. Cost: linear in the members.
    public subscript(key: String) -> JSONValue? {
        var found: JSONValue?
        for (name, value) in members where name.isString(key) { found = value }
        return found
    }

    /// The element at `position` of an array, or nil. Cost: linear in `position`.
    public subscript(position: Int) -> JSONValue? {
        var left = position
        for element in elements {
            if left == 0 { return element }
            left -= 1
        }
        return nil
    }

    /// The text of a string value, escapes undone; nil when it is not a string.
    public var string: String? { decodedString.map { String(decoding: $0.bytes, as: UTF8.self) } }

    /// The decoded bytes of a string value with their way back to the text; nil when it is not a string.
    public var decodedString: DecodedString? {
        kind == .string ? DecodedString(literalContent: document.bytes, in: contentRange) : nil
    }

    /// The bytes between the quotes of a string.
    public var contentRange: Range<Int> { range.lowerBound + 1..<range.upperBound - 1 }

    public var bool: Bool? { kind == .true ? true : kind == .false ? false : nil }
    public var integer: Int? { kind == .number ? Int(String(decoding: document.bytes[range], as: UTF8.self)) : nil }
    public var number: Double? { kind == .number ? Double(String(decoding: document.bytes[range], as: UTF8.self)) : nil }

    private func isString(_ text: String) -> Bool {
        guard kind == .string else { return false }
        let content = contentRange
        if content.count == text.utf8.count, document.bytes[content].elementsEqual(text.utf8) { return true }
        // Compared byte for byte: two ways to write é are two keys.
        guard content.count > text.utf8.count, document.bytes[content].contains(0x5C) else { return false }
        return decodedString?.bytes.elementsEqual(text.utf8) == true
    }
}

/// Values that stand side by side.
public struct JSONChildren: Sequence, IteratorProtocol {
    fileprivate let document: JSONDocument
    fileprivate var index: Int
    fileprivate let end: Int

    public mutating func next() -> JSONValue? {
        guard index < end else { return nil }
        defer { index = Int(document.nodes[index].next) }
        return JSONValue(document: document, index: index)
    }
}

/// The keys and values of an object.
public struct JSONMembers: Sequence, IteratorProtocol {
    fileprivate var children: JSONChildren

    public mutating func next() -> (key: JSONValue, value: JSONValue)? {
        guard let key = children.next(), let value = children.next() else { return nil }
        return (key, value)
    }
}
