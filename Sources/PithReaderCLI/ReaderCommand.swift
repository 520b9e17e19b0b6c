// pith-reader: what a real model makes of compressed contexts. A program of its own, so that pith itself has no network code.

import ArgumentParser
import PithReader
import PithSystem

@main
struct ReaderCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "pith-reader",
        abstract: "Ask a model the questions of tasks, with each context that pith eval made of them.",
        discussion: """
            Takes what pith eval --write-outputs wrote, asks any OpenAI-compatible endpoint, and compares the replies with the right answers:
            exact match, F1 and contained, for every context on the same tasks.

              pith eval tasks.jsonl --strategy full --strategy pith-budget --strategy gold-only --strategy empty --at 0.1 \\
                --write-outputs contexts.jsonl
              pith-reader contexts.jsonl --reader http://127.0.0.1:8080/v1 --model my-model --cache replies.jsonl

            The API key is read from PITH_READER_KEY or OPENAI_API_KEY. Replies are kept in the cache: what was answered is not asked again.
            """, version: pithVersion)

    @Argument(
        help: ArgumentHelp("Contexts with their questions, as pith eval --write-outputs writes them.", valueName: "contexts"),
        completion: .file())
    var path: String

    @Option(
        name: [.customLong("reader"), .customLong("url")],
        help: ArgumentHelp("The endpoint, without /chat/completions.", valueName: "url"))
    var url: String

    @Option(help: ArgumentHelp("The model, as the endpoint calls it.", valueName: "name"))
    var model: String

    @Option(
        help: ArgumentHelp("Keep replies in this file, and take from it what was asked before.", valueName: "file"), completion: .file())
    var cache: String?

    @Option(help: ArgumentHelp("Ask about the first so many tasks of each suite.", valueName: "count"))
    var limit: Int?

    @Option(help: ArgumentHelp("How many calls may be under way at once.", valueName: "count"))
    var concurrency: Int = 1

    @Option(help: ArgumentHelp("Begin at most so many calls a minute.", valueName: "calls"))
    var rate: Double?

    @Option(name: .customLong("max-reply-tokens"), help: ArgumentHelp("Cut replies here.", valueName: "tokens"))
    var maxReplyTokens: Int = 64

    @Option(
        help: ArgumentHelp("Words around the context, a file with {context} and {query} in it.", valueName: "file"), completion: .file())
    var template: String?

    @Option(name: .customLong("input-price"), help: ArgumentHelp("What a million input tokens cost.", valueName: "price"))
    var inputPrice: Double?

    @Option(name: .customLong("output-price"), help: ArgumentHelp("What a million output tokens cost.", valueName: "price"))
    var outputPrice: Double?

    @Option(
        name: .customLong("spend-limit"),
        help: ArgumentHelp("Never let the cache's replies and new ones cost more than this in all. Needs both prices.", valueName: "amount")
    )
    var spendLimit: Double?

    @Option(name: .customLong("time-limit"), help: ArgumentHelp("How long a call may take.", valueName: "seconds"))
    var timeLimit: Double = 600

    @Option(help: ArgumentHelp("The largest loss of F1 that would not matter.", valueName: "loss"))
    var margin: Double = 0.05

    @Option(help: "The seed of random draws.")
    var seed: UInt64 = 1

    @Flag(help: "Print the report as JSON (Documentation/Readers.md).")
    var json = false

    func validate() throws {
        if spendLimit != nil, inputPrice == nil || outputPrice == nil {
            throw ValidationError(
                "--spend-limit needs to know what tokens cost: add --input-price and --output-price, a million tokens each")
        }
        if !(timeLimit > 0) { throw ValidationError("--time-limit is a number of seconds above 0") }
        if concurrency < 1 { throw ValidationError("--concurrency is at least 1") }
        if maxReplyTokens < 1 { throw ValidationError("--max-reply-tokens is at least 1") }
        if let rate, !(rate > 0) { throw ValidationError("--rate is a number of calls above 0") }
    }

    func run() async throws {
        do { try await ask() } catch let error as ReaderError { end(error.description) } catch let error as EndpointProblem {
            end(error.description)
        }
    }

    private func ask() async throws {
        let (all, skippedLineCount) = try ReaderPrompt.prompts(at: path)
        if skippedLineCount > 0 { say("warning: \(skippedLineCount) lines have no question or no answers; they are left out") }
        let prompts = byTask(all)
        let endpoint = try CurlEndpoint(
            base: url, keyVariables: ["PITH_READER_KEY", "OPENAI_API_KEY"], timeLimitSeconds: timeLimit)
        let replies = try ReplyCache(path: cache)
        let request = ChatRequest(model: model, maxReplyTokenCount: maxReplyTokens, template: try promptTemplate())
        var run = ReaderRun(endpoint: endpoint, request: request, cache: replies)
        let prices = Prices(input: inputPrice ?? 0, output: outputPrice ?? 0)
        run.spending = Spending(
            prices: prices, limit: spendLimit ?? .infinity,
            spentBefore: prices.cost(inputTokenCount: replies.keptInputTokenCount, outputTokenCount: replies.keptOutputTokenCount))
        (run.callsPerMinute, run.concurrentCallCount) = (rate, concurrency)
        let progress = CallProgress(total: prompts.count)
        Interruption.catchFirst()
        let answered = try await run.run(prompts, progress: { progress.advance() }, isCancelled: { Interruption.isRequested })
        progress.finish()
        let summary = ReaderSummary(of: answered, margin: margin, seed: seed)
        let report =
            json
            ? ReaderReport.bytes(of: summary, model: model, version: pithVersion) : Array(ReaderReport.text(of: summary, model: model).utf8)
        try File.standardOutput().write(report)
        if inputPrice != nil || outputPrice != nil { say("spent \(await run.spending.spent), all replies of the cache counted") }
        if Interruption.isRequested {
            say("warning: interrupted. Replies are in the cache: run it again to go on")
        } else if summary.notAskedCount > 0 {
            say("warning: the spending limit was reached. Raise it to go on: --spend-limit")
        }
        if summary.failureCount > 0 { throw ExitCode(1) }
    }

    private func promptTemplate() throws -> ChatRequest.Template {
        guard let template else { return .standard }
        do { return try ChatRequest.Template(String(decoding: try File.contents(of: template), as: UTF8.self)) } catch let error
            as FileError
        {
            throw ReaderError.file(error.description)
        }
    }

    /// The prompts task by task, at most `limit` tasks of a suite, so that a run which ends early has whole tasks.
    private func byTask(_ prompts: [ReaderPrompt]) -> [ReaderPrompt] {
        var tasks: [[ReaderPrompt]] = []
        var placeOfTask: [[String]: Int] = [:]
        var taskCounts: [String: Int] = [:]
        for prompt in prompts {
            let name = [prompt.suite, prompt.id]
            if let place = placeOfTask[name] {
                tasks[place].append(prompt)
            } else if taskCounts[prompt.suite, default: 0] < limit ?? .max {
                taskCounts[prompt.suite, default: 0] += 1
                placeOfTask[name] = tasks.count
                tasks.append([prompt])
            }
        }
        return Array(tasks.joined())
    }

    private func end(_ message: String) -> Never {
        say("error: \(message)")
        endProcess(2)
    }
}

/// A line for standard error.
func say(_ text: String) {
    // With standard error closed there is nobody to tell.
    try? File.standardError().write("pith-reader: \(text)\n")
}
