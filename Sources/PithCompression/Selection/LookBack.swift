// Whether a sentence speaks of what stands before it: of "Bartek moved the alert. Because of that he keeps the list." the second can't be read
// without the first.
//
// Such a sentence has a pronoun among its first words, before any name: at once, or behind a word that leads there ("Since then his fee …",
// "In 1920 it was …", "Afterwards the same …"). A sentence that opens with a noun names what its pronouns stand for. A note in brackets is about what it follows:
// "The cache is kept. [#4788]".

import PithSystem

enum LookBack {
    /// Whether the sentence looks back to the one before it. Cost: a few words.
    static func isIn(_ sentence: ArraySlice<UInt8>) -> Bool {
        if isNote(sentence) { return true }
        let text = sentence.drop { !$0.isWordlike }
        guard let first = text.first, first.isCapital || first >= 0x80 else { return false }
        var place = 0
        var last = FoldedWord([])
        var isGerman = false
        for bytes in text.split(maxSplits: mostWords, whereSeparator: { $0.isSpace || $0 == 0x2C }).prefix(mostWords) {
            let letters = bytes.prefix { $0.isLetter || $0 >= 0x80 }
            let word = FoldedWord(letters.count > longestWord ? [] : letters)
            if impersonalVerbs(of: last)?.contains(word.text) == true { return false }
            if pronouns.contains(last) || pronouns.contains(word) && impersonalVerbs(of: word) == nil { return true }
            if place < 2, openers.contains(word) { return true }
            if articles.contains(last), comparers.contains(word) { return true }
            if place == 0 {
                isGerman = germanLeaders.contains(word)
                guard
                    isGerman || leaders.contains(word) || articles.contains(word) || impersonalVerbs(of: word) != nil
                        || word.byteCount >= 5 && word.text.hasSuffix("wards")
                        || bytes.first?.isDigit == true
                else { return false }
                if articles.contains(word) { place = mostWords }
            } else if place >= mostWords || !isGerman && letters.first?.isCapital == true && !dates.contains(word) {
                return false
            }
            (last, place) = (word, place + 1)
        }
        return pronouns.contains(last)
    }

    /// Whether all of it stands in brackets, or it begins with a number in brackets that stands for a report ("[#4788]").
    private static func isNote(_ sentence: ArraySlice<UInt8>) -> Bool {
        let text = sentence.drop(while: \.isSpace)
        guard let opening = text.first, opening == 0x5B || opening == 0x28,
            let end = text.prefix(longestNote).firstIndex(of: opening == 0x5B ? 0x5D : 0x29)
        else { return false }
        // The next sentence may follow it, for no full stop ends it.
        return text.dropFirst().first == 0x23 || text[(end + 1)...].allSatisfy { $0.isSpace || $0 == 0x2E }
    }

    private static let longestNote = 80

    /// The verbs before which a pronoun stands for nothing ("il faut", "es gibt"); nil where it always stands for something.
    private static func impersonalVerbs(of pronoun: FoldedWord) -> [String]? {
        guard pronoun.byteCount == 2 else { return nil }
        return switch pronoun.text {
        case "il": ["faut", "fallait", "y"]
        case "es": ["gibt", "gab"]
        default: nil
        }
    }

    /// Behind this many a sentence has named what it speaks of, mostly.
    private static let mostWords = 5
    private static let longestWord = 16

    /// What stands for something before it wherever it is among the first words.
    private static let pronouns = FoldedWords(
        """
        he she it they him them his her its their this these those such
        er sie es ihn ihm ihnen dies diese dieser dieses diesem diesen deren dessen
        il elle ils elles celui-ci celle-ci ceux-ci lui leur leurs celui celle ceux
        él ella ellos ellas esto eso esta estos estas este esa ese esos esas su sus
        """)
    /// What does so at the beginning and behind a word that leads there: elsewhere these join clauses.
    private static let openers = FoldedWords(
        """
        that both neither otherwise
        dabei dadurch dafür damit daraus daraufhin davon dazu dagegen deshalb deswegen dort sein seine seinem seinen seiner ihr ihre ihrem ihren ihrer
        ce cela ceci cette cet ces son sa ses y
        aquello ambos ambas tal tales
        """)
    private static let articles = FoldedWords("the der die das dem den des le la les el los las")
    private static let comparers = FoldedWords("same former latter gleiche gleichen selbe selben même mêmes mismo misma mismos mismas")
    /// What opens a sentence and does not name what it speaks of.
    private static let leaders = FoldedWords(
        """
        then now but and so or later yet still also however therefore thus hence moreover furthermore nevertheless instead only even once
        in for with without from by at on after before of under over between among against during until till through despite besides unlike like as to
        if when because since while though although where here there today soon again once finally eventually
        most some one each all none many few several two three four five half part much any every
        puis ensuite mais et donc après avant depuis dans en avec sans pour par sur sous à de selon malgré pendant si quand lorsque comme aujourd
        luego entonces pero y después antes desde en con sin para por sobre bajo a de según durante si cuando como porque aunque hoy también
        """)
    /// The same in German, whose nouns have capitals, too.
    private static let germanLeaders = FoldedWords(
        """
        dann nun jetzt aber und später seit seitdem nach danach vor im am auf mit ohne von zu bei wegen trotz durch für über unter bis
        wenn weil als während obwohl da hier heute auch noch
        """)
    private static let dates = FoldedWords(
        """
        january february march april may june july august september october november december monday tuesday wednesday thursday friday saturday
        sunday januar februar märz mai juni juli oktober dezember
        """)
}
