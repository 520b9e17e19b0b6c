// Objects that stand in strings, as JSON within JSON: a message's payload, a call's arguments. Members whose strings are all such objects are read as
// the objects that they hold, so that the names of these stand once in the header too.
//
// Only what is written back to the byte counts: the string must be the object without white space, or with a blank after each comma and colon.

import PithJSON

struct TextObjects {
    /// The objects with those of their strings that hold objects opened.
    let document: JSONDocument
    /// How they were spaced, by the name of the member, a string literal.
    let spacings: [[UInt8]: JSONSpacing]
    /// The objects with another string, or no string, in such a member.
    let refused: Set<Int>

    var objects: [JSONValue] { Array(document.root.elements) }

    /// Nil when no member is of that kind. Cost: linear.
    init?(_ objects: [JSONValue], in document: JSONDocument) {
        let bytes = document.bytes
        // Mostly no string at all begins like one.
        guard objects.contains(where: { Self.mayHold(in: $0.position, document) }) else { return nil }
        // For each member, how many of its strings hold an object in either spacing; and how many objects have it.
        var counts: [ArraySlice<UInt8>: (compact: Int, spaced: Int, all: Int)] = [:]
        for object in objects where object.kind == .object {
            for (key, value) in object.members where counts[bytes[key.range]] != nil || Self.mayHold(value) {
                var count = counts[bytes[key.range]] ?? (0, 0, 0)
                count.all += 1
                if let held = Self.object(in: value) {
                    if held.spacing != .spaced { count.compact += 1 }
                    if held.spacing != .compact { count.spaced += 1 }
                }
                counts[bytes[key.range]] = count
            }
        }
        var spacings: [[UInt8]: JSONSpacing] = [:]
        for (name, count) in counts {
            let most = max(count.compact, count.spaced)
            if most * 16 >= count.all * 15, most >= 2 { spacings[Array(name)] = count.spaced > count.compact ? .spaced : .compact }
        }
        guard !spacings.isEmpty else { return nil }
        var text: [UInt8] = [0x5B]
        var refused: Set<Int> = []
        for (index, object) in objects.enumerated() {
            if index > 0 { text.append(0x2C) }
            var done = object.range.lowerBound
            for (key, value) in object.members {
                guard let spacing = spacings[Array(bytes[key.range])] else { continue }
                guard let inner = Self.object(in: value), inner.spacing == nil || inner.spacing == spacing else {
                    refused.insert(index)
                    continue
                }
                text += bytes[done..<value.range.lowerBound] + inner.text
                done = value.range.upperBound
            }
            text += bytes[done..<object.range.upperBound]
        }
        guard let opened = try? JSONDocument(text + [0x5D]) else { return nil }
        (self.document, self.spacings, self.refused) = (opened, spacings, refused)
    }

    /// Whether a member of the object with this tape index may hold an object.
    private static func mayHold(in position: Int, _ document: JSONDocument) -> Bool {
        let bytes = document.bytes
        var mayHold = false
        document.forEachMember(of: position) { _, value in
            mayHold = document.kind(at: value) == .string && bytes[document.range(at: value).lowerBound + 1] == 0x7B
            return !mayHold
        }
        return mayHold
    }

    private static func mayHold(_ value: JSONValue) -> Bool {
        value.kind == .string && value.document.bytes[value.contentRange].first == 0x7B && value.contentRange.count > 2
    }

    /// The object in a string, minified, and its spacing; a spacing of nil is both.
    private static func object(in value: JSONValue) -> (text: [UInt8], spacing: JSONSpacing?)? {
        guard mayHold(value), let decoded = value.decodedString, !decoded.hasLoneSurrogate,
            let inner = try? JSONDocument(decoded.bytes), inner.root.kind == .object, inner.root.range == 0..<decoded.bytes.count,
            inner.root.endPosition > inner.root.position + 1
        else { return nil }
        let text = CompactJSON.minified(inner.bytes, inner.root.range)
        let isCompact = text == decoded.bytes, isSpaced = JSONSpacing.spaced.applied(to: text) == decoded.bytes
        guard isCompact || isSpaced else { return nil }
        return (text, isCompact && isSpaced ? nil : isCompact ? .compact : .spaced)
    }
}
