import PithCompression
import PithPrompt
import Testing

@Test func manifestTellsWhatWasFoldedFromWhatWasCut() throws {
    var log = ""
    for second in 10..<50 {
        log += "2026-03-11T14:16:\(second).199Z INFO  worker-2 psp_call op=capture order=LF-55209\(second) status=201 ms=13\(second)\n"
    }
    let folded = try Compressor(options: CompressionOptions(mode: .preset)).compress(Prompt(parsing: Array(log.utf8), as: .log))
    #expect(!folded.receipt.losses.folded.isEmpty)
    #expect(folded.receipt.losses.lost.isEmpty)
    #expect(folded.receipt.losses.items.allSatisfy { $0.hasPrefix("folded ") })

    let prose =
        "The pump in shed 4 failed twice. Nobody was hurt. The invoice of 312.09 EUR is due on 9 December 2026. Ask Ruth Mensah at once."
    var options = CompressionOptions(mode: .budget(tokenCount: 24))
    options.query = "When is the invoice due?"
    let cut = try Compressor(options: options).compress(Prompt(parsing: Array(prose.utf8), as: .text))
    #expect(String(decoding: cut.output, as: UTF8.self).contains("9 December 2026"))
    #expect(cut.receipt.losses.folded.isEmpty)
    #expect(cut.receipt.losses.lost.values.reduce(0, +) > 0)
    #expect(!cut.receipt.losses.items.isEmpty)
}
