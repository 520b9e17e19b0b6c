import PithPrompt

/// The text with the short forms that begin on its lines written out; read by the decoders, which tests of their own hold to the forms.
package func spelledOut(_ text: [UInt8], forms: [any ShortForm.Type]) -> [UInt8] {
    var plain: [UInt8] = []
    var at = 0
    while at < text.count {
        if text[at] == 0x5B, let form = forms.lazy.compactMap({ $0.init(text, startingAt: at, limit: text.count) }).first {
            plain += form.expanded
            at = form.range.upperBound
        } else {
            let end = (text[at...].firstIndex(of: 0x0A) ?? text.count - 1) + 1
            plain += text[at..<end]
            at = end
        }
    }
    return plain
}
