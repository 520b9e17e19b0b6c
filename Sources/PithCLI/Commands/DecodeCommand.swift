// pith decode: token ids to text.

import ArgumentParser
import Pith
import PithJSON
import PithSystem

struct DecodeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "decode",
        abstract: "Turn token ids back into text.",
        discussion: """
            Reads one JSON array of ids and writes the bytes that they stand for, without adding a line end.

              echo '[13225,11,2375,0]' | pith decode      Hello, world!
            """)

    @Argument(help: "The file with the ids, or - for standard input.", completion: .file())
    var file: String?

    @OptionGroup var encodingOptions: EncodingOptions

    func run() throws {
        let encoding = try encodingOptions.encoding()
        let document: JSONDocument
        do { document = try JSONDocument(File.contents(of: file)) } catch let error as JSONError {
            throw Failure.badData("the input is \(error). Give one array of ids, as pith encode prints it: [13225,11]")
        }
        guard document.root.kind == .array else {
            let kind = document.root.kind
            throw Failure.badData("the input is JSON, but no array of ids (\(kind)). Give one as pith encode prints it: [13225,11]")
        }
        var ids: [Int] = []
        for element in document.root.elements {
            guard let id = element.integer else {
                let shown = String(decoding: document.bytes[element.range].prefix(24), as: UTF8.self)
                throw Failure.badData("'\(shown)' at byte \(element.range.lowerBound) is no token id. Ids are whole numbers")
            }
            ids.append(id)
        }
        try File.standardOutput().write(try encoding.decode(ids))
    }
}
