// What stays untouched unless the caller asks: system text and the user's own words. Every user message was once the newest, so a
// session freezes all of them; otherwise the preset and the lossless mode do so too, and a budget or a quality only the newest.

import PithPrompt

struct FrozenText {
    private let frozenMessages: [Bool]

    init(prompt: Prompt, options: CompressionOptions) {
        let newest = prompt.newestUserMessage
        let sparesUsers: Bool
        switch options.mode {
        case .preset, .lossless: sparesUsers = true
        case .budget, .quality: sparesUsers = options.isSession
        }
        frozenMessages = prompt.messages.enumerated().map { index, message in
            guard !options.touchesInstructions || options.isSession else { return false }
            switch message.role {
            case .system, .developer: return true
            case .user: return sparesUsers || index == newest
            case .assistant, .tool, .none: return false
            }
        }
        views = prompt.views.map(\.message)
        roles = prompt.views.map(\.role)
    }

    private let views: [Int?]
    private let roles: [Role]

    /// Whether no strategy may touch the segment. A tool's result inside a user message is not the user's word.
    func contains(_ segment: Segment) -> Bool {
        guard segment.kind.isText, let message = views[segment.view] else { return segment.kind == .opaque || segment.kind == .envelope }
        return frozenMessages[message] && roles[segment.view] != .tool
    }
}
