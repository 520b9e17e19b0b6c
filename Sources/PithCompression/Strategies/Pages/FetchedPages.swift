// Which results of tools may be read as text: pages that came from the web, of which nobody needs the source.
//
// The call says where a result comes from: the name of its tool ("web_fetch", "browser_navigate"), or an address among its arguments. What was read of a file
// may be edited next, and so may a page of one's own machine; where somebody in the conversation speaks of markup, the page may be there for its source.

import PithPrompt
import PithSystem

struct FetchedPages: Sendable {
    /// The last names in the addresses that calls fetched, by the ids of the calls: the files they may have become.
    private var fetched: [String: String] = [:]
    /// The ids of calls that read files or wrote them, or may have.
    private var ofFiles: Set<String> = []
    /// The names of page files in the arguments of calls that fetched nothing.
    private var files: Set<String> = []
    /// Whether somebody speaks of how pages are made.
    private(set) var areAskedForAsSource = false

    /// Takes note of the messages. Cost: linear in what is said in them, and in their calls.
    mutating func add(_ prompt: Prompt) {
        for message in prompt.messages {
            for call in message.toolCalls { add(call) }
            guard !areAskedForAsSource else { continue }
            areAskedForAsSource = message.views.contains {
                let view = prompt.views[$0]
                return view.role != .tool && MarkupTalk.isIn(view.bytes, isRequest: view.role == .user)
            }
        }
    }

    private mutating func add(_ call: ToolCall) {
        if let file = PageCall.fetchedFile(of: call) {
            fetched[call.id] = file
        } else {
            if PageCall.isOfFiles(call) { ofFiles.insert(call.id) }
            files.formUnion(PageCall.pageFiles(in: call.input))
            if !areAskedForAsSource { areAskedForAsSource = MarkupTalk.isIn(call.input, isRequest: false) }
        }
    }

    /// Whether the text came from the web and became no file that another call names.
    func hold(_ view: View) -> Bool {
        guard let file = view.toolCallID.flatMap({ fetched[$0] }) else { return false }
        return !files.contains(file)
    }

    /// Whether the text is no file that was read, as far as calls tell.
    func allow(_ view: View) -> Bool { hold(view) || view.toolCallID.map { fetched[$0] == nil && !ofFiles.contains($0) } ?? true }
}

/// What a tool call says of where its result comes from.
enum PageCall {
    /// The last name in the address that the call fetches, empty where there is none; nil where it may fetch nothing.
    static func fetchedFile(of call: ToolCall) -> String? {
        let words = Set(words(of: call.name))
        let addresses = addresses(in: call.input)
        guard words.isDisjoint(with: fileWords), addresses.allSatisfy({ !isLocal(call.input[$0]) && !isOfSource(call.input[$0]) }),
            !namesPageFile(call.input, but: addresses)
        else {
            return nil
        }
        let isFetch: Bool
        if !words.isDisjoint(with: shellWords) {
            isFetch = !addresses.isEmpty && speaksOfFetching(call.input)
        } else if !words.isDisjoint(with: readingWords) {
            isFetch = !addresses.isEmpty
        } else {
            isFetch = !addresses.isEmpty || !words.isDisjoint(with: fetchWords)
        }
        return isFetch ? addresses.last.map { lastName(of: call.input[$0]) } ?? "" : nil
    }

    /// Whether the call reads files or writes them, or a shell may.
    static func isOfFiles(_ call: ToolCall) -> Bool {
        !Set(words(of: call.name)).isDisjoint(with: fileWords.union(readingWords).union(shellWords)) || namesPageFile(call.input, but: [])
    }

    /// The names of page files in the arguments, those in addresses too. Cost: linear.
    static func pageFiles(in input: [UInt8]) -> Set<String> {
        var names: Set<String> = []
        for name in input.split(whereSeparator: { !$0.isNameByte && $0 != 0x2E && $0 != 0x2D }) where isPageFile(name) {
            names.insert(String(decoding: name, as: UTF8.self))
        }
        return names
    }

    private static let fileWords: Set<String> = [
        "file", "files", "filesystem", "edit", "editor", "write", "str", "replace", "patch", "insert", "apply", "create", "save",
        "notebook", "grep", "glob",
        "code", "codebase", "repo", "repository", "git", "diff", "dir", "directory", "folder", "workspace",
    ]
    private static let readingWords: Set<String> = ["read", "cat", "view", "open", "show", "head", "tail", "load"]
    private static let shellWords: Set<String> = [
        "bash", "sh", "shell", "zsh", "terminal", "console", "command", "cmd", "exec", "execute", "run", "powershell", "python", "process",
    ]
    private static let fetchWords: Set<String> = [
        "fetch", "fetcher", "browse", "browser", "browsing", "web", "webpage", "website", "url", "http", "https", "curl", "wget", "scrape",
        "scraper", "crawl",
        "crawler", "navigate", "goto", "visit", "search", "internet",
    ]

    /// The words of a name, in small letters: "web", "fetch" of "WebFetch" and "web_fetch".
    static func words(of name: String) -> [String] {
        var words: [String] = []
        var word = ""
        var wasSmall = false
        for byte in name.utf8.prefix(200) {
            if !byte.isLetter || byte.isCapital && wasSmall {
                if !word.isEmpty { words.append(word) }
                word = ""
            }
            if byte.isLetter { word.unicodeScalars.append(Unicode.Scalar(byte.lowered)) }
            wasSmall = byte.isSmall
        }
        return word.isEmpty ? words : words + [word]
    }

    /// The addresses of the web in a call's arguments, without their schemes. Cost: linear.
    static func addresses(in input: [UInt8]) -> [Range<Int>] {
        var found: [Range<Int>] = []
        var at = 0
        while at < input.count {
            at = firstOffset(of: 0x3A, in: input, at..<input.count)
            guard at < input.count else { break }
            let isAddress = ["http", "https"].contains { input[..<at].suffix($0.utf8.count).map { $0.lowered }.elementsEqual($0.utf8) }
            // Slashes may be escaped.
            let start = input[(at + 1)...].firstIndex { $0 != 0x2F && $0 != 0x5C } ?? input.count
            if isAddress, start > at + 2 {
                let end =
                    input[start...].firstIndex { $0 <= 0x20 || $0 == 0x22 || $0 == 0x27 || $0 == 0x3C || $0 == 0x3E || $0 == 0x7C }
                    ?? input.count
                found.append(start..<end)
                at = end
            } else {
                at = max(at + 1, start)
            }
        }
        return found
    }

    /// Whether an address is one of this machine or its network.
    private static func isLocal(_ address: ArraySlice<UInt8>) -> Bool {
        let host = String(
            decoding: address.prefix { $0 != 0x2F && $0 != 0x3A && $0 != 0x3F && $0 != 0x5C }.map { $0.lowered }, as: UTF8.self)
        return !host.contains(".") || host.hasPrefix("127.") || host.hasPrefix("0.") || host.hasPrefix("10.") || host.hasPrefix("192.168.")
            || host.hasPrefix("172.") || [".local", ".localhost", ".test", ".internal"].contains { host.hasSuffix($0) }
    }

    /// Whether an address is that of a file as it lies in a repository: `raw` is a part of it.
    private static func isOfSource(_ address: ArraySlice<UInt8>) -> Bool {
        address.split { !$0.isLetterOrDigit }.contains { $0.elementsEqual("raw".utf8) }
    }

    private static func lastName(of address: ArraySlice<UInt8>) -> String {
        let path = address.prefix { $0 != 0x3F && $0 != 0x23 }
        return String(decoding: path.split(separator: 0x2F).last ?? [], as: UTF8.self)
    }

    private static func speaksOfFetching(_ input: [UInt8]) -> Bool {
        let words = input.split { !$0.isNameByte }.lazy
        let fetches = words.contains { word in
            ["curl", "wget", "xh", "http", "https", "lynx", "requests", "urlopen", "httpx"].contains { word.elementsEqual($0.utf8) }
        }
        return fetches && !words.contains { word in ["cat", "sed", "awk", "less", "tee"].contains { word.elementsEqual($0.utf8) } }
    }

    /// Whether a page's file is named outside of the addresses, or a scheme that leads to one.
    private static func namesPageFile(_ input: [UInt8], but addresses: [Range<Int>]) -> Bool {
        var at = 0
        for range in addresses + [input.count..<input.count] {
            let words = input[at..<max(at, range.lowerBound)].split { !$0.isNameByte && $0 != 0x2E && $0 != 0x2D && $0 != 0x3A }
            if words.contains(where: { isPageFile($0) || $0.elementsEqual("file:".utf8) }) { return true }
            at = range.upperBound
        }
        return false
    }

    private static func isPageFile(_ name: ArraySlice<UInt8>) -> Bool {
        guard let dot = name.lastIndex(of: 0x2E), dot > name.startIndex, name.endIndex - dot <= 8 else { return false }
        return pageEndings.contains(String(decoding: name[(dot + 1)...].map { $0.lowered }, as: UTF8.self))
    }

    private static let pageEndings: Set<String> = [
        "html", "htm", "xhtml", "shtml", "php", "jsp", "asp", "aspx", "erb", "ejs", "hbs", "vue", "svelte", "jinja", "j", "tmpl", "tpl",
        "twig", "mustache",
        "astro", "cshtml", "liquid",
    ]
}

/// Words that speak of how a page is made, or of what is lost when it is told as its text.
enum MarkupTalk {
    /// Whether the text has one. A request may ask for pictures, fields and looks; such words in other texts tell nothing of a page. Cost: linear.
    static func isIn(_ bytes: [UInt8], isRequest: Bool) -> Bool {
        var at = 0
        while at < bytes.count {
            guard bytes[at].isLetter else {
                at += 1
                continue
            }
            let start = at
            while at < bytes.count, bytes[at].isLetterOrDigit { at += 1 }
            // "page.html", "--html", "/css/" are parts of names.
            let isPart =
                start > 0 && [0x2E, 0x2F, 0x2D, 0x5F, 0x40].contains(bytes[start - 1])
                || at < bytes.count && bytes[at] == 0x2E && at + 1 < bytes.count && bytes[at + 1].isLetter
            guard !isPart, at - start <= 14, (starts & (1 << UInt32((bytes[start] | 0x20) - 0x61))) != 0 else { continue }
            let word = String(decoding: bytes[start..<at].map { $0.lowered }, as: UTF8.self)
            if words.contains(word) || isRequest && requestWords.contains(word) { return true }
        }
        return false
    }

    private static let words: Set<String> = [
        "html", "xhtml", "css", "selector", "selectors", "xpath", "dom", "markup", "scrape", "scraper", "scrapers", "scraping",
        "beautifulsoup", "cheerio",
        "puppeteer", "playwright", "selenium", "queryselector", "stylesheet", "iframe", "href", "div", "webmaster", "seo",
    ]
    private static let requestWords: Set<String> = [
        "javascript", "script", "scripts", "tag", "tags", "meta", "metadata", "attribute", "attributes", "element", "elements", "class",
        "classes", "source", "raw",
        "aria", "accessibility", "hidden", "image", "images", "img", "picture", "pictures", "photo", "photos", "logo", "favicon", "icon",
        "icons", "form", "forms",
        "field", "fields", "button", "buttons", "click", "login", "csrf", "token", "font", "fonts", "layout", "color", "colors", "colour",
        "colours", "style",
        "styles", "bold", "schema", "ld", "template", "templates", "deploy", "deployed", "deployment", "staging", "tracking", "tracker",
        "trackers", "cookie", "cookies", "embed", "embedded", "verbatim",
    ]
    /// The letters that the words begin with, a bit for each.
    private static let starts = words.union(requestWords).reduce(UInt32(0)) { $0 | 1 << UInt32($1.utf8.first! - 0x61) }
}
