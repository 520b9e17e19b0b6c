import Foundation

/// Reads the case files beside the tests, and the shared reference data where it is there.
enum CaseFiles {
    static let cases = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().appending(path: "Cases")
    static let projectRoot = cases.deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    static let shared = projectRoot.deletingLastPathComponent().appending(path: "shared")

    /// Whether long tests run in full: `PITH_EXHAUSTIVE=1 swift test -c release`.
    static let isExhaustive = ProcessInfo.processInfo.environment["PITH_EXHAUSTIVE"] != nil

    /// One row of a file of cases.
    struct Row: Decodable {
        var text: String?
        var hex: String?
        var ids: [Int]
        /// The ids with special tokens read as text.
        var plain: [Int]?

        /// The input's bytes.
        var bytes: [UInt8] {
            if let text { return Array(text.utf8) }
            let digits = Array((hex ?? "").utf8)
            return stride(from: 0, to: digits.count, by: 2).compactMap {
                UInt8(String(decoding: digits[$0..<$0 + 2], as: UTF8.self), radix: 16)
            }
        }
    }

    /// The rows of a JSON-lines file; nil when it is not there.
    static func rows(_ file: URL) -> [Row]? {
        guard let data = try? Data(contentsOf: file) else { return nil }
        return data.split(separator: UInt8(ascii: "\n")).map { line in
            do { return try JSONDecoder().decode(Row.self, from: line) } catch {
                preconditionFailure("\(file.lastPathComponent) holds a bad line: \(error)")
            }
        }
    }

    /// A file of the shared reference data; nil, with a message, when it is not there.
    static func sharedFile(_ path: String) -> URL? {
        let file = shared.appending(path: path)
        if FileManager.default.fileExists(atPath: file.path) { return file }
        print("skipped: \(file.path) is not there")
        return nil
    }
}

/// A seeded source of random numbers (SplitMix64).
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64
    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}
