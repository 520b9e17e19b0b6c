// An endpoint behind HTTP. The talking is done by curl, one process a call: no network code is linked in here, and what curl knows of TLS, proxies and
// time limits need not be written again. A call costs milliseconds of its own, where a model takes seconds.
//
// The key never stands on a command line, where everyone on the machine could read it: the shell writes the header to curl's third stream, from the
// environment. Redirections are not followed: they would take the key to somewhere else.

import PithReader
import PithSystem

/// An OpenAI-compatible server.
struct CurlEndpoint: ChatEndpoint {
    let name: String
    private let command: String
    private let timeLimitSeconds: Double

    /// `base`: what comes before /chat/completions, as in http://127.0.0.1:8080/v1. The key is taken from the first of `keyVariables` that is set. It is
    /// never sent in clear text over a network: over http only to this machine.
    init(base: String, keyVariables: [String], timeLimitSeconds: Double) throws(EndpointProblem) {
        var trimmed = base
        while trimmed.hasSuffix("/") { trimmed.removeLast() }
        let isSecure = trimmed.hasPrefix("https://")
        guard isSecure || trimmed.hasPrefix("http://"), let host = Self.host(of: trimmed), !host.isEmpty else {
            throw EndpointProblem(description: "'\(base)' is no address. Try: --reader http://127.0.0.1:8080/v1")
        }
        let keyVariable = keyVariables.first { !(environmentVariable($0) ?? "").isEmpty }
        if let keyVariable, !isSecure, !["localhost", "127.0.0.1", "[::1]"].contains(host) {
            throw EndpointProblem(
                description: "over http the key would go to \(host) in clear text. Use https, or take it away: unset \(keyVariable)")
        }
        let found = try? Subprocess.run("command -v curl", input: [], timeLimitSeconds: 20)
        guard found?.end == .exited(0) else {
            throw EndpointProblem(description: "curl is not installed, and calls are made with it. Install it: apt-get install curl")
        }
        (name, self.timeLimitSeconds) = (trimmed, timeLimitSeconds)
        var command = "exec curl -q --silent --show-error --max-redirs 0 --noproxy localhost,127.0.0.1,::1 --max-time \(timeLimitSeconds)"
        command += " -H 'Content-Type: application/json' -H 'Expect:' --data-binary @- --write-out '\\n%{http_code} %header{retry-after}'"
        command += " --url " + Subprocess.quoted(trimmed + "/chat/completions")
        if let keyVariable { command += " -H @/dev/fd/3 3<<HEADER\nAuthorization: Bearer $\(keyVariable)\nHEADER\n" }
        self.command = command
    }

    func send(_ body: [UInt8]) async -> EndpointAnswer {
        await withCheckedContinuation { continuation in
            // A thread that waits: those of the language's own pool must not.
            Parallel.detach { continuation.resume(returning: answer(to: body)) }
        }
    }

    private func answer(to body: [UInt8]) -> EndpointAnswer {
        let result: CommandResult
        do { result = try Subprocess.run(command, input: body, timeLimitSeconds: timeLimitSeconds + 10) } catch {
            return .unreachable(error.description)
        }
        // curl's own words end the output: "200 7", status and Retry-After.
        guard result.end == .exited(0), let lineEnd = result.output.lastIndex(of: 0x0A) else {
            let said = String(decoding: result.errorTail, as: UTF8.self).split(separator: "\n").last ?? "curl was ended"
            return .unreachable("\(name): \(said)")
        }
        let words = String(decoding: result.output[(lineEnd + 1)...], as: UTF8.self).split(separator: " ")
        guard let status = words.first.flatMap({ Int($0) }) else { return .unreachable("\(name): no HTTP response") }
        let retryAfter = words.dropFirst().first.flatMap { Double($0) }
        return .response(status: status, body: Array(result.output[..<lineEnd]), retryAfterSeconds: retryAfter)
    }

    /// What stands between :// and the next : or /.
    private static func host(of address: String) -> String? {
        guard let start = address.firstRange(of: "://")?.upperBound else { return nil }
        let authority = address[start...].prefix { $0 != "/" && $0 != "?" && $0 != "#" }
        // A name before @ is no part of the host, and a key that goes to the host behind it must not be fooled.
        let place = authority.split(separator: "@", omittingEmptySubsequences: false).last ?? authority
        if place.hasPrefix("[") { return place.firstIndex(of: "]").map { String(place[...$0]) } }
        return String(place.prefix { $0 != ":" })
    }
}

/// Why an address cannot be used.
struct EndpointProblem: Error, CustomStringConvertible {
    let description: String
}
