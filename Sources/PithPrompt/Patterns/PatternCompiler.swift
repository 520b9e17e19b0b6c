// Tree to program: one instruction for each set of characters, splits for choices and repeats.
//
//     a|b   split → a; jump out → b          x*   again: split → x; jump again → out
//     x?    split → x → out                  x+   x x*, or, where x is never empty: again: x; split → again → out
//
// The first way of a split is the preferred one; lazy repeats swap the two. A loop around something that may be empty cannot run for ever:
// the machine visits an instruction once at a place. (It may then prefer another end than a backtracking matcher, but never another beginning.)

struct PatternProgram: Sendable {
    enum Instruction: Sendable, Equatable {
        case characters(Int)
        case assertion(PatternAssertion)
        /// Both ways at once, the first preferred.
        case split(Int, Int)
        case jump(Int)
        case match
    }

    var instructions: [Instruction] = []
    var classes: [CharacterClass] = []
    /// For each byte value: whether a match may begin with it.
    var firstBytes = [Bool](repeating: false, count: 256)
}

struct PatternCompiler {
    private var program = PatternProgram()
    private let source: String
    private var visits = 0

    static func compile(_ tree: PatternTree, source: String) throws(PatternError) -> PatternProgram {
        var compiler = PatternCompiler(source: source)
        try compiler.emit(tree)
        try compiler.add(.match)
        compiler.findFirstBytes()
        return compiler.program
    }

    private init(source: String) { self.source = source }

    private mutating func emit(_ tree: PatternTree) throws(PatternError) {
        // `(){1000000}` asks for much work and no instructions.
        visits += 1
        guard visits <= 8 * Pattern.instructionLimit else { throw .tooLarge(source: source) }
        switch tree {
        case .empty: break
        case .characters(let set):
            let known = program.classes.firstIndex(of: set)
            if known == nil { program.classes.append(set) }
            try add(.characters(known ?? program.classes.count - 1))
        case .assertion(let assertion): try add(.assertion(assertion))
        case .sequence(let parts): for part in parts { try emit(part) }
        case .choice(let alternatives):
            var ends: [Int] = []
            for alternative in alternatives.dropLast() {
                let split = try add(.split(next + 1, 0))
                try emit(alternative)
                ends.append(try add(.jump(0)))
                program.instructions[split] = .split(split + 1, next)
            }
            try emit(alternatives[alternatives.count - 1])
            for end in ends { program.instructions[end] = .jump(next) }
        case .repeated(let inner, let least, let most, let isLazy):
            try emitRepeat(inner, least, most, isLazy)
        }
    }

    private mutating func emitRepeat(_ inner: PatternTree, _ least: Int, _ most: Int?, _ isLazy: Bool) throws(PatternError) {
        // The last of the required ones can carry the loop, if it is never empty.
        let carriesLoop = most == nil && least > 0 && !inner.mayBeEmpty
        for _ in 0..<(carriesLoop ? least - 1 : least) { try emit(inner) }
        if carriesLoop {
            let again = next
            try emit(inner)
            try add(split(again, next + 1, isLazy))
        } else if let most {
            // x{0,2}: (x (x)?)?
            var splits: [Int] = []
            for _ in least..<most {
                splits.append(try add(.jump(0)))
                try emit(inner)
            }
            for position in splits { program.instructions[position] = split(position + 1, next, isLazy) }
        } else {
            let again = try add(.jump(0))
            try emit(inner)
            try add(.jump(again))
            program.instructions[again] = split(again + 1, next, isLazy)
        }
    }

    private func split(_ inside: Int, _ outside: Int, _ isLazy: Bool) -> PatternProgram.Instruction {
        isLazy ? .split(outside, inside) : .split(inside, outside)
    }

    private var next: Int { program.instructions.count }

    @discardableResult
    private mutating func add(_ instruction: PatternProgram.Instruction) throws(PatternError) -> Int {
        guard next < Pattern.instructionLimit else { throw .tooLarge(source: source) }
        program.instructions.append(instruction)
        return next - 1
    }

    private mutating func findFirstBytes() {
        var seen = [Bool](repeating: false, count: next)
        var waiting = [0]
        while let at = waiting.popLast() {
            if seen[at] { continue }
            seen[at] = true
            switch program.instructions[at] {
            case .split(let a, let b): waiting += [a, b]
            case .jump(let target): waiting.append(target)
            case .assertion: waiting.append(at + 1)
            case .match: break
            case .characters(let set):
                for byte in 0..<256 {
                    let isFirst =
                        byte < 0x80
                        ? program.classes[set].contains(UInt32(byte))
                        : program.classes[set].ranges.last.map { $0.upperBound >= 0x80 } == true
                    if isFirst { program.firstBytes[byte] = true }
                }
            }
        }
    }
}

extension PatternTree {
    /// Whether it may match nothing at all.
    var mayBeEmpty: Bool {
        switch self {
        case .empty, .assertion: true
        case .characters: false
        case .sequence(let parts): parts.allSatisfy(\.mayBeEmpty)
        case .choice(let alternatives): alternatives.contains(where: \.mayBeEmpty)
        case .repeated(let inner, let least, _, _): least == 0 || inner.mayBeEmpty
        }
    }
}
