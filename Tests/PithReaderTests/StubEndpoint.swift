// An endpoint and a clock that do as they are told, so that patience can be tested without any.

import Foundation
import Synchronization

@testable import PithReader

/// Plays a script of answers, then replies for ever.
final class StubEndpoint: ChatEndpoint {
    enum Act { case reply(String), status(Int, retryAfter: Double? = nil), unreachable }

    let name = "stub"
    private let state: Mutex<(script: [Act], bodies: [String])>

    init(_ script: [Act] = []) { state = Mutex((script, [])) }

    var bodies: [String] { state.withLock { $0.bodies } }

    static func response(_ text: String) -> [UInt8] {
        Array(#"{"choices": [{"message": {"content": "\#(text)"}}], "usage": {"prompt_tokens": 100, "completion_tokens": 10}}"#.utf8)
    }

    func send(_ body: [UInt8]) async -> EndpointAnswer {
        let act = state.withLock { state in
            state.bodies.append(String(decoding: body, as: UTF8.self))
            return state.script.isEmpty ? Act.reply("yes") : state.script.removeFirst()
        }
        switch act {
        case .reply(let text): return .response(status: 200, body: Self.response(text), retryAfterSeconds: nil)
        case .status(let status, let retryAfter):
            return .response(status: status, body: Array(#"{"error": {"message": "no"}}"#.utf8), retryAfterSeconds: retryAfter)
        case .unreachable: return .unreachable("no route")
        }
    }
}

/// Time that passes only when somebody sleeps.
final class StubClock: ReaderClock {
    private let now = Mutex(0.0)

    var seconds: Double { now.withLock { $0 } }
    func sleep(seconds: Double) async { now.withLock { $0 += seconds } }
}

func prompts(_ count: Int, arm: ReaderPrompt.Arm = .full, context: String = "the yes box") -> [ReaderPrompt] {
    (0..<count).map {
        ReaderPrompt(
            suite: "s", id: "t\($0)", arm: arm, query: "Question \($0)?", answers: ["yes"], context: context, tokenCount: 3, score: 1)
    }
}

func reader(_ endpoint: StubEndpoint, cache: ReplyCache, clock: StubClock = StubClock()) -> ReaderRun {
    var run = ReaderRun(endpoint: endpoint, request: ChatRequest(model: "m", maxReplyTokenCount: 8), cache: cache)
    run.clock = clock
    return run
}

extension AnsweredPrompt {
    var reply: String? { if case .reply(let reply, _, _) = outcome { reply.text } else { nil } }
    var failure: String? { if case .failed(let reason) = outcome { reason } else { nil } }
}
