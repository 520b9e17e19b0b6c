// A vocabulary: its tokens, and the special tokens that stand for no text.

import PithBPE

/// A vocabulary that is ready to be probed.
package struct Vocabulary: Sendable {
    package let table: VocabularyTable
    /// Special tokens in the order of their ids. Their spelling counts as text unless special tokens are asked for.
    package let specialTokens: [SpecialToken]
    /// Keeps the table's memory alive; nil when it is part of the program.
    private let owner: (any AnyObject & Sendable)?

    package init(table: VocabularyTable, specialTokens: [SpecialToken], owner: (any AnyObject & Sendable)? = nil) {
        (self.table, self.specialTokens, self.owner) = (table, specialTokens, owner)
    }

    /// Appends the bytes that `id` stands for, special tokens included; false when the vocabulary has no such id.
    package func appendBytes(of id: Int, to output: inout [UInt8]) -> Bool {
        if let rank = table.rank(ofID: id) {
            table.appendBytes(of: rank, to: &output)
        } else if let special = specialTokens.first(where: { $0.id == id }) {
            output.append(contentsOf: special.text.utf8)
        } else {
            return false
        }
        return true
    }
}

/// A token that stands for no text, such as `<|endoftext|>`.
package struct SpecialToken: Sendable {
    package let text: String
    package let id: Int

    package init(_ text: String, _ id: Int) { (self.text, self.id) = (text, id) }
}
