// Results that are asked for one after the other, worked out ahead of whoever asks. Unlike batches, of which each waits for its last result, a window moves
// along: who makes use of one result does so while others are worked out, and who waits for one works on those behind it.

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Results for 0..<count, to be taken in order. What is never asked for is given up. `take` is called from one thread.
package final class Ahead<Result: Sendable>: Sendable {
    private let window: Window<Result>
    private let threads: Begun<Void>

    /// `sizes` are what the results take room by: so much as `room` is worked on or waits, or one result. Starts `threadCount - 1` threads at once.
    package init(sizes: [Int], room: Int, threadCount: Int, _ body: @escaping @Sendable (Int) -> Result) {
        let window = Window(sizes: sizes, room: room, body)
        self.window = window
        threads = Begun(threadCount - 1, threadCount: threadCount) { _ in window.work() }
    }

    /// The result for the index after that of the last call. Cost: a lock, where it is there already.
    package func take(_ index: Int) -> Result { window.take(index) }

    deinit { window.close() }
}

/// The results that are worked on or wait to be taken.
private final class Window<Result: Sendable>: @unchecked Sendable {
    // SAFETY: what changes is read and written by whoever holds the lock; a result is worked out by the one thread that its index was handed to.
    // GAIN: the facts of 10 MB of conversation, in segments of all lengths: no thread waits at the end of a batch.
    private let lock: UnsafeMutablePointer<pthread_mutex_t>
    private let changed: UnsafeMutablePointer<pthread_cond_t>
    private var waitingCount = 0
    private var results: [Result?]
    /// Where each begins and, at last, all end, in sizes.
    private let starts: [Int]
    private let room: Int
    private let body: @Sendable (Int) -> Result
    /// The first that is not handed out yet.
    private var next = 0
    /// The one that is asked for, or will be.
    private var asked = 0
    private var isClosed = false

    init(sizes: [Int], room: Int, _ body: @escaping @Sendable (Int) -> Result) {
        var starts = [0]
        for size in sizes { starts.append(starts[starts.count - 1] + size) }
        (self.starts, self.room, self.body) = (starts, room, body)
        results = Array(repeating: nil, count: sizes.count)
        unsafe lock = .allocate(capacity: 1)
        unsafe changed = .allocate(capacity: 1)
        unsafe pthread_mutex_init(lock, nil)
        unsafe pthread_cond_init(changed, nil)
    }

    deinit {
        unsafe pthread_cond_destroy(changed)
        unsafe pthread_mutex_destroy(lock)
        unsafe changed.deallocate()
        unsafe lock.deallocate()
    }

    func take(_ index: Int) -> Result {
        unsafe pthread_mutex_lock(lock)
        defer { unsafe pthread_mutex_unlock(lock) }
        asked = index
        // Whoever waits for room may have it now.
        wake()
        while true {
            if let result = results[index] {
                results[index] = nil
                asked = index + 1
                return result
            }
            if !workOnNext() { wait() }
        }
    }

    /// Works until nothing is left, and waits for room meanwhile.
    func work() {
        unsafe pthread_mutex_lock(lock)
        defer { unsafe pthread_mutex_unlock(lock) }
        while !isClosed, next < results.count { if !workOnNext() { wait() } }
    }

    func close() {
        unsafe pthread_mutex_lock(lock)
        isClosed = true
        wake()
        unsafe pthread_mutex_unlock(lock)
    }

    /// Works out the next result, the lock given back meanwhile; false where there is no room for it, or none is left.
    private func workOnNext() -> Bool {
        guard !isClosed, next < results.count, next <= asked || starts[next + 1] - starts[asked] <= room else { return false }
        let index = next
        next += 1
        unsafe pthread_mutex_unlock(lock)
        let result = body(index)
        unsafe pthread_mutex_lock(lock)
        results[index] = result
        wake()
        return true
    }

    private func wait() {
        waitingCount += 1
        unsafe pthread_cond_wait(changed, lock)
        waitingCount -= 1
    }

    private func wake() { if waitingCount > 0 { unsafe pthread_cond_broadcast(changed) } }
}
