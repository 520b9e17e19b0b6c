// An element as a JSON object: attributes under @ and their name, elements under theirs, the text beside attributes under $. All values are texts, to
// the letter: entities stay as they are.
//
//     <dependency scope="test"><id>junit</id><tag>a</tag><tag>b</tag></dependency>  →  {"@scope":"test","id":"junit","tag":["a","b"]}
//
// Text between elements, remarks and CDATA make no object; nor do elements of one name that others part.

import PithJSON
import PithSystem

extension XMLElements {
    private static let deepest = 6
    private static let mostMembers = 96

    /// The element as an object; nil where it makes none. Cost: linear in it.
    func record(_ index: Int) -> [UInt8]? {
        guard let value = value(index, depth: 0), value[0] == 0x7B else { return nil }
        return value
    }

    /// A string literal, or an object with a member at least.
    private func value(_ index: Int, depth: Int) -> [UInt8]? {
        let element = elements[index]
        guard depth < Self.deepest, element.contentEnd >= 0, !element.hasRemarks, !(element.hasElements && element.hasText),
            !Self.isPageName(name(index))
        else {
            return nil
        }
        let text = bytes[Int(element.contentStart)..<max(Int(element.contentStart), Int(element.contentEnd))]
        if element.attributes.isEmpty, !element.hasElements { return literal(text) }
        var object: [UInt8] = [0x7B]
        var names: Set<[UInt8]> = []
        func key(_ name: [UInt8]) -> Bool {
            if object.count > 1 { object.append(0x2C) }
            object += [0x22] + name + [0x22, 0x3A]
            return names.insert(name).inserted && names.count <= Self.mostMembers
        }
        for attribute in attributes[Int(element.attributes.lowerBound)..<Int(element.attributes.upperBound)] {
            let value = bytes[Int(attribute.value.lowerBound)..<Int(attribute.value.upperBound)]
            guard key([0x40] + bytes[Int(attribute.name.lowerBound)..<Int(attribute.name.upperBound)]), !value.contains(0x22),
                let text = literal(value)
            else {
                return nil
            }
            object += text
        }
        if !element.hasElements {
            guard !text.isEmpty else { return object + [0x7D] }
            guard key([0x24]), let text = literal(text) else { return nil }
            return object + text + [0x7D]
        }
        var child = index + 1
        let end = Int(element.endIndex)
        while child < end {
            guard key(Array(name(child))) else { return nil }
            var values: [[UInt8]] = []
            repeat {
                guard let value = value(child, depth: depth + 1) else { return nil }
                values.append(value)
                child = Int(elements[child].endIndex)
            } while child < end && elements[child].goesOn
            object += values.count == 1 ? values[0] : [0x5B] + Array(values.joined(separator: [0x2C])) + [0x5D]
        }
        return object + [0x7D]
    }

    /// The bytes as a string literal; nil for what is no text.
    private func literal(_ text: ArraySlice<UInt8>) -> [UInt8]? {
        var literal: [UInt8] = [0x22]
        literal.reserveCapacity(text.count + 2)
        JSONWriter.escape(text, into: &literal)
        literal.append(0x22)
        return literal
    }
}
