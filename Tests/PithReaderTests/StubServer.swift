// Starts the server of Cases/stub_server.py, and the program beside it.

import Foundation

final class StubServer {
    /// Where python3 is; nil when it is nowhere.
    static let python = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":").map { "\($0)/python3" }
        .first { FileManager.default.isExecutableFile(atPath: $0) }

    /// The folder of the build's products: the one that this test bundle lies in.
    private static let products =
        Bundle.allBundles.map(\.bundleURL).first { $0.pathExtension == "xctest" }?.deletingLastPathComponent()
        ?? URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent()

    private let folder: URL
    private let process = Process()
    private let port: String

    init(script: String) throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "pith-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let stub = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Cases/stub_server.py")
        let output = Pipe()
        process.executableURL = URL(filePath: Self.python!)
        process.arguments = [stub.path, folder.appending(path: "log").path, script]
        process.standardOutput = output
        try process.run()
        port = String(decoding: output.fileHandleForReading.availableData, as: UTF8.self).trimmingCharacters(in: .newlines)
    }

    deinit {
        // Not terminate(): a process that Foundation starts from some threads has SIGTERM blocked.
        kill(process.processIdentifier, SIGKILL)
        try? FileManager.default.removeItem(at: folder)
    }

    func path(_ name: String) -> String { folder.appending(path: name).path }

    /// The bodies it was sent, a line each.
    func requests() throws -> [String] {
        try String(contentsOfFile: path("log"), encoding: .utf8).split(separator: "\n").map(String.init)
    }

    /// A file of contexts whose answer is the word after "key".
    func contexts(_ count: Int) throws -> String {
        let lines = (0..<count).map {
            #"{"suite": "s", "id": "t\#($0)", "contestant": "full", "setting": "all", "query": "What?", "answers": ["k\#($0)"], "tokenCount": 4, "score": 1, "output": "the key k\#($0)"}"#
        }
        try (lines.joined(separator: "\n") + "\n").write(toFile: path("contexts.jsonl"), atomically: true, encoding: .utf8)
        return path("contexts.jsonl")
    }

    /// The reader, started.
    func startReader(_ arguments: [String], environment: [String: String] = [:], output: Pipe = Pipe(), errors: Pipe = Pipe()) throws
        -> Process
    {
        let reader = Process()
        reader.executableURL = Self.products.appending(path: "pith-reader")
        let endpoint = arguments.contains("--reader") ? [] : ["--reader", "http://127.0.0.1:\(port)/v1"]
        reader.arguments = arguments + endpoint + ["--model", "m"]
        let inherited = ProcessInfo.processInfo.environment.filter { !["PITH_READER_KEY", "OPENAI_API_KEY"].contains($0.key) }
        reader.environment = inherited.merging(environment) { $1 }
        (reader.standardOutput, reader.standardError) = (output, errors)
        try reader.run()
        return reader
    }

    func runReader(_ arguments: [String], environment: [String: String] = [:]) throws -> (output: String, errors: String, status: Int32) {
        let output = Pipe(), errors = Pipe()
        let reader = try startReader(arguments, environment: environment, output: output, errors: errors)
        let said = output.fileHandleForReading.readDataToEndOfFile()
        let complained = errors.fileHandleForReading.readDataToEndOfFile()
        reader.waitUntilExit()
        return (String(decoding: said, as: UTF8.self), String(decoding: complained, as: UTF8.self), reader.terminationStatus)
    }
}
