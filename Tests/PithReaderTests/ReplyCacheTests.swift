import Foundation
import Testing

@testable import PithReader

@Suite struct ReplyCacheTests {
    private func temporaryPath() -> String { FileManager.default.temporaryDirectory.appending(path: "pith-\(UUID().uuidString)").path }

    @Test func whatWasAnsweredIsNotAskedAgain() async throws {
        let path = temporaryPath()
        defer { try? FileManager.default.removeItem(atPath: path) }
        let first = StubEndpoint([.reply("one\\n\\\"two\\\""), .status(400)])
        _ = try await reader(first, cache: try ReplyCache(path: path)).run(prompts(2))
        let second = StubEndpoint()
        let cache = try ReplyCache(path: path)
        let answered = try await reader(second, cache: cache).run(prompts(2))
        #expect(answered.map(\.reply) == ["one\n\"two\"", "yes"])
        #expect(second.bodies.count == 1, "only what failed")
        #expect(cache.keptInputTokenCount == 100 && cache.keptOutputTokenCount == 10)
    }

    @Test func aLineCutShortByAKillIsTakenAway() async throws {
        let path = temporaryPath()
        defer { try? FileManager.default.removeItem(atPath: path) }
        _ = try await reader(StubEndpoint(), cache: try ReplyCache(path: path)).run(prompts(3))
        let whole = try Data(contentsOf: URL(filePath: path))
        for cut in [1, 10, 40] {
            try whole.dropLast(cut).write(to: URL(filePath: path))
            let endpoint = StubEndpoint()
            let answered = try await reader(endpoint, cache: try ReplyCache(path: path)).run(prompts(3))
            #expect(answered.allSatisfy { $0.reply == "yes" } && endpoint.bodies.count == 1)
            #expect(try Data(contentsOf: URL(filePath: path)) == whole)
        }
    }

    @Test func aDamagedLineIsSaidWithItsNumber() async throws {
        let path = temporaryPath()
        defer { try? FileManager.default.removeItem(atPath: path) }
        _ = try await reader(StubEndpoint(), cache: try ReplyCache(path: path)).run(prompts(1))
        try (Data(contentsOf: URL(filePath: path)) + Data("{\"key\": 1}\n{}\n".utf8)).write(to: URL(filePath: path))
        #expect(throws: ReaderError.damagedCache(path: path, line: 2)) { try ReplyCache(path: path) }
    }

    @Test func twoRunsDoNotShareACache() throws {
        let path = temporaryPath()
        defer { try? FileManager.default.removeItem(atPath: path) }
        let first = try ReplyCache(path: path)
        #expect(throws: ReaderError.cacheInUse(path: path)) { try ReplyCache(path: path) }
        withExtendedLifetime(first) {}
    }

    @Test func theModelTheEndpointAndEveryByteDecideTheKey() {
        func key(_ model: String, _ context: String, _ endpoint: String = "stub") -> String {
            let body = ChatRequest(model: model, maxReplyTokenCount: 8).body(for: prompts(1, context: context)[0])
            return ChatRequest.cacheKey(endpoint: endpoint, body: body)
        }
        #expect(key("m", "a") == key("m", "a"))
        #expect(Set([key("m", "a"), key("n", "a"), key("m", "a "), key("m", "a", "other")]).count == 4)
    }
}
