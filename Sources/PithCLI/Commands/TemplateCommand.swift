// pith template: what a family of prompts shares is sent once, and after it each prompt's values.

import ArgumentParser
import Pith
import PithJSON
import PithSystem

struct TemplateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "template", abstract: "Send what a family of prompts shares once, and the values of each prompt after it.",
        discussion: """
            The reader must hold the template: as a prefix that the provider caches, or in a store of its own. Without that every request bills the
            whole prompt again (Documentation/Templates.md).

              pith template learn prompts.jsonl > family.template
              pith template apply family.template prompts.jsonl > values.jsonl
              pith template restore values.jsonl > prompts.jsonl
            """, subcommands: [Learn.self, Apply.self, Restore.self])

    struct Learn: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "learn", abstract: "Learn the template of the prompts in a file, a JSON record a line.")

        @Argument(help: "The prompts, or - for standard input.", completion: .file(extensions: ["jsonl"]))
        var file: String?

        @Option(help: ArgumentHelp("The field of each record that holds the prompt.", valueName: "name"))
        var field = "text"

        @OptionGroup var encodingOptions: EncodingOptions

        func run() throws {
            let encoding = try encodingOptions.encoding()
            let prompts = try TemplateLines.prompts(in: file, field: field)
            try File.standardOutput().write(TemplateLines.line(for: TemplateLearner.template(of: prompts, in: encoding)))
        }
    }

    struct Apply: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "apply",
            abstract: "Write the template once and the values of each prompt after it.",
            discussion: """
                Of a prompt that is not of the family what lies between the lines it shares is written. What was saved is told on standard error.
                """)

        @Argument(help: "What pith template learn wrote.", completion: .file())
        var template: String

        @Argument(help: "The prompts, or - for standard input.", completion: .file(extensions: ["jsonl"]))
        var file: String?

        @Option(help: ArgumentHelp("The field of each record that holds the prompt.", valueName: "name"))
        var field = "text"

        @OptionGroup var encodingOptions: EncodingOptions

        func run() throws {
            let encoding = try encodingOptions.encoding()
            guard let first = try TemplateLines.read(template).first, let template = TemplateLines.template(first) else {
                throw Failure.badData("\(template) holds no template. Make one: pith template learn PROMPTS.jsonl")
            }
            var output = TemplateLines.line(for: template)
            var promptTokenCount = 0, valueTokenCount = 0, strangerCount = 0
            let prompts = try TemplateLines.prompts(in: file, field: field)
            for prompt in prompts {
                let (line, isOfFamily) = TemplateLines.line(for: prompt, of: template, in: encoding)
                output += line
                promptTokenCount += encoding.count(prompt)
                valueTokenCount += encoding.count(line.dropLast())
                if !isOfFamily { strangerCount += 1 }
            }
            try File.standardOutput().write(output)
            let templateTokenCount = encoding.count(TemplateLines.line(for: template))
            let change = promptTokenCount == 0 ? 0 : 100 * (Double(valueTokenCount) / Double(promptTokenCount) - 1)
            let changeText = "\(change < 0 ? "-" : "+")\(fixed(change.magnitude, decimals: 1))%"
            Diagnostics.report(
                "template \(templateTokenCount) tokens, once; \(prompts.count) prompts \(promptTokenCount) → \(valueTokenCount) tokens "
                    + "(\(changeText)) with the template held by the reader; \(strangerCount) not of the family\n")
        }
    }

    struct Restore: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "restore", abstract: "Write the prompts again, byte for byte, from what pith template apply wrote.")

        @Argument(help: "What pith template apply wrote, or - for standard input.", completion: .file(extensions: ["jsonl"]))
        var file: String?

        @Option(help: ArgumentHelp("The field to write each prompt in.", valueName: "name"))
        var field = "text"

        func run() throws {
            let lines = try TemplateLines.read(file)
            guard let first = lines.first, let template = TemplateLines.template(first) else {
                throw Failure.badData("the first line is no template. Give what pith template apply wrote")
            }
            var output: [UInt8] = []
            for (index, line) in lines.enumerated().dropFirst() {
                guard let prompt = TemplateLines.prompt(line, template) else {
                    throw Failure.badData("line \(index + 1) holds no values of this template. Give what pith template apply wrote")
                }
                var json = JSONWriter()
                json.object { json in
                    json.key(field)
                    json.string(prompt)
                }
                output += json.bytes + [0x0A]
            }
            try File.standardOutput().write(output)
        }
    }
}
