// Descriptions of tools as signatures: an array of tool definitions (OpenAI, Anthropic, MCP) as it may stand in tabled JSON.
//
//     [
//     {name,description,input_schema{type:object,properties{type,enum,default,description},required}}
//     find_flight: Searches open flights.
//      origin* string: IATA code, such as OSL.
//      cabin string(economy|business)=economy: Class of travel.
//      legs array minItems=1
//       [] object
//        date* string
//     ]
//
// The first line is the shape of every definition: its members in order, nested ones in braces, `name:value` where all say the same. The
// names in `properties{…}` are the order of a parameter's members. Then a line for each tool, and one for each of its parameters, a blank
// deeper for each level:
//
//     name*            required (listed in `required`)
//     type             the next word; `-` for none
//     (a|b)            enum
//     =a               default
//     key=a            any other member
//     : text           the description, to the end of the line
//     : as in TOOL     that of the parameter of this name in the tool above
//     [] type          what an array holds (`items`)
//
// Values are JSON, or strings without quotes where they cannot be taken for something else; those of a parameter of type string are
// always strings. A definition that does not fit the shape stands as JSON on its own line, a parameter's behind its name. `required?` in the
// shape means: only where a name is required.

/// One tool or parameter of a list of tools.
package struct ToolListLine: Sendable {
    /// Without the line end.
    package internal(set) var range: Range<Int>
    /// 0 for a tool, 1 for its parameters, one more for what they hold.
    package internal(set) var depth: Int
    package internal(set) var name = 0..<0
    package internal(set) var isRequired = false
    /// The members that the line states, by their names, and where the values stand; enum values one by one.
    package internal(set) var members: [(key: [UInt8], values: [Range<Int>])] = []
    /// Where the description stands; without quotes, unless it needs them.
    package internal(set) var description: Range<Int>?
    /// The description that is meant where a parameter's leads to that of a tool above.
    package internal(set) var meantDescription: Range<Int>?
    /// Its JSON when it stands as such.
    var literal: Range<Int>?

    /// Whether bare values are strings whatever they look like.
    func isText(_ bytes: [UInt8]) -> Bool {
        members.contains { $0.key.elementsEqual("type".utf8) && bytes[$0.values[0]].elementsEqual("string".utf8) }
    }
}

/// A parameter that a tool describes.
package struct DescribedParameter: Hashable, Sendable {
    /// Both as they are written.
    let tool: ArraySlice<UInt8>
    let name: ArraySlice<UInt8>

    package init(tool: ArraySlice<UInt8>, name: ArraySlice<UInt8>) { (self.tool, self.name) = (tool, name) }
}

/// Tools as signatures.
package struct ToolList: Sendable {
    /// The line that says the shape.
    package let headerRange: Range<Int>
    package let lines: [ToolListLine]
    /// The definitions as JSON, separated by commas.
    let expanded: [UInt8]
    /// Where the line begins that closes it.
    let end: Int

    package static let deepestLine = 12
    private static let longestShape = 4096

    /// Reads the list whose header begins at `start`, up to a line that begins with `]`. Nil when it is none.
    init?(_ bytes: [UInt8], _ start: Int, _ limit: Int) {
        func lineEnd(_ from: Int) -> Int { bytes[from..<limit].firstIndex(of: 0x0A) ?? limit }
        let headerEnd = lineEnd(start)
        guard headerEnd < limit, let shape = ToolListShape(bytes, start..<headerEnd) else { return nil }
        headerRange = start..<headerEnd
        var lines: [ToolListLine] = []
        var at = headerEnd + 1
        while at < limit, bytes[at] != 0x5D {
            let end = lineEnd(at)
            guard end < limit else { return nil }
            // The mark of a cut by itself stands for lines that are gone.
            if !bytes[at..<end].drop(while: { $0 == 0x20 }).elementsEqual("…".utf8) {
                guard let line = Self.line(bytes, at..<end) else { return nil }
                lines.append(line)
            }
            at = end + 1
        }
        // The shape is gone through for every line: so much of it that the work stays a multiple of the list's length. A budget may leave it alone.
        guard at < limit, headerRange.count <= Self.longestShape,
            headerRange.count * lines.count <= 64 * (at - start) + (1 << 16)
        else { return nil }
        Self.resolveDescriptions(bytes, &lines)
        self.lines = lines
        self.end = at
        expanded = ToolListExpansion(bytes: bytes, lines: lines, shape: shape).json
    }

    /// What stands for the description of a parameter, before the name of a tool above that says of a parameter of this name what is meant.
    package static let described = Array("as in ".utf8)

    /// Finds what descriptions that lead to a tool above mean. Of several parameters of one name in a tool the first is meant.
    private static func resolveDescriptions(_ bytes: [UInt8], _ lines: inout [ToolListLine]) {
        func leads(_ line: ToolListLine) -> Bool { line.depth > 0 && (line.description.map { bytes[$0].starts(with: described) } ?? false) }
        guard lines.contains(where: leads) else { return }
        var found: [DescribedParameter: Range<Int>] = [:]
        var tool: ArraySlice<UInt8> = []
        for index in lines.indices where lines[index].literal == nil {
            if lines[index].depth == 0 { tool = bytes[lines[index].name] }
            guard lines[index].depth > 0, let text = lines[index].description else { continue }
            let name = bytes[lines[index].name]
            if leads(lines[index]) {
                let above = DescribedParameter(tool: bytes[text].dropFirst(described.count), name: name)
                lines[index].meantDescription = found[above]
            }
            let place = DescribedParameter(tool: tool, name: name)
            if found[place] == nil { found[place] = lines[index].meantDescription ?? text }
        }
    }

    // MARK: Lines

    private static func line(_ bytes: [UInt8], _ range: Range<Int>) -> ToolListLine? {
        var line = ToolListLine(range: range, depth: 0)
        var at = range.lowerBound
        let limit = range.upperBound
        while at < limit, bytes[at] == 0x20 { at += 1 }
        line.depth = at - range.lowerBound
        guard at < limit, line.depth <= deepestLine else { return nil }
        if bytes[at] == 0x7B {
            guard line.depth == 0, let document = try? JSONDocument(bytes, in: range) else { return nil }
            line.literal = document.root.range
            return line
        }
        line.name = name(bytes, &at, limit)
        if at < limit, bytes[at] == 0x2A {
            line.isRequired = true
            at += 1
        }
        if line.depth > 0 {
            if at + 1 < limit, bytes[at] == 0x20, bytes[at + 1] == 0x7B, let document = try? JSONDocument(bytes, in: at + 1..<limit) {
                line.literal = document.root.range
                return line
            }
            parameter(bytes, &at, limit, &line)
        }
        while at + 1 < limit, bytes[at] == 0x20, let (key, value, end) = member(bytes, at + 1, limit) {
            line.members.append((key, [value]))
            at = end
        }
        if at + 2 < limit, bytes[at] == 0x3A, bytes[at + 1] == 0x20 { at += 2 }
        // What a cut left of a line is a description.
        if at < limit { line.description = at..<limit }
        return line
    }

    /// `key=value` at `start`.
    private static func member(_ bytes: [UInt8], _ start: Int, _ limit: Int) -> (key: [UInt8], value: Range<Int>, end: Int)? {
        var at = start
        while at < limit, bytes[at] != 0x3D, bytes[at] != 0x20 { at += 1 }
        guard at > start, at < limit, bytes[at] == 0x3D else { return nil }
        let key = Array(bytes[start..<at])
        at += 1
        return value(bytes, &at, limit).map { (key, $0, at) }
    }

    /// Type, enum and default of a parameter; stops at what is none of them.
    private static func parameter(_ bytes: [UInt8], _ at: inout Int, _ limit: Int, _ line: inout ToolListLine) {
        guard at + 1 < limit, bytes[at] == 0x20 else { return }
        let start = at + 1
        var end = start
        if bytes[start] == 0x5B {
            guard let document = try? JSONDocument(bytes, startingAt: start, limit: limit) else { return }
            end = document.root.range.upperBound
        } else {
            while end < limit, isPlainNameByte(bytes[end]) { end += 1 }
        }
        guard end > start else { return }
        at = end
        if !bytes[start..<end].elementsEqual("-".utf8) { line.members.append((Array("type".utf8), [start..<end])) }
        if at < limit, bytes[at] == 0x28, let (values, end) = choices(bytes, at, limit) {
            line.members.append((Array("enum".utf8), values))
            at = end
        }
        guard at < limit, bytes[at] == 0x3D else { return }
        var next = at + 1
        guard let value = value(bytes, &next, limit) else { return }
        line.members.append((Array("default".utf8), [value]))
        at = next
    }

    /// `(a|b)` at `start`.
    private static func choices(_ bytes: [UInt8], _ start: Int, _ limit: Int) -> (values: [Range<Int>], end: Int)? {
        var values: [Range<Int>] = []
        var at = start
        repeat {
            at += 1
            guard let value = value(bytes, &at, limit, within: true) else { return nil }
            values.append(value)
        } while at < limit && bytes[at] == 0x7C
        return at < limit && bytes[at] == 0x29 ? (values, at + 1) : nil
    }

    private static func name(_ bytes: [UInt8], _ at: inout Int, _ limit: Int) -> Range<Int> {
        let start = at
        if bytes[at] == 0x22 {
            at = stringEnd(bytes, at, limit) ?? at
        } else if bytes[at...].prefix(2).elementsEqual("[]".utf8) {
            at += 2
        } else {
            while at < limit, isToolNameByte(bytes[at]) { at += 1 }
        }
        return start..<at
    }

    /// A value: JSON, or a bare text up to a blank, or to a colon and a blank; among enum values up to a bar or the closing parenthesis.
    private static func value(_ bytes: [UInt8], _ at: inout Int, _ limit: Int, within isEnum: Bool = false) -> Range<Int>? {
        guard at < limit else { return nil }
        let start = at
        switch bytes[at] {
        case 0x22:
            guard let end = stringEnd(bytes, at, limit) else { return nil }
            at = end
        case 0x5B, 0x7B:
            guard let document = try? JSONDocument(bytes, startingAt: at, limit: limit) else { return nil }
            at = document.root.range.upperBound
        default:
            while at < limit, isEnum ? bytes[at] != 0x7C && bytes[at] != 0x29 : bytes[at] != 0x20 { at += 1 }
            if !isEnum, at < limit, bytes[at - 1] == 0x3A { at -= 1 }
        }
        return at > start ? start..<at : nil
    }
}

/// Whether `byte` may stand in a tool's or a parameter's name that is written without quotes.
package func isToolNameByte(_ byte: UInt8) -> Bool { isPlainNameByte(byte) || byte == 0x2E || byte == 0x2F }
