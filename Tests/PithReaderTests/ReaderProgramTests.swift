// The program itself against a server on this machine: the whole way, over HTTP. Needs python3 for the server.

import Foundation
import Testing

@Suite(.enabled(if: StubServer.python != nil, "python3 is needed for the server: install it")) struct ReaderProgramTests {
    @Test func repliesAreScoredKeptAndNotPaidForAgain() throws {
        let server = try StubServer(script: "429,500,drop,text")
        let contexts = try server.contexts(4)
        let first = try server.runReader([contexts, "--cache", server.path("cache")], environment: ["PITH_READER_KEY": "secret"])
        #expect(first.status == 0, "\(first.errors)")
        #expect(first.output.contains("s: 4 tasks, asked of m"))
        #expect(first.output.contains("Replies: 4 new, 0 from the cache."))
        let requests = try server.requests()
        #expect(
            requests.count == 8 && requests.allSatisfy { $0.contains(#""path": "/v1/chat/completions", "authorization": "Bearer secret""#) }
        )
        let again = try server.runReader([contexts, "--cache", server.path("cache"), "--json"])
        #expect(again.output.contains(#""newReplyCount":0,"cachedReplyCount":4"#) && again.output.contains(#""exactMatch":1,"f1":1"#))
        #expect(try server.requests().count == 8)
        #expect(try !String(contentsOfFile: server.path("cache"), encoding: .utf8).contains("secret"), "a key is never written")
    }

    @Test func aKillLosesNoReplyThatWasPaidFor() throws {
        let server = try StubServer(script: Array(repeating: "slow", count: 20).joined(separator: ","))
        let contexts = try server.contexts(6)
        let killed = try server.startReader([contexts, "--cache", server.path("cache")])
        while (try? server.requests().count) ?? 0 < 3 { usleep(20_000) }
        kill(killed.processIdentifier, SIGKILL)
        killed.waitUntilExit()
        let keptCount = try String(contentsOfFile: server.path("cache"), encoding: .utf8).split(separator: "\n").count
        let askedCount = try server.requests().count
        #expect(keptCount >= askedCount - 1, "at most the call that was under way")
        let rest = try server.runReader([contexts, "--cache", server.path("cache")])
        #expect(rest.status == 0 && rest.output.contains("Replies: \(6 - keptCount) new, \(keptCount) from the cache."), "\(rest.output)")
    }

    @Test func aPoliteKillWaitsForTheCallAndReportsWhatThereIs() throws {
        let server = try StubServer(script: Array(repeating: "slow", count: 20).joined(separator: ","))
        let contexts = try server.contexts(9)
        let output = Pipe(), reader = try server.startReader([contexts, "--cache", server.path("cache")], output: output)
        while (try? server.requests().count) ?? 0 < 2 { usleep(20_000) }
        kill(reader.processIdentifier, SIGTERM)
        let report = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        reader.waitUntilExit()
        let askedCount = try server.requests().count
        #expect(report.contains("s: \(askedCount) tasks") && report.contains("\(9 - askedCount) questions were not asked."), "\(report)")
        #expect(try String(contentsOfFile: server.path("cache"), encoding: .utf8).split(separator: "\n").count == askedCount)
    }

    @Test func mistakesAreSaidWithWhatMendsThem() throws {
        let server = try StubServer(script: "401")
        let contexts = try server.contexts(1)
        let refused = try server.runReader([contexts])
        #expect(refused.status == 2 && refused.errors.contains("HTTP 401): stub says 401. Check the key: export PITH_READER_KEY="))
        let clear = try server.runReader([contexts, "--reader", "http://example.invalid/v1"], environment: ["OPENAI_API_KEY": "secret"])
        #expect(clear.status == 2 && clear.errors.contains("in clear text") && !clear.errors.contains("secret"))
        let unpriced = try server.runReader([contexts, "--spend-limit", "1"])
        #expect(unpriced.status == 64 && unpriced.errors.contains("--input-price"))
        let missing = try server.runReader(["nowhere.jsonl"])
        #expect(missing.status == 2 && missing.errors.contains("nowhere.jsonl: no such file"))
    }
}
