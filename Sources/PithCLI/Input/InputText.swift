// What a command reads: the bytes as they are, with a warning where they are not quite text.

import PithSystem
import PithTokenizer

enum InputText {
    /// The bytes of the file at `path`, or of standard input for "-" or nil. Where they are not UTF-8, a warning says where, and what
    /// becomes of such bytes: "They are `fate`".
    static func read(_ path: String?, invalidBytesAre fate: String) throws(FileError) -> [UInt8] {
        let bytes = try File.contents(of: path)
        if let offset = firstInvalidOffset(bytes[...]) { warnOfInvalid(path, offset, invalidBytesAre: fate) }
        return bytes
    }

    /// Says that the input stops being UTF-8 at `offset`.
    static func warnOfInvalid(_ path: String?, _ offset: Int, invalidBytesAre fate: String) {
        let name = path.flatMap { $0 == "-" ? nil : $0 } ?? "standard input"
        Diagnostics.warning("\(name): not valid UTF-8 at byte \(offset). Such bytes are \(fate)")
    }

    /// Where `bytes` first stop being UTF-8, counted from their start; nil when they never do.
    static func firstInvalidOffset(_ bytes: ArraySlice<UInt8>) -> Int? {
        if isValidUTF8(bytes) { return nil }
        do {
            _ = try UTF8Span(validating: bytes.span)
            return nil
        } catch {
            return error.byteOffsets.lowerBound
        }
    }
}
