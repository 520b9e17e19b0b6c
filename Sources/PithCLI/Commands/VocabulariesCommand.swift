// pith vocabularies: the encodings there are.

import ArgumentParser
import Pith
import PithSystem

struct VocabulariesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "vocabularies", abstract: "List the encodings that --encoding takes.")

    func run() throws {
        try File.standardOutput().write(Encoding.all.map { $0.name + "\n" }.joined())
    }
}
