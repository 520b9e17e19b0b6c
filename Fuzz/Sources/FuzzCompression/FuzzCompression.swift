// libFuzzer's target for compressing: on any bytes, in every mode, what always holds does (Documentation/Architecture.md). `make fuzz` runs it.

import Pith

/// The first two bytes choose: how the rest is read and compressed, and how much is to stay. The rest is the prompt.
@_cdecl("LLVMFuzzerTestOneInput") public func fuzzCompression(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    guard count > 2 else { return 0 }
    let choice = start[0], share = Double(start[1]) / 255
    let text = Array(UnsafeBufferPointer(start: start + 2, count: count - 2))
    checkReceiptReader(text)

    // What is not UTF-8, or not what it is said to be, is refused.
    guard let prompt = try? Prompt(parsing: text, as: choice & 1 == 0 ? .auto : .text) else { return 0 }
    var options = CompressionOptions()
    let tokenCount = options.encoding.count(text)
    if choice & 2 != 0 { options.query = "Which of them failed, and why?" }
    switch choice >> 2 & 7 {
    case 0, 1: options.mode = .preset
    case 2: options.mode = .lossless
    case 3: options.mode = .budget(tokenCount: Int(share * Double(tokenCount)))
    case 4: options.mode = .quality(share)
    case 5: options.isSession = true
    case 6: (options.mode, options.isSession) = (.lossless, true)
    default:
        (options.mode, options.strategies) = (
            .preset, [CompressionOptions.strategyNames[Int(start[1]) % CompressionOptions.strategyNames.count]]
        )
    }
    if choice & 0x80 != 0 { options.writesHandles = true }

    let compressed: Compressed
    do {
        compressed = try Compressor(options: options).compress(prompt)
    } catch {
        guard case .budgetNotMet(_, let smallest, _) = error else { preconditionFailure("\(error)") }
        precondition(smallest <= tokenCount, "the least that can be made of a prompt is more than the prompt")
        return 0
    }
    precondition(compressed.outputTokenCount == options.encoding.count(compressed.output), "the output is counted wrongly")
    precondition(compressed.outputTokenCount <= tokenCount, "the output has more tokens than the input")
    if case .budget(let budget) = options.mode { precondition(compressed.outputTokenCount <= budget, "the budget is not held") }
    guard let receipt = try? Receipt(parsing: compressed.receipt.serialized()) else { preconditionFailure("no receipt can be read") }
    precondition((try? receipt.restore(compressed.output)) == text, "the receipt does not give the input back")

    if case .lossless = options.mode, let again = try? Prompt(parsing: compressed.output, as: prompt.format) {
        guard let second = try? Compressor(options: options).compress(again) else { preconditionFailure("an output is no prompt") }
        precondition(second.output == compressed.output, "an output is compressed again")
    }
    return 0
}

/// Any bytes may claim to be a receipt: one that can be read restores, or refuses.
private func checkReceiptReader(_ text: [UInt8]) {
    guard let receipt = try? Receipt(parsing: text) else { return }
    _ = try? receipt.restore(text)
}

// The package manager names the program's start after the target, so it is here, and hands over to libFuzzer.
@_silgen_name("LLVMFuzzerRunDriver") private func runFuzzer(
    _ argumentCount: UnsafeMutablePointer<CInt>, _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>>,
    _ target: @convention(c) (UnsafePointer<UInt8>, Int) -> CInt
) -> CInt

@_cdecl("FuzzCompression_main") public func main(_ count: CInt, _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>) -> CInt {
    var (count, arguments) = (count, arguments)
    return runFuzzer(&count, &arguments, fuzzCompression)
}
