// Ids out of text, and text out of ids.

import PithBPE
import PithVocabulary

extension Encoding {
    /// The ids of `bytes`.
    ///
    /// - Parameter allowSpecial: whether the spelling of a special token (`<|endoftext|>`) stands for that token. Leave it off for text
    ///   that came from outside.
    public func encode(_ bytes: Span<UInt8>, allowSpecial: Bool = false) -> [Int] {
        bytes.withUnsafeBufferPointer { encode(TextBytes($0), allowSpecial, preTokenizer.append) }
    }

    /// The ids of `bytes`.
    public func encode(_ bytes: [UInt8], allowSpecial: Bool = false) -> [Int] {
        bytes.withUnsafeBufferPointer { encode(TextBytes($0), allowSpecial, preTokenizer.append) }
    }

    /// The ids of `text`.
    public func encode(_ text: String, allowSpecial: Bool = false) -> [Int] {
        var text = text
        return text.withUTF8 { encode(TextBytes($0), allowSpecial, preTokenizer.append) }
    }

    /// The ids of `bytes` in half the memory, for those who make many.
    public func encode(_ bytes: Span<UInt8>, as _: UInt32.Type, allowSpecial: Bool = false) -> [UInt32] {
        bytes.withUnsafeBufferPointer { encode(TextBytes($0), allowSpecial, preTokenizer.appendNarrow) }
    }

    /// The ids of `bytes` in half the memory, for those who make many.
    public func encode(_ bytes: [UInt8], as _: UInt32.Type, allowSpecial: Bool = false) -> [UInt32] {
        bytes.withUnsafeBufferPointer { encode(TextBytes($0), allowSpecial, preTokenizer.appendNarrow) }
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

    private func encode<ID: TokenID>(
        _ text: TextBytes, _ allowSpecial: Bool, _ append: (Encoding, TextBytes, _ ids: inout [ID], PieceCounter) -> Void
    ) -> [ID] {
        let preparation = allowSpecial ? TextPreparation(vocabulary, allowsSpecial: true) : preparation
        return UTF8Repair.withValid(text) { text in
            counters.withCounter { counter in
                var ids: [ID] = []
                if preparation.isEmpty {
                    if text.count < Self.largeText { ids.reserveCapacity(text.count / 3 + 16) }
                    append(self, text, &ids, counter)
                    return ids
                }
                ids.reserveCapacity(text.count / 3 + 16)
                preparation.forEachPart(text) { part in
                    switch part {
                    case .token(let id): ids.append(ID(id))
                    case .text(let stretch): append(self, stretch, &ids, counter)
                    }
                    return true
                }
                return ids
            }
        }
    }

    /// From so many bytes on ids are written to where they stay: the array is given room for one a byte, of which the kernel provides what is used.
    private static let largeText = 1 << 17

    func append<ID: TokenID, Cutter: PreTokenizer>(_ text: TextBytes, to ids: inout [ID], _ counter: PieceCounter, _: Cutter.Type) {
        if ids.isEmpty, text.count >= Self.largeText {
            ids = Array(unsafeUninitializedCapacity: text.count + EncodingBuffer.overrun) { room, count in
                guard let start = room.baseAddress else { return }
                var walk = PieceWalk<Cutter, EncodingSink<ID>>(EncodingSink(counter, writingTo: start))
                walk.run(text, counter)
                count = walk.sink.used
            }
            return
        }
        // The ids move into the walk and out again, so that they are never copied.
        var walk = PieceWalk<Cutter, EncodingSink<ID>>(EncodingSink(counter, appendingTo: consume ids))
        ids = []
        walk.run(text, counter)
        swap(&ids, &walk.sink.ids)
    }
}
