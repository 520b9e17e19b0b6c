// What a turn costs an agent that keeps a session: `SessionSpeed CONVERSATION [TURNS]` plays the last TURNS (40) messages of a messages array.
//
// Each time the session is given the whole conversation so far, as an agent has it, and what is sent is written out in memory. The session
// has seen all messages before; the first line tells what encoding them took. The times are of this process, nothing is left out.

import Pith
import PithSystem

let arguments = CommandLine.arguments
guard arguments.count > 1 else { fatalError("SessionSpeed CONVERSATION [TURNS]") }
let bytes = try File.contents(of: arguments[1])
let turnCount = arguments.count > 2 ? Int(arguments[2]) ?? 40 : 40
let prompt = try Prompt(parsing: bytes, as: .messages)
let messages = prompt.messages.map(\.rawRange)
let first = max(0, messages.count - turnCount)

func history(_ count: Int) -> [UInt8] { bytes[..<(count == 0 ? 1 : messages[count - 1].upperBound)] + [0x5D] }

var session = try CompressionSession()
var watch = Stopwatch()
try session.update(to: history(first))
print("\(first) messages, \(session.tokenCounts.input) tokens, encoded in \(watch.milliseconds.rounded(to: 1)) ms")

var times: [Double] = [], written = 0
for count in first + 1...messages.count {
    let given = history(count)
    watch = Stopwatch()
    try session.update(to: given)
    written += session.output.count
    times.append(watch.milliseconds)
}
times.sort()
let counts = session.tokenCounts
print("\(times.count) turns on, \(counts.input) tokens as \(counts.output):")
print(
    "median \(times[times.count / 2].rounded(to: 3)) ms a turn, longest \(times[times.count - 1].rounded(to: 3)) ms, \(written) bytes written"
)

extension Double {
    fileprivate func rounded(to digits: Int) -> String {
        let factor = digits == 1 ? 10.0 : 1000.0
        return "\((self * factor).rounded() / factor)"
    }
}
