// Which shape most of the definitions in an array have.

import PithJSON

enum ToolListShapes {
    private static let deepest = 3

    /// Whether `value` has a name and an object `properties` below it.
    static func definesTool(_ value: JSONValue) -> Bool {
        if value["name"]?.kind == .string, value.members.contains(where: { $0.value["properties"]?.kind == .object }) { return true }
        guard let function = value["function"], function["name"]?.kind == .string else { return false }
        return function.members.contains { $0.value["properties"]?.kind == .object }
    }

    /// The shape of `tools`, or nil when they have none in common.
    static func shape(of tools: [JSONValue]) -> ToolListShape? {
        let fitting = tools.filter(definesTool)
        guard let first = fitting.first, let members = members(of: fitting, first, depth: 0) else { return nil }
        var schemas: [JSONValue] = []
        for tool in fitting { collectSchemas(tool, into: &schemas) }
        let order = commonOrder(schemas.map { $0.members.map { Array($0.key.document.bytes[$0.key.contentRange]) } })
        let parents = schemas.filter { $0["properties"]?.kind == .object }
        let listing = parents.count { $0["required"] != nil }
        return ToolListShape(members: members, parameterOrder: order, alwaysListsRequired: listing == parents.count && listing > 0)
    }

    /// The members of `model`, one of `values`, and what stands in each.
    private static func members(of values: [JSONValue], _ model: JSONValue, depth: Int) -> [(key: [UInt8], part: ToolListShape.Part)]? {
        let bytes = model.document.bytes
        let order = commonOrder(values.map { $0.members.map { Array(bytes[$0.key.contentRange]) } })
        var members: [(key: [UInt8], part: ToolListShape.Part)] = []
        for key in order {
            guard key.allSatisfy(isPlainNameByte), !key.isEmpty else { return nil }
            let name = String(decoding: key, as: UTF8.self)
            let found = values.compactMap { $0[name] }
            let part: ToolListShape.Part
            switch name {
            case "name" where depth < 2: part = .name
            case "description": part = .description
            case "properties": part = .properties
            case "required": part = .required(always: found.count == values.count)
            default:
                let first = bytes[found[0].range]
                if found.count == values.count, found[0].kind == .object, depth < deepest, holdsMore(found[0]) {
                    guard let inner = self.members(of: found, found[0], depth: depth + 1) else { return nil }
                    part = .object(inner)
                } else if found.count == values.count, !found[0].isContainer, found.allSatisfy({ bytes[$0.range] == first }) {
                    part = .constant(Array(first))
                } else {
                    part = .stated
                }
            }
            members.append((key, part))
        }
        return members
    }

    /// Whether the definition goes on in `value`.
    private static func holdsMore(_ value: JSONValue) -> Bool {
        value["properties"]?.kind == .object || value.members.contains { $0.value["properties"]?.kind == .object }
    }

    /// The schemas of all parameters, nested ones too, in order.
    private static func collectSchemas(_ value: JSONValue, into schemas: inout [JSONValue]) {
        var open = [value]
        while let next = open.popLast() {
            for (key, member) in next.members.reversed() where member.kind == .object {
                let name = member.document.bytes[key.contentRange]
                if name.elementsEqual("properties".utf8) {
                    let inner = member.members.map(\.value).filter { $0.kind == .object }
                    schemas += inner
                    open += inner.reversed()
                } else {
                    if name.elementsEqual("items".utf8) { schemas.append(member) }
                    open.append(member)
                }
            }
        }
    }

    private static let mostNames = 48

    /// The names of `lists` in an order that most of the lists agree with: the most frequent list first, names of others put in where they fit.
    static func commonOrder(_ lists: [[[UInt8]]]) -> [[UInt8]] {
        var counts: [[[UInt8]]: (count: Int, first: Int)] = [:]
        for (index, list) in lists.enumerated() { counts[list, default: (0, index)].count += 1 }
        var order: [[UInt8]] = []
        for (list, _) in counts.sorted(by: { ($1.value.count, $0.value.first) < ($0.value.count, $1.value.first) }) {
            var merged = order
            var next = 0
            var fits = Set(list).count == list.count
            for name in list {
                if let place = merged.firstIndex(of: name) {
                    if place < next { fits = false }
                    next = place + 1
                } else {
                    merged.insert(name, at: next)
                    next += 1
                }
            }
            if fits, merged.count <= mostNames { order = merged }
        }
        return order
    }
}
