// Byte-pair encoding of one long piece, exactly as if by merging, in linear time.
//
// Done literally, merging is quadratic. Three facts give something faster (proved, for dictionaries made by merging, in the `bpe` crate
// of github/rust-gems):
//
//   1. Any run of tokens cut out of an encoding is itself the encoding of its bytes.
//   2. So a sequence of tokens is an encoding exactly when each two neighbours are: when the encoding of their joined bytes is
//      those two tokens (`isValidPair`).
//   3. Every prefix of the text has exactly one encoding, so each position has exactly one possible last token before it.
//
// Windows. The piece is cut into windows of about 60 bytes, wherever that is, and many are merged literally at once (`merge.c`). By fact 2 two
// windows may be joined where the tokens that meet are a valid pair. Where they are not, the cut was in the middle of something: a few tokens
// on both sides are merged anew, and if their ends then fit, the seam is mended.
//
// Walking. Where a seam cannot be mended, the encoding is found token by token: try the longest token that starts here and forms a valid pair
// with the one before; where none fits, this position is on no encoding's way (3), is marked dead, and the last token is taken back and
// shortened. Each position is marked dead at most once and each token length tried at most once a position, so the work is linear in the
// piece, times the longest token. A walk goes on for at least a window's length, so windows that could not be joined cost as much again at most.
// In text that repeats itself within eight bytes the same token comes again and again: how far that goes is seen by comparing the text with
// itself, and so many are taken at once.
//
// Runs. A run of equal bytes, with some of what is around it, is merged as a list of runs (`RunMerger`), and is put in place like a window. Where it
// does not fit what is before it, some tokens before it are merged with it. Without this, a run whose byte has tokens of many lengths is walked
// at microseconds a byte.
//
// What is found is a bit for each byte: whether a token starts there. That is all the memory it takes, with another bit for the dead.

import CPithBPE

/// Encodes pieces of more than `PITH_LONGEST_MERGED` bytes. Holds scratch memory, which its owner frees.
struct LongMerger {
    let table: VocabularyTable
    private var pairs: pith_pairs
    private var runs: RunMerger
    private let windows: UnsafeMutablePointer<pith_merging>
    private var starts: UnsafeMutablePointer<UInt64>
    private var dead: UnsafeMutablePointer<UInt64>
    private var wordCapacity = 8

    private static let mostWindows = 32
    private static let windowLength = 60

    // The piece: `length` bytes of `text` from `origin` on. All places below are relative to that.
    private var text = TextBytes(UnsafeBufferPointer(start: nil, count: 0))
    private var origin = 0
    private var length = 0
    /// What is before has its tokens; `last` is the last of them, if there is one.
    private var place = 0
    private var last: Token?

    /// - Parameter pairs: the merges, with a table of byte pairs that outlives the merger.
    init(_ table: VocabularyTable, _ pairs: pith_pairs) {
        (self.table, self.pairs) = (table, pairs)
        runs = RunMerger(pairs)
        windows = .allocate(capacity: Self.mostWindows)
        starts = .allocate(capacity: wordCapacity)
        dead = .allocate(capacity: wordCapacity)
    }

    func deallocate() {
        windows.deallocate()
        starts.deallocate()
        dead.deallocate()
    }

    /// The number of tokens of a piece that is itself no token.
    mutating func merge(_ text: TextBytes, from start: Int, to end: Int) -> Int {
        (self.text, origin, length, place, last) = (text, start, end &- start, 0, nil)
        reserve()
        var windowCount = 4
        while place < length {
            if RunMerger.isRun(text, at: origin &+ place, before: origin &+ length), joinRuns() {
                windowCount = 4
            } else if isRepetitive() {
                walk(to: place &+ 256)
            } else if joinWindows(windowCount) {
                windowCount = min(windowCount &* 2, Self.mostWindows)
            } else {
                walk(to: place &+ Self.windowLength)
                windowCount = 4
            }
        }
        return (0..<wordCount).reduce(0) { $0 &+ starts[$1].nonzeroBitCount }
    }

    /// Hands `body` the rank of each token of the piece that was merged last.
    func forEachRank(_ body: (UInt32) -> Void) {
        var start = 0
        while start < length {
            let end = startAfter(start)
            body(token(at: start, length: end &- start).rank)
            start = end
        }
    }

    // MARK: Windows

    /// Merges up to `count` windows from here on and joins them to what is there; false where a seam could not be mended.
    private mutating func joinWindows(_ count: Int) -> Bool {
        var used = 0
        var cut = place
        while used < count, cut < length {
            var end = min(cut &+ Self.windowLength, length)
            // Not inside of a character: that seam would be bad.
            while end < length, end > cut &+ 40, text[origin &+ end] & 0xC0 == 0x80 { end &-= 1 }
            let run = runStart(from: cut, before: end)
            if run == cut { break }
            windows[used] = piece(cut, run ?? end)
            used &+= 1
            if run != nil { break }
            cut = end
        }
        // SAFETY: there are as many windows as were listed, inside of the piece.
        pith_merge_all(&pairs, windows, used)
        for index in 0..<used where !join(windows[index]) { return false }
        return true
    }

    private func piece(_ start: Int, _ end: Int) -> pith_merging {
        pith_merging(
            text: text.base + origin + start, length: UInt32(truncatingIfNeeded: end &- start), token_count: 0, starts: 0, ranks: nil)
    }

    private mutating func join(_ window: pith_merging) -> Bool {
        let windowLength = Int(window.length)
        if let last, !isValid(last, token(at: place, length: Self.end(of: 0, window.starts, windowLength))) { return mend(window) }
        set(window.starts, at: place)
        let lastStart = 63 &- window.starts.leadingZeroBitCount
        last = token(at: place &+ lastStart, length: windowLength &- lastStart)
        place &+= windowLength
        return true
    }

    /// Joins a window whose first tokens, and the last ones before it, are not those of the text.
    private mutating func mend(_ window: pith_merging) -> Bool {
        let windowLength = Int(window.length)
        for tokenCount in [2, 5] {
            let from = startBefore(place, by: tokenCount)
            var to = 0
            for _ in 0..<tokenCount where to < windowLength { to = Self.end(of: to, window.starts, windowLength) }
            let seamLength = place &+ to &- from
            if seamLength > PITH_LONGEST_MERGED { return false }
            var seam = piece(from, place &+ to)
            pith_merge_all(&pairs, &seam, 1)
            if !fits(token(at: from, length: Self.end(of: 0, seam.starts, seamLength)), at: from) { continue }
            let seamLastStart = 63 &- seam.starts.leadingZeroBitCount
            let seamLast = token(at: from &+ seamLastStart, length: seamLength &- seamLastStart)
            if to < windowLength {
                let next = token(at: place &+ to, length: Self.end(of: to, window.starts, windowLength) &- to)
                if !isValidPair(seamLast, next, at: place &+ to) { continue }
            }
            clearStarts(in: from..<place)
            set(seam.starts, at: from)
            let lastStart = 63 &- window.starts.leadingZeroBitCount
            last = seamLast
            if to < windowLength {
                set(window.starts & (.max << UInt64(truncatingIfNeeded: to)), at: place)
                last = token(at: place &+ lastStart, length: windowLength &- lastStart)
            }
            place &+= windowLength
            return true
        }
        return false
    }

    /// Where the token that starts at `start` of a window ends.
    private static func end(of start: Int, _ starts: UInt64, _ length: Int) -> Int {
        start == 63 ? length : min(length, (starts & (.max << UInt64(truncatingIfNeeded: start &+ 1))).trailingZeroBitCount)
    }

    // MARK: Runs

    /// Where a long run begins, if one does in `start..<end`, or at `start` if it goes on from before.
    private func runStart(from start: Int, before end: Int) -> Int? {
        var place = start
        while place < end {
            if RunMerger.isRun(text, at: origin &+ place, before: origin &+ length) {
                let byte = text[origin &+ place]
                while place > start, text[origin &+ place &- 1] == byte { place &-= 1 }
                return place
            }
            place &+= 8
        }
        return nil
    }

    /// Merges the run that is here, and some short runs after it, and joins them to what is there; false where that could not be done.
    private mutating func joinRuns() -> Bool {
        let end = endOfRuns()
        for tokenCount in [0, 2, 5] {
            let from = startBefore(place, by: tokenCount)
            guard runs.merge(text, from: origin &+ from, to: origin &+ end), let first = runs.runs.first else { return false }
            if !fits(token(at: from, length: first.length), at: from) { continue }
            clearStarts(in: from..<place)
            place = from
            for run in runs.runs {
                let token = token(at: place, length: run.length)
                for _ in 0..<run.count { take(token) }
            }
            return true
        }
        return false
    }

    /// Some runs behind the next long one: a window that ends there starts among short tokens.
    private func endOfRuns() -> Int {
        var end = place
        var shortRunCount = 0
        var runCount = 0
        while end < length, shortRunCount < 12, runCount < 64 {
            let next = RunMerger.endOfRun(text, at: origin &+ end, before: origin &+ length) &- origin
            shortRunCount = next &- end < RunMerger.shortestRun ? shortRunCount &+ 1 : 0
            runCount &+= 1
            end = next
        }
        return end
    }

    // MARK: Walking

    /// Finds tokens one by one, to `target` at least or to the end.
    private mutating func walk(to target: Int) {
        var token = longest(length &- place)
        var isLongest = true
        while true {
            let next = place &+ token.length
            if !isDead(next), last.map({ isValid($0, token) }) ?? true {
                let isRepeated = isLongest && last?.rank == token.rank
                take(token)
                if isRepeated { takeAgain(token) }
                if place >= min(target, length) { return }
                token = longest(length &- place)
                isLongest = true
            } else if token.length > 1 {
                token = longest(token.length &- 1)
                isLongest = false
            } else {
                dead[place >> 6] |= 1 << UInt64(truncatingIfNeeded: place & 63)
                precondition(place > 0, "a vocabulary with all single bytes encodes every piece")
                // All lengths are tried anew where the last token was: it may be there from a window, with none that is longer tried before it.
                let start = startBefore(place)
                clearStarts(in: start..<start &+ 1)
                place = start
                last = tokenBefore(start)
                token = longest(length &- place)
                isLongest = true
            }
        }
    }

    private mutating func take(_ token: Token) {
        starts[place >> 6] |= 1 << UInt64(truncatingIfNeeded: place & 63)
        place &+= token.length
        last = token
    }

    /// Takes a token that was the longest one here after itself once more, as long as nothing that decides it differs: as many bytes as any token
    /// has are those that were there one token ago.
    private mutating func takeAgain(_ token: Token) {
        var end = place
        let limit = min(length, place &+ 4096)  // so that what is compared is in proportion to what is taken
        while end &+ 8 <= limit, text.word(at: origin &+ end, length: 8) == text.word(at: origin &+ end &- token.length, length: 8) {
            end &+= 8
        }
        while place &+ table.maximumTokenLength <= end, !isDead(place &+ token.length) { take(token) }
    }

    /// Whether the next bytes repeat themselves within eight.
    private func isRepetitive() -> Bool {
        guard place &+ 24 <= length else { return false }
        let word = text.word(at: origin &+ place, length: 8)
        return (1...8).contains { period in
            word == text.word(at: origin &+ place &+ period, length: 8)
                && text.word(at: origin &+ place &+ 8, length: 8) == text.word(at: origin &+ place &+ 8 &+ period, length: 8)
        }
    }

    // MARK: Tokens and places

    private func longest(_ limit: Int) -> Token { table.longestToken(text, at: origin &+ place, limit: limit) }

    private func isValid(_ before: Token, _ token: Token) -> Bool { isValidPair(before, token, at: place) }

    private func isValidPair(_ before: Token, _ token: Token, at place: Int) -> Bool {
        table.isValidPair(text, before, token, at: origin &+ place)
    }

    /// Whether a token at `place` forms a valid pair with the one before, if there is one.
    private func fits(_ token: Token, at place: Int) -> Bool { tokenBefore(place).map { isValidPair($0, token, at: place) } ?? true }

    private func tokenBefore(_ place: Int) -> Token? {
        if place == 0 { return nil }
        let before = startBefore(place)
        return token(at: before, length: place &- before)
    }

    private func token(at start: Int, length: Int) -> Token { table.mergedToken(text, at: origin &+ start, length: length) }

    private func isDead(_ place: Int) -> Bool { dead[place >> 6] >> UInt64(truncatingIfNeeded: place & 63) & 1 != 0 }

    /// The next start after one, or the end.
    func startAfter(_ start: Int) -> Int {
        var index = (start &+ 1) >> 6
        var word = starts[index] & (.max << UInt64(truncatingIfNeeded: (start &+ 1) & 63))
        while word == 0 {
            index &+= 1
            if index == wordCount { return length }
            word = starts[index]
        }
        return index << 6 &+ word.trailingZeroBitCount
    }

    /// The last start before a place; 0 where there is none.
    func startBefore(_ place: Int) -> Int {
        var index = place >> 6
        var word = starts[index] & ((1 << UInt64(truncatingIfNeeded: place & 63)) &- 1)
        while word == 0, index > 0 {
            index &-= 1
            word = starts[index]
        }
        return word == 0 ? 0 : index << 6 &+ 63 &- word.leadingZeroBitCount
    }

    /// The start `count` tokens before a place, or the first.
    private func startBefore(_ place: Int, by count: Int) -> Int {
        var place = place
        for _ in 0..<count where place > 0 { place = startBefore(place) }
        return place
    }

    private mutating func clearStarts(in range: Range<Int>) {
        for start in range { starts[start >> 6] &= ~(1 << UInt64(truncatingIfNeeded: start & 63)) }
    }

    private mutating func set(_ bits: UInt64, at place: Int) {
        // SAFETY: the bits end at the piece's end, and there is a word more than it takes.
        let shift = UInt64(truncatingIfNeeded: place & 63)
        starts[place >> 6] |= bits << shift
        if shift > 0 { starts[place >> 6 &+ 1] |= bits >> (64 &- shift) }
    }

    private var wordCount: Int { length / 64 &+ 2 }

    /// Makes room for the piece, with no bits set: one for each place, the end included.
    private mutating func reserve() {
        if wordCount > wordCapacity {
            starts.deallocate()
            dead.deallocate()
            wordCapacity = max(wordCount, 2 * wordCapacity)
            starts = .allocate(capacity: wordCapacity)
            dead = .allocate(capacity: wordCapacity)
        }
        starts.update(repeating: 0, count: wordCount)
        dead.update(repeating: 0, count: wordCount)
    }
}
