// Invariant 1, by receipt: the receipt as written and read again gives the input back, byte for byte, and refuses what is not its output.

import Pith

func checkRestoration(_ trial: Trial, _ compressed: Compressed, _ report: Reporter) {
    let text = compressed.receipt.serialized()
    guard let receipt = try? Receipt(parsing: text) else { return report.fail("the receipt cannot be read: \(quoted(text))") }
    report.expect(receipt.serialized() == text, "the receipt reads back as another")
    report.expect(PlainJSON(text) != nil, "the receipt is no JSON")
    do {
        let restored = try receipt.restore(compressed.output)
        report.expect(restored == trial.input, "restored \(quoted(restored)) from \(quoted(compressed.output))")
    } catch {
        report.fail("not restored: \(error)")
    }
    checkRefusal(compressed.output + [0x20], by: receipt, report)
    if !compressed.output.isEmpty { checkRefusal(Array(compressed.output.dropLast()), by: receipt, report) }
    // At most 1.3 times what was removed, 64 bytes a change, and the head.
    let bound = receipt.ledger.removedByteCount * 13 / 10 + 64 * receipt.ledger.entries.count + 1024
    report.expect(text.count <= bound, "the receipt takes \(text.count) bytes, more than \(bound)")
    checkLedgerOrder(receipt.ledger, compressed.output, report)
}

private func checkRefusal(_ altered: [UInt8], by receipt: Receipt, _ report: Reporter) {
    do throws(ReceiptError) {
        _ = try receipt.restore(altered)
        report.fail("an altered output was restored")
    } catch {
        guard case .alteredOutput = error else { return report.fail("an altered output was refused for another reason: \(error)") }
    }
}

private func checkLedgerOrder(_ ledger: Ledger, _ output: [UInt8], _ report: Reporter) {
    var done = 0
    for entry in ledger.entries {
        report.expect(entry.outputOffset >= done, "the ledger's entries overlap at byte \(entry.outputOffset) of the output")
        done = entry.outputOffset + entry.insertedByteCount
        report.expect(!entry.strategy.isEmpty, "a change at byte \(entry.outputOffset) has no strategy")
        report.expect(entry.insertedByteCount > 0 || !entry.removed.isEmpty, "the ledger has an entry that changes nothing")
    }
    report.expect(done <= output.count, "the ledger goes beyond the output")
}
