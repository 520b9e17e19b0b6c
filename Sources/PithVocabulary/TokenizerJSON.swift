// Hugging Face's `tokenizer.json`, of the byte-level BPE family: GPT-2, Llama 3, Qwen, DeepSeek, Mistral's Tekken and many more.
//
// The file describes a pipeline. What Pith does exactly is read; everything else is refused by its name, because a count that is nearly right is
// worse than none:
//
//   added_tokens    taken out of the text before all else. Special ones count as text unless special tokens are allowed, others always count
//   normalizer      none, NFC or NFKC
//   pre_tokenizer   expressions to split by (`Split`, `Digits`), then `ByteLevel`
//   model           BPE over bytes (`TokenizerJSONModel`)
//
// post_processor (which frames a whole prompt with begin and end tokens), decoder, truncation and padding do not change what text is cut into.

import PithJSON
import PithUnicode

package enum TokenizerJSON {
    /// What the file says. Cost: linear; 128,000 tokens take about a second.
    package static func source(_ file: [UInt8]) throws(VocabularyError) -> VocabularySource {
        let document: JSONDocument
        do { document = try JSONDocument(file) } catch { throw .notAVocabulary("it is \(error)") }
        let root = document.root
        guard root.kind == .object, let model = root["model"], model.kind == .object else {
            if root["vocab"] != nil, root["config"] != nil {
                throw .unsupported("a tekken.json", instead: "use the tokenizer.json of the same model")
            }
            throw .notAVocabulary("it has no \"model\", so it is no tokenizer.json. Name the tokenizer.json of the model")
        }
        let added = try addedTokens(root["added_tokens"])
        var source = try TokenizerJSONModel.source(model, addedIDs: Set(added.map(\.id)))
        source.specialTokens = added
        source.normalization = try normalization(root["normalizer"])
        source.patterns = try patterns(root["pre_tokenizer"])
        return source
    }

    private static func addedTokens(_ list: JSONValue?) throws(VocabularyError) -> [SpecialToken] {
        var tokens: [SpecialToken] = []
        guard let list, list.kind == .array else { return [] }
        for token in list.elements {
            guard let text = token["content"]?.string, let id = token["id"]?.integer, !text.isEmpty, 0...Int(Int32.max) ~= id else {
                throw .notAVocabulary("added token \(tokens.count + 1) has no content or no id")
            }
            for flag in ["lstrip", "rstrip", "single_word"] where token[flag]?.bool == true {
                throw .unsupported("the added token '\(text)', which looks at what is beside it (\(flag)),", instead: estimate)
            }
            let isSpecial = token["special"]?.bool ?? false
            tokens.append(SpecialToken(text, id, isText: !isSpecial, isNormalized: token["normalized"]?.bool ?? !isSpecial))
        }
        return tokens.sorted { ($0.id, $0.text) < ($1.id, $1.text) }
    }

    private static func normalization(_ value: JSONValue?) throws(VocabularyError) -> NormalizationForm? {
        var found: NormalizationForm?
        for step in try steps(value, in: "normalizers", of: "normalizer") {
            let form: NormalizationForm? = step.type == "NFC" ? .nfc : step.type == "NFKC" ? .nfkc : nil
            guard let form, found == nil || found == form else { throw .unsupported("the normalizer \(step.type)", instead: estimate) }
            found = form
        }
        return found
    }

    private static func patterns(_ value: JSONValue?) throws(VocabularyError) -> [String] {
        var patterns: [String] = []
        var isByteLevel = false
        for step in try steps(value, in: "pretokenizers", of: "pre-tokenizer") {
            let (type, step) = (step.type, step.value)
            if isByteLevel { throw .unsupported("a pre-tokenizer after ByteLevel, \(type),", instead: estimate) }
            switch type {
            case "Split":
                let behavior = step["behavior"]?.string, inverts = step["invert"]?.bool ?? false
                guard let pattern = step["pattern"]?["Regex"]?.string,
                    behavior == "Isolated" && !inverts || behavior == "Removed" && inverts
                else {
                    throw .unsupported(
                        "a Split by something other than an expression, or that drops or joins what it finds,", instead: estimate)
                }
                patterns.append(pattern)
            case "Digits": patterns.append(step["individual_digits"]?.bool == true ? #"\p{N}"# : #"\p{N}+"#)
            case "ByteLevel":
                if step["add_prefix_space"]?.bool ?? true {
                    throw .unsupported("ByteLevel with add_prefix_space, which counts a space that is not there,", instead: estimate)
                }
                isByteLevel = true
                if step["use_regex"]?.bool ?? true { patterns.append(byteLevelPattern) }
            default:
                throw .unsupported(
                    "the pre-tokenizer \(type): only vocabularies of bytes (ByteLevel) can be counted exactly, and this", instead: estimate)
            }
        }
        guard isByteLevel else {
            throw .unsupported(
                "a vocabulary of characters, without ByteLevel: only vocabularies of bytes can be counted exactly, and this",
                instead: estimate)
        }
        guard !patterns.isEmpty else { throw .unsupported("a vocabulary that does not cut text into pieces", instead: estimate) }
        return patterns
    }

    /// What ByteLevel splits by when it is not told otherwise.
    static let byteLevelPattern = #"'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+"#
    static let estimate = "count with --encoding o200k_base, which is an estimate for it"

    /// The steps of a pipeline, sequences inside it opened. Nesting is followed without recursion.
    private static func steps(_ value: JSONValue?, in key: String, of part: String) throws(VocabularyError)
        -> [(type: String, value: JSONValue)]
    {
        var steps: [(type: String, value: JSONValue)] = []
        var pending = value.map { [$0] } ?? []
        while let next = pending.popLast() {
            if next.kind == .null { continue }
            guard let type = next["type"]?.string else { throw .notAVocabulary("its \(part) has no type") }
            if type == "Sequence", let list = next[key] {
                pending.append(contentsOf: Array(list.elements).reversed())
            } else {
                steps.append((type, next))
            }
        }
        return steps
    }
}
