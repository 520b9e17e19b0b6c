// An agent's two turns: count, compress, send, append, send again; then the proof that earlier messages kept their bytes and that the
// receipt leads back.

import Pith

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

@main
struct AgentWrapper {
    static func main() {
        do throws(AgentError) { try run() } catch {
            print("agent: error: \(error)")
            exit(1)
        }
    }

    static func run() throws(AgentError) {
        let encoding = Encoding.o200kBase
        var client = CompressingClient(ScriptedModel(answers: [Incident.firstAnswer, Incident.secondAnswer]), encoding: encoding)
        var history = Incident.history

        print("counted   \(history.count) messages, \(encoding.count(messagesArray(history))) tokens")
        for turn in 1...2 {
            let answer = try client.send(messagesArray(history))
            let compressed = client.sent[turn - 1]
            print("request \(turn) \(compressed.inputTokenCount) tokens, sent as \(compressed.outputTokenCount)")
            for saving in compressed.receipt.savings { print("          \(saving.tokens) by \(saving.strategy)") }
            print("answer  \(turn) \(answer)")
            if turn == 1 { history += [.assistant(answer), .user(Incident.nextTurn)] }
        }

        let first = client.sent[0], second = client.sent[1]
        let equalCount = try equalMessageCount(first.output, second.output)
        print("prefix    \(equalCount) of the \(Incident.history.count) messages of request 1 are the same bytes in request 2")

        // The model read `[… 40 log lines in …; #1]` and calls the tool.
        let asked = client.showFolded(1)
        for line in asked.split(separator: "\n").prefix(2) { print("shown     \(line)") }

        // A receipt is stored as text beside what was sent, and read back when the input is wanted.
        let stored = second.receipt.serialized()
        let restored = try restore(second.output, receipt: stored)
        let isEqual = restored == messagesArray(history)
        print("restored  \(restored.count) bytes, \(isEqual ? "equal to the history" : "NOT the history")")

        // A receipt belongs to one output: another is refused, with the reason.
        do throws(AgentError) { _ = try restore(first.output, receipt: stored) } catch {
            print("refused   \(error)")
        }

        // What this example promises; `make examples` fails when it does not hold.
        guard equalCount == Incident.history.count else { throw .prefixChanged(message: equalCount) }
        guard isEqual else { throw .notTheHistory }
        guard !asked.isEmpty else { throw .nothingShown }
    }

    private static func restore(_ output: [UInt8], receipt: [UInt8]) throws(AgentError) -> [UInt8] {
        do { return try Receipt(parsing: receipt).restore(output) } catch { throw .receipt(error) }
    }

    /// How many messages at the head of two requests are equal, byte for byte.
    private static func equalMessageCount(_ first: [UInt8], _ second: [UInt8]) throws(AgentError) -> Int {
        func messages(_ bytes: [UInt8]) throws(AgentError) -> [ArraySlice<UInt8>] {
            do { return try Prompt(parsing: bytes, as: .messages).messages.map { bytes[$0.rawRange] } } catch { throw .history(error) }
        }
        return zip(try messages(first), try messages(second)).prefix { $0 == $1 }.count
    }
}
