// Runs a program over a text, all its ways at once, and finds every match in one pass.
//
// A thread is a place in the program with the offset where its match began. At each character all threads step together. They are kept in
// order of preference (earlier beginnings first, then preferred ways), and of two threads at one instruction only the preferred is kept, as
// their futures are the same. So there are never more threads than instructions.
//
// When a thread matches, threads behind it are dropped: they would begin inside the match or are less preferred. Threads before it live on,
// and new ones begin at the match's end at once, though a thread before may still match further on. Should it do so, it takes back every
// match found behind its beginning. That is what keeps the whole scan linear: the usual way, to wait until the match is settled and then go
// back to its end, reads a text again and again that keeps hopes up and disappoints them (`a([^b]*b)?` on "aaaa…").

struct PatternMachine {
    private let program: PatternProgram
    private let bytes: [UInt8]
    private var threads: [Thread] = []
    /// The threads at the character before.
    private var before: [Thread] = []
    /// For each instruction, the last generation that visited it.
    private var visited: [Int]
    private var generation = 0
    /// Matches so far; the last ones may be taken back.
    private var matches: [Range<Int>] = []
    private var waiting: [Int] = []

    private struct Thread {
        let instruction: Int
        let start: Int
    }

    init(program: PatternProgram, bytes: [UInt8]) {
        (self.program, self.bytes) = (program, bytes)
        visited = [Int](repeating: -1, count: program.instructions.count)
    }

    mutating func run() -> [Range<Int>] {
        var at = 0
        while at < bytes.count {
            if threads.isEmpty {
                guard let next = bytes[at...].firstIndex(where: { program.firstBytes[Int($0)] }) else { break }
                (at, generation) = (next, generation + 1)
            }
            if program.firstBytes[Int(bytes[at])] { follow(from: 0, start: at, at: at) }
            let (value, length) = scalar(in: bytes, at: at)
            step(over: value, to: at + length)
            at += length
        }
        return matches
    }

    /// Moves every thread over the character `value` to offset `end`.
    private mutating func step(over value: UInt32?, to end: Int) {
        generation += 1
        swap(&threads, &before)
        threads.removeAll(keepingCapacity: true)
        guard let value else { return }
        for thread in before {
            guard case .characters(let set) = program.instructions[thread.instruction], program.classes[set].contains(value) else {
                continue
            }
            guard follow(from: thread.instruction + 1, start: thread.start, at: end) else { continue }
            // Behind a match nothing goes on. Instructions were visited for ways that are dropped now: a thread that begins here may take them.
            generation += 1
            for kept in threads { visited[kept.instruction] = generation }
            break
        }
    }

    /// Adds a thread for each instruction that waits for a character and is reached from `instruction` without one, preferred ways first.
    /// Returns true when a match is reached: then it was noted, and ways behind it were left out.
    @discardableResult
    private mutating func follow(from instruction: Int, start: Int, at offset: Int) -> Bool {
        waiting.append(instruction)
        while let at = waiting.popLast() {
            if visited[at] == generation { continue }
            visited[at] = generation
            switch program.instructions[at] {
            case .characters: threads.append(Thread(instruction: at, start: start))
            case .jump(let target): waiting.append(target)
            case .split(let first, let second):
                waiting.append(second)
                waiting.append(first)
            case .assertion(let assertion): if holds(assertion, at: offset) { waiting.append(at + 1) }
            case .match:
                // An empty match pins nothing: the next choice counts.
                guard start < offset else { continue }
                while let last = matches.last, last.lowerBound >= start { matches.removeLast() }
                matches.append(start..<offset)
                waiting.removeAll(keepingCapacity: true)
                return true
            }
        }
        return false
    }

    private func holds(_ assertion: PatternAssertion, at offset: Int) -> Bool {
        switch assertion {
        case .textStart: offset == 0
        case .textEnd: offset == bytes.count
        case .lineStart: offset == 0 || bytes[offset - 1] == 0x0A
        case .lineEnd:
            offset == bytes.count || bytes[offset] == 0x0A
                || (bytes[offset] == 0x0D && offset + 1 < bytes.count && bytes[offset + 1] == 0x0A)
        case .wordBoundary: isWord(before: offset) != isWord(at: offset)
        case .noWordBoundary: isWord(before: offset) == isWord(at: offset)
        }
    }

    private func isWord(at offset: Int) -> Bool {
        guard offset < bytes.count else { return false }
        return scalar(in: bytes, at: offset).value.map(CharacterClass.words.contains) ?? false
    }

    private func isWord(before offset: Int) -> Bool {
        guard offset > 0 else { return false }
        var start = offset - 1
        while start > 0, start > offset - 4, bytes[start] & 0xC0 == 0x80 { start -= 1 }
        let (value, length) = scalar(in: bytes, at: start)
        return start + length == offset && value.map(CharacterClass.words.contains) == true
    }
}

/// The character that begins at `offset` and its length; no value and a length of 1 where the bytes are no UTF-8.
func scalar(in bytes: [UInt8], at offset: Int) -> (value: UInt32?, length: Int) {
    let first = bytes[offset]
    if first < 0x80 { return (UInt32(first), 1) }
    let length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2
    guard first >= 0xC2, first <= 0xF4, offset + length <= bytes.count else { return (nil, 1) }
    var value = UInt32(first) & (length == 4 ? 0x07 : length == 3 ? 0x0F : 0x1F)
    for byte in bytes[offset + 1..<offset + length] {
        guard byte & 0xC0 == 0x80 else { return (nil, 1) }
        value = value << 6 | UInt32(byte & 0x3F)
    }
    let least: UInt32 = length == 4 ? 0x10000 : length == 3 ? 0x800 : 0x80
    guard value >= least, value <= 0x10FFFF, value & 0x1F_F800 != 0xD800 else { return (nil, 1) }
    return (value, length)
}
