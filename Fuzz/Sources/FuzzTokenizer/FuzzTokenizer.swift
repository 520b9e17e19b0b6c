// libFuzzer's target for counting: on any bytes, all ways to the tokens agree. `make fuzz` runs it.

import PithTokenizer

/// The first two bytes choose: an encoding, and where the text is cut. The rest is the text.
@_cdecl("LLVMFuzzerTestOneInput") public func fuzzTokenizer(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    guard count > 2 else { return 0 }
    let encoding = Encoding.all[Int(start[0]) % Encoding.all.count]
    var stride = UInt64(start[1]) + 1
    let text = Array(UnsafeBufferPointer(start: start + 2, count: count - 2))

    let ids = encoding.encode(text)
    precondition(encoding.count(text) == ids.count, "counting differs from encoding")
    precondition(encoding.count(text, upTo: ids.count) == ids.count, "a limit that is met stops the count")
    precondition(ids.isEmpty || encoding.count(text, upTo: ids.count - 1) == nil, "a limit that is passed does not stop the count")
    // Bytes that are not UTF-8 come back as U+FFFD, as the standard library has them.
    guard let decoded = try? encoding.decode(ids) else { preconditionFailure("an id of the encoding's own is unknown to it") }
    precondition(decoded.elementsEqual(String(decoding: text, as: UTF8.self).utf8), "decoding does not give the text back")

    // Appended at cuts drawn from the second byte (a linear congruential sequence), checked at some of them.
    var counter = TokenCounter(encoding)
    var place = 0
    while place < text.count {
        stride = stride &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        let next = min(text.count, place + 1 + Int(stride >> 60))
        counter.append(Array(text[place..<next]))
        place = next
        if stride >> 33 & 7 == 0 { precondition(counter.count == encoding.count(text[..<place]), "appended text counts differently") }
    }
    precondition(counter.count == ids.count, "appended text counts differently")

    let limit = Int(stride >> 40) % (ids.count + 2)
    let head = encoding.truncate(text, toTokens: limit), tail = encoding.truncate(text, toTokens: limit, keeping: .tail)
    precondition(encoding.count(text[head]) <= limit && encoding.count(text[tail]) <= limit, "a truncated text has too many tokens")
    return 0
}

// The package manager names the program's start after the target, so it is here, and hands over to libFuzzer.
@_silgen_name("LLVMFuzzerRunDriver") private func runFuzzer(
    _ argumentCount: UnsafeMutablePointer<CInt>, _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>>,
    _ target: @convention(c) (UnsafePointer<UInt8>, Int) -> CInt
) -> CInt

@_cdecl("FuzzTokenizer_main") public func main(_ count: CInt, _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>) -> CInt {
    var (count, arguments) = (count, arguments)
    return runFuzzer(&count, &arguments, fuzzTokenizer)
}
