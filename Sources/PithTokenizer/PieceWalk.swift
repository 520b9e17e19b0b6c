// The hot loop: cut 64 bytes into pieces with a few word operations, hand each piece on.

import PithBPE

/// A walk through a text, from one piece's start to the next.
struct PieceWalk<Cutter: PreTokenizer, Sink: PieceSink> {
    var sink: Sink
    /// Where the next piece starts.
    private var place = 0
    /// The walk may stop once there are more tokens.
    private let limit: Int

    init(_ sink: Sink, limit: Int = .max) { (self.sink, self.limit) = (sink, limit) }

    /// Walks through all of `text`, or until there are more tokens than the limit.
    mutating func run(_ text: TextBytes, _ counter: PieceCounter) {
        place = 0
        // GAIN: 450 → 410 ns for 200 bytes (bench-tokenizer, short): what is remembered of all pieces is asked for before it is needed.
        if text.count > PaddedText.longestCopied { run(PaddedText(text)) }
        if sink.tokenCount <= limit, place < text.count {
            let start = place
            place = 0
            run(PaddedText(tailOf: text, from: start, in: counter))
        }
    }

    /// Walks to `padded.end`, or a little further: to the end of the piece that reaches it.
    private mutating func run(_ padded: PaddedText) {
        let text = padded.text
        var (sink, place) = (sink, place)
        while place < padded.end, sink.tokenCount <= limit {
            while place < padded.end, !sink.isFull {
                if text.startsWithASCII(at: place) {
                    let starts = Cutter.pieceStarts(ByteBlock(text, at: place), text, at: place)
                    if starts != 0 {
                        place = sink.add(text, at: place, endingAt: starts)
                        continue
                    }
                }
                let next = Cutter.pieceEnd(text, from: place)
                sink.add(text, at: place, length: next &- place)
                place = next
            }
            sink.drain(text)
        }
        sink.finish(text)
        (self.sink, self.place) = (sink, place)
    }
}
