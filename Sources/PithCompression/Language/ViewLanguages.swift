// Which language each segment of a prompt is in. A list or a table of names tells no language by itself: it is in that of the text around it, unless it
// is written in other letters.

import PithPrompt
import PithSystem

struct ViewLanguages {
    let prompt: Prompt
    /// The language of each view as a whole, once asked for.
    private var languageOfView: [Int: Int?] = [:]

    init(_ prompt: Prompt) { self.prompt = prompt }

    /// Whether the language of the segment has a lexicon; it is not read.
    mutating func know(_ segment: Segment) -> Bool {
        let bytes = prompt.views[segment.view].bytes, sample = segment.range.prefix(Self.sampleByteCount)
        // Which one it is matters to a text in other letters only.
        guard countBeyondASCII(in: bytes, sample) * 2 < sample.count else { return language(of: segment) != nil }
        return KnownLanguages.isInOne(bytes, sample) || language(of: segment, reading: nil) != nil
    }

    /// The lexicon of the segment's language, when there is one. Cost: linear in the segment, up to what tells its language.
    mutating func lexicon(of segment: Segment) -> LanguageLexicon? { language(of: segment).map(KnownLanguages.lexicon) }

    /// The same, with the tokens of the segment where they were read for that: when it is no longer than what tells its language.
    mutating func reading(of segment: Segment) -> (lexicon: LanguageLexicon, tokens: [TextToken]?)? {
        guard segment.range.count <= Self.sampleByteCount else { return lexicon(of: segment).map { ($0, nil) } }
        let tokens = TextToken.all(in: prompt.views[segment.view].bytes, segment.range)
        return language(of: segment, reading: KnownLanguages.language(reading: tokens)).map { (KnownLanguages.lexicon($0), tokens) }
    }

    private mutating func language(of segment: Segment) -> Int? {
        let sample = segment.range.prefix(Self.sampleByteCount)
        return language(of: segment, reading: KnownLanguages.language(reading: prompt.views[segment.view].bytes, sample))
    }

    /// The language of a segment that by itself reads as `own`.
    private mutating func language(of segment: Segment, reading own: Int?) -> Int? {
        let bytes = prompt.views[segment.view].bytes
        let sample = segment.range.prefix(Self.sampleByteCount)
        let beyondASCII = countBeyondASCII(in: bytes, sample)
        if let own {
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
