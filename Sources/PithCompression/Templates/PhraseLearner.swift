// Which phrases of a family's values deserve a name.
//
// A phrase counts when two prompts hold it, or one prompt and the template (whose worked examples often say what questions say), and when it pays:
// what its name saves in a prompt, on average, is more than a tenth of its definition, which is what a provider asks each time for a cached prefix.
//
// Phrases grow piece by piece: places whose phrases of L pieces are the same are one class, and a class with its next piece is a class of L+1.
// Only places whose phrase stands in two prompts go on, so there are few after some pieces. The best of all classes are named, their places
// closed, and the rest is looked through anew, for `roundCount` rounds.
//
// Cost: linear in the values, of which `longestSampleCount` pieces are looked at, times rounds and the longest phrase. The step for one place is a
// few array reads: most classes go on with one piece only, and only others are looked up in a table.

import PithSystem

struct PhraseLearner {
    /// Tokens of a text.
    let count: ([UInt8]) -> Int

    private static let roundCount = 12
    private static let phrasesPerRound = 4
    private static let longestSampleCount = 1 << 17
    /// Of so many prompts the sample holds something, where there are as many.
    private static let fewestSampled = 64
    /// What holding a token of the template costs a prompt, in tokens.
    private static let heldTokenPrice = 0.1
    /// Quotes, colon and comma of a definition.
    private static let definitionTokenCount = 4

    /// Names for what the values of prompts share with each other and with the parts of their template.
    func names(for values: [[[UInt8]]], parts: [[UInt8]], letters: [[UInt8]]) -> PhraseNames {
        var sample = Sample()
        // No prompt takes the whole of the sample: what is shared is seen in several.
        let longest = Self.longestSampleCount / min(values.count, Self.fewestSampled)
        for (prompt, texts) in values.enumerated() where sample.ids.count < Self.longestSampleCount {
            sample.append(PhrasePieces.joined(texts), document: prompt, atMost: longest, count: count)
        }
        let limit = sample.ids.count + Self.longestSampleCount
        for part in parts where sample.ids.count < limit {
            sample.append(part, document: -1, atMost: limit - sample.ids.count, count: count)
        }
        var entries: [PhraseNames.Entry] = []
        for _ in 0..<Self.roundCount {
            let left = letters.dropFirst(entries.count).prefix(Self.phrasesPerRound)
            let phrases = best(sample, promptCount: values.count, atMost: left.count)
            if phrases.isEmpty { break }
            for (phrase, name) in zip(phrases, left) {
                entries.append(PhraseNames.Entry(name: name, texts: PhrasePieces.values(sample.text(phrase))))
            }
            sample.close(phrases)
        }
        return PhraseNames(entries)
    }

    /// The phrases that save most, no two of which share two pieces that follow each other.
    private func best(_ sample: Sample, promptCount: Int, atMost limit: Int) -> [[Int32]] {
        var candidates: [(gain: Double, place: Int, length: Int)] = []
        let tokensBefore = sample.tokensBefore
        var places = sample.ids.indices.filter { sample.ids[$0] != Sample.closed && !sample.isSpacing(at: $0) }
        var classes = places.map { sample.ids[$0] }
        for length in 1...PhraseNames.longestPieceCount where !places.isEmpty {
            // Of each class: where it first stands, how often in values, and whether two documents hold it.
            let classCount = Int(classes.max() ?? 0) + 1
            var firstIndex = [Int](repeating: -1, count: classCount)
            var occurrences = [Int](repeating: 0, count: classCount)
            var isShared = [Bool](repeating: false, count: classCount)
            for (index, place) in places.enumerated() {
                let name = Int(classes[index])
                if firstIndex[name] < 0 { firstIndex[name] = index }
                if sample.documents[place] != sample.documents[places[firstIndex[name]]] { isShared[name] = true }
                if sample.documents[place] >= 0 { occurrences[name] += 1 }
            }
            for index in places.indices {
                let name = Int(classes[index])
                let place = places[index]
                guard firstIndex[name] == index, isShared[name], occurrences[name] > 0, !sample.isSpacing(at: place + length - 1) else {
                    continue
                }
                let tokenCount = tokensBefore[place + length] - tokensBefore[place]
                let gain =
                    Double(occurrences[name] * (tokenCount - 1)) / Double(promptCount)
                    - Self.heldTokenPrice * Double(tokenCount + Self.definitionTokenCount)
                if gain > 0 { candidates.append((gain, place, length)) }
            }
            // Each place whose phrase two documents hold goes on with its next piece.
            var next: [UInt64: Int32] = [:]
            var first = [(piece: Int32, name: Int32)](repeating: (Sample.closed, 0), count: classCount)
            var nextCount: Int32 = 0
            var grown: (places: [Int], classes: [Int32]) = ([], [])
            for (index, place) in places.enumerated() where isShared[Int(classes[index])] && occurrences[Int(classes[index])] > 0 {
                guard place + length < sample.ids.count, sample.ids[place + length] != Sample.closed else { continue }
                let piece = sample.ids[place + length]
                let known = first[Int(classes[index])]
                let name: Int32
                if known.piece == piece {
                    name = known.name
                } else if known.piece == Sample.closed {
                    name = nextCount
                    first[Int(classes[index])] = (piece, name)
                } else {
                    let key = Self.pair(classes[index], piece)
                    name = next[key] ?? nextCount
                    next[key] = name
                }
                if name == nextCount { nextCount += 1 }
                grown.places.append(place)
                grown.classes.append(name)
            }
            (places, classes) = (grown.places, grown.classes)
        }
        var phrases: [[Int32]] = []
        while phrases.count < limit, let top = candidates.min(by: { ($1.gain, $0.place, $0.length) < ($0.gain, $1.place, $1.length) }) {
            let phrase = sample.ids[top.place..<top.place + top.length]
            phrases.append(Array(phrase))
            // What holds two pieces that follow each other in this phrase, or is this phrase, is out.
            let taken = Set(zip(phrase, phrase.dropFirst()).map(Self.pair))
            var takenBefore = [0]
            for (piece, next) in zip(sample.ids, sample.ids.dropFirst()) {
                takenBefore.append(takenBefore[takenBefore.count - 1] + (taken.contains(Self.pair(piece, next)) ? 1 : 0))
            }
            candidates.removeAll {
                takenBefore[$0.place + $0.length - 1] > takenBefore[$0.place] || ($0.place, $0.length) == (top.place, top.length)
            }
        }
        return phrases
    }

    private static func pair(_ first: Int32, _ second: Int32) -> UInt64 {
        UInt64(UInt32(bitPattern: first)) << 32 | UInt64(UInt32(bitPattern: second))
    }

    /// The values of all prompts, then the template's parts, as ids of pieces.
    private struct Sample {
        static let closed: Int32 = -1

        private(set) var ids: [Int32] = []
        private(set) var documents: [Int] = []
        private var pieces: [[UInt8]] = []
        private var tokenCounts: [Int] = []
        private var areSpacing: [Bool] = []
        private var known: [ArraySlice<UInt8>: Int32] = [:]

        /// Adds the first pieces of a text; no phrase goes beyond its end.
        mutating func append(_ text: [UInt8], document: Int, atMost limit: Int, count: ([UInt8]) -> Int) {
            for range in PhrasePieces.ranges(text).prefix(limit) {
                let piece = text[range]
                let id = known[piece] ?? Int32(pieces.count)
                if id == pieces.count {
                    known[piece] = id
                    pieces.append(Array(piece))
                    areSpacing.append(PhrasePieces.isSpacing(piece))
                    // A blank goes with the word after it, and a gap is written as one token.
                    let isWord = (piece.first ?? 0).isWordlike
                    tokenCounts.append(piece == [0x20] ? 0 : piece == [PhrasePieces.gapMark] ? 1 : count((isWord ? [0x20] : []) + piece))
                }
                ids.append(id)
                documents.append(document)
            }
            ids.append(Self.closed)
            documents.append(document)
        }

        func isSpacing(at place: Int) -> Bool { areSpacing[Int(ids[place])] }

        /// How many tokens stand before each place, and before the end.
        var tokensBefore: [Int] {
            var sums = [0]
            for id in ids { sums.append(sums[sums.count - 1] + (id == Self.closed ? 0 : tokenCounts[Int(id)])) }
            return sums
        }

        func text(_ phrase: [Int32]) -> [UInt8] { phrase.flatMap { pieces[Int($0)] } }

        /// Puts a closed place where each of these phrases stands.
        mutating func close(_ phrases: [[Int32]]) {
            for phrase in phrases {
                var kept: (ids: [Int32], documents: [Int]) = ([], [])
                var at = 0
                while at < ids.count {
                    let isHere = ids[at] == phrase[0] && at + phrase.count <= ids.count && ids[at..<at + phrase.count].elementsEqual(phrase)
                    kept.ids.append(isHere ? Self.closed : ids[at])
                    kept.documents.append(documents[at])
                    at += isHere ? phrase.count : 1
                }
                (ids, documents) = kept
            }
        }
    }
}
