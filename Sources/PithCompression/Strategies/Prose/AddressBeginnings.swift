// The addresses of a text, and the beginnings that are worth saying once.
//
// Each address can be cut behind a slash, "=" or "#", or before the digits that it ends in. How often each beginning occurs is counted by its hash; the one that
// saves most bytes is taken first, its addresses are done with, and so on, a few times: folder by folder, as a reader would group them.

import PithPrompt
import PithSystem

/// The beginnings that addresses of a text share.
struct AddressBeginnings {
    /// A beginning that is worth saying once, and its addresses in order.
    struct Shared {
        /// Where it stands in its first address.
        let first: Range<Int>
        /// The indices of its addresses in `addresses`.
        var addresses: [Int]
    }

    /// Where the addresses stand, in order: no more of each than can be cut.
    private(set) var addresses: [Range<Int>] = []
    private(set) var shared: [Shared] = []

    private var cuts: [Cut] = []
    /// The cuts of each address: where they end in `cuts`.
    private var cutEnds: [Int] = []
    private var beginnings: [Beginning] = []
    /// The index of each beginning by its hash.
    private var indexByHash: [UInt64: Int] = [:]

    /// A place where an address can be cut, and which beginning that makes.
    private struct Cut {
        let end: Int
        let beginning: Int
    }

    private struct Beginning {
        let first: Range<Int>
        var count: Int
    }

    private static let mostShared = 8, fewestAddresses = 3, fewestBytes = 12, longest = 300, mostCuts = 12
    /// What a sign stands for an address costs, in bytes, and a row of the head beside the beginning itself.
    private static let signCost = 6, headCost = 16
    private static let leastGain = 20

    /// Those in the given stretches of a text. Cost: linear.
    init(in bytes: [UInt8], _ stretches: [Range<Int>]) {
        let found = stretches.flatMap { Self.found(in: bytes, $0) }
        guard found.count >= Self.fewestAddresses else { return }
        let shown = ShownText.all(in: bytes)
        for (address, host) in found where shown.overlapping(address).isEmpty { add(address, host: host, in: bytes) }
        guard addresses.count >= Self.fewestAddresses else { return }
        choose()
    }

    /// The addresses of a stretch that may be shortened, and where their hosts begin.
    private static func found(in bytes: [UInt8], _ range: Range<Int>) -> [(address: Range<Int>, host: Int)] {
        var found: [(address: Range<Int>, host: Int)] = []
        var at = range.lowerBound
        while true {
            at = firstOffset(of: 0x3A, in: bytes, at..<range.upperBound)
            guard at + 3 < range.upperBound else { return found }
            defer { at += 1 }
            guard bytes[at + 1] == 0x2F, bytes[at + 2] == 0x2F, let start = schemeStart(before: at, in: bytes, range) else { continue }
            let end = ShortAddresses.addressEnd(in: bytes[start..<min(range.upperBound, start + longest)])
            guard end > at + 4, !isShownAsCode(start, in: bytes, range), !isValue(start, in: bytes, range) else { continue }
            found.append((start..<end, at + 3))
            at = end - 1
        }
    }

    private mutating func add(_ address: Range<Int>, host: Int, in bytes: [UInt8]) {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        var cutCount = 0
        let digits = bytes[address].reversed().prefix(while: \.isDigit).count
        for at in address {
            // A comma would part two rows of the head.
            guard bytes[at] != 0x2C else { break }
            let isBeforeNumber = digits > 0 && at == address.upperBound - digits && bytes[at - 1].isLetter
            if at > host, cutCount < Self.mostCuts, at - address.lowerBound >= Self.fewestBytes,
                isBeforeNumber || Self.isPart(bytes[at - 1]) && !Self.isPart(bytes[at])
            {
                let index = indexByHash[hash] ?? beginnings.count
                if index == beginnings.count {
                    indexByHash[hash] = index
                    beginnings.append(Beginning(first: address.lowerBound..<at, count: 0))
                }
                if areSame(bytes[beginnings[index].first], bytes[address.lowerBound..<at]) {
                    beginnings[index].count += 1
                    cuts.append(Cut(end: at, beginning: index))
                    cutCount += 1
                }
            }
            hash = (hash ^ UInt64(bytes[at])) &* 0x100_0000_01B3
        }
        addresses.append(address)
        cutEnds.append(cuts.count)
    }

    private mutating func choose() {
        var isDone = [Bool](repeating: false, count: addresses.count)
        for _ in 0..<Self.mostShared {
            guard let best = beginnings.indices.max(by: { gain($0) < gain($1) }), gain(best) >= Self.leastGain else { return }
            var chosen = Shared(first: beginnings[best].first, addresses: [])
            for index in addresses.indices where !isDone[index] {
                let own = cuts[(index == 0 ? 0 : cutEnds[index - 1])..<cutEnds[index]]
                guard own.contains(where: { $0.beginning == best }) else { continue }
                chosen.addresses.append(index)
                isDone[index] = true
                for cut in own { beginnings[cut.beginning].count -= 1 }
            }
            shared.append(chosen)
        }
    }

    private func gain(_ index: Int) -> Int {
        let beginning = beginnings[index], length = beginning.first.count
        guard beginning.count >= Self.fewestAddresses else { return 0 }
        return beginning.count * (length - Self.signCost) - length - Self.headCost
    }

    /// Where `http` or `https` begins before the colon; nil where neither stands there, or letters stand before it.
    private static func schemeStart(before colon: Int, in bytes: [UInt8], _ range: Range<Int>) -> Int? {
        for length in [5, 4]
        where colon - length >= range.lowerBound && bytes[colon - length..<colon].begins(with: length == 5 ? "https" : "http") {
            let start = colon - length
            return start == range.lowerBound || !(bytes[start - 1].isLetterOrDigit || bytes[start - 1] >= 0x80) ? start : nil
        }
        return nil
    }

    /// Whether an odd number of runs of backticks stands before it on its line: what is shown as code is to be copied as it is.
    private static func isShownAsCode(_ start: Int, in bytes: [UInt8], _ range: Range<Int>) -> Bool {
        // `name <address>`_ is a link of reStructuredText.
        if start > range.lowerBound, bytes[start - 1] == 0x3C { return false }
        var isOpen = false
        var at = start - 1
        while at >= max(range.lowerBound, start - longest), bytes[at] != 0x0A {
            if bytes[at] == 0x60, at == range.lowerBound || bytes[at - 1] != 0x60 { isOpen.toggle() }
            at -= 1
        }
        return isOpen
    }

    /// Whether it is the value of an attribute, a setting or an option: a namespace, say, is a name more than an address.
    private static func isValue(_ start: Int, in bytes: [UInt8], _ range: Range<Int>) -> Bool {
        let quoted = start > range.lowerBound && (bytes[start - 1] == 0x22 || bytes[start - 1] == 0x27) ? 1 : 0
        return start - 1 - quoted >= range.lowerBound && bytes[start - 1 - quoted] == 0x3D
    }

    /// Whether an address can be cut behind the byte.
    static func isPart(_ byte: UInt8) -> Bool { byte == 0x2F || byte == 0x3D || byte == 0x23 }
}
