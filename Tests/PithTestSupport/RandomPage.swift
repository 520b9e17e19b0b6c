// A page of HTML as the web has them: well made, with ends left out, or with tags in any order.

func randomPage(size: Int, using random: inout SplitMix64) -> String {
    var page = random.pick([
        "<!DOCTYPE html>\n<html><head><title>", "<html lang='en'><title>", "<?xml version=\"1.0\"?>\n<!doctype HTML><title>",
    ])
    page +=
        randomSentence(using: &random) + "</title>"
        + random.pick(["", "<style>p { color: red }</style>", "<script>if (a < b) { c() }</script>"])
    while page.utf8.count < size { page += random.oneIn(8) ? strayMarkup(using: &random) : pageBlock(using: &random) }
    return page + random.pick(["", "</body></html>", "</HTML>\n"])
}

private func pageBlock(using random: inout SplitMix64) -> String {
    let text = phrasing(using: &random)
    switch random.number(0...12) {
    case 0: return "<h\(random.number(1...6))>\(text)</h2>\n"
    case 1: return "<ul>" + (0..<random.number(1...4)).map { _ in "<li>" + phrasing(using: &random) }.joined() + "</ul>"
    case 2:
        let rows = (0..<random.number(1...4)).map { row in "<tr><td>\(row)</td><td>" + phrasing(using: &random) + "</td></tr>\n" }
        return "<table>" + rows.joined() + random.pick(["</table>", "", "<tr><td>1"])
    case 3: return "<pre class=\"language-js\">\nlet a = \(random.number(0...99));\n  f(a &lt; b);\n</pre>"
    case 4: return "<div class='x y'>\n  <p>\(text)\n  \(text)\n</div>\n"
    case 5: return "<blockquote><p>\(text)</blockquote>"
    case 6: return "<ol><li><p>\(text)</p><ol><li>\(text)</ol></li></ol>"
    case 7:
        return "<table><tr><th rowspan=2>\(text)<th colspan=\(random.number(0...3))>\(text)<tr><td>1<td>2<tr><td colspan=3>\(text)</table>"
    case 8: return "<a href='/b?c=1&amp;d'><h3>\(text)</h3><p>\(text)</p>" + random.pick(["</a>", ""])
    case 9: return "<dl><dt>\(text)<dd>\(text)<dl><dt>a<dd>\(text)</dl></dl>"
    default: return "<p id=\"p\(random.number(1...99))\">\(text) \(randomSentence(using: &random))</p>\n"
    }
}

private func phrasing(using random: inout SplitMix64) -> String {
    let word = randomWord(using: &random)
    switch random.number(0...15) {
    case 0: return "<a href=\"https://example.org/\(word)?a=1&amp;b=\(random.number(1...99))\">\(word)</a>"
    case 1: return "<code>\(word)&lt;T&gt;</code>"
    case 2: return "10<sup>\(random.number(2...9))</sup> \(word)"
    case 3: return "<b>\(word)</b>&nbsp;&mdash; <img src=a.png alt=\"\(word)\">"
    case 4: return "<input type=text placeholder='\(word)'> <del>\(word)</del>"
    case 5: return "<code>\(word) <a href=\"\(word).html\">\(word)</a>" + random.pick(["</code>", "", "<code>"])
    case 6: return "x<sup>\(word)</sup>y<sub>i" + random.pick(["</sub>", ""])
    case 7: return "<math><mfrac><mi>a</mi><mrow><mi>b</mi><mo>+</mo><mn>2</mn></mrow></mfrac>" + random.pick(["</math>", ""])
    case 8: return "<time datetime='2026-03-0\(random.number(1...9))'>\(word)</time> <abbr title='\(word) &amp; more'>W</abbr>"
    case 9: return "<iframe src='https://example.org/\(word)'></iframe> &lt;html&gt; &copy 2026 &#150;"
    default: return randomSentence(using: &random)
    }
}

private func strayMarkup(using random: inout SplitMix64) -> String {
    random.pick([
        "</td>", "<", "&", "<!--", "-->", "<script>", "</script>", "<svg><path d='M0'/></svg>", "<table>", "</table>", "<pre>", "</pre>",
        "<a href=x>", "</a>", "<li>", "&lt;html>", "|", "<td>", "</p", "<q>", "`", "```", "<code>", "</blockquote>", "<br>", "[", "](",
    ])
}
