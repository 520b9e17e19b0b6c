// Roles of reStructuredText: ":class:`~shop.orders.Basket`" is written "`shop.orders.Basket`" where the text first names it, and "Basket", as its reader sees it,
// once the text has said in full what that is.
//
// So nothing but the role's name goes out of sight, and the marks of code say what must not; a first mention with a title ("title <target>") stays to the letter, and so does a role that is part of a
// fact, such as what a negation denies. Where two
// things would be written alike ("Basket" of two modules, a setting and a variable of one name), both stay in full. A plain word keeps marks of code, so that it
// is not read as one of the sentence. Titles that say nothing without their target ("this section", "here"), roles that say more than what kind of thing has the name
// (:pep:, :math:, :strike:) and those in literal blocks, which show them, stay. In the preset alone: under a budget the first mention may go.

import PithPrompt
import PithSystem

/// Writes what was named in full before as its reader sees it.
struct TextRoles: Strategy {
    static let name = "text-roles"
    static let summary = "roles of reStructuredText (:class:`~shop.Basket`) as what they lead to once, then as the name that is shown"
    static let kinds: Set<SegmentKind> = [.prose, .instruction, .list]
    static let effect = EditEffect.folded
    static let runsOnce = true

    func proposals(for context: StrategyContext) -> [Proposal] {
        guard context.options.mode == .preset, !context.options.isSession else { return [] }
        var mentions: [(segment: Segment, roles: [Role])] = []
        /// What each text that is shown leads to, and by which role.
        var targets: [Place: Role] = [:]
        var isAmbiguous: Set<Place> = []
        var shown = ShownText(context.prompt)
        for segment in context.segments {
            let bytes = context.prompt.views[segment.view].bytes
            var roles = Self.roles(in: bytes, segment.range)
            guard !roles.isEmpty else { continue }
            roles = Self.roles(roles, outsideConsolesIn: bytes, segment.range).filter { !shown.overlaps($0.range, ofView: segment.view) }
            guard !roles.isEmpty else { continue }
            mentions.append((segment, roles))
            for role in roles {
                let place = Place(view: segment.view, text: bytes[role.shown])
                if let known = targets[place], bytes[known.target] != bytes[role.target] || bytes[known.name] != bytes[role.name] {
                    isAmbiguous.insert(place)
                }
                targets[place] = role
            }
        }
        var isSaid: Set<Place> = []
        return mentions.compactMap { segment, roles in
            let view = context.prompt.views[segment.view]
            var written: [[UInt8]] = []
            let roles = roles.filter { role in
                let isFirst = isSaid.insert(Place(view: segment.view, text: view.bytes[role.range])).inserted
                guard !isAmbiguous.contains(Place(view: segment.view, text: view.bytes[role.shown])), !view.isProtected(role.range),
                    !isFirst || !role.hasTitle
                else { return false }
                written.append(isFirst ? [0x60] + view.bytes[role.target] + [0x60] : Self.written(view.bytes[role.shown], role))
                return true
            }
            guard !roles.isEmpty else { return nil }
            let facts = context.facts.facts(of: segment, in: context.prompt).filter(\.kind.isHard).map(\.range)
            let isApart = Self.areApart(roles, from: facts)
            let edits = roles.indices.filter { isApart[$0] }.map { index in
                Self.edit(segment.view, roles[index].range, to: written[index])
            }
            return edits.isEmpty ? nil : Proposal(edits: edits)
        }
    }

    /// A text of a view.
    private struct Place: Hashable {
        let view: Int
        let text: ArraySlice<UInt8>
    }

    /// A role with its text: what of it is shown, and what it leads to.
    private struct Role {
        let range: Range<Int>
        /// With its colons: ":class:".
        let name: Range<Int>
        let shown: Range<Int>
        let target: Range<Int>
        let hasTitle: Bool
    }

    private static func written(_ shown: ArraySlice<UInt8>, _ role: Role) -> [UInt8] {
        let isPlain =
            shown.first?.isNameByte == true && shown.first != 0x5F && shown.last != 0x5F && !shown.contains { "*|\\<>".utf8.contains($0) }
        let tellsItself = shown.dropFirst().contains { $0.isCapital || "._-():/".utf8.contains($0) } && !shown.contains(where: \.isBlank)
        return isPlain && (role.hasTitle || tellsItself) ? Array(shown) : [0x60] + shown + [0x60]
    }

    /// Whether no fact holds a role in part, or with words around it. Both are in order. Cost: linear.
    private static func areApart(_ roles: [Role], from facts: [Range<Int>]) -> [Bool] {
        var next = 0, reach = 0
        return roles.map { role in
            while next < facts.count, facts[next].lowerBound < role.range.lowerBound {
                reach = max(reach, facts[next].upperBound)
                next += 1
            }
            let isInside = reach > role.range.lowerBound
            while next < facts.count, facts[next].lowerBound < role.range.upperBound {
                reach = max(reach, facts[next].upperBound)
                next += 1
            }
            return !isInside && reach <= role.range.upperBound
        }
    }

    /// The roles in `range` that may be written as they are shown, in order. Cost: linear, for none goes beyond `longest` bytes.
    private static func roles(in bytes: [UInt8], _ range: Range<Int>) -> [Role] {
        var roles: [Role] = []
        var at = range.lowerBound
        while at < range.upperBound {
            let mark = firstOffset(of: 0x60, in: bytes, at..<range.upperBound)
            at = mark + 1
            guard mark < range.upperBound, mark > range.lowerBound + 2, bytes[mark - 1] == 0x3A,
                let start = start(of: mark - 1, in: bytes, range)
            else { continue }
            let limit = min(range.upperBound, at + longest)
            guard at < limit, let end = bytes[at..<limit].firstIndex(where: { $0 == 0x60 || $0.isLineEnd }), bytes[end] == 0x60 else {
                continue
            }
            let text = at..<end
            at = end + 1
            if at < range.upperBound, bytes[at].isWordlike || bytes[at] == 0x60 || bytes[at] == 0x5F || bytes[at] == 0x5C { continue }
            if let role = role(in: bytes, start..<at, text) { roles.append(role) }
        }
        return roles
    }

    private static let longest = 160

    /// Those of the roles, which are in order, that no line of a console holds. Cost: linear.
    private static func roles(_ roles: [Role], outsideConsolesIn bytes: [UInt8], _ range: Range<Int>) -> [Role] {
        var known = range.lowerBound, isInConsole = bytes[range].drop(while: \.isBlank).starts(with: prompt)
        return roles.filter { role in
            if let end = bytes[known..<role.range.lowerBound].lastIndex(of: 0x0A) {
                isInConsole = bytes[(end + 1)...].drop(while: \.isBlank).starts(with: prompt)
            }
            known = role.range.lowerBound
            return !isInConsole
        }
    }

    private static let prompt = Array(">>>".utf8)

    /// Whether the text begins with a role.
    static func opens(_ text: ArraySlice<UInt8>) -> Bool {
        let name = text.dropFirst().prefix(longestName).prefix { $0.isLetter || $0 == 0x3A }
        return text.first == 0x3A && name.count > 1 && name.last == 0x3A && text[name.endIndex...].first == 0x60
    }

    /// Where the role's name begins, with its colon, that ends with the colon at `colon`; nil where there is none, or it says something by itself.
    private static func start(of colon: Int, in bytes: [UInt8], _ range: Range<Int>) -> Int? {
        var at = colon
        while at > range.lowerBound, colon - at < longestName, bytes[at - 1].isLetter || bytes[at - 1] == 0x3A { at -= 1 }
        guard at < colon - 1, bytes[at] == 0x3A, bytes[at + 1] != 0x3A else { return nil }
        if at > range.lowerBound, bytes[at - 1].isWordlike || bytes[at - 1] == 0x60 || bytes[at - 1] == 0x5C { return nil }
        let name = bytes[(at + 1)..<colon], domain = name.lastIndex(of: 0x3A)
        return naming.contains { name[(domain.map { $0 + 1 } ?? name.startIndex)...].elementsEqual($0) } ? at : nil
    }

    private static let longestName = 24
    /// Roles that say but what kind of thing has the name; others (:strike:, :deprecated:, :pep:, :math:) say something of it.
    private static let naming = [
        "class", "func", "function", "meth", "method", "mod", "module", "attr", "attribute", "exc", "exception", "data", "const", "obj",
        "var", "macro",
        "member", "struct", "enum", "enumerator", "type", "union", "expr", "ref", "doc", "numref", "any", "term", "file", "kbd", "option",
        "envvar",
        "command", "program", "samp", "code", "literal", "guilabel", "menuselection", "makevar", "mimetype", "newsgroup", "regexp", "token",
        "keyword",
        "opcode", "confval", "setting", "ttag", "tfilter", "lookup", "djadmin", "dir", "role", "pkg", "manpage", "download", "kw", "cls",
        "param", "prop", "hook", "fixture", "configtrait",
    ].map { Array($0.utf8) }

    /// The role with this text: "title <target>", "~path.to.name", "!name", ".name" or a name.
    private static func role(in bytes: [UInt8], _ range: Range<Int>, _ text: Range<Int>) -> Role? {
        guard let first = text.first.map({ bytes[$0] }), !first.isSpace else { return nil }
        let name = range.lowerBound..<text.lowerBound - 1
        if bytes[text.upperBound - 1] == 0x3E, let open = bytes[text].lastIndex(of: 0x3C), open > text.lowerBound {
            let title =
                bytes[text.lowerBound..<open].lastIndex { !$0.isSpace }.map { text.lowerBound..<$0 + 1 } ?? text
                .lowerBound..<text.lowerBound
            let target = open + 1..<text.upperBound - 1
            guard !title.isEmpty, !target.isEmpty, tellsItself(bytes[title]) else { return nil }
            return Role(
                range: range, name: name, shown: title, target: target.dropFirst(bytes[target.lowerBound] == 0x7E ? 1 : 0), hasTitle: true)
        }
        let target = text.dropFirst(first == 0x7E || first == 0x21 || first == 0x2E ? 1 : 0)
        guard !target.isEmpty else { return nil }
        let dot = first == 0x7E ? bytes[target].lastIndex(of: 0x2E) : nil
        let shown = dot.map { $0 + 1..<target.upperBound } ?? target
        return shown.isEmpty ? nil : Role(range: range, name: name, shown: shown, target: target, hasTitle: false)
    }

    /// Whether a title tells what it leads to without the link: three words, or a capital behind the first letter or marks of a name.
    private static func tellsItself(_ title: ArraySlice<UInt8>) -> Bool {
        title.split(separator: 0x20).count > 2 || title.dropFirst().contains { $0.isCapital || "._()".utf8.contains($0) }
    }
}
