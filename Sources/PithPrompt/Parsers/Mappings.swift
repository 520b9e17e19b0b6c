// Mappings of YAML without fences, known by their shape: every line of a paragraph has a key, is an item, a comment, or goes on with the value above it; and one
// mapping stands in another. Their values are no sentences, whatever they read like.
//
//     jobs:
//       build:                              a key without a value, and keys below it
//         steps:
//           - name: build a new version     an item with a key, and another key right below that one
//             run: make build

import PithSystem

extension TextLines {
    /// Whether the lines `range`, a paragraph, are mappings of YAML in each other, or, behind code, keys and values. Cost: linear in them; it ends at the first line
    /// that is none.
    func isMapping(_ range: Range<Int>, after codeBefore: CodeBefore) -> Bool {
        var above: (column: Int, isItem: Bool, isOpen: Bool)?
        var isNested = false, keyCount = 0, plainCount = 0
        // Where the key of a block of text begins, the lines of which are further in.
        var blockIndent = Int.max
        for index in range {
            let line = lines[index]
            if line.indent > blockIndent { continue }
            blockIndent = Int.max
            if bytes[line.content].first == 0x23 || bytes[line.content].elementsEqual([0x2D, 0x2D, 0x2D]) { continue }
            let text = MappingKey.behindItems(bytes[line.content]), isItem = text.startIndex > line.content.lowerBound
            let column = line.indent + text.startIndex - line.content.lowerBound
            guard let end = MappingKey.end(in: text) else {
                // An item without a key, or a value that goes on.
                guard let above, isItem || column > above.column else { return false }
                if !isItem { plainCount += 1 }
                continue
            }
            let value = text[(end + 1)...].drop(while: \.isBlank)
            if let above {
                isNested = isNested || (above.isItem && !isItem && column == above.column) || (above.isOpen && column > above.column)
            }
            if value.first == 0x7C || value.first == 0x3E, value.count <= 3 { blockIndent = line.indent }
            above = (column, isItem, value.isEmpty)
            keyCount += 1
        }
        return keyCount > 1 && plainCount <= keyCount && (isNested || codeBefore != .none)
    }
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
