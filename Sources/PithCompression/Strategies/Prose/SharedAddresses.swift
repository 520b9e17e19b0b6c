// Addresses that begin alike, with their beginning once over them: `…/304` for https://example.org/tool/pull/304. Changelogs, overviews and lists of links
// are half addresses, and their hosts and folders are the same again and again.
//
// A link whose text its address ends in, as changelogs name issues, needs no address at all: `[#304]`, or "`#304`__". ShortAddresses has the form and its reader. A sign is
// taken only where it stands nowhere in the text, so that nothing but what was shortened reads as short.

import PithPrompt
import PithSystem

/// Writes the beginnings that addresses share once.
struct SharedAddresses: Strategy {
    static let name = "shared-addresses"
    static let summary = "addresses that begin alike with their beginning once over the text"
    static let kinds: Set<SegmentKind> = [.prose, .instruction, .list]
    static let effect = EditEffect.lossless
    static let runsOnce = true
    // Sentences are chosen by the whole addresses in them, and a head could not stay without its text.
    static let runsAfterChoice = true

    func proposals(for context: StrategyContext) -> [Proposal] {
        // What is changed could be a file that is to be edited later on.
        guard !context.options.isSession, !context.options.keepsFormat, context.options.losesNothing else { return [] }
        var proposals: [Proposal] = []
        var segments = context.segments[...]
        while let view = segments.first?.view {
            let own = segments.prefix { $0.view == view }
            segments = segments[own.endIndex...]
            if let edits = Self.edits(in: context.prompt.views[view], view, own.map(\.range)) { proposals.append(Proposal(edits: edits)) }
        }
        return proposals
    }

    /// What shortens the addresses of a view that stand in the given stretches; nil where that saves nothing. Cost: linear.
    private static func edits(in view: View, _ index: Int, _ stretches: [Range<Int>]) -> [Edit]? {
        let bytes = view.bytes
        let found = AddressBeginnings(in: bytes, stretches)
        guard !found.shared.isEmpty, !holdsHead(bytes) else { return nil }
        var signs = AddressSigns(bytes)
        var changes: [(range: Range<Int>, text: [UInt8])] = []
        var head: [ShortAddress] = []
        for shared in found.shared {
            let beginning = Array(bytes[shared.first])
            var addresses = shared.addresses.map { found.addresses[$0] }.filter { !view.isProtected($0) }
            if let (label, links) = signs.numbered(addresses, beginning.count) {
                head.append(ShortAddress(sign: Array(label.text), beginning: beginning, numbered: label.link))
                // "(…)", or " <…>"
                let leadCount = label.link == .markdown ? 1 : 2
                changes += links.map { (addresses[$0].lowerBound - leadCount..<addresses[$0].upperBound + 1, []) }
                for link in links.reversed() { addresses.remove(at: link) }
            }
            guard addresses.count >= fewestAddresses, let sign = signs.sign(for: beginning) else { continue }
            head.append(ShortAddress(sign: sign, beginning: beginning))
            changes += addresses.map { ($0.lowerBound..<$0.lowerBound + beginning.count, sign) }
        }
        changes.sort { $0.range.lowerBound < $1.range.lowerBound }
        guard let first = changes.first, let top = stretches.last(where: { $0.lowerBound <= first.range.lowerBound })?.lowerBound else {
            return nil
        }
        let lineEnd: [UInt8] = bytes.firstIndex(of: 0x0A).map { $0 > 0 && bytes[$0 - 1] == 0x0D } == true ? [0x0D, 0x0A] : [0x0A]
        // The head stands over the first stretch that has a short address; one edit makes both where the stretch begins with it.
        let headLines = ShortAddresses.head(for: head) + lineEnd + lineEnd
        changes[0] = (top..<first.range.upperBound, headLines + bytes[top..<first.range.lowerBound] + first.text)
        return changes.map { edit(index, $0.range, to: $0.text) }
    }

    /// A beginning that so many addresses have needs no sign.
    private static let fewestAddresses = 2

    /// Whether a line of the text reads as a head already.
    private static func holdsHead(_ bytes: [UInt8]) -> Bool {
        var start = 0
        while start < bytes.count {
            if bytes[start] == 0x5B, bytes[start...].starts(with: ShortAddresses.opening) { return true }
            start = lineEnd(in: bytes, from: start, limit: bytes.count) + 1
        }
        return false
    }
}

/// Signs that stand nowhere in a text.
private struct AddressSigns {
    private let bytes: [UInt8]
    /// Where `…` stands in the text.
    private let marks: [Int]
    private var taken: [[UInt8]] = []

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        marks = Self.places(of: ShortAddresses.mark[0], in: bytes).filter { bytes[$0...].starts(with: ShortAddresses.mark) }
    }

    private static func places(of byte: UInt8, in bytes: [UInt8]) -> [Int] {
        var found: [Int] = []
        var at = firstOffset(of: byte, in: bytes, bytes.indices)
        while at < bytes.count {
            found.append(at)
            at = firstOffset(of: byte, in: bytes, at + 1..<bytes.count)
        }
        return found
    }

    /// A sign for a beginning that reads as its end: `…/`, `…pull/`, `…harbour/pull/`; nil where each stands in the text or is taken.
    mutating func sign(for beginning: [UInt8]) -> [UInt8]? {
        var start = beginning.count - 1
        for _ in 0..<Self.mostParts {
            // One part more.
            if start < beginning.count - 1 || beginning[start] != 0x2F {
                while start > 0, !AddressBeginnings.isPart(beginning[start - 1]) { start -= 1 }
            }
            let sign = ShortAddresses.mark + beginning[start...]
            let isApart = !taken.contains { $0.starts(with: sign) || sign.starts(with: $0) }
            if isApart, !marks.contains(where: { bytes[$0...].starts(with: sign) }) {
                taken.append(sign)
                return sign
            }
            guard start > 1 else { return nil }
            start -= 1
        }
        return nil
    }

    /// What the text of a numbered link begins with, and how the link is written.
    struct Label: Equatable {
        let text: ArraySlice<UInt8>
        let link: NumberedLink
    }

    /// What the texts of most of the links begin with whose rest their addresses end in, and which these are, where nothing else in the text is in
    /// brackets so, or between backticks.
    func numbered(_ addresses: [Range<Int>], _ length: Int) -> (label: Label, links: [Int])? {
        var labels: [(label: Label, links: [Int])] = []
        for (index, address) in addresses.enumerated() {
            guard let label = label(of: address, length) else { continue }
            if let known = labels.firstIndex(where: { $0.label == label }) {
                labels[known].links.append(index)
            } else if labels.count < Self.mostLabels {
                labels.append((label, [index]))
            }
        }
        guard let (label, links) = labels.max(by: { $0.links.count < $1.links.count }), links.count >= Self.fewestNumbered else {
            return nil
        }
        let opening = [label.link.mark] + label.text
        let places = Self.places(of: opening[0], in: bytes).filter { bytes[$0...].starts(with: opening) }
        let readCount =
            label.link == .markdown
            ? places.count - links.count : places.count { label.link.close(in: bytes[($0 + opening.count)...]) != nil }
        return readCount == 0 ? (label, links) : nil
    }

    /// What the text of an address's link begins with: `#` in `[#304](…/304)`, where the first `length` bytes of the address are its beginning.
    private func label(of address: Range<Int>, _ length: Int) -> Label? {
        let name = bytes[address.lowerBound + length..<address.upperBound]
        // Where the text ends before "](" or " <".
        let close = address.lowerBound - 2
        guard !name.isEmpty, name.allSatisfy({ $0.isLetterOrDigit || $0 == 0x2D || $0 == 0x5F }), close > name.count,
            let link = link(around: address), areSame(bytes[(close - name.count)..<close], name)
        else { return nil }
        let nameStart = close - name.count
        let open = bytes[max(0, nameStart - Self.longestLabel - 1)..<nameStart].lastIndex(of: link.mark)
        guard let open, open + 1 < nameStart else { return nil }
        let label = bytes[(open + 1)..<nameStart]
        return label.allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != 0x5D && $0 != 0x2C && $0 != 0x60 }
            && label.last.map { !$0.isLetterOrDigit } == true ? Label(text: label, link: link) : nil
    }

    /// How the link is written that an address belongs to.
    private func link(around address: Range<Int>) -> NumberedLink? {
        let before = bytes[address.lowerBound - 2..<address.lowerBound], behind = bytes[address.upperBound...]
        if before.elementsEqual("](".utf8) { return behind.first == 0x29 ? .markdown : nil }
        guard before.elementsEqual(" <".utf8), behind.begins(with: ">`_") else { return nil }
        let isAnonymous = behind.begins(with: ">`__"), next = behind.dropFirst(isAnonymous ? 4 : 3).first
        return next.map { $0.isWordlike || $0 == 0x5F || $0 == 0x60 } == true ? nil : .titled(isAnonymous: isAnonymous)
    }

    private static let mostParts = 3, fewestNumbered = 3, longestLabel = 4, mostLabels = 4
}
