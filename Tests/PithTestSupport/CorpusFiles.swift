// Real files to run properties over: the project's own corpora, and a larger collection beside the project when there is one.

import Foundation

/// A file of a corpus.
package struct CorpusFile: Sendable {
    /// The path below the corpora folder.
    package let name: String
    package let bytes: [UInt8]
}

/// The folder of the project.
package let projectFolder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

/// The files under `corpora` and, when it is there, `../shared/corpora`, that hold text and at most `byteLimit` bytes, in the order of their names.
package func corpusFiles(byteLimit: Int = 1 << 20) -> [CorpusFile] {
    var files: [CorpusFile] = []
    for folder in [projectFolder.appending(path: "corpora"), projectFolder.appending(path: "../shared/corpora").standardized] {
        guard let names = FileManager.default.enumerator(atPath: folder.path)?.allObjects as? [String] else { continue }
        for name in names.sorted() where !name.hasSuffix(".gz") && !name.hasSuffix(".bin") && !name.hasSuffix("README.md") {
            let url = folder.appending(path: name)
            guard let values = try? url.resourceValues(forKeys: [.isRegularFileKey, .fileSizeKey]), values.isRegularFile == true,
                let size = values.fileSize, size <= byteLimit, let data = try? Data(contentsOf: url), !data.contains(0)
            else { continue }
            files.append(CorpusFile(name: name, bytes: Array(data)))
        }
    }
    if files.isEmpty { print("no corpora found under \(projectFolder.path): properties run on random input alone") }
    return files
}
