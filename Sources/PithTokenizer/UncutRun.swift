// Counting one long piece on all cores.
//
// A megabyte of Chinese without a sign, or of small letters without a space, is one piece, for every pre-tokenizer here: none cuts between two
// ideographs of U+4E00…9FA5, nor between two letters a–z but right behind an apostrophe's contraction. So it has no safe cut. But its merging can be
// shared: each task merges a part of the run by itself, and where two parts meet a few tokens are merged anew (`MergedPart`).

import PithBPE

/// The letters that a run is made of.
enum RunLetter {
    case ideograph, small

    /// The letter that starts at `place`, if it is one of these.
    init?(_ text: TextBytes, at place: Int) {
        switch text[place] {
        case UInt8(ascii: "a")...UInt8(ascii: "z"): self = .small
        case 0xE4...0xE9:
            guard place &+ 3 <= text.count, text[place &+ 1] & 0xC0 == 0x80, text[place &+ 2] & 0xC0 == 0x80 else { return nil }
            let low = Int(text[place &+ 1] & 0x3F) << 6 | Int(text[place &+ 2] & 0x3F)
            guard 0x4E00...0x9FA5 ~= Int(text[place] & 0xF) << 12 | low else { return nil }
            self = .ideograph
        default: return nil
        }
    }

    private var byteCount: Int { self == .small ? 1 : 3 }

    /// Whether `range` is such letters and nothing else.
    func fills(_ range: Range<Int>, of text: TextBytes) -> Bool {
        var place = range.lowerBound
        while place < range.upperBound, RunLetter(text, at: place) == self { place &+= byteCount }
        return place == range.upperBound
    }
}

extension Encoding {
    /// The tokens of a stretch between two safe cuts, counted by up to `threadCount` tasks in parts of about `size` bytes: for a stretch that is, but for
    /// some of its first part, one run of letters. Nil when it is not, or when parts do not fit together.
    func countUncut(_ bytes: [UInt8], _ stretch: Range<Int>, size: Int, threadCount: Int) async -> Int? {
        guard preparation.isEmpty, stretch.count >= 2 * size else { return nil }
        let parts = Self.characterParts(of: bytes, stretch, size: size)
        // Bytes that begin no character are not cut.
        guard parts.count > 1, let letter = bytes.withUnsafeBufferPointer({ RunLetter(TextBytes($0), at: parts[1].lowerBound) }) else {
            return nil
        }
        let merged = await Self.map(parts, taskCount: threadCount) { part in
            bytes.withUnsafeBufferPointer { buffer in
                let text = TextBytes(buffer)
                return part.lowerBound == stretch.lowerBound ? beginning(text, part, letter) : run(text, part, letter)
            }
        }
        return bytes.withUnsafeBufferPointer { buffer in
            let text = TextBytes(buffer)
            return counters.withCounter { counter in
                var total = 0
                var left: MergedPart?
                for (part, range) in zip(merged, parts) {
                    guard let part else { return nil }
                    total += part.tokenCount + part.merged.tokenCount
                    if let left {
                        guard let more = counter.seam(text, left, part.merged, at: range.lowerBound) else { return nil }
                        total += more
                    }
                    left = part.merged
                }
                return total
            }
        }
    }

    /// What a task found: the tokens before the run, and the part of the run.
    private struct RunPart: Sendable {
        var tokenCount = 0
        let merged: MergedPart
    }

    private func run(_ text: TextBytes, _ range: Range<Int>, _ letter: RunLetter) -> RunPart? {
        guard letter.fills(range, of: text) else { return nil }
        return counters.withCounter { RunPart(merged: $0.merge(text, part: range)) }
    }

    /// The part that the run begins in: its last piece is the run's, all before are counted.
    private func beginning(_ text: TextBytes, _ range: Range<Int>, _ letter: RunLetter) -> RunPart? {
        let part = text.slice(range)
        guard UTF8Repair.validEnd(part, from: 0) == part.count else { return nil }
        return counters.withCounter { counter in
            var (start, tokenCount) = (0, 0)
            while true {
                let end = preTokenizer.cutter.pieceEnd(part, from: start)
                if end == part.count { break }
                tokenCount += counter.count(part, piece: start..<end)
                start = end
            }
            // A dozen letters behind what may have begun it: no contraction reaches so far.
            guard part.count - start > 60, letter.fills(part.count - 48..<part.count, of: part) else { return nil }
            return RunPart(tokenCount: tokenCount, merged: counter.merge(text, part: range.lowerBound + start..<range.upperBound))
        }
    }

    /// Ranges of `size` bytes or a little more, the last one up to half as long again, cut between characters.
    private static func characterParts(of bytes: [UInt8], _ stretch: Range<Int>, size: Int) -> [Range<Int>] {
        var parts: [Range<Int>] = []
        var start = stretch.lowerBound
        while start < stretch.upperBound {
            var end = stretch.upperBound - start < size + size / 2 ? stretch.upperBound : start + size
            while end < stretch.upperBound, bytes[end] & 0xC0 == 0x80 { end += 1 }
            parts.append(start..<end)
            start = end
        }
        return parts
    }
}
