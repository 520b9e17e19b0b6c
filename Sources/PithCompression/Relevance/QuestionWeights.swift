// The ranker's weights. Written by Training/Ranker/fit.py and write.py; do not edit.

enum QuestionWeights {
    typealias Table = [(feature: QuestionFeature, weight: Double)]

    /// For words and their meaning: first without the second hop, then with it.
    static let ofWordsAndMeaning: (first: Table, second: Table) = (
        [
            (.blockMatchSquared, 1.13), (.wordPairs, 0.30), (.coverage, -0.53), (.coverageWithOpening, 1.18),
            (.titleCoverage, -0.79), (.blockCoverage, -0.29), (.titleNamed, 0.28), (.opensBlock, 0.51), (.lateness, -0.97),
            (.isShort, -0.02), (.whenDate, 1.23), (.whenNumber, 0.76), (.whenNames, -0.14), (.howManyNumber, 1.32),
            (.howManyNames, -0.72), (.whoDate, 0.32), (.whoNames, 0.78), (.whoPlace, -0.20), (.whereDate, -0.08),
            (.wherePlace, 0.63), (.otherDate, -0.15), (.meaning, -0.06), (.previousMeaning, 0.61), (.nextMeaning, 0.07),
            (.blockMeaning, 1.13), (.relativeMeaning, 0.83), (.relativeTitledMeaning, 0.71), (.blockRank, 0.71),
            (.alignment, 1.20), (.titledAlignment, 1.57), (.blockAlignment, 0.77), (.leastAlignment, 1.42),
            (.relativeAlignment, 0.89),
        ],
        [
            (.blockMatchSquared, 1.31), (.wordPairs, 0.30), (.coverage, -0.39), (.coverageWithOpening, 0.95),
            (.titleCoverage, -0.81), (.blockCoverage, -0.30), (.titleNamed, 0.69), (.opensBlock, 0.40), (.lateness, -0.88),
            (.isShort, 0.03), (.whenDate, 1.25), (.whenNumber, 0.78), (.whenNames, -0.20), (.howManyNumber, 1.35),
            (.howManyNames, -0.70), (.whoDate, 0.27), (.whoNames, 0.75), (.whoPlace, -0.20), (.whereDate, -0.03),
            (.wherePlace, 0.67), (.otherDate, -0.21), (.meaning, -0.01), (.previousMeaning, 0.54), (.nextMeaning, 0.04),
            (.blockMeaning, 0.98), (.relativeMeaning, 0.79), (.relativeTitledMeaning, 0.61), (.blockRank, 0.98),
            (.alignment, 1.22), (.titledAlignment, 1.49), (.blockAlignment, 0.73), (.leastAlignment, 1.42),
            (.relativeAlignment, 0.91), (.hopLink, 0.67), (.hopNewLink, 2.23), (.hopLinkMatch, -3.70), (.hopRest, 8.63),
            (.hopBestName, 3.74),
        ]
    )

    /// For words alone.
    static let ofWords: (first: Table, second: Table) = (
        [
            (.unitMatch, 0.37), (.blockMatch, 0.70), (.openingMatch, 0.25), (.nextMatch, -0.05),
            (.blockMatchSquared, 1.40), (.wordPairs, 0.64), (.coverage, 0.88), (.coverageWithOpening, 2.72),
            (.titleCoverage, -0.15), (.blockCoverage, 1.04), (.titleNamed, 0.82), (.opensBlock, 0.24), (.lateness, -1.07),
            (.isShort, 0.04), (.whenDate, 1.27), (.whenNumber, 0.72), (.whenNames, -0.19), (.howManyNumber, 1.25),
            (.howManyNames, -0.79), (.whoDate, 0.28), (.whoNames, 0.77), (.whoPlace, -0.22), (.whereDate, -0.15),
            (.wherePlace, 0.67), (.otherDate, -0.25),
        ],
        [
            (.unitMatch, 0.41), (.blockMatch, 0.65), (.openingMatch, 0.41), (.nextMatch, -0.08),
            (.blockMatchSquared, 1.66), (.wordPairs, 0.65), (.coverage, 0.95), (.coverageWithOpening, 2.45),
            (.titleCoverage, -0.28), (.blockCoverage, 1.03), (.titleNamed, 1.14), (.opensBlock, 0.16), (.lateness, -0.97),
            (.isShort, 0.08), (.whenDate, 1.31), (.whenNumber, 0.73), (.whenNames, -0.23), (.howManyNumber, 1.27),
            (.howManyNames, -0.77), (.whoDate, 0.26), (.whoNames, 0.74), (.whoPlace, -0.22), (.whereDate, -0.16),
            (.wherePlace, 0.70), (.otherDate, -0.29), (.hopLink, 0.86), (.hopNewLink, 2.44), (.hopLinkMatch, -3.95),
            (.hopRest, 7.98), (.hopBestName, 3.58),
        ]
    )
}
