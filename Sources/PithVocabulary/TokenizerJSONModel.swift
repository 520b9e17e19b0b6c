// The model part of a `tokenizer.json`: tokens spelled in `ByteLevelAlphabet`, and a list of merges.
//
// The order of merging is the order of the list of merges, which need not be that of the ids. So each token is replayed (`MergeReplay`), and
// has the rank of the merge that arrives at it. Tokens that no merges arrive at are used only where the file says that a piece that is a
// token is that token (`ignore_merges`).

import PithJSON

enum TokenizerJSONModel {
    static func source(_ model: JSONValue, addedIDs: Set<Int>) throws(VocabularyError) -> VocabularySource {
        try checkKind(model)
        let vocabulary = try Entries(model["vocab"])
        let merges = try merges(model["merges"], vocabulary)
        let ignoresMerges = model["ignore_merges"]?.bool ?? false

        var single = [Int](repeating: -1, count: 256)
        for (index, entry) in vocabulary.entries.enumerated() {
            if let bytes = entry.bytes, bytes.count == 1 { single[Int(bytes[0])] = index }
        }
        if let byte = single.firstIndex(of: -1) {
            throw .unsupported("a vocabulary without a token for the byte \(byte)", instead: TokenizerJSON.estimate)
        }

        var reached: [(rank: Int, index: Int, leftLength: Int)] = []
        var others: [Int] = []
        for (index, entry) in vocabulary.entries.enumerated() {
            guard let bytes = entry.bytes, bytes.count <= MergeReplay.longestToken else {
                others.append(index)
                continue
            }
            if bytes.count == 1 {
                reached.append((-1, index, 0))
                continue
            }
            let last = MergeReplay.replay(bytes.map { single[Int($0)] }) { left, right, _ in merges[Pair(left: left, right: right)] }
            if let last, last.token == index { reached.append((last.rank, index, last.leftLength)) } else { others.append(index) }
        }
        reached.sort { ($0.rank, vocabulary.entries[$0.index].id) < ($1.rank, vocabulary.entries[$1.index].id) }

        var unreachable: [(id: Int, bytes: [UInt8])] = []
        for index in others {
            let entry = vocabulary.entries[index]
            if ignoresMerges, let bytes = entry.bytes, !addedIDs.contains(entry.id), bytes.count <= MergeReplay.longestToken {
                reached.append((.max, index, 0))
            } else {
                unreachable.append((entry.id, entry.bytes ?? entry.text))
            }
        }
        let ids = reached.map { vocabulary.entries[$0.index].id }
        var source = VocabularySource(
            tokens: reached.map { vocabulary.entries[$0.index].bytes ?? [] },
            ids: ids.enumerated().allSatisfy { $0.offset == $0.element } ? nil : ids.map { UInt32($0) },
            leftLengths: reached.map(\.leftLength))
        source.unreachableTokens = unreachable.filter { !addedIDs.contains($0.id) }.sorted { $0.id < $1.id }
        return source
    }

    private static func checkKind(_ model: JSONValue) throws(VocabularyError) {
        let type = model["type"]?.string ?? (model["merges"] == nil ? "unknown" : "BPE")
        guard type == "BPE" else {
            let name = ["Unigram": "a Unigram (SentencePiece) vocabulary", "WordPiece": "a WordPiece (BERT) vocabulary"][type]
            throw .unsupported(name ?? "a vocabulary of the kind \(type)", instead: TokenizerJSON.estimate)
        }
        if model["byte_fallback"]?.bool == true {
            throw .unsupported("a SentencePiece vocabulary of characters (byte_fallback)", instead: TokenizerJSON.estimate)
        }
        for (key, meaning) in [
            ("dropout", "random merging"), ("continuing_subword_prefix", "prefixed tokens"), ("end_of_word_suffix", "suffixed tokens"),
        ] {
            if let value = model[key], value.kind != .null, value.string != "", value.number != 0 {
                throw .unsupported("a vocabulary with \(meaning) (\(key))", instead: TokenizerJSON.estimate)
            }
        }
    }

    private struct Pair: Hashable {
        let left: Int
        let right: Int
    }

    private struct Entries {
        struct Entry {
            let text: [UInt8]
            let bytes: [UInt8]?
            let id: Int
        }
        var entries: [Entry] = []
        var indexes: [[UInt8]: Int] = [:]

        init(_ vocabulary: JSONValue?) throws(VocabularyError) {
            guard let vocabulary, vocabulary.kind == .object else { throw .notAVocabulary("its model has no vocab") }
            var ids = Set<Int>()
            for (key, value) in vocabulary.members {
                guard let text = key.decodedString?.bytes, let id = value.integer, 0...Int(Int32.max) ~= id, !text.isEmpty else {
                    throw .notAVocabulary("token \(entries.count + 1) of its vocab has no text or no id")
                }
                guard indexes[text] == nil, ids.insert(id).inserted else {
                    throw .notAVocabulary("its vocab has the token '\(String(decoding: text, as: UTF8.self))' or the id \(id) twice")
                }
                indexes[text] = entries.count
                entries.append(Entry(text: text, bytes: ByteLevelAlphabet.bytes(spelledBy: text), id: id))
            }
        }
    }

    private static func merges(_ list: JSONValue?, _ vocabulary: Entries) throws(VocabularyError) -> [Pair: MergeReplay.Merge] {
        guard let list, list.kind == .array else { throw .notAVocabulary("its model has no merges") }
        var merges: [Pair: MergeReplay.Merge] = [:]
        var rank = 0
        for merge in list.elements {
            let parts: [[UInt8]] =
                merge.kind == .array
                ? merge.elements.compactMap { $0.decodedString?.bytes }
                : (merge.decodedString?.bytes ?? []).split(separator: 0x20, omittingEmptySubsequences: false).map { Array($0) }
            guard parts.count == 2, let left = vocabulary.indexes[parts[0]], let right = vocabulary.indexes[parts[1]],
                let token = vocabulary.indexes[parts[0] + parts[1]]
            else { throw .notAVocabulary("merge \(rank + 1) does not join two tokens of its vocab to a third") }
            merges[Pair(left: left, right: right)] = MergeReplay.Merge(rank: rank, token: token)
            rank += 1
        }
        return merges
    }
}
