// Pages as browser tools tell them to agents (Playwright's snapshots of the accessibility tree), without what YAML needs and a reader does not:
//
//     - listitem [ref=e20]:                              listitem e20:
//       - link "Open \"7\"" [ref=e21] [cursor=pointer]:     link "Open \"7\"" e21 clickable → /gate/7
//         - /url: /gate/7
//     - heading "Gates" [level=2] [ref=e22]              h2 "Gates" e22
//     - 'row "Gate: 7" [ref=e23]':                       row e23:
//       - cell "Gate:" [ref=e24]                           cell "Gate:" e24
//       - cell "7" [ref=e25]                               cell "7" e25
//
// A name goes where the elements inside say the same words in the same order, for browsers make it of them; what can be clicked keeps its name. Every reference
// stays: agents act by them.

import PithPrompt
import PithSystem

/// Writes snapshots of pages in fewer signs.
struct PageSnapshots: Strategy {
    static let name = "page-snapshots"
    static let summary =
        "pages as browser tools tell them (trees of elements with references) without bullets, brackets and names that their parts tell"
    static let kinds: Set<SegmentKind> = [.code, .list]
    static let effect = EditEffect.lossless
    static let isLocal = true

    func proposals(for context: StrategyContext) -> [Proposal] {
        guard context.mayWriteBlocks else { return [] }
        return context.segments.flatMap { segment -> [Proposal] in
            let view = context.prompt.views[segment.view]
            guard view.bytes[segment.range].holds(Self.reference) else { return [] }
            return Self.snapshots(in: view.bytes, segment.range).compactMap { snapshot in
                let elements = snapshot.elements
                guard !view.isProtected(elements[0].range.lowerBound..<elements[elements.count - 1].range.upperBound) else { return nil }
                return Proposal(edits: Self.changes(to: snapshot, view.bytes).map { Self.edit(segment.view, $0.range, to: $0.text) })
            }
        }
    }

    private static let reference = Array(" [ref=".utf8)[...]

    /// The snapshots in `range`: lines of elements that follow one another, at least a quarter of them with references. Cost: linear.
    private static func snapshots(in bytes: [UInt8], _ range: Range<Int>) -> [Snapshot] {
        elementLines(in: bytes, range) { SnapshotElement(bytes, $0) }.compactMap { elements, end in
            let referenceCount = elements.count { $0.reference(in: bytes) != nil }
            guard referenceCount >= 3, referenceCount * 4 >= elements.count else { return nil }
            return Snapshot(elements: elements, goesOn: end < bytes.count && bytes[end].isBlank)
        }
    }

    private struct Snapshot {
        let elements: [SnapshotElement]
        /// Whether the page goes on below, in lines of another form or another segment: what its last elements hold is not known.
        let goesOn: Bool
    }

    private static let clickable = Array("[cursor=pointer]".utf8)

    private typealias Change = (range: Range<Int>, text: [UInt8])

    /// What is written otherwise, in order.
    private static func changes(to snapshot: Snapshot, _ bytes: [UInt8]) -> [Change] {
        let elements = snapshot.elements, ends = endsOfSubtrees(elements)
        var changes: [Change] = []
        var isTold = false
        for (index, element) in elements.enumerated() {
            // An address stands behind its link.
            if isTold {
                isTold = false
                continue
            }
            changes.append((element.bullet, []))
            if let open = element.quotes?.open { changes.append((open..<open + 1, [])) }
            let level = element.value(of: "level", in: bytes)
            let isHeading = level != nil && bytes[element.role].elementsEqual("heading".utf8)
            if isHeading, let level { changes.append((element.role, [0x68] + bytes[level])) }
            var doubled = element.doubledQuotes[...]
            if let name = element.name, !element.attributes.contains(where: { bytes[$0].elementsEqual(clickable) }),
                !(snapshot.goesOn && ends[index] == elements.count), isNameToldBelow(index, ends[index], elements, bytes)
            {
                changes.append((name.lowerBound - 1..<name.upperBound, []))
                doubled = doubled.drop { $0 < name.upperBound }
            }
            // Where the name stays, what it has in quotes comes before the attributes.
            changes += doubled.map { ($0..<$0 + 1, []) }
            let reference = element.reference(in: bytes)
            for attribute in element.attributes {
                let inner = bytes[(attribute.lowerBound + 1)..<(attribute.upperBound - 1)]
                if let reference, attribute.contains(reference.lowerBound) {
                    changes.append((attribute.lowerBound..<attribute.lowerBound + 5, []))
                    changes.append((attribute.upperBound - 1..<attribute.upperBound, []))
                } else if bytes[attribute].elementsEqual(clickable) {
                    changes.append((attribute, Array("clickable".utf8)))
                } else if isHeading, inner.begins(with: "level=") {
                    changes.append((attribute.lowerBound - 1..<attribute.upperBound, []))
                }
            }
            if let close = element.quotes?.close { changes.append((close..<close + 1, [])) }
            guard index + 1 < elements.count, ends[index] > index + 1, let colon = element.colon else { continue }
            let below = elements[index + 1]
            if below.isProperty, bytes[below.role].elementsEqual("/url".utf8), let address = below.text {
                changes.append((colon..<address.lowerBound, Array(" → ".utf8)))
                isTold = true
            }
        }
        return changes
    }

    /// For each element the index behind the last of those inside it. Cost: linear.
    private static func endsOfSubtrees(_ elements: [SnapshotElement]) -> [Int] {
        var ends = Array(repeating: elements.count, count: elements.count)
        var open: [Int] = []
        for (index, element) in elements.enumerated() {
            while let last = open.last, elements[last].indent >= element.indent { ends[open.removeLast()] = index }
            open.append(index)
        }
        return ends
    }

    /// More elements than this, and two a word of the name, are not looked at for a name.
    private static let mostElements = 16

    /// Whether the elements inside element `index` say the words of its name, in order, and no others. Cost: linear in the name.
    private static func isNameToldBelow(_ index: Int, _ end: Int, _ elements: [SnapshotElement], _ bytes: [UInt8]) -> Bool {
        guard let name = elements[index].name, end > index + 1 else { return false }
        var words = bytes[(name.lowerBound + 1)..<(name.upperBound - 1)].split(separator: 0x20)[...]
        guard !words.isEmpty else { return false }
        let last = min(end, index + mostElements + 2 * words.count)
        var at = index + 1
        // Of a named element inside, what stands deeper is told by its name.
        var deepest = Int.max
        while at < last {
            let element = elements[at]
            at += 1
            if element.indent > deepest || element.isProperty { continue }
            deepest = element.name == nil ? .max : element.indent
            guard let said = element.name ?? element.text else { continue }
            for word in unquoted(bytes[said]).split(separator: 0x20) {
                guard let next = words.first, next.elementsEqual(word) else { return false }
                words.removeFirst()
            }
        }
        return at == end && words.isEmpty
    }

    private static func unquoted(_ text: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        guard text.count > 1, let first = text.first, first == text.last, first == 0x22 || first == 0x27 else { return text }
        return text.dropFirst().dropLast()
    }
}
