// Where added vocabularies lie: `pith/vocabularies` in the user's cache folder (XDG_CACHE_HOME, or .cache in HOME), one file each.

import PithSystem

package enum VocabularyFolder {
    private static let suffix = ".pithvocabulary"

    /// The folder's path.
    package static func path() throws(VocabularyError) -> String {
        if let cache = environmentVariable("XDG_CACHE_HOME"), cache.hasPrefix("/") { return cache + "/pith/vocabularies" }
        if let home = environmentVariable("HOME"), !home.isEmpty { return home + "/.cache/pith/vocabularies" }
        throw .noFolder
    }

    /// The names of the added vocabularies, in order; none where there is no folder or it cannot be read.
    package static func names() -> [String] {
        guard let path = try? path(), let files = try? Folder.names(in: path) else { return [] }
        return files.filter { $0.hasSuffix(suffix) }.map { String($0.dropLast(suffix.count)) }.filter(isName)
    }

    /// Whether this can name a vocabulary: it becomes a file's name.
    package static func isName(_ name: String) -> Bool {
        let bytes = Array(name.utf8)
        func isPlain(_ byte: UInt8) -> Bool {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"): true
            default: false
            }
        }
        guard let first = bytes.first, isPlain(first), bytes.count <= 100 else { return false }
        return bytes.allSatisfy { isPlain($0) || [0x2E, 0x5F, 0x2D].contains($0) }
    }

    /// The file of a vocabulary, which need not be there.
    package static func file(of name: String) throws(VocabularyError) -> String {
        guard isName(name) else { throw .badName(name) }
        return try path() + "/" + name + suffix
    }

    /// Opens an added vocabulary; nil when none has this name.
    package static func open(_ name: String) throws(VocabularyError) -> AddedVocabulary? {
        guard names().contains(name) else { return nil }
        return try AddedVocabulary(path: file(of: name), name: name)
    }
}
