// A vocabulary: its tokens, and the special tokens that stand for no text.

import PithBPE
import PithSystem
import PithUnicode

/// A vocabulary that is ready to be probed.
package struct Vocabulary: Sendable {
    package let table: VocabularyTable
    /// Special tokens in the order of their ids. Their spelling counts as text unless special tokens are asked for, or they are text themselves.
    package let specialTokens: [SpecialToken]
    /// What is done with text before it is cut.
    package let normalization: NormalizationForm?
    /// Tokens that no text is cut into, in the order of their ids.
    private let unreachableTokens: [(id: Int, bytes: [UInt8])]
    /// Keeps the table's memory alive; nil when it is part of the program.
    private let owner: (any AnyObject & Sendable)?

    package init(
        table: VocabularyTable, specialTokens: [SpecialToken], unreachableTokens: [(id: Int, bytes: [UInt8])] = [],
        normalization: NormalizationForm? = nil, owner: (any AnyObject & Sendable)? = nil
    ) {
        (self.table, self.specialTokens, self.unreachableTokens) = (table, specialTokens, unreachableTokens)
        (self.normalization, self.owner) = (normalization, owner)
    }

    /// Appends the bytes that `id` stands for, special tokens included; false when the vocabulary has no such id. Cost: a binary search.
    package func appendBytes(of id: Int, to output: inout [UInt8]) -> Bool {
        if let special = Self.find(id, in: specialTokens, \.id) {
            output.append(contentsOf: special.text.utf8)
        } else if let rank = table.rank(ofID: id) {
            table.appendBytes(of: rank, to: &output)
        } else if let other = Self.find(id, in: unreachableTokens, \.id) {
            output.append(contentsOf: other.bytes)
        } else {
            return false
        }
        return true
    }

    private static func find<Element>(_ id: Int, in list: [Element], _ key: (Element) -> Int) -> Element? {
        let low = (0..<list.count).partitioningIndex { key(list[$0]) >= id }
        return low < list.count && key(list[low]) == id ? list[low] : nil
    }
}

/// A token that is taken out of the text before the text is cut: one that stands for no text, such as `<|endoftext|>`, or a word of its
/// own, such as `<think>`.
package struct SpecialToken: Sendable, Equatable {
    package let text: String
    package let id: Int
    /// Whether its spelling always stands for it.
    package let isText: Bool
    /// Whether it is looked for in the text after that was brought into normal form, not before.
    package let isNormalized: Bool

    package init(_ text: String, _ id: Int, isText: Bool = false, isNormalized: Bool = false) {
        (self.text, self.id, self.isText, self.isNormalized) = (text, id, isText, isNormalized)
    }
}
