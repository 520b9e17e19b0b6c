// libFuzzer's target for vocabulary files: any bytes are read, or refused with a message; none make a trap. `make fuzz` runs it.

import PithTokenizer

@_cdecl("LLVMFuzzerTestOneInput") public func fuzzVocabularyFile(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    let file = Array(UnsafeBufferPointer(start: start, count: count))
    do {
        let encoding = try Encoding(named: "fuzzed", vocabularyFile: file, preTokenizer: "llama3")
        let text = Array("The lamp's 12345 <think> é e\u{301}!\r\n\n  漢字 \u{0}".utf8)
        let ids = encoding.encode(text)
        precondition(encoding.count(text) == ids.count, "counting differs from encoding")
        for allowSpecial in [false, true] {
            guard (try? encoding.decode(encoding.encode(text, allowSpecial: allowSpecial))) != nil else {
                preconditionFailure("an id of the encoding's own is unknown to it")
            }
        }
    } catch {
        precondition(!error.description.isEmpty, "a refusal says why")
    }
    return 0
}

// The package manager names the program's start after the target, so it is here, and hands over to libFuzzer.
@_silgen_name("LLVMFuzzerRunDriver") private func runFuzzer(
    _ argumentCount: UnsafeMutablePointer<CInt>, _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>>,
    _ target: @convention(c) (UnsafePointer<UInt8>, Int) -> CInt
) -> CInt

@_cdecl("FuzzVocabularyFile_main") public func main(_ count: CInt, _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>) -> CInt
{
    var (count, arguments) = (count, arguments)
    return runFuzzer(&count, &arguments, fuzzVocabularyFile)
}
