// Ids out of text, and text out of ids.

import PithBPE
import PithVocabulary

extension Encoding {
    /// The ids of `bytes`.
    ///
    /// - Parameter allowSpecial: whether the spelling of a special token (`<|endoftext|>`) stands for that token. Leave it off for text
    ///   that came from outside.
    public func encode(_ bytes: Span<UInt8>, allowSpecial: Bool = false) -> [Int] {
        bytes.withUnsafeBufferPointer { encode(TextBytes($0), allowSpecial) }
    }

    /// The ids of `bytes`.
    public func encode(_ bytes: [UInt8], allowSpecial: Bool = false) -> [Int] {
        bytes.withUnsafeBufferPointer { encode(TextBytes($0), allowSpecial) }
    }

    /// The ids of `text`.
    public func encode(_ text: String, allowSpecial: Bool = false) -> [Int] {
        var text = text
        return text.withUTF8 { encode(TextBytes($0), allowSpecial) }
    }

    /// The bytes that `ids` stand for: what was encoded, byte for byte, where that was valid UTF-8.
    ///
    /// - Throws: `EncodingError.unknownID`, naming the id that the encoding does not have.
    public func decode(_ ids: [Int]) throws(EncodingError) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(ids.count * 4)
        for id in ids {
            guard vocabulary.appendBytes(of: id, to: &bytes) else { throw .unknownID(id, encoding: name) }
        }
        return bytes
    }

    private func encode(_ text: TextBytes, _ allowSpecial: Bool) -> [Int] {
        UTF8Repair.withValid(text) { text in
            var ids: [Int] = []
            ids.reserveCapacity(text.count / 4)
            let merger = Merger(vocabulary.table)
            var start = 0
            while allowSpecial, let special = SpecialTokenSearch.first(of: vocabulary.specialTokens, in: text, from: start) {
                append(text.slice(start..<special.start), to: &ids, merger)
                ids.append(special.token.id)
                start = special.start + special.token.text.utf8.count
            }
            append(text.slice(start..<text.count), to: &ids, merger)
            return ids
        }
    }

    private func append(_ text: TextBytes, to ids: inout [Int], _ merger: Merger) {
        switch preTokenizer {
        case .o200k: append(text, to: &ids, merger, O200kPreTokenizer.self)
        case .cl100k: append(text, to: &ids, merger, CL100kPreTokenizer.self)
        }
    }

    private func append<Cutter: PreTokenizer>(_ text: TextBytes, to ids: inout [Int], _ merger: Merger, _: Cutter.Type) {
        var start = 0
        while start < text.count {
            let end = Cutter.pieceEnd(text, from: start)
            merger.encode(text, from: start, to: end, into: &ids)
            start = end
        }
    }
}
