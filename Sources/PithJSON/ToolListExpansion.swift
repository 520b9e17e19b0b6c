// A list of tools, written as the JSON that it stands for.

struct ToolListExpansion {
    let bytes: [UInt8]
    let lines: [ToolListLine]
    let shape: ToolListShape

    /// The definitions, separated by commas.
    var json: [UInt8] {
        var output: [UInt8] = []
        var index = 0
        while index < lines.count {
            separate(&output)
            let children = endOfChildren(index)
            write(tool: index, shape.members, children, &output)
            index = children
        }
        return output
    }

    /// The line after those that lie deeper than line `index`.
    private func endOfChildren(_ index: Int) -> Int {
        var end = index + 1
        while end < lines.count, lines[end].depth > lines[index].depth { end += 1 }
        return end
    }

    /// A comma, but not behind the bracket that opens an object or an array.
    private func separate(_ output: inout [UInt8]) {
        if let last = output.last, last != 0x7B, last != 0x5B { output.append(0x2C) }
    }

    private func open(_ key: [UInt8], _ output: inout [UInt8]) {
        separate(&output)
        output += [0x22] + key + [0x22, 0x3A]
    }

    private func write(tool index: Int, _ members: [(key: [UInt8], part: ToolListShape.Part)], _ end: Int, _ output: inout [UInt8]) {
        let line = lines[index]
        if let literal = line.literal {
            output += bytes[literal]
            return
        }
        output.append(0x7B)
        for (key, part) in members {
            switch part {
            case .name:
                open(key, &output)
                writeName(line.name, &output)
            case .description:
                guard let description = line.description else { continue }
                open(key, &output)
                writeText(description, &output)
            case .constant(let value):
                open(key, &output)
                output += value
            case .stated:
                guard let member = line.members.first(where: { $0.key == key }) else { continue }
                open(key, &output)
                write(value: member.values[0], isText: false, &output)
            case .object(let inner):
                open(key, &output)
                write(tool: index, inner, end, &output)
            case .properties:
                open(key, &output)
                writeProperties(of: index, end, &output)
            case .required(let always):
                guard always || requiresAny(index, end) else { continue }
                open(key, &output)
                writeRequired(of: index, end, &output)
            }
        }
        output.append(0x7D)
    }

    private func forEachChild(of index: Int, _ end: Int, _ body: (Int, Int) -> Void) {
        var child = index + 1
        while child < end {
            let next = endOfChildren(child)
            body(child, next)
            child = next
        }
    }

    private func isItems(_ child: Int) -> Bool { bytes[lines[child].name].elementsEqual("[]".utf8) }

    private func requiresAny(_ index: Int, _ end: Int) -> Bool {
        var found = false
        forEachChild(of: index, end) { child, _ in found = found || lines[child].isRequired }
        return found
    }

    private func writeRequired(of index: Int, _ end: Int, _ output: inout [UInt8]) {
        output.append(0x5B)
        forEachChild(of: index, end) { child, _ in
            guard lines[child].isRequired else { return }
            separate(&output)
            writeName(lines[child].name, &output)
        }
        output.append(0x5D)
    }

    private func writeProperties(of index: Int, _ end: Int, _ output: inout [UInt8]) {
        output.append(0x7B)
        forEachChild(of: index, end) { child, next in
            guard !isItems(child) else { return }
            separate(&output)
            writeName(lines[child].name, &output)
            output.append(0x3A)
            write(parameter: child, next, &output)
        }
        output.append(0x7D)
    }

    /// Depth is bounded by `ToolList.deepestLine`.
    private func write(parameter index: Int, _ end: Int, _ output: inout [UInt8]) {
        let line = lines[index]
        if let literal = line.literal {
            output += bytes[literal]
            return
        }
        let isText = line.isText(bytes)
        var hasProperties = false
        var items: (Int, Int)?
        forEachChild(of: index, end) { child, next in if isItems(child) { items = (child, next) } else { hasProperties = true } }
        output.append(0x7B)
        for key in shape.parameterOrder {
            if let member = line.members.first(where: { $0.key == key }) {
                open(key, &output)
                if key.elementsEqual("type".utf8) {
                    let text = bytes[member.values[0]]
                    output += text.first == 0x5B ? Array(text) : [0x22] + text + [0x22]
                } else if key.elementsEqual("enum".utf8) {
                    output.append(0x5B)
                    for value in member.values {
                        separate(&output)
                        write(value: value, isText: isText, &output)
                    }
                    output.append(0x5D)
                } else {
                    write(value: member.values[0], isText: isText && key.elementsEqual("default".utf8), &output)
                }
            } else if key.elementsEqual("description".utf8), let description = line.meantDescription ?? line.description {
                open(key, &output)
                writeText(description, &output)
            } else if key.elementsEqual("items".utf8), let items {
                open(key, &output)
                write(parameter: items.0, items.1, &output)
            } else if key.elementsEqual("properties".utf8), hasProperties {
                open(key, &output)
                writeProperties(of: index, end, &output)
            } else if key.elementsEqual("required".utf8), hasProperties, shape.alwaysListsRequired || requiresAny(index, end) {
                open(key, &output)
                writeRequired(of: index, end, &output)
            }
        }
        output.append(0x7D)
    }

    // MARK: Texts

    private func writeName(_ name: Range<Int>, _ output: inout [UInt8]) {
        output += bytes[name].first == 0x22 ? Array(bytes[name]) : [0x22] + bytes[name] + [0x22]
    }

    private func writeText(_ text: Range<Int>, _ output: inout [UInt8]) {
        if bytes[text.lowerBound] == 0x22 {
            output += bytes[text]
        } else {
            output.append(0x22)
            JSONWriter.escape(bytes[text], into: &output)
            output.append(0x22)
        }
    }

    private func write(value: Range<Int>, isText: Bool, _ output: inout [UInt8]) {
        let text = bytes[value]
        let isContainer = text.first == 0x5B || text.first == 0x7B
        if text.first == 0x22 || text.elementsEqual("null".utf8) || isContainer || (!isText && isJSONLiteral(text)) {
            output += text
        } else {
            writeText(value, &output)
        }
    }
}
