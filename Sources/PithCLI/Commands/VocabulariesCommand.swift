// pith vocabularies: the encodings there are; vocabularies added and removed.

import ArgumentParser
import Pith
import PithSystem
import PithTokenizer
import PithVocabulary

struct VocabulariesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "vocabularies", abstract: "List the encodings that --encoding takes; add and remove vocabularies.",
        discussion: """
            A vocabulary that is not part of Pith is added once, from the file it is published as: tokenizer.json (Hugging Face, byte-level BPE),
            tokenizer.model or .tiktoken. It is packed into the cache folder, and opened in no time from then on.

              pith vocabularies
              pith vocabularies add qwen tokenizer.json
              pith count --encoding qwen notes.md
            """,
        subcommands: [ListVocabularies.self, AddVocabulary.self, RemoveVocabulary.self], defaultSubcommand: ListVocabularies.self)
}

struct ListVocabularies: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "List the encodings. (default)")

    func run() throws {
        var table = TextTable([.left, .right, .left, .left])
        for encoding in Encoding.all {
            table.add(encoding.name, grouped(encoding.tokenCount), encoding.preTokenizerName, "built in")
        }
        for name in Encoding.addedNames {
            do {
                let encoding = try Encoding.named(name)
                table.add(name, grouped(encoding.tokenCount), encoding.preTokenizerName, "added")
            } catch { Diagnostics.warning("\(error)") }
        }
        try File.standardOutput().write(table.text)
    }
}

struct AddVocabulary: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add", abstract: "Add a vocabulary, or replace one.",
        discussion: """
            A tokenizer.json says how text is cut. A .tiktoken file does not: for the published files of Llama 3, Llama 4 and Qwen it is known; for
            others name a pre-tokenizer, or give the expression that the vocabulary was published with.

              pith vocabularies add qwen tokenizer.json
              pith vocabularies add llama3 tokenizer.model
              pith vocabularies add mine mine.tiktoken --pattern o200k
            """)

    @Argument(help: "What --encoding will know it by.")
    var name: String

    @Argument(help: "A tokenizer.json or .tiktoken file, or - for standard input.", completion: .file())
    var file: String

    @Option(
        help: ArgumentHelp(
            "How text is cut: \(PreTokenizerKind.all.map(\.name).joined(separator: ", ")), or an expression.", valueName: "name"))
    var pattern: String?

    @Option(help: ArgumentHelp("The normal form text is brought into: nfc, nfkc or none. (default: what the file says)", valueName: "form"))
    var normalization: String?

    mutating func validate() throws {
        if let normalization, !["nfc", "nfkc", "none"].contains(normalization) {
            throw ValidationError("--normalization takes nfc, nfkc or none, not '\(normalization)'")
        }
    }

    func run() throws {
        let path = try Encoding.add(
            name, vocabularyFile: File.contents(of: file), preTokenizer: pattern, normalization: normalization,
            sourceName: file.split(separator: "/").last.map(String.init) ?? file)
        let encoding = try Encoding.named(name)
        Diagnostics.note(
            "\(name): \(grouped(encoding.tokenCount)) tokens, cut as \(encoding.preTokenizerName), in \(path). Use it: --encoding \(name)")
    }
}

struct RemoveVocabulary: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "remove", abstract: "Remove a vocabulary that was added.")

    @Argument(help: "Its name.")
    var name: String

    func run() throws {
        guard Encoding.addedNames.contains(name) else { throw VocabularyError.notAdded(name) }
        try Folder.removeFile(VocabularyFolder.file(of: name))
    }
}
