// Where a list that is sorted by a question changes its answer, by halving.

extension RandomAccessCollection where Index == Int {
    /// The index of the first element that `isPast`, or the end: those before it are not, it and all after it are.
    ///
    /// Cost: log of the number of elements. (The name is swift-algorithms'.)
    @inlinable
    package func partitioningIndex(where isPast: (Element) -> Bool) -> Int {
        var low = startIndex, high = endIndex
        while low < high {
            let middle = (low + high) / 2
            if isPast(self[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
