// The keys of a brief: what a line of an instruction is about.

/// What a line of a brief says.
public enum BriefKey: String, Sendable, CaseIterable {
    case role, task, question, input, context, must
    case mustNot = "must not"
    case format, length, audience, tone, language, deadline, example

    /// As a brief writes it: "Must not".
    var label: String { rawValue.prefix(1).uppercased() + rawValue.dropFirst() }

    /// Whether it says what is to be done.
    var asks: Bool { self == .task || self == .question }

    /// Whether it says what must be, and not what is to be done or what there is.
    var binds: Bool {
        switch self {
        case .must, .mustNot, .format, .length, .audience, .tone, .language, .deadline: true
        case .role, .task, .question, .input, .context, .example: false
        }
    }

    /// Its place among all.
    var index: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}
