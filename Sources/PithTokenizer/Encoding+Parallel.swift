// Counting on all cores: the text is cut at safe places, so that the parts have the tokens of the whole.

import PithBPE

extension Encoding {
    /// The number of tokens of `bytes`, counted by up to `threadCount` tasks at once.
    ///
    /// Exactly `count(bytes)`, on any text: parts end only where a piece provably ends (`SafeCut`). Parts have 64 KiB or more, so short
    /// text is counted by one task.
    public func count(_ bytes: [UInt8], threadCount: Int) async -> Int {
        let size = max(1 << 16, bytes.count / max(1, threadCount * 16) + 1)
        if threadCount <= 1 || bytes.count <= size { return count(bytes) }
        var total = 0
        var ranges: [Range<Int>] = []
        for range in parts(of: bytes, atLeast: size) {
            if let count = await countUncut(bytes, range, size: size, threadCount: threadCount) {
                total += count
            } else {
                ranges.append(range)
            }
        }
        let counts = await Self.map(ranges, taskCount: threadCount) { count(bytes[$0]) }
        return counts.reduce(total, +)
    }

    /// The number of tokens of each text, counted by up to `threadCount` tasks at once, in the order of the texts.
    public func count(each texts: [[UInt8]], threadCount: Int) async -> [Int] {
        let size = max(1, min(256, texts.count / max(1, threadCount * 4) + 1))
        let starts = Array(stride(from: 0, to: texts.count, by: size))
        let counts = await Self.map(starts, taskCount: threadCount) { start in
            texts[start..<min(start + size, texts.count)].map { count($0) }
        }
        return Array(counts.joined())
    }

    /// What `body` makes of each item, in their order, by up to `taskCount` tasks at once.
    static func map<Item: Sendable, Result: Sendable>(
        _ items: [Item], taskCount: Int, _ body: @escaping @Sendable (Item) -> Result
    ) async -> [Result] {
        if taskCount <= 1 || items.count <= 1 { return items.map(body) }
        return await withTaskGroup(of: (Int, Result).self) { group in
            var results = [Result?](repeating: nil, count: items.count)
            var pending = items.indices[...]
            for index in pending.prefix(taskCount) { group.addTask { (index, body(items[index])) } }
            pending = pending.dropFirst(taskCount)
            while let (index, result) = await group.next() {
                results[index] = result
                if let next = pending.popFirst() { group.addTask { (next, body(items[next])) } }
            }
            return results.compactMap { $0 }
        }
    }

    /// Ranges that together are all of `bytes`, cut at safe places: of about `size` bytes where there are such places near by, of a multiple of that where not.
    package func parts(of bytes: [UInt8], atLeast size: Int) -> [Range<Int>] {
        bytes.withUnsafeBufferPointer { buffer in
            let text = TextBytes(buffer)
            // A stretch without a cut is not searched through: that would take a third of the time of counting it.
            let reach = max(1 << 12, size / 64)
            var ranges: [Range<Int>] = []
            var start = 0
            var wanted = size
            while wanted < bytes.count {
                if let cut = SafeCut.first(text, preparation, from: wanted, before: wanted + reach) {
                    ranges.append(start..<cut)
                    start = cut
                    wanted = cut
                }
                wanted += size
            }
            return start < bytes.count ? ranges + [start..<bytes.count] : ranges
        }
    }
}
