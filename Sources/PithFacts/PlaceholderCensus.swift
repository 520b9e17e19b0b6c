// Placeholder until the census lands: whoever pushes `Census` deletes this file.
import PithPrompt

public struct LostFact: Sendable {
    public let kind: FactClass
    public let text: String
}

public struct Census: Sendable {
    public struct Row: Sendable {
        public let kind: FactClass
        public let total: Int
        public let lost: Int
    }

    public let rows: [Row]
    public let lostItems: [LostFact]

    public init(original: Prompt, output: Prompt) { (rows, lostItems) = ([], []) }
}
