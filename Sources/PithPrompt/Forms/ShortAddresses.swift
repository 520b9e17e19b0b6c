// Addresses that begin alike, with their beginning once over the text, and how a reader gets them back.
//
//     [Links: …/ = https://example.org/harbour/pull/, …wiki/ = https://example.org/wiki/, #N = https://example.org/harbour/issues/N]
//
//     The gate closes at noon (…/304), and the keeper has the keys (…wiki/Keeper, [#12]).
//
// Below the head `…/` reads as what stands for it. `[#12]` is a link whose text its address ends in: `[#12](https://example.org/harbour/issues/12)`. In reStructuredText
// it is "`#12`__", and "`#N`__" in the head.
// No such sign stood in the text before.

import PithSystem

/// What stands for the beginning of an address.
package struct ShortAddress: Equatable, Sendable {
    /// `…/`, or what the texts of numbered links begin with: `#`.
    package let sign: [UInt8]
    package let beginning: [UInt8]
    /// The links that are meant whole, `[#12]`; nil where beginnings are.
    package let numbered: NumberedLink?

    package init(sign: [UInt8], beginning: [UInt8], numbered: NumberedLink? = nil) {
        (self.sign, self.beginning, self.numbered) = (sign, beginning, numbered)
    }

    /// What each of them opens with.
    package var opening: [UInt8] { (numbered?.mark).map { [$0] + sign } ?? sign }

    /// What the head says it is.
    fileprivate var told: [UInt8] {
        switch numbered {
        case nil: sign
        case .markdown: sign + [0x4E]
        case .titled: opening + [0x4E] + closing
        }
    }

    /// What stands behind the number of such a link.
    fileprivate var closing: [UInt8] { numbered?.closing ?? [] }
}

/// A link whose text its address ends in.
package enum NumberedLink: Hashable, Sendable {
    /// `[#12](https://example.org/12)`
    case markdown
    /// "`#12 <https://example.org/12>`_", and with two underscores where it has no name.
    case titled(isAnonymous: Bool)

    /// What it begins with.
    package var mark: UInt8 { self == .markdown ? 0x5B : 0x60 }

    /// Where it closes that has no address any more and whose number is at the slice's start; nil where none does.
    package func close(in text: ArraySlice<UInt8>) -> Int? {
        guard self != .markdown else { return text.firstIndex(of: 0x5D) }
        let close = text.prefix { $0.isLetterOrDigit || $0 == 0x2D || $0 == 0x5F }.endIndex
        return close > text.startIndex && text[close...].starts(with: closing) ? close : nil
    }

    /// What stands behind its number when its address is gone.
    package var closing: [UInt8] {
        switch self {
        case .markdown: [0x5D]
        case .titled(let isAnonymous): isAnonymous ? [0x60, 0x5F, 0x5F] : [0x60, 0x5F]
        }
    }
}

/// The form of addresses that share their beginnings.
package enum ShortAddresses {
    /// The line over the text, without its line end.
    package static func head(for addresses: [ShortAddress]) -> [UInt8] {
        let number: [UInt8] = [0x4E]
        var head = opening
        for (index, address) in addresses.enumerated() {
            if index > 0 { head += separator }
            head += address.told + equals + address.beginning + (address.numbered == nil ? [] : number)
        }
        return head + [0x5D]
    }

    /// What each head begins with.
    package static let opening = Array("[Links: ".utf8)

    /// What stands before every sign but that of a numbered link: `…`.
    package static let mark: [UInt8] = [0xE2, 0x80, 0xA6]

    /// What a head stands for; nil where the line is none. Cost: linear in the line.
    package static func addresses(inHead line: ArraySlice<UInt8>) -> [ShortAddress]? {
        guard line.first == 0x5B, line.starts(with: opening), line.last == 0x5D else { return nil }
        var addresses: [ShortAddress] = []
        var rest = line.dropFirst(opening.count).dropLast()
        while !rest.isEmpty {
            let end = rest.firstIndex(of: 0x2C) ?? rest.endIndex
            var item = rest[..<end]
            rest = rest[end...].dropFirst(separator.count)
            guard let sign = item.firstIndex(of: 0x20), item[sign...].starts(with: equals) else { return nil }
            var beginning = item[(sign + equals.count)...]
            item = item[..<sign]
            var numbered: NumberedLink?
            if !item.starts(with: mark) {
                let link =
                    item.first == 0x60 ? NumberedLink.titled(isAnonymous: item.suffix(3).elementsEqual([0x60, 0x5F, 0x5F])) : .markdown
                if link != .markdown {
                    guard item.count > 1 + link.closing.count, item.suffix(link.closing.count).elementsEqual(link.closing) else {
                        return nil
                    }
                    item = item.dropFirst().dropLast(link.closing.count)
                }
                guard item.last == 0x4E, beginning.last == 0x4E else { return nil }
                (item, beginning, numbered) = (item.dropLast(), beginning.dropLast(), link)
            }
            guard beginning.begins(with: "http") else { return nil }
            addresses.append(ShortAddress(sign: Array(item), beginning: Array(beginning), numbered: numbered))
        }
        return addresses.isEmpty ? nil : addresses
    }

    /// Where the first head of a text stands; nil where none does. Cost: linear.
    package static func firstHead(in bytes: [UInt8]) -> Range<Int>? {
        var at = 0
        while true {
            at = firstOffset(of: 0x5B, in: bytes, at..<bytes.count)
            guard at < bytes.count else { return nil }
            if at == 0 || bytes[at - 1] == 0x0A, bytes[at...].starts(with: opening) {
                var end = lineEnd(in: bytes, from: at, limit: bytes.count)
                if bytes[end - 1] == 0x0D { end -= 1 }
                if addresses(inHead: bytes[at..<end]) != nil { return at..<end }
                at = end
            } else {
                at += 1
            }
        }
    }

    /// The text with its addresses whole and without heads; nil where no head stands. Cost: linear in what it stands for.
    package static func expanded(_ text: ArraySlice<UInt8>) -> [UInt8]? {
        var out: [UInt8] = []
        var known: [ShortAddress] = []
        forEachLine(of: text) { line, lineEnd, head in
            if let head {
                known = head
            } else {
                append(line, by: known, to: &out) { _ in }
                out += lineEnd
            }
        }
        return known.isEmpty ? nil : out
    }

    /// The whole addresses of the text below a head, in order, up to where white space or a closing sign ends them. Cost: as for `expanded`.
    package static func forEachAddress(
        in bytes: [UInt8], _ range: Range<Int>, knowing known: inout [ShortAddress], _ body: (ArraySlice<UInt8>) -> Void
    ) {
        var out: [UInt8] = []
        forEachLine(of: bytes[range]) { line, _, head in
            if let head { known = head }
            guard head == nil, !known.isEmpty else { return }
            out.removeAll(keepingCapacity: true)
            var starts: [Int] = []
            append(line, by: known, to: &out) { starts.append($0) }
            for start in starts { body(out[start..<addressEnd(in: out[start...])]) }
        }
    }

    /// Where the address at the slice's start ends: before white space, a sign that stands in none, or a parenthesis that it did not open.
    /// Signs of a sentence at its end do not belong to it. Cost: linear.
    package static func addressEnd(in bytes: ArraySlice<UInt8>) -> Int {
        var openCount = 0
        var end = bytes.endIndex
        for at in bytes.indices {
            let byte = bytes[at]
            if byte == 0x28 { openCount += 1 }
            if byte == 0x29 { openCount -= 1 }
            guard openCount >= 0, isAddressByte(byte) else {
                end = at
                break
            }
        }
        while end > bytes.startIndex, endsNoAddress(bytes[end - 1]) { end -= 1 }
        return end
    }

    /// Whether the byte can stand in an address: the visible ASCII but quotes, brackets, braces, bars, carets, backslashes and backticks.
    package static func isAddressByte(_ byte: UInt8) -> Bool {
        switch byte {
        case 0...0x20, 0x22, 0x3C, 0x3E, 0x5B, 0x5C, 0x5D, 0x5E, 0x60, 0x7B, 0x7C, 0x7D, 0x7F...: false
        default: true
        }
    }

    private static func endsNoAddress(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x21, 0x27, 0x2A, 0x2C, 0x2E, 0x3A, 0x3B, 0x3F, 0x5F: true
        default: false
        }
    }

    /// The lines with their ends; a head comes with what it stands for, and takes the blank line below it with it.
    private static func forEachLine(
        of text: ArraySlice<UInt8>, _ body: (_ line: ArraySlice<UInt8>, _ lineEnd: ArraySlice<UInt8>, _ head: [ShortAddress]?) -> Void
    ) {
        var start = text.startIndex
        var follows = false
        while start < text.endIndex {
            let feed = text[start...].firstIndex(of: 0x0A) ?? text.endIndex
            let end = feed > start && text[feed - 1] == 0x0D ? feed - 1 : feed
            let next = min(feed + 1, text.endIndex)
            let line = text[start..<end]
            let head = addresses(inHead: line)
            if !(follows && line.isEmpty) { body(line, text[end..<next], head) }
            (follows, start) = (head != nil, next)
        }
    }

    /// Appends a line with its addresses whole, and says where each begins.
    private static func append(_ line: ArraySlice<UInt8>, by known: [ShortAddress], to out: inout [UInt8], _ note: (Int) -> Void) {
        var at = line.startIndex
        while at < line.endIndex {
            let byte = line[at]
            guard byte == 0x5B || byte == 0x60 || byte == mark[0], let short = known.first(where: { line[at...].starts(with: $0.opening) })
            else {
                out.append(byte)
                at += 1
                continue
            }
            let rest = line[(at + short.opening.count)...]
            if let link = short.numbered {
                guard let close = link.close(in: rest) else {
                    out.append(byte)
                    at += 1
                    continue
                }
                out += line[at..<close] + (link == .markdown ? [0x5D, 0x28] : [0x20, 0x3C])
                note(out.count)
                out += short.beginning + rest[..<close] + (link == .markdown ? [0x29] : [0x3E] + link.closing)
                at = close + link.closing.count
            } else {
                note(out.count)
                out += short.beginning
                at += short.opening.count
            }
        }
    }

    private static let equals = Array(" = ".utf8), separator = Array(", ".utf8)
}
