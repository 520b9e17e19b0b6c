// What sort of thing a question asks for, by its question words. Data: a language is a few words.

/// What an answer has to hold.
enum QuestionType {
    case date, number, name, place

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
        (
            .place,
            [
                "where", "city", "country", "state", "county", "town", "river", "continent", "region", "place", "wo", "wohin", "où",
                "dónde", "donde", "onde",
            ]
        ),
    ]

    /// Words that count only behind a question word: "many" behind "how", "city" behind "which".
    private static let behind: [(words: Set<String>, before: Set<String>)] = [
        (["many", "much", "long", "old", "far", "tall", "big", "large", "viele", "viel"], ["how", "wie"]),
        (["city", "country", "state", "county", "town", "river", "continent", "region", "place"], ["what", "which"]),
    ]

    /// The types whose words stand in `question`.
    static func asked(by question: String) -> Set<QuestionType> {
        let words = question.lowercased().split { !$0.isLetter && !$0.isNumber }.map(String.init)
        var types: Set<QuestionType> = []
        for (position, word) in words.enumerated() {
            for entry in self.words where entry.words.contains(word) {
                let rule = behind.first { $0.words.contains(word) }
                if rule == nil || position > 0 && rule!.before.contains(words[position - 1]) { types.insert(entry.type) }
            }
        }
        return types
    }
}
