// Reads task files: JSON Lines, plain or gzip, one task a line. What is wrong with a line is said with its number.

import PithJSON
import PithPrompt
import PithSystem

package enum TaskReader {
    /// The tasks of the file at `path` ("-": standard input), in order. A task that names no suite gets the file's name for one.
    /// Throws at the first bad line. Cost: linear.
    package static func tasks(at path: String) throws(EvaluationError) -> [EvaluationTask] {
        var bytes: [UInt8]
        do { bytes = try File.contents(of: path) } catch { throw .file(error.description) }
        if Gzip.isGzip(bytes) { bytes = try Gzip.unpacked(bytes, path: path) }
        var tasks: [EvaluationTask] = []
        for (line, range) in lines(of: bytes) {
            do { tasks.append(try task(from: bytes, in: range, defaultSuite: suiteName(of: path))) } catch {
                throw .badTask(path: path, line: line, reason: error.reason)
            }
        }
        if tasks.isEmpty { throw .noTasks(path: path) }
        return tasks
    }

    /// The line numbers, from 1, and byte ranges of the lines that hold anything.
    package static func lines(of bytes: [UInt8]) -> [(line: Int, range: Range<Int>)] {
        var lines: [(line: Int, range: Range<Int>)] = []
        var start = 0, line = 1
        while start < bytes.count {
            let end = bytes[start...].firstIndex(of: 0x0A) ?? bytes.count
            if !bytes[start..<end].allSatisfy(isJSONSpace) { lines.append((line, start..<end)) }
            (start, line) = (end + 1, line + 1)
        }
        return lines
    }

    /// `folder/nq20.jsonl.gz` → `nq20`.
    static func suiteName(of path: String) -> String {
        let name = path.split(separator: "/").last.map(String.init) ?? path
        return name.split(separator: ".").first.map(String.init) ?? name
    }

    struct BadTask: Error { let reason: String }

    /// The task that the JSON text in `range` describes.
    static func task(from bytes: [UInt8], in range: Range<Int>, defaultSuite: String) throws(BadTask) -> EvaluationTask {
        let root: JSONValue
        do { root = try JSONDocument(bytes, in: range).root } catch {
            throw BadTask(reason: "not JSON: expected \(error.expected) at byte \(error.byteOffset - range.lowerBound) of the line")
        }
        guard root.kind == .object else { throw BadTask(reason: "a task is a JSON object, this is \(article(root.kind))") }
        let id = try requiredText(root, "id")
        guard let context = root["context"]?.decodedString?.bytes else { throw BadTask(reason: "\"context\" must be a string: the prompt") }
        let formatName = try requiredText(root, "format")
        guard let format = PromptFormat(rawValue: formatName), format != .auto else {
            let known = PromptFormat.allCases.filter { $0 != .auto }.map(\.rawValue).joined(separator: ", ")
            throw BadTask(reason: "unknown \"format\" \"\(formatName)\"; the formats are \(known)")
        }
        guard let expect = root["expect"], expect.kind == .array else { throw BadTask(reason: "\"expect\" must be an array of groups") }
        var expectations: [Expectation] = []
        for group in expect.elements {
            do { expectations.append(try expectation(from: group)) } catch {
                throw BadTask(reason: "group \(expectations.count + 1) of \"expect\": \(error.reason)")
            }
        }
        if expectations.isEmpty { throw BadTask(reason: "\"expect\" is empty: such a task has no score") }
        let answers = root["answers"].map { $0.kind == .null ? [] : $0.elements.compactMap(\.string) } ?? []
        return EvaluationTask(
            id: id, suite: root["suite"]?.string ?? defaultSuite, format: format, query: root["query"]?.string, context: context,
            expectations: expectations, answers: answers)
    }

    private static func expectation(from group: JSONValue) throws(BadTask) -> Expectation {
        guard group.kind == .object else { throw BadTask(reason: "a group is a JSON object, this is \(article(group.kind))") }
        if let sets = group["together"] { return .together(try lists(sets, "together")) }
        if let near = group["near"] {
            let lists = try lists(near, "near")
            if lists.isEmpty { throw BadTask(reason: "\"near\" is empty") }
            guard let within = group["within"]?.number else { throw BadTask(reason: "\"near\" needs a number \"within\"") }
            return .near(lists, within: within)
        }
        if let all = group["all"] { return .all(try strings(all, "all")) }
        guard let any = group["any"] else { throw BadTask(reason: "one of \"any\", \"all\", \"near\", \"together\" is needed") }
        let support = try group["support"].map { value throws(BadTask) in try strings(value, "support") } ?? []
        if support.isEmpty { return .any(try strings(any, "any")) }
        guard let minimum = group["min"]?.number else {
            throw BadTask(reason: "\"support\" needs a number \"min\", the share of it that must be there")
        }
        return .any(try strings(any, "any"), support: support, minimum: minimum)
    }

    private static func lists(_ value: JSONValue, _ name: String) throws(BadTask) -> [[String]] {
        guard value.kind == .array else { throw BadTask(reason: "\"\(name)\" must be an array of arrays of strings") }
        var lists: [[String]] = []
        for element in value.elements { lists.append(try strings(element, name)) }
        return lists
    }

    private static func strings(_ value: JSONValue, _ name: String) throws(BadTask) -> [String] {
        guard value.kind == .array else { throw BadTask(reason: "\"\(name)\" must hold arrays of strings, found \(article(value.kind))") }
        var strings: [String] = []
        for element in value.elements {
            guard let text = element.string else { throw BadTask(reason: "\"\(name)\" must hold strings, found \(article(element.kind))") }
            strings.append(text)
        }
        return strings
    }

    private static func requiredText(_ root: JSONValue, _ name: String) throws(BadTask) -> String {
        guard let text = root[name]?.string else { throw BadTask(reason: "\"\(name)\" must be a string") }
        return text
    }

    private static func article(_ kind: JSONDocument.Kind) -> String {
        switch kind {
        case .null: "null"
        case .true, .false: "a truth value"
        case .number: "a number"
        case .string: "a string"
        case .array: "an array"
        case .object: "an object"
        }
    }
}
