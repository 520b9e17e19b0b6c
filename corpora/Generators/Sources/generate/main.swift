// generate log --system gateway --seed 7 --lines 5000
// Prints to standard output; nothing else is written anywhere.

let arguments = CommandLine.arguments.dropFirst()

switch arguments.first {
case "log":
    let request = Request(arguments.dropFirst(), variantFlag: "--system", variants: logSystems.map(\.name), countFlag: "--lines")
    for system in logSystems where system.name == request.variant {
        system.write(lineCount: request.count, seed: request.seed) { print($0, terminator: "") }
    }
case "records":
    let request = Request(arguments.dropFirst(), variantFlag: "--kind", variants: recordKinds.map(\.name), countFlag: "--count")
    for kind in recordKinds where kind.name == request.variant {
        kind.write(count: request.count, seed: request.seed) { print($0, terminator: "") }
    }
case "--help", "-h", "help":
    print(Request.usage, terminator: "")
case let other:
    Request.refuse(other.map { "no command named '\($0)'" } ?? "a command is missing")
}
