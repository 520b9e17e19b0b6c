// pith restore --jsonl: one field of each record as it was. The receipts are read in step with the records, a line for a line.

import Pith
import PithSystem

extension RestoreCommand {
    func restoreRecords() throws {
        let name = records.field!
        let status = try RecordAnswers.stream(from: file, companion: receipt, threadCount: records.threadCount) { record in
            guard let receipt = record.companion else { throw RecordError.noReceipt }
            // A record that was passed through has no receipt.
            if receipt.elementsEqual("null".utf8) { return (Array(record.bytes[record.line]), ()) }
            let field = try RecordField(named: name, in: record)
            let text = try Receipt(parsing: receipt).restore(field.text)
            return (text == field.text ? field.unchangedRecord : field.record(replacingTextWith: text), ())
        }
        // Here a record that could not be used is one that was not restored.
        if status != .done { throw QuietFailure(status: status) }
    }
}
