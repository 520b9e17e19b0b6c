// Placeholder until the pattern engine lands: whoever pushes `Pattern` deletes this file.
public struct Pattern: Sendable {
    public init(_ source: String) throws {}
    public func matches(in bytes: [UInt8]) -> [Range<Int>] { [] }
}
