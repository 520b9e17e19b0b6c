// How right a reply is, as SQuAD scores one (Rajpurkar et al., 2016, evaluate-v1.1): lower case, punctuation out, the articles a, an, the out, white space
// run together; then exact match and the F1 of the bag of words, each the best over the answers that count as right.
//
// A model that answers in a sentence is right and scores little by both, so there is a third: contained, whether the words of an answer stand in the
// reply one after the other.

/// The three scores of a reply, each 0 to 1.
package struct AnswerScore: Sendable, Equatable {
    package var exactMatch: Double
    package var f1: Double
    package var contained: Double

    package init(exactMatch: Double, f1: Double, contained: Double) {
        (self.exactMatch, self.f1, self.contained) = (exactMatch, f1, contained)
    }

    /// The best score of `reply` against any of the answers. Cost: linear in the reply's words times those of the answers.
    package init(of reply: String, answers: [String]) {
        let said = Self.words(of: reply)
        self.init(exactMatch: 0, f1: 0, contained: 0)
        for answer in answers {
            let right = Self.words(of: answer)
            if said == right { exactMatch = 1 }
            f1 = max(f1, Self.f1(said, right))
            if Self.stands(right, in: said) { contained = 1 }
        }
    }

    /// The words of a text as SQuAD normalises it.
    static func words(of text: String) -> [String] {
        var kept = String.UnicodeScalarView()
        var run = String.UnicodeScalarView()
        func endRun() {
            // An article is a whole run of letters and digits, so it goes from «the tower» too.
            if ["a", "an", "the"].contains(String(run)) { kept.append(" ") } else { kept.append(contentsOf: run) }
            run = String.UnicodeScalarView()
        }
        for scalar in text.lowercased().unicodeScalars where !isASCIIPunctuation(scalar) {
            if isLetterOrDigit(scalar) {
                run.append(scalar)
            } else {
                endRun()
                kept.append(scalar)
            }
        }
        endRun()
        return kept.split(whereSeparator: \.properties.isWhitespace).map { String($0) }
    }

    private static func isLetterOrDigit(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .decimalNumber, .letterNumber,
            .otherNumber:
            true
        default: false
        }
    }

    /// What Python calls string.punctuation.
    private static func isASCIIPunctuation(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x21...0x2F, 0x3A...0x40, 0x5B...0x60, 0x7B...0x7E: true
        default: false
        }
    }

    private static func f1(_ said: [String], _ right: [String]) -> Double {
        // Two answers without a word agree; SQuAD 2.0 says so of "no answer".
        if said.isEmpty || right.isEmpty { return said == right ? 1 : 0 }
        var counts: [String: Int] = [:]
        for word in right { counts[word, default: 0] += 1 }
        var common = 0
        for word in said where counts[word, default: 0] > 0 {
            counts[word]! -= 1
            common += 1
        }
        guard common > 0 else { return 0 }
        let precision = Double(common) / Double(said.count), recall = Double(common) / Double(right.count)
        return 2 * precision * recall / (precision + recall)
    }

    private static func stands(_ part: [String], in whole: [String]) -> Bool {
        guard !part.isEmpty, part.count <= whole.count else { return false }
        return (0...(whole.count - part.count)).contains { whole[$0] == part[0] && whole[$0..<($0 + part.count)].elementsEqual(part) }
    }
}
