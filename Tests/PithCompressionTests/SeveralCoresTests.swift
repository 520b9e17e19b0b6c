// What is fast in PithSystem gives what the plain way gives.

import PithSystem
import PithTestSupport
import Testing

@Test("A loop over several threads gives its results in order, loops in loops and in threads too", arguments: [1, 2, 3, 9])
func loopsGiveResultsInOrder(threadCount: Int) {
    for count in [0, 1, 2, 7, 100] {
        let results = Parallel.map(count, threadCount: threadCount) { outer in
            Parallel.map(outer % 5, threadCount: threadCount) { inner in outer * 10 + inner }
        }
        #expect(results == (0..<count).map { outer in (0..<outer % 5).map { outer * 10 + $0 } })
    }
}

@Test("Many short loops one after the other end", arguments: [2, 4])
func shortLoopsEnd(threadCount: Int) {
    var sum = 0
    for round in 0..<3000 { sum += Parallel.map(3, threadCount: threadCount) { $0 + round }.reduce(0, +) }
    #expect(sum == 3 * 3000 * 2999 / 2 + 3 * 3000)
}

@Test("Results that are worked out ahead are those that were asked for, whether all of them are taken or not", arguments: [1, 2, 4])
func resultsAheadAreThoseAskedFor(threadCount: Int) {
    for (count, room) in [(0, 1), (1, 0), (5, 0), (40, 9), (40, 1000)] {
        let sizes = (0..<count).map { $0 * 7 % 5 }
        for taken in [0, count / 2, count] {
            let ahead = Ahead(sizes: sizes, room: room, threadCount: threadCount) { index in
                Parallel.map(index % 3, threadCount: threadCount) { $0 + index }
            }
            for index in 0..<taken { #expect(ahead.take(index) == (0..<index % 3).map { $0 + index }) }
        }
    }
}

@Test("An array that is filled in parts has what the parts have, in order", arguments: [1, 2, 5])
func partsFillAnArray(threadCount: Int) {
    for counts in [[], [0], [3], [2, 0, 5, 1], Array(repeating: 7, count: 30)] {
        let parts = counts.enumerated().map { part, count in (0..<count).map { "\(part) \($0)" } }
        let filled = Parallel.array(ofCounts: counts, threadCount: threadCount) { parts[$0].makeIterator() }
        #expect(filled == parts.flatMap { $0 })
    }
}

@Test("Bytes are found, gathered and compared as one by one", arguments: 0..<20)
func bytesAreFoundAsOneByOne(seed: UInt64) {
    var random = SplitMix64(seed: seed &+ 300)
    let bytes = randomBytes(count: random.number(0...300), using: &random)
    let members = Set((0..<random.number(0...6)).map { _ in UInt8(random.number(0...255)) })
    let set = ByteSet { members.contains($0) }
    let classes = (0..<256).map { _ in UInt8(1 << random.number(0...7)) }
    for _ in 0..<50 {
        let start = random.number(0...bytes.count), end = random.number(start...bytes.count)
        let part = bytes[start..<end]
        #expect(set.firstOffset(in: bytes, start..<end) == part.firstIndex { members.contains($0) } ?? end)
        #expect(union(of: classes, in: bytes, start..<end) == part.reduce(0) { $0 | classes[Int($1)] })
        let other = bytes[random.number(0...start)...].prefix(part.count)
        #expect(areSame(part, other) == (part == other))
        #expect(areSame(part, Array(part)[...]))
        #expect(part.begins(with: "ab") == part.starts(with: [0x61, 0x62]) && part.begins(with: ""))
        #expect((Array("ab".utf8) + part)[...].begins(with: "ab"))
        #expect(countBeyondASCII(in: bytes, start..<end) == part.count { $0 >= 0x80 })
        let feeds = bytes.map { members.contains($0) ? 0x0A : $0 }
        #expect(countLineFeeds(in: feeds, start..<end) == feeds[start..<end].count { $0 == 0x0A })
        #expect(precedes(part, other) == part.lexicographicallyPrecedes(other))
    }
}
