// Counters hold a warm cache, and one is used by one thread at a time. The pool lends them out: a thread takes one with an atomic
// exchange and puts it back the same way, so that threads share without waiting and a call costs two exchanges.

import PithBPE
import Synchronization

/// The counters of one encoding.
final class CounterPool: Sendable {
    /// As many as are kept; when more threads count at once, theirs are made and thrown away.
    private static let capacity = 32

    private let slots: [Slot]
    private let table: VocabularyTable

    private final class Slot: Sendable {
        /// The address of a counter that the slot owns a reference to; 0 when it is empty.
        let counter = Atomic<UInt>(0)
    }

    init(_ table: VocabularyTable) {
        self.table = table
        slots = (0..<Self.capacity).map { _ in Slot() }
    }

    deinit {
        for slot in slots { _ = Self.take(slot.counter.exchange(0, ordering: .acquiring)) }
    }

    /// Calls `body` with a counter that no other thread uses meanwhile.
    @inline(__always) func withCounter<Result>(_ body: (PieceCounter) -> Result) -> Result {
        var counter: PieceCounter?
        var place = 0
        while counter == nil, place < slots.count {
            counter = Self.take(slots[place].counter.exchange(0, ordering: .acquiring))
            if counter == nil { place += 1 }
        }
        let lent = counter ?? PieceCounter(table)
        defer { giveBack(lent, preferring: place) }
        return body(lent)
    }

    private func giveBack(_ counter: PieceCounter, preferring place: Int) {
        let address = UInt(bitPattern: Unmanaged.passRetained(counter).toOpaque())
        for offset in slots.indices {
            let slot = slots[(place + offset) % slots.count]
            if slot.counter.compareExchange(expected: 0, desired: address, ordering: .releasing).exchanged { return }
        }
        _ = Self.take(address)
    }

    /// The counter at an address, and with it the reference that the slot owned.
    @inline(__always) private static func take(_ address: UInt) -> PieceCounter? {
        // SAFETY: giveBack() made the address from a reference that it gave up; an exchange hands it to exactly one taker.
        guard let pointer = UnsafeRawPointer(bitPattern: address) else { return nil }
        return Unmanaged<PieceCounter>.fromOpaque(pointer).takeRetainedValue()
    }
}
