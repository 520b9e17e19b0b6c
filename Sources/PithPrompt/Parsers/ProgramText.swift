// Whether a text is a program from end to end, whatever its comments say.
//
// Paragraph by paragraph, the documentation in a program reads like prose, lists, tables and instructions, and there may be more of it than code. So here
// the text is read as its compiler would: block comments, documenting strings and lines of comment count neither way. Of the lines that are left, most
// must be program text, and (up to one in a hundred, for a text in quotes) none may be what a document is made of: a sentence, an item, a prompt, a
// quoted line, a fence, an underlined heading. A question above or below some code is such a sentence, and so is what a tutorial says between two examples.
//
// Linear: each byte is looked at once for the marks of comments, and a bounded head of each line for the rest. A text of another kind is left at its
// first lines.

import PithSystem

extension TextLines {
    /// Whether the whole text is a program: at least `leastProgramLines` lines of it, its comments not counted.
    func isProgram() -> Bool {
        var block = CommentBlock.none, blockStart = 0
        var strong = 0, assigned = 0, outside = 0, foreign = 0
        let foreignLimit = count / 100
        var lastPlain: Int?
        for index in 0..<count where !lines[index].isBlank {
            if block != .none {
                block = blockAtEnd(of: index, block)
                continue
            }
            let form = programForm(index)
            switch form {
            case .foreign:
                foreign += 1
                guard lines[index].indent > 0, foreign <= foreignLimit else { return false }
            case .assignment: (strong, assigned) = (strong + 1, assigned + 1)
            case .strong: strong += 1
            case .comment, .other: break
            }
            if form != .comment {
                // What leads in is no program.
                if outside == 0, form == .foreign || form == .other && (isPlainWords(index) || bytes[lines[index].first] == 0x3C) {
                    return false
                }
                outside += 1
                // Tables and logs are left early, too.
                if outside == 64, strong * 4 < outside { return false }
            }
            lastPlain = form == .other || form == .foreign ? index : nil
            if form != .foreign, form != .comment || opensBlock(index) {
                block = blockAtEnd(of: index, .none)
                if block != .none { blockStart = index }
            }
        }
        // A text may have been cut in a comment; a mark that nothing closes opens none.
        if block != .none {
            guard count - blockStart <= count / 4 else { return false }
            var last = count - 1
            while lines[last].isBlank { last -= 1 }
            if lines[last].indent == 0, last > blockStart, isPlainWords(last) || programForm(last) == .foreign { return false }
        }
        if let lastPlain, lines[lastPlain].indent == 0, isPlainWords(lastPlain) { return false }
        return strong >= Self.leastProgramLines && strong * 2 >= outside && (strong - assigned) * 5 >= strong
    }

    private static let leastProgramLines = 5

    private enum CommentBlock { case none, slashStar, doubleQuotes, singleQuotes, pod }

    private enum ProgramForm { case comment, foreign, assignment, strong, other }

    /// What is open at the end of line `index`, at whose beginning `block` is.
    private func blockAtEnd(of index: Int, _ block: CommentBlock) -> CommentBlock {
        let line = lines[index], end = line.end
        if block == .pod {
            return line.indent == 0 && (self.line(index, beginsWith: "=cut") || self.line(index, beginsWith: "=end")) ? .none : .pod
        }
        if block == .none, line.indent == 0, bytes[line.first] == 0x3D, opensPod(index) { return .pod }
        var block = block, at = line.first
        while at + 1 < end {
            let byte = bytes[at]
            switch block {
            case .none:
                // `/*` stands in paths, too: a comment has a space, a star or the line end behind it.
                if byte == 0x2F, bytes[at + 1] == 0x2A, at == line.first || at + 2 == end || bytes[at + 2].isBlank || bytes[at + 2] == 0x2A
                {
                    block = .slashStar
                    at += 2
                    continue
                }
                if byte == 0x22 || byte == 0x27, at + 2 < end, bytes[at + 1] == byte, bytes[at + 2] == byte {
                    block = byte == 0x22 ? .doubleQuotes : .singleQuotes
                    at += 3
                    continue
                }
                // The rest is a comment.
                if byte == 0x2F, bytes[at + 1] == 0x2F, at > line.first, bytes[at - 1].isBlank { return .none }
                if byte == 0x23, bytes[at + 1] == 0x20, at > line.first, bytes[at - 1].isBlank { return .none }
            case .slashStar:
                if byte == 0x2A, bytes[at + 1] == 0x2F {
                    block = .none
                    at += 2
                    continue
                }
            case .doubleQuotes, .singleQuotes:
                let quote: UInt8 = block == .doubleQuotes ? 0x22 : 0x27
                if byte == 0x5C {
                    at += 2
                    continue
                }
                if byte == quote, at + 2 < end, bytes[at + 1] == quote, bytes[at + 2] == quote {
                    block = .none
                    at += 3
                    continue
                }
            case .pod: return .pod
            }
            at += 1
        }
        return block
    }

    /// The documentation of Perl (`=pod`, `=head1`) and Ruby (`=begin`).
    private func opensPod(_ index: Int) -> Bool {
        line(index, beginsWith: "=pod") || line(index, beginsWith: "=head") || line(index, beginsWith: "=begin")
            || line(index, beginsWith: "=over")
            || line(index, beginsWith: "=item") || line(index, beginsWith: "=encoding")
    }

    /// What line `index` is, outside of block comments.
    private func programForm(_ index: Int) -> ProgramForm {
        let line = lines[index], first = bytes[line.first], last = tail(index).last ?? first
        let second = line.first + 1 < line.end ? bytes[line.first + 1] : 0x20
        switch first {
        case 0x2F where second == 0x2F || second == 0x2A: return .comment
        // `# note` and `#!`, but not `#include`.
        case 0x23: return second.isLetter || second == 0x5B ? (codeEvidence(index) >= 2 ? .strong : .comment) : .comment
        // `-- note`, `; note`, `% note`, and `" note` of Vim.
        case 0x2D where second == 0x2D, 0x3B where second == 0x3B || second.isBlank, 0x25 where second.isBlank || second == 0x25,
            0x22 where second.isBlank:
            return .comment
        case 0x22, 0x27: if opensBlock(index) { return .comment }
        // Items, quoted lines, prompts, what a diff takes out and adds.
        case 0x2D, 0x3E, 0x2B:
            if line.indent == 0 || (first == 0x3E && self.line(index, beginsWith: ">>> ")) { return .foreign }
            if first == 0x2D, second.isBlank { return line.indent < 2 || isPlainSentence(index) ? .foreign : .other }
        case 0x2A where line.indent == 0 && second == 0x2A: return .foreign
        case 0x2A where second.isBlank: return line.indent < 2 || isPlainSentence(index) ? .foreign : .other
        case 0x24 where second == 0x20: return .foreign
        case 0x60, 0x7E: if self.line(index, beginsWith: "```") || self.line(index, beginsWith: "~~~") { return .foreign }
        // Directives of reStructuredText and troff.
        case 0x2E where line.indent == 0 && (second == 0x2E || second.isCapital): return .foreign
        // A section of a configuration.
        case 0x5B where line.indent == 0 && last == 0x5D && !bytes[line.content].contains(0x28): return .foreign
        case 0x3D where line.indent == 0: return opensPod(index) ? .comment : .foreign
        default: break
        }
        if first >= 0x80, line.indent < 4 { return .foreign }
        let evidence = codeEvidence(index)
        if evidence >= 2 {
            return last != 0x3B && last != 0x7B && line.signs.contains(.equals) && !beginsWithKeyword(head(index), last)
                ? .assignment : .strong
        }
        if last == 0x7B || last == 0x7D || last == 0x3B { return .strong }
        if first == 0x28 || first == 0x7D || first == 0x29 || (first == 0x3C && second == 0x3F && self.line(index, beginsWith: "<?php")) {
            return .strong
        }
        if last == 0x2F, line.end - line.first > 4, bytes[line.end - 2] == 0x2A, head(index).contains(0x3B) || head(index).contains(0x7B) {
            return .strong
        }
        if first == 0x3C, line.indent == 0, second == 0x21 { return .foreign }
        if first.isLetter, isImport(index) || isClosingWord(index) { return .strong }
        if isPlainSentence(index) || (line.indent < 4 && evidence == 0 && isRunningText(index)) { return .foreign }
        if evidence == 1, last == 0x29 || last == 0x2C || last == 0x28 { return .strong }
        return line.indent >= 2 && evidence == 1 ? .strong : .other
    }

    /// Whether line `index` begins as a block comment, a documenting string or documentation of Perl does.
    private func opensBlock(_ index: Int) -> Bool {
        switch bytes[lines[index].first] {
        case 0x2F: line(index, beginsWith: "/*")
        case 0x22: line(index, beginsWith: "\"\"\"")
        case 0x27: line(index, beginsWith: "'''")
        case 0x3D: lines[index].indent == 0 && opensPod(index)
        default: false
        }
    }

    /// Statements that prose could begin like: `from a import b`, `import a from "b"`, and `return a + b` where it is indented.
    private func isImport(_ index: Int) -> Bool {
        let text = head(index)
        switch bytes[text.startIndex] {
        case 0x66: return text.begins(with: "from ") && (text.contains(" import ") || text.contains(" cimport "))
        case 0x69: return text.begins(with: "import ") && (text.contains(0x22) || text.contains(0x27) || text.contains(0x2E))
        case 0x63:
            return text.begins(with: "cimport ") || text.begins(with: "cdef ") || text.begins(with: "cpdef ")
                || text.begins(with: "ctypedef ")
        case 0x72: return lines[index].indent >= 2 && (text.begins(with: "return ") || text.begins(with: "raise "))
        default: return false
        }
    }

    /// `end`, `fi`, `done`, `else` …, alone on line `index`.
    private func isClosingWord(_ index: Int) -> Bool {
        let word = bytes[lines[index].content]
        guard word.count <= 5 else { return false }
        return ["end", "fi", "done", "esac", "else", "then", "endif", "do"].contains { word.elementsEqual($0.utf8) }
    }

    /// Whether line `index` begins with a capital, ends as a sentence does, and is words for the most part.
    private func isPlainSentence(_ index: Int) -> Bool {
        guard bytes[lines[index].first].isCapital, let last = tail(index).last, last == 0x2E || last == 0x3F || last == 0x21 || last == 0x3A
        else {
            return false
        }
        let (plain, all) = words(index)
        return all >= 4 && plain * 2 >= all
    }

    /// Whether line `index` is all words, as letters write them: at least one.
    private func isPlainWords(_ index: Int) -> Bool {
        let (plain, all) = words(index)
        return all > 0 && plain == all && !isClosingWord(index)
    }

    /// Whether line `index` is words for the most part, or one that leads in (`Then:`).
    private func isRunningText(_ index: Int) -> Bool {
        let (plain, all) = words(index)
        if all == 1 { return lines[index].indent == 0 && plain == 1 && bytes[lines[index].first].isCapital && tail(index).last == 0x3A }
        if plain >= 4, plain * 10 >= all * 7 { return true }
        // `static int` over a function's name, `td, th` over a rule.
        let last = tail(index).last ?? 0
        return plain == all && lines[index].indent == 0 && (last == 0x2E || last == 0x3A || last == 0x3F || last == 0x21)
    }

    /// How many of the words on line `index` are small letters, perhaps behind a capital and before a stop, and how many words there are.
    private func words(_ index: Int) -> (plain: Int, all: Int) {
        var plain = 0, all = 0
        for word in head(index).split(whereSeparator: \.isBlank) {
            all += 1
            var letters = word.dropFirst(word.first!.isCapital ? 1 : 0)
            if let last = letters.last, last == 0x3A, letters.dropLast().last == last { letters = letters.dropLast() }
            if let last = letters.last, last == 0x2E || last == 0x2C || last == 0x3A || last == 0x21 || last == 0x3F {
                letters = letters.dropLast()
            }
            if letters.isEmpty
                ? word.count == 1 && word.first!.isLetter : letters.allSatisfy({ $0 &- 0x61 < 26 || $0 == 0x27 || $0 >= 0x80 })
            {
                plain += 1
            }
        }
        return (plain, all)
    }
}
