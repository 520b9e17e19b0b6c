// Counting on all cores: the text is cut at safe places, so that the parts have the tokens of the whole.

import PithBPE

extension Encoding {
    /// The number of tokens of `bytes`, counted by up to `threadCount` tasks at once.
    ///
    /// Exactly `count(bytes)`, on any text: parts end only where a piece provably ends (`SafeCut`). Parts have 64 KiB or more, so short
    /// text is counted by one task.
    public func count(_ bytes: [UInt8], threadCount: Int) async -> Int {
        let ranges = parts(of: bytes, atLeast: max(1 << 16, bytes.count / max(1, threadCount * 16) + 1))
        if threadCount <= 1 || ranges.count <= 1 { return count(bytes) }
        return await withTaskGroup(of: Int.self) { group in
            var total = 0
            var next = 0
            while next < ranges.count || !group.isEmpty {
                if next < ranges.count, next < threadCount {
                    let range = ranges[next]
                    group.addTask { count(bytes[range]) }
                    next += 1
                    continue
                }
                guard let part = await group.next() else { break }
                total += part
                if next < ranges.count {
                    let range = ranges[next]
                    group.addTask { count(bytes[range]) }
                    next += 1
                }
            }
            return total
        }
    }

    /// The number of tokens of each text, counted by up to `threadCount` tasks at once, in the order of the texts.
    public func count(each texts: [[UInt8]], threadCount: Int) async -> [Int] {
        let size = max(1, min(256, texts.count / max(1, threadCount * 4) + 1))
        let starts = Array(stride(from: 0, to: texts.count, by: size))
        if threadCount <= 1 || starts.count <= 1 { return texts.map { count($0) } }
        return await withTaskGroup(of: (Int, [Int]).self) { group in
            var results = [Int](repeating: 0, count: texts.count)
            var pending = starts[...]
            for _ in 0..<threadCount {
                guard let start = pending.popFirst() else { break }
                group.addTask { (start, texts[start..<min(start + size, texts.count)].map { count($0) }) }
            }
            while let (start, counts) = await group.next() {
                results.replaceSubrange(start..<start + counts.count, with: counts)
                if let start = pending.popFirst() {
                    group.addTask { (start, texts[start..<min(start + size, texts.count)].map { count($0) }) }
                }
            }
            return results
        }
    }

    /// Ranges that together are all of `bytes`, of `size` bytes or a little more, cut at safe places.
    package func parts(of bytes: [UInt8], atLeast size: Int) -> [Range<Int>] {
        bytes.withUnsafeBufferPointer { buffer in
            let text = TextBytes(buffer)
            var ranges: [Range<Int>] = []
            var start = 0
            while start < bytes.count {
                let end = SafeCut.first(text, preparation, from: start + size) ?? bytes.count
                ranges.append(start..<end)
                start = end
            }
            return ranges
        }
    }
}
