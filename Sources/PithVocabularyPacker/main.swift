// Writes the packed vocabularies that are committed under Sources/CVocabulary.
//
//     swift run PithVocabularyPacker o200k_base o200k_base.tiktoken Sources/CVocabulary/o200k_base.bin
//
// The source file is refused unless its SHA-256 is the published one. Sources/CVocabulary/README.md says where the files come from.

import PithSystem
import PithVocabulary

let publishedDigests = [
    "o200k_base": "446a9538cb6c348e3516120d7c08b09f57c36495e2acfffe59a5bf8b0cfb1a2d",
    "cl100k_base": "223921b76ee99bde995b7ff738513eef100fb51d18c93597a113bcffe865b2a7",
    "p50k_base": "94b5ca7dff4d00767bc256fdd1b27e5b17361d7b8a5f968547f9f23eb70d2069",
    "r50k_base": "306cd27f03c1a714eca7108e03d66b7dc042abe8c258b44c199a7ed9838dd930",
]

func run() throws {
    let arguments = CommandLine.arguments
    guard arguments.count == 4, let expected = publishedDigests[arguments[1]] else {
        try File.standardError().write("usage: PithVocabularyPacker o200k_base|cl100k_base|p50k_base|r50k_base FILE.tiktoken OUTPUT.bin\n")
        return
    }
    let file = try File.contents(of: arguments[2])
    let found = SHA256.hexDigest(of: file)
    guard found == expected else { throw VocabularyError.digestMismatch(path: arguments[2], expected: expected, found: found) }
    let (tokens, ids) = try TiktokenFile.tokens(file)
    let packed = try VocabularyPacker.pack(tokens: tokens, ids: ids, sourceDigest: found)
    try File.replace(arguments[3], with: packed)
    try File.standardError().write("\(arguments[3]): \(tokens.count) tokens, \(packed.count) bytes\n")
}

do { try run() } catch {
    try? File.standardError().write("PithVocabularyPacker: \(error)\n")
    fatalError("\(error)")
}
