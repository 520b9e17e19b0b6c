// Text that can be read a little past any place in it.
//
// The fast paths read 64 bytes for the masks of a block and 16 for a key, wherever they are. Near the end of the caller's memory that is not
// allowed; so the last bytes are copied to where more bytes follow them, and the walk continues there. The bytes that follow are no ASCII,
// so that nothing takes them for text.

/// A text, and up to where it may be walked with reads of `PaddedText.margin` bytes.
package struct PaddedText {
    /// What may be read from any place before `end`.
    @inlinable package static var margin: Int { 80 }
    /// A text that is no longer than this is better copied whole than walked through in two parts.
    @inlinable package static var longestCopied: Int { 512 }
    static let tailCapacity = longestCopied + margin

    package let text: TextBytes
    /// Places below may be read from.
    package let end: Int

    /// `text` as far as it allows.
    package init(_ text: TextBytes) { (self.text, end) = (text, max(0, text.count - Self.margin)) }

    /// The bytes of `text` from `start`, at most `longestCopied` of them, moved to where more bytes follow. Valid until the next call.
    package init(tailOf text: TextBytes, from start: Int, in counter: PieceCounter) {
        let length = text.count - start
        precondition(length >= 0 && length <= Self.longestCopied, "only the end of a text is copied")
        // SAFETY: the buffer holds `margin` more than the longest text.
        counter.tail.update(from: text.base + start, count: length)
        (counter.tail + length).update(repeating: 0x80, count: Self.margin)
        self.text = TextBytes(UnsafeBufferPointer(start: counter.tail, count: length))
        end = length
    }
}
