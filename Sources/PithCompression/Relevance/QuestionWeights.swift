// The ranker's weights. Written by Training/Ranker/fit.py and write.py; do not edit.

enum QuestionWeights {
    typealias Table = [(feature: QuestionFeature, weight: Double)]

    /// For words and their meaning: first without the second hop, then with it.
    static let ofWordsAndMeaning: (first: Table, second: Table) = (
        [
            (.unitMatch, -0.29), (.blockMatch, -2.19), (.openingMatch, -0.15), (.nextMatch, -0.23),
            (.blockMatchSquared, 2.59), (.coverageWithOpening, 2.24), (.wordPairs, 0.23), (.opensBlock, 0.82),
            (.dateAsked, 1.69), (.numberAsked, 2.78), (.nameAsked, 1.35), (.meaning, 1.41), (.previousMeaning, 0.80),
            (.nextMeaning, 0.41), (.blockMeaning, 2.84), (.openingMeaning, 0.80), (.bestMeaning, 0.53), (.alignment, 5.04),
        ],
        [
            (.unitMatch, -0.26), (.blockMatch, -3.35), (.openingMatch, 0.30), (.nextMatch, -0.26),
            (.blockMatchSquared, 3.77), (.coverageWithOpening, 1.77), (.wordPairs, 0.24), (.opensBlock, 0.60),
            (.dateAsked, 1.53), (.numberAsked, 3.18), (.nameAsked, 1.27), (.meaning, 1.50), (.previousMeaning, 0.62),
            (.nextMeaning, 0.42), (.blockMeaning, 3.18), (.openingMeaning, 0.45), (.bestMeaning, 0.72), (.alignment, 5.41),
            (.hopLink, 1.42), (.hopNewLink, 1.59), (.hopLinkMatch, -4.70), (.hopRest, 10.62), (.hopNames, -0.05),
            (.hopBestName, 4.47),
        ]
    )

    /// For words alone.
    static let ofWords: (first: Table, second: Table) = (
        [
            (.unitMatch, 0.38), (.blockMatch, 0.19), (.openingMatch, 0.46), (.nextMatch, 0.01), (.blockMatchSquared, 2.31),
            (.coverageWithOpening, 3.95), (.wordPairs, 0.70), (.opensBlock, 0.54), (.dateAsked, 1.56),
            (.numberAsked, 2.85), (.nameAsked, 1.45),
        ],
        [
            (.unitMatch, 0.52), (.blockMatch, -1.08), (.openingMatch, 0.72), (.nextMatch, -0.03),
            (.blockMatchSquared, 3.73), (.coverageWithOpening, 3.53), (.wordPairs, 0.73), (.opensBlock, 0.39),
            (.dateAsked, 1.41), (.numberAsked, 3.31), (.nameAsked, 1.38), (.hopLink, 1.68), (.hopNewLink, 1.70),
            (.hopLinkMatch, -4.67), (.hopRest, 9.88), (.hopNames, 0.43), (.hopBestName, 4.20),
        ]
    )
}
