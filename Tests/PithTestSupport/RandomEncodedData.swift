// Pictures, keys and archives as they travel in text.

/// Text with data in base64 or hexadecimal digits amid it, whole or cut into lines.
func withEncodedData(size: Int, using random: inout SplitMix64) -> String {
    var text = ""
    while text.utf8.count < size {
        let signs = random.oneIn(4) ? "0123456789abcdef" : "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
        let count = random.pick([40, 300, 1030, 2100, 4200])
        let data = (0..<count).map { _ in String(random.pick(Array(signs))) }
        switch random.number(0...4) {
        case 0: text += "![x](data:image/png;base64," + data.joined() + "==)\n"
        case 1: text += "{\"name\": \"\(randomWord(using: &random))\", \"data\": \"" + data.joined() + "\"}\n"
        case 2:
            let lines = stride(from: 0, to: count, by: 64).map { data[$0..<min(count, $0 + 64)].joined() }
            text +=
                random.pick(["", "-----BEGIN KEY-----\n", "data: |\n"]) + lines.joined(separator: random.pick(["\n", "\r\n", "\n  "]))
                + "\n"
        default: text += data.joined() + random.pick(["\n", " ", "."])
        }
        text += randomSentence(using: &random) + "\n"
    }
    return text
}
