// Pages as Chrome's developer tools tell them to agents (take_snapshot of their MCP server), without what every line says again:
//
//     uid=1_0 RootWebArea "Gates" url="https://keys.example/gates"     uid=1_0 RootWebArea "Gates" → https://keys.example/gates
//       uid=1_1 heading "Gate 7" level="2"                               1_1 h2
//         uid=1_2 link "Gate 7" url="https://keys.example/gate/7"          1_2 link "Gate 7" → /gate/7 text 1_3
//           uid=1_3 StaticText "Gate 7"                                  1_4 text "Shut"
//       uid=1_4 StaticText "Shut"
//
// Every uid stays: agents act by them.

import PithPrompt
import PithSystem

/// Writes the snapshots of Chrome's developer tools in fewer signs.
struct DevToolsSnapshots: Strategy {
    static let name = "devtools-snapshots"
    static let summary = "pages as Chrome's developer tools tell them, each text once and addresses without the page's own host"
    static let kinds: Set<SegmentKind> = [.prose, .list, .code]
    static let effect = EditEffect.lossless
    static let isLocal = true

    func proposals(for context: StrategyContext) -> [Proposal] {
        guard context.mayWriteBlocks else { return [] }
        return context.segments.flatMap { segment -> [Proposal] in
            let view = context.prompt.views[segment.view]
            guard let first = Self.firstElement(in: view.bytes, segment.range) else { return [] }
            let lines = elementLines(in: view.bytes, first..<segment.range.upperBound) { DevToolsElement(view.bytes, $0) }
            return lines.compactMap { elements, _ in
                guard elements.count >= Self.fewestElements,
                    !view.isProtected(elements[0].range.lowerBound..<elements[elements.count - 1].range.upperBound)
                else { return nil }
                return Proposal(edits: Self.changes(to: elements, view.bytes).map { Self.edit(segment.view, $0.range, to: $0.text) })
            }
        }
    }

    private static let fewestElements = 4

    /// Where the first line begins that may be an element; nil where there is none. Cost: linear.
    private static func firstElement(in bytes: [UInt8], _ range: Range<Int>) -> Int? {
        var at = range.lowerBound
        while let opening = bytes[at..<range.upperBound].firstOffset(of: DevToolsElement.opening) {
            let start = opening - bytes[range.lowerBound..<opening].reversed().prefix { $0 == 0x20 }.count
            if start == range.lowerBound || bytes[start - 1] == 0x0A { return start }
            at = opening + DevToolsElement.opening.count
        }
        return nil
    }

    private typealias Change = (range: Range<Int>, text: [UInt8])

    /// What is written otherwise, in order.
    private static func changes(to elements: [DevToolsElement], _ bytes: [UInt8]) -> [Change] {
        let host = commonHost(of: elements, bytes)
        var changes: [Change] = []
        var index = 0
        while index < elements.count {
            let element = elements[index]
            // The first says what the numbers are.
            if index > 0 { changes.append((element.opening, [])) }
            if bytes[element.role].elementsEqual("StaticText".utf8) { changes.append((element.role, Array("text".utf8))) }
            if let level = element.level, let depth = element.depth {
                changes.append((element.role, [0x68] + bytes[depth]))
                if isNamedByLinkBelow(index, elements, bytes) { changes.append((element.role.upperBound..<level.lowerBound, [])) }
                changes.append((level, []))
            }
            if let url = element.url, let address = element.address {
                // Of the page itself the whole address stays.
                let isOwn = bytes[element.role].elementsEqual(DevToolsElement.page)
                let start = isOwn ? address.lowerBound : address.lowerBound + (host.map { restBehind($0, address, bytes) } ?? 0)
                changes.append((url.lowerBound..<start, Array(" → ".utf8)))
                changes.append((address.upperBound..<url.upperBound, []))
            }
            index += 1
            guard index < elements.count, saysNameAgain(index, elements, bytes) else { continue }
            // The end of the line, the text's line but for its number.
            let text = elements[index]
            changes.append((element.range.upperBound..<text.number.lowerBound, Array(" text ".utf8)))
            changes.append((text.number.upperBound..<text.range.upperBound, []))
            index += 1
        }
        return changes
    }

    /// Whether element `index` is the text right inside the one above it and says its name.
    private static func saysNameAgain(_ index: Int, _ elements: [DevToolsElement], _ bytes: [UInt8]) -> Bool {
        let text = elements[index], parent = elements[index - 1]
        guard bytes[text.role].elementsEqual("StaticText".utf8), text.indent == parent.indent + 2,
            index + 1 == elements.count || elements[index + 1].indent <= text.indent,
            !bytes[parent.role].elementsEqual("StaticText".utf8)
        else { return false }
        let said = bytes[text.role.upperBound..<text.range.upperBound], name = bytes[parent.role.upperBound..<parent.endOfName]
        // States may follow the name (`focusable`).
        guard said.count > 3, said.last == 0x22, name.starts(with: said) else { return false }
        let rest = name.dropFirst(said.count)
        return rest.isEmpty || rest.first == 0x20 && !rest.contains(0x22)
    }

    /// Whether the name of the heading at `index` is that of the link in it.
    private static func isNamedByLinkBelow(_ index: Int, _ elements: [DevToolsElement], _ bytes: [UInt8]) -> Bool {
        guard index + 1 < elements.count, case let (heading, link) = (elements[index], elements[index + 1]), let level = heading.level,
            link.indent == heading.indent + 2, bytes[link.role].elementsEqual("link".utf8)
        else { return false }
        let name = heading.role.upperBound..<level.lowerBound
        return level.upperBound == heading.range.upperBound && name.count > 3
            && areSame(bytes[name], bytes[link.role.upperBound..<link.endOfName])
    }

    /// The scheme and host of the page's address; nil where several pages stand in one another.
    private static func commonHost(of elements: [DevToolsElement], _ bytes: [UInt8]) -> Range<Int>? {
        var host: Range<Int>?
        for element in elements where bytes[element.role].elementsEqual(DevToolsElement.page) {
            guard host == nil, let address = element.address, let found = hostOf(address, bytes) else { return nil }
            host = found
        }
        return host
    }

    /// `https://keys.example` of an address.
    private static func hostOf(_ address: Range<Int>, _ bytes: [UInt8]) -> Range<Int>? {
        let slashes = bytes[address].prefix(16).enumerated().filter { $0.element == 0x2F }.prefix(2).map { address.lowerBound + $0.offset }
        guard slashes.count == 2, slashes[1] == slashes[0] + 1, slashes[0] > address.lowerBound, bytes[slashes[0] - 1] == 0x3A else {
            return nil
        }
        let end = bytes[(slashes[1] + 1)..<address.upperBound].firstIndex(of: 0x2F) ?? address.upperBound
        return end > slashes[1] + 1 ? address.lowerBound..<end : nil
    }

    /// How many bytes of the address are the host, a slash behind it.
    private static func restBehind(_ host: Range<Int>, _ address: Range<Int>, _ bytes: [UInt8]) -> Int {
        let end = address.lowerBound + host.count
        guard end < address.upperBound, bytes[end] == 0x2F, areSame(bytes[address.lowerBound..<end], bytes[host]) else { return 0 }
        // Two slashes would begin another host.
        return end + 1 < address.upperBound && bytes[end + 1] == 0x2F ? 0 : host.count
    }
}
