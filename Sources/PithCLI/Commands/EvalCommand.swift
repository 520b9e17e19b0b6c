// pith eval: tokens saved against task fidelity kept, for Pith and for anything else.

import ArgumentParser
import Pith
import PithEvaluation
import PithSystem

struct EvalCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "eval",
        abstract: "Measure what compressing costs: fidelity on tasks at each share of tokens.",
        discussion: """
            A strategy is one of --list, or cmd:COMMAND: a program that reads the context on standard input and writes what it made of it;
            {budget}, {rate}, {query} and {format} in it are filled in.

            Tasks are JSON Lines, plain or gzip (Documentation/TaskFormat.md). Each strategy makes outputs at each share of the tokens; an
            output's fidelity is its score divided by that of the whole context. R90 is the smallest share at which fidelity is still 0.90.

              pith eval corpora/tasks/instructions.jsonl
              pith eval tasks.jsonl.gz --strategy truncate-head --strategy truncate-tail --at 0.5,0.25,0.1 --json > report.json
              pith eval tasks.jsonl.gz --strategy pith-budget --strategy 'cmd:mytool --ratio {rate}' --against 'cmd:mytool --ratio {rate}'
            """)

    @Argument(help: ArgumentHelp("Task files.", valueName: "tasks"), completion: .file(extensions: ["jsonl", "gz"]))
    var paths: [String] = []

    @Option(
        name: .customLong("strategy"),
        help: ArgumentHelp("A strategy, baseline or control; may be repeated. --list shows them.", valueName: "name"))
    var strategies: [String] = []

    @Option(
        name: .customLong("outputs"),
        help: ArgumentHelp("Outputs made elsewhere: lines of {\"id\", \"output\", \"setting\"}; may be repeated.", valueName: "name=file"))
    var outputs: [String] = []

    @Option(name: .customLong("at"), help: ArgumentHelp("Shares of the tokens to measure at.", valueName: "shares"))
    var shares: String = "1,0.5,0.25,0.1,0.05,0.02,0.01"

    @Option(help: ArgumentHelp("The encoding whose tokens are counted.", valueName: "name"))
    var encoding: String = Encoding.o200kBase.name

    @Option(help: ArgumentHelp("Take only the first so many tasks of each file.", valueName: "count"))
    var limit: Int?

    @Option(help: ArgumentHelp("Threads; all cores when not given.", valueName: "count"))
    var threads: Int?

    @Option(help: ArgumentHelp("Compare every other contestant with this one, task by task.", valueName: "name"))
    var against: String?

    @Option(help: ArgumentHelp("With --against: the largest loss of fidelity that would not matter.", valueName: "loss"))
    var margin: Double = 0.05

    @Option(name: .customLong("time-limit"), help: ArgumentHelp("How long a command may take for a task.", valueName: "seconds"))
    var timeLimit: Double = 60

    @Option(help: "The seed of random draws.")
    var seed: UInt64 = 1

    @Flag(help: "Replay conversations request by request: tokens billed, prefix breaks.")
    var session = false

    @Flag(help: "What users say once the assistant has spoken are results of tools, to Pith's strategies (see pith compress).")
    var userResults = false

    @Option(
        name: .customLong("cost-model"),
        help: ArgumentHelp(
            "What tokens cost: those that are sent, with --session those that are cached. pith bill --list shows the models.",
            valueName: "name"))
    var costModel: String = "anthropic-sonnet"

    @Flag(help: "Print the report as JSON (Documentation/EvaluationReport.md).")
    var json = false

    @Flag(help: "Take the census of facts of every output, by class.")
    var facts = false

    @Option(help: ArgumentHelp("Write the report as one HTML page, too.", valueName: "file"), completion: .file(extensions: ["html"]))
    var html: String?

    @Option(
        name: .customLong("write-outputs"),
        help: ArgumentHelp("Write every output, too: lines that --outputs and pith-reader read.", valueName: "file"), completion: .file())
    var outputsPath: String?

    @Flag(
        name: .customLong("no-controls"), help: "Leave out the controls that stand in every table: empty, gold-removed, random-sentences.")
    var noControls = false

    @Flag(help: "List what can be evaluated.")
    var list = false

    func run() throws {
        if list { return try File.standardOutput().write(Self.contestantList) }
        do { try evaluate() } catch let error as EvaluationError { throw Self.failure(for: error) }
    }

    private func evaluate() throws {
        guard !paths.isEmpty else { throw Failure.usage("no task file named. Try: pith eval corpora/tasks/instructions.jsonl") }
        if session, outputsPath != nil { throw Failure.usage("--session keeps no outputs: leave out --write-outputs, or --session") }
        let read = paths + outputs.compactMap { $0.split(separator: "=", maxSplits: 1).last.map(String.init) }
        try OutputPath.refuse("--write-outputs", outputsPath, over: read)
        try OutputPath.refuse("--html", html, over: read)
        let named = try namedContestants()
        let contestants = named + controls(beside: named)
        let encoding = try Encoding.named(encoding)
        let shares = try Self.shares(from: shares)
        let model = try CostModel.named(costModel)
        let suites = try readSuites()
        let threadCount = max(1, threads ?? availableCoreCount())
        let progress = ProgressLine(total: suites.reduce(0) { $0 + $1.tasks.count }, unit: "tasks")
        Interruption.catchFirst()
        let report: [UInt8]
        if session {
            var run = SessionRun(contestants: contestants, shares: shares, replay: SessionReplay(costModel: model, encoding: encoding))
            run.threadCount = threadCount
            let rows = run.run(suites, progress: { progress.advance() }, isCancelled: { Interruption.isRequested })
            if let html {
                try File.replace(
                    html, with: SessionPage.page(of: rows, costModel: model, encodingName: encoding.name, version: pithVersion))
            }
            report =
                json
                ? SessionReport.bytes(of: rows, costModel: model, encodingName: encoding.name, version: pithVersion)
                : Array(SessionReport.text(of: rows, costModel: model).utf8)
        } else {
            var run = EvaluationRun(contestants: contestants)
            (run.shares, run.encoding, run.threadCount) = (shares, encoding, threadCount)
            run.takesCensus = facts
            (run.measuresProcesses, run.costModel) = (true, model)
            run.keptOutputTaskCount = html == nil ? 0 : 2
            let writer = try outputsPath.map { try OutputWriter(path: $0, columns: Array(run.columns.prefix(named.count))) }
            if let writer { run.record = { writer.add($2, of: $1, at: $0) } }
            let result = run.run(suites, progress: { progress.advance() }, isCancelled: { Interruption.isRequested })
            try writer?.finish()
            let wish = against.map { ComparisonWish(reference: $0, margin: margin) }
            let summary = EvaluationSummary(of: result, seed: seed, comparing: wish)
            if let html { try File.replace(html, with: HTMLReport.page(of: result, summary: summary, version: pithVersion)) }
            report = json ? JSONReport.bytes(of: summary, version: pithVersion) : Array(TableReport.text(of: summary).utf8)
        }
        progress.finish()
        try File.standardOutput().write(report)
        if Interruption.isRequested { Diagnostics.warning("interrupted: the report covers the tasks that were finished") }
    }

    private func namedContestants() throws -> [any Contestant] {
        let named = try strategies.map { try contestant(named: $0, seed: seed, commandTimeLimitSeconds: timeLimit) }
        let recorded = try outputs.map { try recordedContestant($0) }
        let contestants = named.isEmpty && recorded.isEmpty ? defaultContestants : named + recorded
        if let against, !contestants.contains(where: { $0.name == against }) {
            throw EvaluationError.nothingToCompareWith(against, contestants: contestants.map(\.name))
        }
        return userResults ? contestants.map(takingUserTextsAsResults) : contestants
    }

    /// The controls that are not named already. A replay has no draw at random: it would add a row for each share.
    private func controls(beside named: [any Contestant]) -> [any Contestant] {
        guard !noControls else { return [] }
        let controls = ["random-sentences", "empty", "gold-removed"].filter { name in !named.contains { $0.name == name } }
        return allContestants.filter { entry in controls.contains(entry.name) && !(session && entry.name == "random-sentences") }.map {
            $0.make(seed)
        }
    }

    /// Who runs when nobody is named. In a session a budget would change earlier messages, so those that take one are left out.
    private var defaultContestants: [any Contestant] {
        let sessionNames = ["pith-session", "pith-preset", "pith-lossless"]
        return allContestants.filter { session ? sessionNames.contains($0.name) : $0.isDefault }.map { $0.make(seed) }
    }

    /// The tasks of all files, by suite, suites in the order in which they first come.
    private func readSuites() throws -> [(name: String, tasks: [EvaluationTask])] {
        var suites: [(name: String, tasks: [EvaluationTask])] = []
        for path in paths {
            for task in try TaskReader.tasks(at: path).prefix(limit ?? .max) {
                if let place = suites.firstIndex(where: { $0.name == task.suite }) {
                    suites[place].tasks.append(task)
                } else {
                    suites.append((task.suite, [task]))
                }
            }
        }
        return suites
    }

    /// `1,0.5` as numbers, the largest first.
    static func shares(from text: String) throws -> [Double] {
        try text.split(separator: ",").map { part in
            guard let share = Double(part.trimmingSpaces), share > 0, share <= 1 else { throw EvaluationError.badShare(String(part)) }
            return share
        }.sorted(by: >)
    }

    /// Which errors are the command line's, and which the data's.
    private static func failure(for error: EvaluationError) -> Failure {
        switch error {
        case .unknownContestant, .badShare, .badOutputsOption, .nothingToCompareWith, .unknownCostModel: .usage(error.description)
        case .file, .damagedGzip, .badTask, .noTasks, .badOutput, .noOutputs: .badData(error.description)
        }
    }

    private static var contestantList: String {
        var table = TextTable([.left, .left])
        for entry in allContestants { table.add(entry.name, entry.summary) }
        return table.text
    }
}

extension Substring {
    /// The text without the spaces at its ends.
    fileprivate var trimmingSpaces: Substring {
        var text = self
        while text.first == " " { text.removeFirst() }
        while text.last == " " { text.removeLast() }
        return text
    }
}
