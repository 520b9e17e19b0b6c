// Definitions of tools as signatures: `cabin string(economy|business)=economy: Class of travel.` ToolList has the form and its reader.
//
// Acts on JSON arrays of definitions as OpenAI, Anthropic and MCP write them, alone or inside other JSON. The `tools` of a request that a
// program sends on are no text for the model to read: there the layout goes and nothing else.

import PithJSON
import PithPrompt
import PithSystem

/// Writes JSON definitions of tools as signatures.
struct ToolSchemas: Strategy {
    static let name = "tool-schemas"
    static let summary = "JSON definitions of tools as signatures: a line a parameter with its type, enum, default and description"
    static let kinds: Set<SegmentKind> = [.json]
    static let effect = EditEffect.lossless
    static let isLocal = true

    func proposals(for context: StrategyContext) -> [Proposal] {
        guard !context.options.keepsFormat else { return [] }
        return context.segments.compactMap { segment in
            let view = context.prompt.views[segment.view]
            guard Self.mayDefineTools(view.bytes, segment.range) else { return nil }
            let edits = TabledDocument.documents(in: view.bytes, segment.range).compactMap { document -> Edit? in
                guard !view.isProtected(document.root.range), let text = Self.text(of: document, context) else { return nil }
                return Self.edit(segment.view, document.root.range, to: text)
            }
            return edits.isEmpty ? nil : Proposal(edits: edits)
        }
    }

    /// Whether a member named `properties` may stand in the text, without which nothing is a definition: most JSON need not be looked at further.
    private static func mayDefineTools(_ bytes: [UInt8], _ range: Range<Int>) -> Bool {
        // With escapes it can be spelled in many ways.
        bytes[range].holds(propertiesName) || bytes[range].holds(escape)
    }

    private static let propertiesName = Array("\"properties\"".utf8)[...], escape = Array("\\u".utf8)[...]

    /// The document with its definitions of tools as signatures, other arrays as `JSONTable` writes them; nil when it defines no tools.
    private static func text(of document: JSONDocument, _ context: StrategyContext) -> [UInt8]? {
        var definesTools = false
        // A budget may cut what a description would lead to, and a small reader not follow.
        let leadsBack = context.options.losesNothing && !context.options.readerIsSmall
        let text = TabledDocument.text(of: document) { array in
            if let list = ToolListWriter.text(of: array, leadsBack: leadsBack) {
                definesTools = true
                return [0x5B, 0x0A] + list + [0x5D]
            }
            return JSONTable.table(array, document, context)
        }
        return definesTools ? text : nil
    }
}
