// Runs commands in a shell in which `pith` is the executable that was just built.

import Foundation

struct Shell: ~Copyable {
    let folder: URL

    init() throws {
        folder = FileManager.default.temporaryDirectory.appendingPathComponent("pith-cli-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    /// The folder of the build's products: the one that this test bundle lies in.
    static let products =
        Bundle.allBundles.map(\.bundleURL).first { $0.pathExtension == "xctest" }?.deletingLastPathComponent()
        ?? URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()

    /// The project's root.
    static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// What `script` prints and how it ends, given `input`. Output goes through files, so that no full pipe can hold it up.
    borrowing func run(_ script: String, input: Data = Data(), environment: [String: String] = [:]) throws -> Outcome {
        let (inputFile, outputFile, errorFile) = (file(".stdin"), file(".stdout"), file(".stderr"))
        try input.write(to: inputFile)
        try Data().write(to: outputFile)
        try Data().write(to: errorFile)
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/bash")
        process.arguments = ["-c", script]
        process.currentDirectoryURL = folder
        process.environment = [
            "PATH": Self.products.path + ":/usr/bin:/bin", "LC_ALL": "C", "CORPORA": Self.root.appendingPathComponent("corpora").path,
        ].merging(environment) { $1 }
        process.standardInput = try FileHandle(forReadingFrom: inputFile)
        process.standardOutput = try FileHandle(forWritingTo: outputFile)
        process.standardError = try FileHandle(forWritingTo: errorFile)
        try process.run()
        process.waitUntilExit()
        return Outcome(
            output: try Data(contentsOf: outputFile), errors: try Data(contentsOf: errorFile), exitCode: process.terminationStatus)
    }

    private borrowing func file(_ name: String) -> URL { folder.appendingPathComponent(name) }
}
