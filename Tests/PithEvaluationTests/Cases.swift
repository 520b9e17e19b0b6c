// Finds the test cases beside this file, and the shared data beside the project when it is there.

import Foundation
import PithJSON

enum Cases {
    static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Cases")
    static let projectRoot = folder.deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// The JSON objects of a file of one a line.
    static func lines(of name: String) throws -> [JSONValue] {
        try Data(contentsOf: folder.appending(path: name)).split(separator: 0x0A).map { try JSONDocument(Array($0)).root }
    }

    /// A path in the data that may lie beside the project; nil, with a message, when it does not.
    static func shared(_ path: String) -> URL? {
        let url = projectRoot.deletingLastPathComponent().appending(path: "shared/\(path)")
        if FileManager.default.fileExists(atPath: url.path) { return url }
        print("skipped: no \(url.path)")
        return nil
    }
}
