// Whether code says what a sentence about it does, found out once: a strategy that takes turns with others asks again for the same sentences and the same
// lines of code, mostly where nothing changed in between. Both are known by a hash of their bytes.

import PithSystem
import Synchronization

/// Remembers which sentences share how many of their words with code (CodeWords). May be asked from several threads.
final class SharedWords: Sendable {
    private let known = Mutex(KeyTable())

    /// Whether the code in the stretches holds at least `leastShare` of the words of the sentence; always asked with the same share.
    func areMost(of sentence: Range<Int>, in code: [Range<Int>], _ bytes: [UInt8], leastShare: Double, _ words: inout CodeWords) -> Bool {
        var key = ByteHash.of(bytes[sentence])
        for stretch in code { key = (key ^ ByteHash.of(bytes[stretch])) &* 0x9E37_79B9_7F4A_7C15 }
        if let known = known.withLock({ $0[key] }) { return known == 1 }
        let areMost = words.share(of: sentence, in: code) >= leastShare
        known.withLock { _ = $0.keep(areMost ? 1 : 0, for: key) }
        return areMost
    }
}
