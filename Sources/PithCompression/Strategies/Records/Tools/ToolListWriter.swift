// An array of tool definitions written as a list of signatures (PithJSON/ToolList has the form).
//
// Definitions are what names its parameters in an object `properties`, as one of its members or one level deeper. The members that most
// definitions have, in their order, are the shape; a definition or a parameter that does not fit it stays JSON. At the end the list is read
// back: what does not give the same JSON is not written.

import PithJSON

struct ToolListWriter {
    private let bytes: [UInt8]
    private var shape = ToolListShape(members: [], parameterOrder: [], alwaysListsRequired: false)
    private var text: [UInt8] = []
    /// Whether a description that a tool above gives a parameter of the same name leads there.
    private let leadsBack: Bool
    private var descriptions = WrittenDescriptions()

    private static let mostTools = 4096

    /// The lines of the list, or nil when `array` defines no tools or would not read back. Cost: linear in the array.
    static func text(of array: JSONValue, leadsBack: Bool) -> [UInt8]? {
        let tools = Array(array.elements.prefix(mostTools + 1))
        guard !tools.isEmpty, tools.count <= mostTools, tools.allSatisfy({ $0.kind == .object }) else { return nil }
        guard tools.count(where: { ToolListShapes.definesTool($0) }) * 2 > tools.count else { return nil }
        var writer = ToolListWriter(bytes: array.document.bytes, leadsBack: leadsBack)
        guard let shape = ToolListShapes.shape(of: tools) else { return nil }
        writer.shape = shape
        writer.text = shape.text + [0x0A]
        for tool in tools { writer.write(tool: tool) }
        let list = [0x5B, 0x0A] + writer.text + [0x5D]
        let read = TabledJSON(list, startingAt: 0, limit: list.count)
        guard read?.expanded == CompactJSON.minified(array.document.bytes, array.range) else { return nil }
        return writer.text
    }

    private init(bytes: [UInt8], leadsBack: Bool) { (self.bytes, self.leadsBack) = (bytes, leadsBack) }

    // MARK: Tools

    private mutating func write(tool: JSONValue) {
        let start = text.count, described = descriptions.count
        var line = ToolLine()
        if collect(tool, shape.members, &line), let name = line.name,
            !(line.alwaysListsRequired && line.required == nil),
            let required = names(line.required, of: line.parameters, always: line.alwaysListsRequired)
        {
            write(name: name)
            descriptions.tool = Array(text[start...])
            for (key, value) in line.stated where write(member: key, value) == false {
                text.removeSubrange(start...)
                return writeLiteral(tool)
            }
            if let description = line.description { write(description: description) }
            text.append(0x0A)
            guard let parameters = line.parameters else { return }
            if parameters.members.allSatisfy({ write(parameter: $0.key, $0.value, required, depth: 1) }) { return }
        }
        text.removeSubrange(start...)
        descriptions.removeAll(after: described)
        writeLiteral(tool)
    }

    private mutating func writeLiteral(_ value: JSONValue) { text += CompactJSON.minified(bytes, value.range) + [0x0A] }

    /// What a tool's lines state.
    private struct ToolLine {
        var name: JSONValue?
        var description: JSONValue?
        var stated: [(key: [UInt8], value: JSONValue)] = []
        var parameters: JSONValue?
        var required: JSONValue?
        /// Whether `required` stands even where it is empty.
        var alwaysListsRequired = false
    }

    /// Takes the members of a definition apart as the shape says; false when they do not fit it.
    private func collect(_ value: JSONValue, _ members: [(key: [UInt8], part: ToolListShape.Part)], _ line: inout ToolLine) -> Bool {
        guard value.kind == .object else { return false }
        var rest = Array(value.members)[...]
        for (key, part) in members {
            let found = rest.first.flatMap { bytes[$0.key.contentRange].elementsEqual(key) ? $0.value : nil }
            if found != nil { rest = rest.dropFirst() }
            switch part {
            case .name:
                guard let found, found.kind == .string else { return false }
                line.name = found
            case .description:
                if let found, found.kind != .string { return false }
                line.description = found
            case .constant(let constant):
                guard let found, bytes[found.range].elementsEqual(constant) else { return false }
            case .stated: if let found { line.stated.append((key, found)) }
            case .object(let inner): guard let found, collect(found, inner, &line) else { return false }
            case .properties:
                guard let found, found.kind == .object else { return false }
                line.parameters = found
            case .required(let always): (line.required, line.alwaysListsRequired) = (found, always)
            }
        }
        return rest.isEmpty
    }

    /// The names that `required` lists, when marks on the members of `properties` say the same; nil when they do not.
    private func names(_ required: JSONValue?, of properties: JSONValue?, always: Bool) -> Set<[UInt8]>? {
        guard let required else { return always && properties.map(hasMembers) == true ? nil : [] }
        guard required.kind == .array else { return nil }
        let list = required.elements.map { Array(bytes[$0.range]) }
        let names = Set(list)
        let marked = (properties.map { Array($0.members) } ?? []).map { Array(bytes[$0.key.range]) }.filter(names.contains)
        return marked == list && (always || !list.isEmpty) ? names : nil
    }

    private func hasMembers(_ value: JSONValue) -> Bool { value.members.contains { _ in true } }

    // MARK: Parameters

    /// Writes a parameter's line and those of what it holds. False when it lies too deep.
    private mutating func write(parameter key: JSONValue?, _ schema: JSONValue, _ required: Set<[UInt8]>, depth: Int) -> Bool {
        guard depth <= ToolList.deepestLine else { return false }
        let start = text.count, described = descriptions.count
        text += Array(repeating: 0x20, count: depth)
        let nameStart = text.count
        if let key { write(name: key) } else { text += [0x5B, 0x5D] }
        let name = Array(text[nameStart...])
        if let key, required.contains(Array(bytes[key.range])) { text.append(0x2A) }
        let head = text.count
        if schema.kind == .object, writeMembers(of: schema, named: name, depth: depth) { return true }
        text.removeSubrange(head...)
        descriptions.removeAll(after: described)
        guard schema.kind == .object else {
            text.removeSubrange(start...)
            return false
        }
        text.append(0x20)
        writeLiteral(schema)
        return true
    }

    private mutating func writeMembers(of schema: JSONValue, named name: [UInt8], depth: Int) -> Bool {
        var order = shape.parameterOrder[...]
        var type: JSONValue?, choices: JSONValue?, preset: JSONValue?, description: JSONValue?, items: JSONValue?, properties: JSONValue?
        var required: JSONValue?
        var others: [(key: [UInt8], value: JSONValue)] = []
        for (key, value) in schema.members {
            let member = Array(bytes[key.contentRange])
            guard let place = order.firstIndex(of: member) else { return false }
            order = order[(place + 1)...]
            switch String(decoding: member, as: UTF8.self) {
            case "type" where value.kind == .string || value.kind == .array: type = value
            case "enum" where isEnum(value): choices = value
            case "default": preset = value
            case "description" where value.kind == .string: description = value
            case "items" where value.kind == .object: items = value
            case "properties" where value.kind == .object && hasMembers(value): properties = value
            case "required": required = value
            case "type", "enum", "description", "items", "properties": return false
            default: others.append((member, value))
            }
        }
        guard properties != nil || required == nil, let names = names(required, of: properties, always: shape.alwaysListsRequired) else {
            return false
        }
        let isText = type.map { bytes[$0.contentRange].elementsEqual("string".utf8) && $0.kind == .string } ?? false
        text.append(0x20)
        if let type {
            let word = bytes[type.contentRange]
            if type.kind == .string {
                guard word.allSatisfy(isPlainNameByte), !word.isEmpty, !word.elementsEqual("-".utf8) else { return false }
                text += word
            } else {
                text += CompactJSON.minified(bytes, type.range)
            }
        } else {
            text.append(0x2D)
        }
        if let choices {
            for (index, value) in choices.elements.enumerated() {
                text.append(index == 0 ? 0x28 : 0x7C)
                write(value: value, isText: isText, isEnum: true)
            }
            text.append(0x29)
        }
        if let preset {
            text.append(0x3D)
            write(value: preset, isText: isText)
        }
        for (key, value) in others where !write(member: key, value) { return false }
        if let description { write(description: description, ofParameter: name) }
        text.append(0x0A)
        if let items, !write(parameter: nil, items, [], depth: depth + 1) { return false }
        guard let properties else { return true }
        return properties.members.allSatisfy { write(parameter: $0.key, $0.value, names, depth: depth + 1) }
    }

    private func isEnum(_ value: JSONValue) -> Bool {
        value.kind == .array && value.elements.allSatisfy { !$0.isContainer } && value.elements.contains { _ in true }
    }

    // MARK: Texts

    private mutating func write(name: JSONValue) {
        let plain = bytes[name.contentRange]
        let isPlain = !plain.isEmpty && plain.allSatisfy(isToolNameByte)
        text += isPlain ? Array(plain) : CompactJSON.minified(bytes, name.range)
    }

    /// ` key=value`; false when the key would not read back.
    private mutating func write(member key: [UInt8], _ value: JSONValue) -> Bool {
        guard !key.isEmpty, key.allSatisfy(isPlainNameByte) else { return false }
        text += [0x20] + key + [0x3D]
        write(value: value, isText: false)
        return true
    }

    private mutating func write(description: JSONValue, ofParameter name: [UInt8]? = nil) {
        let literal = CompactJSON.minified(bytes, description.range)
        text += [0x3A, 0x20]
        if let name, leadsBack, let tool = descriptions.tool(thatSays: literal, of: name) {
            text += ToolList.described + tool
        } else if let bare = BareText(literal[...])?.bytes, !bare.contains(0x0A), name == nil || !bare.starts(with: ToolList.described) {
            text += bare
        } else {
            text += literal
        }
    }

    private mutating func write(value: JSONValue, isText: Bool, isEnum: Bool = false) {
        let literal = CompactJSON.minified(bytes, value.range)
        guard value.kind == .string, let bare = BareText(literal[...])?.bytes, let first = bare.first, let last = bare.last else {
            text += literal
            return
        }
        let isUnclear =
            bare.elementsEqual("null".utf8) || first == 0x5B || first == 0x7B || last == 0x3A || (!isText && isJSONLiteral(bare[...]))
            || bare.contains { isEnum ? $0 == 0x7C || $0 == 0x29 : $0 == 0x20 }
        if isUnclear { text += literal } else { text += bare }
    }
}
