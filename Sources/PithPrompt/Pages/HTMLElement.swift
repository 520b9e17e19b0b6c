// The elements of HTML that a page's text is written by. The others say nothing to its reader.

/// An element that is written in a way of its own.
enum HTMLElement: UInt8 {
    case other
    /// Blocks, and what stands on a line of its own.
    case block, line, heading1, heading2, heading3, heading4, heading5, heading6, quote, item, unorderedList, orderedList, definitions,
        meaning, lineBreak
    case table, row, cell, tablePart, caption
    case link, code, preformatted, superscript, `subscript`, deleted, quotation, image, input, option, gauge
    case time, abbreviation, reading, math
    /// What leads to something that stands elsewhere: a frame, a film.
    case frame
    /// What says something of the page as a whole.
    case base, meta
    /// A formula as TeX has it.
    case formula
    /// What a style may draw anew though it stands there already.
    case span
    /// Words in which no tag is one.
    case words
    /// What nobody sees: left out with all that it holds.
    case unseen
    /// A drawing: left out unless words stand in it.
    case drawing

    /// The element of this name, in small letters.
    init(named name: ArraySlice<UInt8>) {
        // No name is longer; strings of so many bytes take no memory of their own.
        self = name.count <= 15 ? Self.byName[String(decoding: name, as: UTF8.self)] ?? .other : .other
    }

    private static let byName: [String: HTMLElement] = {
        let table: [(HTMLElement, String)] = [
            (.block, "p section article header footer nav main aside form fieldset figure hr details address search dialog hgroup center"),
            (.line, "div dt optgroup summary figcaption legend body html head label select button output text noscript"),
            (.heading1, "h1"), (.heading2, "h2"), (.heading3, "h3"), (.heading4, "h4"), (.heading5, "h5"), (.heading6, "h6"),
            (.quote, "blockquote"), (.item, "li"), (.unorderedList, "ul menu dir"), (.orderedList, "ol"), (.definitions, "dl"),
            (.meaning, "dd"), (.lineBreak, "br"),
            (.table, "table"), (.row, "tr"), (.cell, "td th"), (.tablePart, "thead tbody tfoot"), (.caption, "caption"),
            (.link, "a area"), (.code, "code kbd samp tt"), (.preformatted, "pre xmp listing"), (.superscript, "sup"), (.subscript, "sub"),
            (.deleted, "del s strike"), (.quotation, "q"), (.image, "img"), (.input, "input"), (.option, "option"),
            (.gauge, "meter progress"),
            (.time, "time"), (.abbreviation, "abbr acronym"), (.reading, "rt"), (.math, "math"),
            (.frame, "iframe frame video audio source embed object"), (.base, "base"), (.meta, "meta"), (.span, "span"),
            (.words, "title textarea"),
            (.unseen, "script style template canvas"), (.drawing, "svg"),
        ]
        var byName: [String: HTMLElement] = [:]
        for (element, names) in table { for name in names.split(separator: " ") { byName[String(name)] = element } }
        return byName
    }()

    /// The level of a heading; nil for what is none.
    var headingLevel: Int? {
        (HTMLElement.heading1.rawValue...HTMLElement.heading6.rawValue).contains(rawValue)
            ? Int(rawValue - HTMLElement.heading1.rawValue) + 1 : nil
    }
}
