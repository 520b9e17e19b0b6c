// Messages of users that say themselves that they are what a tool returned: agents that call tools in plain words send results so.
//
//     <tool_response>…</tool_response>                      the whole text in one element of such a name
//     <returncode>0</returncode>⏎<output>…</output>         a shell's answer
//     EXECUTION RESULT of [CmdRunAction]:⏎…                 what an action did
//
// Nothing that a person writes looks so from its first byte to its last. What only ends like a terminal, or begins with a word such as "Observation:", may be
// somebody's own report with a question in it, and stays the user's.

import PithJSON
import PithSystem

enum ToldResults {
    private static let elements: [StaticString] = [
        "tool_response", "tool_result", "tool_results", "tool_output", "function_response", "function_result", "function_results",
    ]

    /// Whether a user's text is a result by its own words. Cost: constant, and the white space at its ends.
    static func isResult(_ text: [UInt8]) -> Bool {
        guard let first = text.firstIndex(where: { !isJSONSpace($0) }), let last = text.lastIndex(where: { !isJSONSpace($0) }) else {
            return false
        }
        let body = text[first...last]
        if body.begins(with: "EXECUTION RESULT of [") { return true }
        guard body.first == 0x3C, body.last == 0x3E else { return false }
        if body.begins(with: "<returncode>") { return body.hasSuffix("</output>") || body.hasSuffix("</output_tail>") }
        return elements.contains { name in
            let rest = body.dropFirst()
            guard rest.begins(with: name), let next = rest.dropFirst(name.utf8CodeUnitCount).first else { return false }
            return (next == 0x3E || next == 0x20) && body.dropLast().hasSuffix(name)
                && body.dropLast(1 + name.utf8CodeUnitCount).hasSuffix("</")
        }
    }
}

extension ArraySlice<UInt8> {
    fileprivate func hasSuffix(_ text: StaticString) -> Bool { suffix(text.utf8CodeUnitCount).begins(with: text) }
}
