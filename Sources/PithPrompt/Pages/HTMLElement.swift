// The elements of HTML that a page's text is written by. The others say nothing to its reader.

/// An element that is written in a way of its own.
enum HTMLElement: UInt8 {
    case other
    /// Blocks, and what stands on a line of its own.
    case block, line, heading1, heading2, heading3, heading4, heading5, heading6, quote, item, unorderedList, orderedList, lineBreak
    case table, row, cell, tablePart
    case link, code, preformatted, superscript, `subscript`, deleted, quotation, image, input, option
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
            (
                .block,
                "p dl section article header footer nav main aside form fieldset figure hr details address title search dialog hgroup center"
            ),
            (.line, "div dt dd optgroup summary figcaption legend caption body html head label textarea select button output"),
            (.heading1, "h1"), (.heading2, "h2"), (.heading3, "h3"), (.heading4, "h4"), (.heading5, "h5"), (.heading6, "h6"),
            (.quote, "blockquote"), (.item, "li"), (.unorderedList, "ul menu"), (.orderedList, "ol"), (.lineBreak, "br"),
            (.table, "table"), (.row, "tr"), (.cell, "td th"), (.tablePart, "thead tbody tfoot"),
            (.link, "a"), (.code, "code kbd samp tt"), (.preformatted, "pre xmp listing"), (.superscript, "sup"), (.subscript, "sub"),
            (.deleted, "del s strike"), (.quotation, "q"), (.image, "img"), (.input, "input"), (.option, "option"),
            (.unseen, "script style template iframe canvas object"), (.drawing, "svg"),
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

    /// What no cell of a table of data holds.
    var isLayout: Bool {
        switch self {
        case .table, .preformatted, .quote: true
        default: headingLevel != nil
        }
    }
}
