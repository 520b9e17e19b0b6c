// What was found in stretches of a text that is read again and again, mostly where little changed in between.

import PithSystem

/// Remembers entries by a hash of what they were found in, until two passes have not asked for them. Who asks compares the bytes.
struct PassMemo<Entry: Sendable>: Sendable {
    private struct Kept: Sendable {
        let key: UInt64
        let entry: Entry
        /// The last pass that asked for it.
        let pass: Int
    }

    private var places = KeyTable()
    private var kept: [Kept] = []
    private var pass = 0

    subscript(key: UInt64) -> Entry? { places[key].map { kept[$0].entry } }

    /// Keeps an entry in the place of the one before it.
    mutating func keep(_ entry: Entry, for key: UInt64) { keep(Kept(key: key, entry: entry, pass: pass)) }

    private mutating func keep(_ new: Kept) {
        if let place = places.keep(kept.count, for: new.key) { kept[place] = new } else { kept.append(new) }
    }

    /// Begins another pass, and forgets what neither of the last two asked for.
    mutating func beginPass() {
        let known = kept.filter { $0.pass + 1 >= pass }
        pass += 1
        guard known.count < kept.count else { return }
        (places, kept) = (KeyTable(minimumCapacity: known.count), [])
        for entry in known { keep(entry) }
    }
}
