// A loop over indices, shared by a few threads that each take the next index when they are free. Threads start when there is work for
// them and end with it, so a program that never calls this never pays for a pool.

import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

package enum Parallel {
    /// The results of `body` for 0..<count, in order. The caller's thread works too; with one thread or one index it works alone.
    ///
    /// Cost: some 20 µs to start and join a thread.
    package static func map<Result: Sendable>(
        _ count: Int, threadCount: Int, _ body: @Sendable (Int) -> Result
    ) -> [Result] {
        guard threadCount > 1, count > 1 else { return (0..<count).map(body) }
        let results = UnsafeMutablePointer<Result?>.allocate(capacity: count)
        unsafe results.initialize(repeating: nil, count: count)
        defer {
            unsafe results.deinitialize(count: count)
            unsafe results.deallocate()
        }
        let slots = unsafe Slots(base: results)
        withoutActuallyEscaping(body) { body in
            let work = Work(count: count) { index in
                // SAFETY: each index is handed out once, so no two threads touch one slot; all are joined before the slots are read.
                unsafe (slots.base + index).pointee = body(index)
            }
            work.run(threadCount: min(threadCount, count))
        }
        return (0..<count).map { unsafe results[$0]! }
    }
}

extension Parallel {
    /// The results of two pieces of work that need nothing of each other, at a time where there are two threads.
    package static func both<First: Sendable, Second: Sendable>(
        threadCount: Int, _ first: @Sendable () -> First, and second: @Sendable () -> Second
    ) -> (First, Second) {
        let results = map(2, threadCount: threadCount) { $0 == 0 ? OneOfTwo.first(first()) : .second(second()) }
        guard case .first(let one) = results[0], case .second(let other) = results[1] else { preconditionFailure("results stand in order") }
        return (one, other)
    }

    private enum OneOfTwo<First: Sendable, Second: Sendable>: Sendable { case first(First), second(Second) }

    /// Runs `body` on a thread of its own that nobody waits for; where no thread can be had, at once.
    package static func detach(_ body: @escaping @Sendable () -> Void) {
        let work = Work(count: 1) { _ in body() }
        guard let thread = work.start(threadCount: 1).first else { return work.drain() }
        pthread_detach(thread)
    }
}

/// Results that other threads work out while the caller does something else. What is never asked for is given up.
package final class Begun<Result: Sendable>: @unchecked Sendable {
    // SAFETY: threads write to slots of their own only, and all have ended when the slots are read or given back; `results` is called from one thread.
    // GAIN: 10 MB of log: its tokens are counted while it is parsed and looked through (CompressionCall).
    private let slots: Slots<Result>
    private let work: Work
    private let count: Int
    private var threads: [pthread_t]

    /// Starts on `body` for 0..<count with `threadCount - 1` threads of their own, and does not wait for them.
    package init(_ count: Int, threadCount: Int, _ body: @escaping @Sendable (Int) -> Result) {
        let results = UnsafeMutablePointer<Result?>.allocate(capacity: count)
        unsafe results.initialize(repeating: nil, count: count)
        let slots = unsafe Slots(base: results)
        (self.slots, self.count) = (slots, count)
        work = Work(count: count) { index in unsafe (slots.base + index).pointee = body(index) }
        threads = work.start(threadCount: min(threadCount - 1, count))
    }

    /// The results in order; what no thread has begun with is done here. To be called once.
    package func results() -> [Result] {
        work.drain()
        join()
        return (0..<count).map { unsafe slots.base[$0]! }
    }

    private func join() {
        for thread in threads { pthread_join(thread, nil) }
        threads = []
    }

    deinit {
        work.giveUp()
        join()
        unsafe slots.base.deinitialize(count: count)
        unsafe slots.base.deallocate()
    }
}

/// Where each index's result goes.
private struct Slots<Result>: @unchecked Sendable {
    let base: UnsafeMutablePointer<Result?>
}

extension Parallel {
    /// An array in parts of `counts` elements: those of each part come from an iterator of its own, which must have as many. Nothing is copied, and each
    /// thread is the first to touch the memory that it fills.
    @inlinable package static func array<Element: Sendable, Elements: IteratorProtocol<Element>>(
        ofCounts counts: [Int], threadCount: Int, _ elements: @Sendable (_ part: Int) -> Elements
    ) -> [Element] {
        var starts: [Int] = []
        var total = 0
        for count in counts {
            starts.append(total)
            total += count
        }
        return unsafe [Element](unsafeUninitializedCapacity: total) { buffer, filledCount in
            guard let base = buffer.baseAddress else { return }
            let places = unsafe FilledPlaces(base: base)
            _ = map(counts.count, threadCount: threadCount) { [starts] part in
                var iterator = elements(part)
                for place in starts[part]..<starts[part] + counts[part] {
                    guard let element = iterator.next() else { preconditionFailure("a part has as many elements as were counted") }
                    // SAFETY: parts lie apart and inside the capacity, so each place is filled once, by one thread; all have ended before the array is there.
                    // GAIN: 10 MB of a search listing: its lines take 20 ms less than in arrays of parts that are joined.
                    unsafe (places.base + place).initialize(to: element)
                }
            }
            filledCount = total
        }
    }
}

/// The places of an array that is filled in parts.
@usableFromInline struct FilledPlaces<Element>: @unchecked Sendable {
    @usableFromInline let base: UnsafeMutablePointer<Element>

    @inlinable init(base: UnsafeMutablePointer<Element>) { unsafe self.base = base }
}

/// The indices still to be done, and what to do with them.
private final class Work: Sendable {
    private let next = Atomic<Int>(0)
    private let count: Int
    private let body: @Sendable (Int) -> Void

    init(count: Int, body: @escaping @Sendable (Int) -> Void) { (self.count, self.body) = (count, body) }

    func drain() {
        while true {
            let index = next.wrappingAdd(1, ordering: .relaxed).oldValue
            guard index < count else { return }
            body(index)
        }
    }

    /// Hands out no more indices.
    func giveUp() { next.store(count, ordering: .relaxed) }

    /// Works in the caller's thread and in others beside it, and waits for all. Fewer threads than asked for do the same work slower.
    func run(threadCount: Int) {
        let threads = start(threadCount: threadCount - 1)
        drain()
        for thread in threads { pthread_join(thread, nil) }
    }

    /// Starts so many threads, if it can, that work until no index is left.
    func start(threadCount: Int) -> [pthread_t] {
        var threads: [pthread_t] = []
        for _ in 0..<max(0, threadCount) {
            let context = unsafe Unmanaged.passRetained(self)
            var thread = pthread_t()
            let code = unsafe pthread_create(
                &thread, nil,
                { context in
                    // SAFETY: `context` is the retained `Work` passed below, taken over exactly once.
                    unsafe Unmanaged<Work>.fromOpaque(context!).takeRetainedValue().drain()
                    return nil
                }, context.toOpaque())
            if code == 0 { threads.append(thread) } else { unsafe context.release() }
        }
        return threads
    }
}
