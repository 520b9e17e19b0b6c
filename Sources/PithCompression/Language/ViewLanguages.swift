// Which language each segment of a prompt is in. A list or a table of names tells no language by itself: it is in that of the text around it, unless it
// is written in other letters.

import PithPrompt

struct ViewLanguages {
    let prompt: Prompt
    /// The language of each view as a whole, once asked for.
    private var languageOfView: [Int: Int?] = [:]

    init(_ prompt: Prompt) { self.prompt = prompt }

    /// Whether the language of the segment has a lexicon; it is not read.
    mutating func know(_ segment: Segment) -> Bool { language(of: segment) != nil }

    /// The lexicon of the segment's language, when there is one. Cost: linear in the segment, up to what tells its language.
    mutating func lexicon(of segment: Segment) -> LanguageLexicon? { language(of: segment).map(KnownLanguages.lexicon) }

    private mutating func language(of segment: Segment) -> Int? {
        let bytes = prompt.views[segment.view].bytes
        let sample = segment.range.prefix(Self.sampleByteCount)
        let beyondASCII = bytes[sample].count { $0 >= 0x80 }
        if let own = KnownLanguages.language(reading: bytes, sample) {
            // A text in other letters is in none of the languages with few of those, though some of their words are in it.
            return beyondASCII * 2 < sample.count || KnownLanguages.writesIdeographs(own) ? own : nil
        }
        guard beyondASCII * 4 < sample.count else { return nil }
        if let known = languageOfView[segment.view] { return known }
        let language = KnownLanguages.language(reading: bytes, bytes.indices.prefix(Self.sampleByteCount))
        languageOfView[segment.view] = .some(language)
        return language
    }

    /// As much of a text as tells its language.
    private static let sampleByteCount = 8192
}
