// What is said on standard error: errors, warnings, reports. In colour when a person looks at it and NO_COLOR is not set.

import PithSystem

enum Diagnostics {
    static func error(_ message: String) { say(label: "error", colour: "31", message) }
    static func warning(_ message: String) { say(label: "warning", colour: "33", message) }

    static func note(_ message: String) { say(label: "note", colour: "36", message) }

    /// Text for standard error as it is.
    static func report(_ text: String) {
        // With standard error closed there is nobody to tell.
        try? File.standardError().write(text)
    }

    private static func say(label: String, colour: String, _ message: String) {
        let shown = usesColour ? "\u{1B}[1;\(colour)m\(label):\u{1B}[0m" : "\(label):"
        report("pith: \(shown) \(message)\n")
    }

    /// https://no-color.org: any value but the empty one switches colour off.
    private static var usesColour: Bool {
        let noColour = environmentVariable("NO_COLOR") ?? ""
        return noColour.isEmpty && environmentVariable("TERM") != "dumb" && File.standardError().isTerminal
    }
}
