// The first line of a list of tools: what a definition's members are, and in which order. See ToolList for the form.

/// The shape that definitions of tools have in common.
package struct ToolListShape: Sendable {
    /// What stands at a member's place.
    package indirect enum Part: Sendable {
        case name, description, required(always: Bool)
        /// The same JSON in every definition.
        case constant([UInt8])
        /// Stated by the tool's line where it has it.
        case stated
        case object([(key: [UInt8], part: Part)])
        /// Parameters; the members of each are in this order.
        case properties
    }

    package var members: [(key: [UInt8], part: Part)]
    /// The names of a parameter's members, in order.
    package var parameterOrder: [[UInt8]]
    package var alwaysListsRequired: Bool

    private static let deepest = 6

    package init(members: [(key: [UInt8], part: Part)], parameterOrder: [[UInt8]], alwaysListsRequired: Bool) {
        (self.members, self.parameterOrder, self.alwaysListsRequired) = (members, parameterOrder, alwaysListsRequired)
    }

    // MARK: Reading

    init?(_ bytes: [UInt8], _ line: Range<Int>) {
        self.init(members: [], parameterOrder: [], alwaysListsRequired: false)
        var at = line.lowerBound
        guard let members = read(bytes, &at, line.upperBound, depth: 0), at == line.upperBound else { return nil }
        self.members = members
        guard names(.name, in: members) == 1 else { return nil }
    }

    private func names(_ wanted: Part, in members: [(key: [UInt8], part: Part)]) -> Int {
        members.reduce(0) { sum, member in
            switch member.part {
            case .name: sum + 1
            case .object(let inner): sum + names(wanted, in: inner)
            default: sum
            }
        }
    }

    private mutating func read(_ bytes: [UInt8], _ at: inout Int, _ limit: Int, depth: Int) -> [(key: [UInt8], part: Part)]? {
        guard depth < Self.deepest, at < limit, bytes[at] == 0x7B else { return nil }
        var members: [(key: [UInt8], part: Part)] = []
        repeat {
            at += 1
            let start = at
            while at < limit, isPlainNameByte(bytes[at]) { at += 1 }
            guard at > start, at < limit else { return nil }
            let key = Array(bytes[start..<at])
            switch bytes[at] {
            case 0x3A:
                at += 1
                guard let value = Self.constant(bytes, &at, limit) else { return nil }
                members.append((key, .constant(value)))
            case 0x7B where key.elementsEqual("properties".utf8):
                guard parameterOrder.isEmpty, let order = order(bytes, &at, limit) else { return nil }
                parameterOrder = order
                members.append((key, .properties))
            case 0x7B:
                guard let inner = read(bytes, &at, limit, depth: depth + 1) else { return nil }
                members.append((key, .object(inner)))
            case 0x3F where key.elementsEqual("required".utf8):
                at += 1
                members.append((key, .required(always: false)))
            default:
                switch String(decoding: key, as: UTF8.self) {
                case "name": members.append((key, .name))
                case "description": members.append((key, .description))
                case "required": members.append((key, .required(always: true)))
                default: members.append((key, .stated))
                }
            }
        } while at < limit && bytes[at] == 0x2C
        guard at < limit, bytes[at] == 0x7D else { return nil }
        at += 1
        return members
    }

    private mutating func order(_ bytes: [UInt8], _ at: inout Int, _ limit: Int) -> [[UInt8]]? {
        var order: [[UInt8]] = []
        repeat {
            at += 1
            let start = at
            while at < limit, isPlainNameByte(bytes[at]) { at += 1 }
            guard at < limit, at > start || bytes[at] == 0x7D else { return nil }
            if at > start { order.append(Array(bytes[start..<at])) }
            if order.last?.elementsEqual("required".utf8) == true {
                alwaysListsRequired = bytes[at] != 0x3F
                if bytes[at] == 0x3F { at += 1 }
            }
        } while at < limit && bytes[at] == 0x2C
        guard at < limit, bytes[at] == 0x7D else { return nil }
        at += 1
        return order
    }

    /// A plain word, or JSON.
    private static func constant(_ bytes: [UInt8], _ at: inout Int, _ limit: Int) -> [UInt8]? {
        let start = at
        while at < limit, isPlainNameByte(bytes[at]) { at += 1 }
        if at > start {
            let word = bytes[start..<at]
            return isJSONLiteral(word) ? Array(word) : [0x22] + word + [0x22]
        }
        guard let document = try? JSONDocument(bytes, startingAt: at, limit: limit) else { return nil }
        at = document.root.range.upperBound
        return Array(bytes[start..<at])
    }

    // MARK: Writing

    /// The shape as the list's first line.
    package var text: [UInt8] { text(of: members) }

    private func text(of members: [(key: [UInt8], part: Part)]) -> [UInt8] {
        var text: [UInt8] = []
        for (key, part) in members {
            text.append(text.isEmpty ? 0x7B : 0x2C)
            text += key
            switch part {
            case .name, .description, .stated: break
            case .required(let always): if !always { text.append(0x3F) }
            case .constant(let value):
                let word = value.first == 0x22 ? value.dropFirst().dropLast() : value[...]
                let isPlain = !word.isEmpty && word.allSatisfy(isPlainNameByte) && (value.first != 0x22 || !isJSONLiteral(word))
                text += [0x3A] + (isPlain ? Array(word) : value)
            case .object(let inner): text += self.text(of: inner)
            case .properties:
                text.append(0x7B)
                for (index, name) in parameterOrder.enumerated() {
                    if index > 0 { text.append(0x2C) }
                    text += name
                    if name.elementsEqual("required".utf8), !alwaysListsRequired { text.append(0x3F) }
                }
                text.append(0x7D)
            }
        }
        return text + [0x7D]
    }
}
