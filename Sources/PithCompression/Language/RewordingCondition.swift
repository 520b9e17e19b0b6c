// Rewordings that fit only beside something have a list of their own in a lexicon, whose name tells what. Trimmer+Phrases asks for it.

/// What must stand beside a rewording that does not fit anywhere.
enum RewordingCondition: String, CaseIterable {
    /// A sentence or a part of one opens with it: elsewhere "note that" has a subject.
    case clause = "clause rewordings"
    /// A bare noun follows: "a number of pumps", and neither "a number of the room" nor "a lot of 50 pumps".
    case counting = "counting rewordings"
    /// A noun with the s of the plural follows: "most of the doors", and not "most of the day".
    case plural = "plural rewordings"
    /// Someone who does it follows: "in a way that you know", and not "in a way that is known".
    case subject = "rewordings before a subject"
    /// A noun with its article stands before it: "a letter that is formal", and not "tell me who is there".
    case noun = "brief rewordings behind a noun"
    // Those below only open a sentence.
    case opening = "opening rewordings"
    /// A word of a form, a language or a tone, of which the rewording makes an order.
    case form = "opening rewordings before form"
    /// A number of units of text, and nothing that says which ones.
    case length = "opening rewordings before length"

    static let ofOpenings: [RewordingCondition] = [.opening, .form, .length]
}
