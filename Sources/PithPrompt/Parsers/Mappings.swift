// Mappings of YAML without fences, known by their shape: every line of a paragraph has a key, is an item, a comment, or goes on with the value above it; and one
// mapping stands in another. Their values are no sentences, whatever they read like.
//
//     jobs:
//       build:                              a key without a value, and keys below it
//         steps:
//           - name: build a new version     an item with a key, and another key right below that one
//             run: make build
//
// One level of keys is a record where each key is written small and stands once, where two of them are those of a letter ("From:", "Subject:"), or where it is what
// opens a page between two lines `---`.

import PithSystem

/// What the lines of a paragraph show that all are lines of a mapping.
private struct MappingShape {
    var keys: [ArraySlice<UInt8>] = []
    var isNested = false
    /// Lines that go on with a value.
    var plainCount = 0

    var isOne: Bool { keys.count > 1 && plainCount <= keys.count }

    /// Whether its keys are names and none of them comes again, as the words that lines of a talk or of notes open with would.
    var hasFieldNames: Bool {
        keys.count >= Self.fewestFields && keys.allSatisfy { $0.first.map { 0x61...0x7A ~= $0 } == true } && Set(keys).count == keys.count
    }

    /// Whether they are the first lines of a letter.
    var opensLetter: Bool { keys.count { key in Self.letterFields.contains { key.elementsEqual($0.utf8) } } > 1 }

    private static let fewestFields = 3
    private static let letterFields = ["From", "To", "Cc", "Subject", "Date", "Sent", "Reply-To", "Message-ID"]
}

extension TextLines {
    /// The mapping that fills the lines; nil where a line is none of its. Cost: linear in them; it ends at the first line that is none.
    private func mapping(_ range: Range<Int>) -> MappingShape? {
        var shape = MappingShape()
        var above: (column: Int, isItem: Bool, isOpen: Bool)?
        // Where the key of a block of text begins, the lines of which are further in.
        var blockIndent = Int.max
        for index in range {
            let line = lines[index]
            if line.indent > blockIndent { continue }
            blockIndent = Int.max
            if bytes[line.content].first == 0x23 || isDocumentMark(index) { continue }
            let text = MappingKey.behindItems(bytes[line.content]), isItem = text.startIndex > line.content.lowerBound
            let column = line.indent + text.startIndex - line.content.lowerBound
            guard let end = MappingKey.end(in: text) else {
                // An item without a key, or a value that goes on.
                guard let above, isItem || column > above.column else { return nil }
                if !isItem { shape.plainCount += 1 }
                continue
            }
            let value = text[(end + 1)...].drop(while: \.isBlank)
            if let above {
                shape.isNested =
                    shape.isNested || (above.isItem && !isItem && column == above.column) || (above.isOpen && column > above.column)
            }
            if value.first == 0x7C || value.first == 0x3E, value.count <= 3 { blockIndent = line.indent }
            above = (column, isItem, value.isEmpty)
            shape.keys.append(text[..<end])
        }
        return shape
    }

    /// Whether the lines `range`, a paragraph, are mappings of YAML in each other, or, behind code, keys and values. Cost: linear in them.
    func isMapping(_ range: Range<Int>, after codeBefore: CodeBefore) -> Bool {
        mapping(range).map { $0.isOne && ($0.isNested || codeBefore != .none) } ?? false
    }

    /// Whether the lines, a paragraph, are one level of keys and values. A few that ask for something are instructions with labels. Cost: linear in them.
    func isRecord(_ range: Range<Int>) -> Bool {
        guard let shape = mapping(range), shape.isOne else { return false }
        return shape.opensLetter || shape.hasFieldNames && (shape.keys.count >= Self.fewestFieldsThatInstruct || !instructs(range))
    }

    private static let fewestFieldsThatInstruct = 6

    /// The line after what opens a page, between two lines `---`, when line `index` is the first of them. Cost: linear in it.
    func endOfFrontMatter(at index: Int) -> Int? {
        guard index == 0, isDocumentMark(0), let end = (1..<count).first(where: { lines[$0].isBlank || isDocumentMark($0) }),
            isDocumentMark(end),
            mapping(1..<end)?.isOne == true
        else { return nil }
        return end + 1
    }

    private func isDocumentMark(_ index: Int) -> Bool { bytes[lines[index].content].elementsEqual([0x2D, 0x2D, 0x2D]) }
}

/// A key of a mapping: a name of letters, digits and a few marks, a colon, and behind it a blank or nothing.
package enum MappingKey {
    private static let longest = 64

    /// What stands behind the marks of items, of which there may be several: "- - name: a".
    package static func behindItems(_ line: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        var text = line
        while text.starts(with: [0x2D, 0x20]) { text = text.dropFirst(2).drop(while: \.isBlank) }
        return text
    }

    /// Where the colon of the key stands that the text begins with; nil where it begins with none.
    package static func end(in text: ArraySlice<UInt8>) -> Int? {
        guard let first = text.first, first.isNameByte else { return nil }
        let name = text.prefix(longest).prefix { $0.isNameByte || $0 == 0x2D || $0 == 0x2E || $0 == 0x2F }
        let end = name.endIndex
        guard end < text.endIndex, text[end] == 0x3A, end + 1 == text.endIndex || text[end + 1].isBlank else { return nil }
        return end
    }
}
