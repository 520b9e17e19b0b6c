// What sort of thing a question asks for, by its question words. Data: a language is a few words.

/// What an answer has to hold.
enum QuestionType {
    case date, number, name

    private static let words: [(type: QuestionType, words: [String])] = [
        (
            .date,
            [
                "when", "year", "date", "month", "wann", "jahr", "datum", "quand", "année", "cuándo", "cuando", "año", "fecha", "quando",
                "ano",
            ]
        ),
        (
            .number,
            [
                "many", "much", "long", "old", "far", "tall", "big", "large", "percent", "percentage", "population", "viele", "viel",
                "combien", "cuántos",
                "cuántas", "cuánto", "quantos", "quantas",
            ]
        ),
        (
            .name,
            [
                "who", "whose", "whom", "person", "actor", "actress", "singer", "author", "player", "president", "wer", "wem", "wen", "qui",
                "quién", "quem",
            ]
        ),
    ]

    /// The types whose words stand in `question`. "How many" asks for a number, "many" alone does not: number words count after "how" or
    /// its like, or where they are question words themselves.
    static func asked(by question: String) -> Set<QuestionType> {
        let words = question.lowercased().split { !$0.isLetter && !$0.isNumber }.map(String.init)
        var types: Set<QuestionType> = []
        for (position, word) in words.enumerated() {
            for entry in self.words where entry.words.contains(word) {
                let needsHow =
                    entry.type == .number && ["many", "much", "long", "old", "far", "tall", "big", "large", "viele", "viel"].contains(word)
                let followsHow = position > 0 && (words[position - 1] == "how" || words[position - 1] == "wie")
                if !needsHow || followsHow { types.insert(entry.type) }
            }
        }
        return types
    }
}
