// The file of a vocabulary that a user added: 64 bytes, then the packed block (`VocabularyTable`), which is probed where it lies, mapped.
//
//   0    8 bytes  "PITHADD1"
//   8    8 bytes  checksum of the block (`Checksum`)
//   16   8 bytes  the block's length
//   24            zeros
//
// The block's metadata is one JSON object: preTokenizer, normalization (or null), source (the name of the file it was made from), special ([text, id,
// isText, isNormalized] each), unreachable ([id, hexadecimal bytes] each).

import PithBPE
import PithJSON
import PithSystem
import PithUnicode

/// An added vocabulary, opened.
package struct AddedVocabulary: Sendable {
    package let vocabulary: Vocabulary
    /// The name of its pre-tokenizer.
    package let preTokenizer: String
    /// The name of the file it was made from.
    package let source: String

    private static let magic: UInt64 = 0x3144_4441_4854_4950  // "PITHADD1"
    private static let headerByteCount = 64

    /// The file for a vocabulary.
    package static func file(_ source: VocabularySource, preTokenizer: String, sourceName: String, sourceDigest: String)
        throws(VocabularyError) -> [UInt8]
    {
        let block = try VocabularyPacker.pack(
            tokens: source.tokens, ids: source.ids, leftLengths: source.leftLengths, sourceDigest: sourceDigest,
            metadata: metadata(source, preTokenizer, sourceName))
        var file = [UInt8](repeating: 0, count: headerByteCount)
        let checksum = unsafe block.withUnsafeBytes { unsafe Checksum.of($0) }
        for (index, word) in [magic, checksum, UInt64(block.count)].enumerated() {
            for byte in 0..<8 { file[index * 8 + byte] = UInt8(truncatingIfNeeded: word >> UInt64(byte * 8)) }
        }
        return file + block
    }

    /// Opens the file at `path`. Cost: reading it once for its checksum, which takes a millisecond.
    package init(path: String, name: String) throws(VocabularyError) {
        let mapped: MappedFile
        do { mapped = try MappedFile(path) } catch { throw .damaged(name: name, path: path, reason: "\(error)") }
        // SAFETY: the mapping lives as long as the vocabulary that holds it.
        unsafe try self.init(mapped.bytes, owner: mapped, name: name, path: path)
    }

    /// Opens the bytes of such a file, which are copied.
    package init(copying file: [UInt8], name: String) throws(VocabularyError) {
        let memory = AlignedBytes(copying: file)
        // SAFETY: as above.
        unsafe try self.init(memory.bytes, owner: memory, name: name, path: "memory")
    }

    private init(_ memory: UnsafeRawBufferPointer, owner: any AnyObject & Sendable, name: String, path: String) throws(VocabularyError) {
        func damaged(_ reason: String) -> VocabularyError { .damaged(name: name, path: path, reason: reason) }
        func word(_ index: Int) -> UInt64 { unsafe memory.loadUnaligned(fromByteOffset: index * 8, as: UInt64.self).littleEndian }
        guard memory.count > Self.headerByteCount, word(0) == Self.magic else { throw damaged("it was written by another version of Pith") }
        let block = unsafe UnsafeRawBufferPointer(rebasing: memory[Self.headerByteCount...])
        guard word(2) == block.count else { throw damaged("it was cut short") }
        guard unsafe Checksum.of(block) == word(1) else { throw damaged("its checksum does not match") }
        guard let header = unsafe VocabularyHeader(block), let table = unsafe VocabularyTable(block) else {
            throw damaged("it was written by another version of Pith")
        }
        let text = unsafe Array(block[header.metadata..<header.metadata + header.metadataByteCount])
        guard let metadata = try? JSONDocument(text).root, let preTokenizer = metadata["preTokenizer"]?.string,
            let specials = metadata["special"], let unreachable = metadata["unreachable"]
        else { throw damaged("it does not say how text is cut") }
        self.preTokenizer = preTokenizer
        source = metadata["source"]?.string ?? ""
        vocabulary = Vocabulary(
            table: table, specialTokens: specials.elements.compactMap(Self.specialToken),
            unreachableTokens: unreachable.elements.compactMap(Self.unreachableToken),
            normalization: metadata["normalization"]?.string.flatMap { NormalizationForm(rawValue: $0) }, owner: owner)
    }

    private static func specialToken(_ value: JSONValue) -> SpecialToken? {
        guard let text = value[0]?.string, let id = value[1]?.integer, let isText = value[2]?.bool, let isNormalized = value[3]?.bool else {
            return nil
        }
        return SpecialToken(text, id, isText: isText, isNormalized: isNormalized)
    }

    private static func unreachableToken(_ value: JSONValue) -> (id: Int, bytes: [UInt8])? {
        guard let id = value[0]?.integer, let digits = value[1]?.string.map({ Array($0.utf8) }) else { return nil }
        return (
            id,
            stride(from: 0, to: digits.count - 1, by: 2).compactMap {
                UInt8(String(decoding: digits[$0..<$0 + 2], as: UTF8.self), radix: 16)
            }
        )
    }

    private static func metadata(_ source: VocabularySource, _ preTokenizer: String, _ sourceName: String) -> String {
        var json = JSONWriter()
        json.object {
            $0.member("preTokenizer", preTokenizer)
            $0.key("normalization")
            if let form = source.normalization { $0.string(form.rawValue) } else { $0.null() }
            $0.member("source", sourceName)
            $0.key("special")
            $0.array { list in
                for token in source.specialTokens {
                    list.array {
                        $0.string(token.text)
                        $0.integer(token.id)
                        $0.bool(token.isText)
                        $0.bool(token.isNormalized)
                    }
                }
            }
            $0.key("unreachable")
            $0.array { list in
                for token in source.unreachableTokens {
                    list.array {
                        $0.integer(token.id)
                        $0.string(token.bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined())
                    }
                }
            }
        }
        return String(decoding: json.bytes, as: UTF8.self)
    }
}
