// Counting makes no ids.

import PithBPE

extension Encoding {
    /// The number of tokens of `bytes`. Special tokens count as the text they are spelled with.
    ///
    /// Cost: linear; no memory that grows with the text, but for a repaired copy where it is not valid UTF-8.
    public func count(_ bytes: Span<UInt8>) -> Int { bytes.withUnsafeBufferPointer { count(TextBytes($0)) } }

    /// The number of tokens of `bytes`.
    public func count(_ bytes: [UInt8]) -> Int { bytes.withUnsafeBufferPointer { count(TextBytes($0)) } }

    /// The number of tokens of `bytes`, which are not copied.
    public func count(_ bytes: ArraySlice<UInt8>) -> Int { bytes.withUnsafeBufferPointer { count(TextBytes($0)) } }

    /// The number of tokens of `text`.
    public func count(_ text: String) -> Int {
        var text = text
        return text.withUTF8 { count(TextBytes($0)) }
    }

    /// The number of tokens of `bytes`, or nil when there are more than `limit`: counting stops there.
    public func count(_ bytes: Span<UInt8>, upTo limit: Int) -> Int? { bytes.withUnsafeBufferPointer { count(TextBytes($0), upTo: limit) } }

    /// The number of tokens of `bytes`, or nil when there are more than `limit`: counting stops there.
    public func count(_ bytes: [UInt8], upTo limit: Int) -> Int? { bytes.withUnsafeBufferPointer { count(TextBytes($0), upTo: limit) } }

    /// The number of tokens of `bytes`, or nil when there are more than `limit`: counting stops there.
    public func count(_ bytes: ArraySlice<UInt8>, upTo limit: Int) -> Int? {
        bytes.withUnsafeBufferPointer { count(TextBytes($0), upTo: limit) }
    }

    /// The number of tokens of `text`, or nil when there are more than `limit`: counting stops there.
    public func count(_ text: String, upTo limit: Int) -> Int? {
        var text = text
        return text.withUTF8 { count(TextBytes($0), upTo: limit) }
    }

    /// Makes ready to count parts of a text of so many bytes. Of a longer one that takes 50 µs, and saves more: the memory is not taken page by page.
    package func prepareToCount(partsOf byteCount: Int) { counters.withCounter { $0.prepareToCount(byteCount: byteCount) } }

    private func count(_ text: TextBytes) -> Int { count(text, upTo: .max) ?? .max }

    private func count(_ text: TextBytes, upTo limit: Int) -> Int? {
        UTF8Repair.withValid(text) { text in
            preparation.isEmpty ? preTokenizer.count(self, text, limit) : countPrepared(text, upTo: limit)
        }
    }

    private func countPrepared(_ text: TextBytes, upTo limit: Int) -> Int? {
        var total = 0
        preparation.forEachPart(text) { part in
            switch part {
            case .token: total += 1
            case .text(let stretch): total += preTokenizer.count(self, stretch, limit - total) ?? (limit - total + 1)
            }
            return total <= limit
        }
        return total <= limit ? total : nil
    }

    func count<Cutter: PreTokenizer>(_ text: TextBytes, upTo limit: Int, _: Cutter.Type) -> Int? {
        counters.withCounter { counter in
            var walk = PieceWalk<Cutter, CountingSink>(CountingSink(counter, byteCount: text.count), limit: limit)
            walk.run(text, counter)
            return walk.sink.tokenCount <= limit ? walk.sink.tokenCount : nil
        }
    }
}
