// What speaks to the reader and not of a matter: headings, questions, and sentences with a word of command. The preset keeps it; and beside data, under
// a budget without a question, it is what the data is there for.

import PithPrompt
import PithSystem

enum ReaderAddress {
    /// Whether the unit speaks to the reader. In a document the verbs of command are words like others ("to use it", "a list") unless they open the
    /// sentence or a clause of it; and those of work on a project that open an item of the notes of a release, or a clause of it, say what was done. Cost: linear in it.
    static func isIn(_ unit: Unit, of prompt: Prompt, inDocument: Bool, inReleaseNotes: @autoclosure () -> Bool) -> Bool {
        let text = prompt.views[unit.view].bytes, bytes = text[unit.range]
        guard let first = bytes.first(where: { !$0.isBlank }) else { return false }
        if first == 0x23 || firstOffset(of: 0x3F, in: text, unit.range) < unit.range.upperBound
            || bytes.last(where: { !$0.isSpace }) == 0x3A
        {
            return true
        }
        if statesDefault(bytes) || contrasts(bytes) { return true }
        return inDocument
            ? holds(dutyTerms, unit, of: prompt) || mayLimit(text, unit.range) && limits(bytes)
                || ordersInClause(bytes) && !(isItem(bytes) && !ordersInClause(bytes, butWork: true) && inReleaseNotes())
            : commands(unit, of: prompt)
    }

    /// Whether the sentence says what holds where nothing else is chosen: "by default", "defaults to", "the default of the port is". That a value is the default is told
    /// nowhere else, though the value may stand elsewhere. Cost: linear in it.
    private static func statesDefault(_ bytes: ArraySlice<UInt8>) -> Bool {
        guard bytes.holds(defaultEnd[...]) else { return false }
        var last = "", isOpen = false
        for part in bytes.split(whereSeparator: { !$0.isLetter }) {
            let word = part.count > longestWord ? "" : String(decoding: part, as: UTF8.self).lowercased()
            if word == "default" && last == "by" || word == "to" && last == "defaults" || word == "is" && isOpen { return true }
            isOpen = isOpen || word == "default" && (last == "the" || last.isEmpty)
            last = word
        }
        return false
    }

    /// Whether the sentence opens with "unlike": it says what one thing does and another does not, though both may be named elsewhere.
    private static func contrasts(_ bytes: ArraySlice<UInt8>) -> Bool {
        let text = bytes.drop { !$0.isLetter }
        return text.count > 7 && text.startIndex - bytes.startIndex < 8 && text.prefix(6).lazy.map(\.lowered).elementsEqual("unlike".utf8)
            && text[text.startIndex + 6].isSpace
    }

    private static let defaultEnd = Array("efault".utf8)

    /// Whether the text begins with the mark of an item of a list.
    static func isItem(_ bytes: ArraySlice<UInt8>) -> Bool {
        let text = bytes.drop(while: \.isBlank)
        return text.count > 2 && (text.first == 0x2D || text.first == 0x2A || text.first == 0x2B) && text[text.startIndex + 1].isBlank
    }

    /// Whether a clause of the sentence opens with an order; `butWork`: with one that is no verb of work on a project.
    private static func ordersInClause(_ bytes: ArraySlice<UInt8>, butWork: Bool = false) -> Bool {
        func orders(_ clause: ArraySlice<UInt8>) -> Bool {
            opensWithImperative(clause) && !(butWork && ReleaseNotes.opensWithWork(clause))
        }
        var start = bytes.startIndex
        for at in bytes.indices where bytes[at] == 0x2C || bytes[at] == 0x3B || bytes[at] == 0x3A || bytes[at] == 0x28 {
            if orders(bytes[start..<at]) { return true }
            start = at + 1
        }
        return orders(bytes[start...])
    }

    /// Whether the sentence says what can only or cannot be ("can't", "can only", "may not"), or "don't"; what someone may do ("members can"), or what harm
    /// can come of something ("can cause"). Cost: linear in it.
    private static func limits(_ bytes: ArraySlice<UInt8>) -> Bool {
        var last: ArraySlice<UInt8> = [], before: ArraySlice<UInt8> = []
        var at = bytes.startIndex
        while at < bytes.endIndex {
            var end = at
            var isPlain = true
            while end < bytes.endIndex, bytes[end].isWordlike && !bytes[end].isDigit || bytes[end] == 0x27 {
                if !bytes[end].isLetter { isPlain = false }
                end += 1
            }
            let word = bytes[at..<end]
            at = end + 1
            if word.isEmpty { continue }
            if permits(last),
                limiters.contains(where: { word.elementsEqual($0.utf8) }) || isOne(of: harms, word) || isOne(of: persons, before)
            {
                return true
            }
            if !isPlain {
                let letters = word.filter(\.isLetter)
                if contracted.contains(where: { letters.elementsEqual($0.utf8) }) { return true }
            }
            (before, last) = (last, word)
        }
        return false
    }

    /// Whether "can", "may" or "could" stands in the range, perhaps within a word, or an apostrophe, or a character beyond ASCII: else nothing there limits.
    private static func mayLimit(_ bytes: [UInt8], _ range: Range<Int>) -> Bool {
        var at = range.lowerBound
        while true {
            at = limitSigns.firstOffset(in: bytes, at..<range.upperBound)
            guard at < range.upperBound else { return false }
            let letter = bytes[at] | 0x20
            if bytes[at] == 0x27 || bytes[at] >= 0x80 { return true }
            if at + 2 < range.upperBound {
                switch (letter, bytes[at + 1], bytes[at + 2]) {
                case (0x63, 0x61, 0x6E), (0x63, 0x6F, 0x75), (0x6D, 0x61, 0x79): return true
                default: break
                }
            }
            at += 1
        }
    }

    private static let limitSigns = ByteSet { $0 >= 0x80 || [0x27, 0x63, 0x43, 0x6D, 0x4D].contains($0) }

    /// "can", "may", "could"
    private static func permits(_ word: ArraySlice<UInt8>) -> Bool {
        guard word.count == 3 || word.count == 5 else { return false }
        let rest = word.dropFirst()
        switch word.first {
        case 0x63, 0x43: return rest.elementsEqual("an".utf8) || rest.elementsEqual("ould".utf8)
        case 0x6D, 0x4D: return rest.elementsEqual("ay".utf8)
        default: return false
        }
    }

    private static let limiters = ["only", "not", "no", "never", "hardly"]
    private static let longestWord = 12
    private static func isOne(of words: Set<String>, _ word: ArraySlice<UInt8>) -> Bool {
        !word.isEmpty && word.count <= longestWord && words.contains(String(decoding: word, as: UTF8.self).lowercased())
    }
    private static let harms: Set<String> = [
        "cause", "lead", "result", "damage", "break", "lose", "fail", "kill", "burn", "harm", "injure", "hurt", "destroy", "corrupt",
        "crash",
        "explode", "poison", "choke", "ruin", "delete", "overwrite", "leak",
    ]
    /// Who may do something.
    private static let persons: Set<String> = [
        "members", "guests", "patients", "tenants", "anyone", "anybody", "everyone", "everybody", "visitors", "students", "pupils",
        "teachers",
        "employees", "customers", "residents", "citizens", "children", "parents", "adults", "passengers", "owners", "people", "persons",
        "staff",
        "volunteers", "readers", "buyers", "sellers", "neighbours", "drivers", "workers", "pensioners", "travellers",
    ]
    /// "can't" and "don't" with either apostrophe, without it.
    private static let contracted = ["cant", "Cant", "dont", "Dont"]

    /// Whether a word of command stands in the unit. Cost: linear in it.
    static func commands(_ unit: Unit, of prompt: Prompt) -> Bool { holds(commandTerms, unit, of: prompt) }

    private static func holds(_ terms: TermSet, _ unit: Unit, of prompt: Prompt) -> Bool {
        Terms.areAny(in: prompt.views[unit.view].bytes, unit.range, among: terms)
    }

    /// Words of duty, in the languages that have a lexicon; those of Chinese and Japanese are pairs of characters.
    private static let duties = """
        must shall should please ensure always never important remember required avoid cannot warning caution \
        recommend recommends recommended advise advised advisable discouraged mandatory \
        muss müssen musst müsst darf dürfen darfst soll sollen sollte sollten bitte immer nie niemals wichtig erforderlich notwendig verboten vermeiden \
        achtung warnung spätestens doit doivent devez dois devrait devra faut toujours jamais obligatoire interdit interdite évitez éviter veuillez \
        nécessaire debe deben debes deberá deberán hay siempre nunca obligatorio prohibido evite evitar advertencia necesario deve devem deverá devia \
        sempre obrigatório proibido atenção aviso necessário precisa precisam \
        必须 务必 不得 禁止 不能 不要 应当 应该 切勿 请勿 警告 必要 くだ べき なけ いけ
        """
    private static let dutyTerms = TermSet(ofWords: duties + refusals)
    /// Words that deny or call something off without "not".
    private static let refusals = """
         deny denies denied refuse refused reject rejected disagree forbid forbidden prohibit prohibited banned revoke revoked cancel cancelled canceled \
        withdraw withdrew withdrawn lack lacks absent abandoned ruled declined disabled discontinued obsolete unsupported \
        ignored overwritten discarded
        """
    private static let commandTerms = TermSet(
        ofWords: duties + refusals + """
             can note require requires needs need only write answer summarize summarise list explain return respond translate use keep include make output \
            format provide generate describe do \
            nur ausschließlich seulement uniquement solamente únicamente sólo somente apenas 只能 需要 のみ
            """)
}
