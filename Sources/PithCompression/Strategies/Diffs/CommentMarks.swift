// What opens a line of comment in the files of some names, and which files hold prose: a diff tells of its files by name alone.

import PithSystem

/// What a file holds, as far as its name tells.
enum NamedFile {
    /// Program text in which a comment goes from a mark to the end of its line.
    case code(CommentMarks)
    /// Prose to be read as it stands.
    case prose

    private static let proseEndings: Set<String> = ["md", "markdown", "rst", "txt", "adoc"]

    /// The file that a line of a diff's head names last; nil where the name tells nothing.
    init?(named line: ArraySlice<UInt8>) {
        let name = line.prefix { $0 != 0x09 }.split(whereSeparator: { $0 == 0x2F || $0 == 0x20 }).last ?? []
        let ending = String(decoding: name.suffix(while: { $0 != 0x2E }), as: UTF8.self)
        if Self.proseEndings.contains(ending) {
            self = .prose
        } else if let marks = CommentMarks(ofEnding: ending) {
            self = .code(marks)
        } else {
            return nil
        }
    }
}

/// The marks that open a line of comment.
struct CommentMarks {
    private let marks: [[UInt8]]
    /// Whether strings document what they stand in.
    let hasDocstrings: Bool
    /// Whether braces tell where a block ends.
    let hasBraces: Bool

    private static let hash = ["#:", "##", "#"].map { Array($0.utf8) }
    private static let slashes = ["///", "//!", "//"].map { Array($0.utf8) }
    private static let docstringEndings: Set<String> = ["py", "pyi"]
    private static let hashEndings: Set<String> = [
        "py", "pyi", "rb", "sh", "bash", "zsh", "pl", "pm", "yml", "yaml", "toml", "cfg", "cmake", "r", "jl", "ex", "exs", "nim", "tcl",
        "mk",
        "Makefile", "Dockerfile",
    ]
    private static let slashEndings: Set<String> = [
        "swift", "c", "h", "cc", "cpp", "cxx", "hpp", "hh", "m", "mm", "java", "kt", "kts", "scala", "go", "rs", "js", "jsx", "mjs", "cjs",
        "ts", "tsx", "cs", "php", "dart", "zig", "proto", "gradle", "groovy", "scss", "less",
    ]

    init?(ofEnding ending: String) {
        if Self.hashEndings.contains(ending) {
            (marks, hasBraces) = (Self.hash, false)
        } else if Self.slashEndings.contains(ending) {
            (marks, hasBraces) = (Self.slashes, true)
        } else {
            return nil
        }
        hasDocstrings = Self.docstringEndings.contains(ending)
    }

    /// What the changed line says behind a mark and a blank; nil where it is no comment alone.
    func text(of line: ArraySlice<UInt8>) -> Range<Int>? {
        let body = line.dropFirst().drop(while: \.isBlank)
        guard let mark = marks.first(where: { body.starts(with: $0) }) else { return nil }
        let start = body.startIndex + mark.count
        guard start + 1 < line.endIndex, line[start] == 0x20, line[start + 1] != 0x20 else { return nil }
        return start + 1..<line.endIndex
    }

    /// Whether a comment that begins so documents.
    static func document(_ opening: ArraySlice<UInt8>) -> Bool {
        opening.begins(with: "///") || opening.begins(with: "//!") || opening.begins(with: "#:")
    }
}

extension ArraySlice<UInt8> {
    /// The longest end all of whose bytes are such.
    fileprivate func suffix(while isSuch: (UInt8) -> Bool) -> ArraySlice<UInt8> {
        var start = endIndex
        while start > startIndex, isSuch(self[start - 1]) { start -= 1 }
        return self[start...]
    }
}
