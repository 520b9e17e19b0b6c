// Lists of small numbers, one behind the other in one array: the terms of each unit, its names, its words, its facts. Thirty thousand lists then cost two arrays,
// and a pass over all of them is a pass over one.

/// Lists of numbers that are written in order and read at will.
struct NumberLists {
    /// The numbers of all lists.
    private(set) var numbers: [Int32] = []
    /// Where each list ends in `numbers`.
    private(set) var ends: [Int] = []

    init() {}

    /// The lists that end at `ends` in `numbers`.
    init(_ numbers: [Int32], ends: [Int]) { (self.numbers, self.ends) = (numbers, ends) }

    /// How many lists have ended.
    var count: Int { ends.count }

    /// Where the list at hand begins, to which `append` adds.
    var start: Int { ends.last ?? 0 }

    subscript(list: Int) -> ArraySlice<Int32> { numbers[range(of: list)] }

    /// A list's numbers as they count things.
    func integers(of list: Int) -> LazyMapSequence<ArraySlice<Int32>, Int> { self[list].lazy.map { Int($0) } }

    func range(of list: Int) -> Range<Int> { (list == 0 ? 0 : ends[list - 1])..<ends[list] }

    mutating func append(_ number: Int32) { numbers.append(number) }

    /// Ends the list at hand.
    mutating func endList() { ends.append(numbers.count) }

    /// The same lists with those numbers only that `isKept`.
    func filtered(_ isKept: (Int32) -> Bool) -> NumberLists {
        var kept = NumberLists()
        kept.ends.reserveCapacity(count)
        for list in 0..<count {
            for number in self[list] where isKept(number) { kept.append(number) }
            kept.endList()
        }
        return kept
    }
}

/// How many holders, units or blocks, each number has. Holders come in order.
struct HolderCounts {
    private var counts: [Int32]
    private var latest: [Int32]

    /// Room for numbers below `numberCount`; more is made as it is needed.
    init(numberCount: Int = 0) {
        counts = Array(repeating: 0, count: numberCount)
        latest = Array(repeating: -1, count: numberCount)
    }

    /// Whether `holder` has not had `number` before.
    @discardableResult mutating func add(_ number: Int32, of holder: Int) -> Bool {
        let place = Int(number)
        while place >= counts.count {
            counts.append(0)
            latest.append(-1)
        }
        if latest[place] == Int32(holder) { return false }
        latest[place] = Int32(holder)
        counts[place] += 1
        return true
    }

    subscript(number: Int32) -> Int { Int(number) < counts.count ? Int(counts[Int(number)]) : 0 }
}
