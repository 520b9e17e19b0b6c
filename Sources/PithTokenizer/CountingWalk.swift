// The hot loop of counting: cut 64 bytes into pieces with a few word operations, count each piece from the cache.

import PithBPE

/// A walk through a text, from one piece's start to the next.
struct CountingWalk<Cutter: PreTokenizer> {
    /// The tokens of the pieces walked past.
    var total = 0
    /// Where the next piece starts.
    var place = 0
    /// The walk may stop once there are more tokens.
    let limit: Int

    init(limit: Int) { self.limit = limit }

    /// Walks to `padded.end`, or a little further: to the end of the piece that reaches it.
    mutating func run(_ padded: PaddedText, _ counter: PieceCounter) {
        var batch = PieceBatch(counter)
        let text = padded.text
        var (total, place) = (total, place)
        while place < padded.end, total <= limit {
            while place < padded.end, !batch.isFull {
                if text.startsWithASCII(at: place) {
                    var starts = Cutter.pieceStarts(ByteBlock(text, at: place), text, at: place)
                    if starts != 0 {
                        let base = place
                        repeat {
                            let next = base &+ starts.trailingZeroBitCount
                            total &+= batch.add(text, at: place, length: next &- place)
                            place = next
                            starts &= starts &- 1
                        } while starts != 0
                        continue
                    }
                }
                let next = Cutter.pieceEnd(text, from: place)
                total &+= batch.add(text, at: place, length: next &- place)
                place = next
            }
            total &+= batch.drain(text)
        }
        (self.total, self.place) = (total, place)
    }
}
