// The text of a notebook:
//
//     [… 5 cells of a notebook: python 3.10.6, kernel py310, nbformat 4.5]
//
//     # The mill
//
//     ```python 1 In[3]
//     grain.groupby("kind").sum()
//     ```
//     ```output
//           sacks
//     rye      41
//     ```
//
// A cell of code, and one of raw text, is a fenced block that names its number, as `cells[1]` counts, and the number of its run. Cells of prose stand as they
// are; where one follows another, a line says which it is. Of an output that stands in several forms the plain one is told, and of the others only what it has not.

import PithJSON
import PithPrompt

struct NotebookText {
    private(set) var bytes: [UInt8] = []
    private var language: [UInt8] = []
    /// Whether the text ends in a cell of prose.
    var endsInProse: Bool { followsProse }

    /// Whether the last cell was prose, and how many empty cells came since the last that was told.
    private var followsProse = false
    private var emptyCount = 0

    /// The text of the notebook that `document` is; nil where it is none of version 4, or holds what no notebook does. Cost: linear.
    init?(_ document: JSONDocument) {
        let root = document.root
        guard root.kind == .object, root["nbformat"]?.integer == 4, let cells = root["cells"], cells.kind == .array,
            root.members.allSatisfy({ Self.name($0.key, isOneOf: ["cells", "metadata", "nbformat", "nbformat_minor"]) })
        else { return nil }
        let cellCount = cells.elements.reduce(0) { count, _ in count + 1 }
        writeHead(root, cellCount: cellCount)
        for (number, cell) in cells.elements.enumerated() {
            guard write(cell, number) else { return nil }
        }
        writeEmpty(upTo: cellCount)
        // The document's own end is no line end.
        while bytes.last == 0x0A { bytes.removeLast() }
    }

    private static func name(_ key: JSONValue, isOneOf names: [String]) -> Bool { key.string.map(names.contains) ?? false }

    // MARK: The head

    private mutating func writeHead(_ root: JSONValue, cellCount: Int) {
        let metadata = root["metadata"]
        let kernel = metadata?["kernelspec"], info = metadata?["language_info"]
        let language = Self.plainName(info?["name"]) ?? Self.plainName(kernel?["language"])
        self.language = Array((language ?? "").utf8)
        let version = Self.plainName(info?["version"]).map { " " + $0 } ?? ""
        var parts: [String] = []
        if let language { parts.append(language + version) }
        if let name = Self.plainName(kernel?["name"]), name != language { parts.append("kernel \(name)") }
        parts.append("nbformat 4" + (root["nbformat_minor"]?.integer.map { ".\($0)" } ?? ""))
        bytes += NotebookHead.line(cellCount: cellCount, parts) + [0x0A]
        if let metadata { bytes += Self.told(metadata, but: Self.knownOfNotebooks).map { $0 + [0x0A] } ?? [] }
        bytes.append(0x0A)
    }

    /// A short word of letters, digits and the like.
    private static func plainName(_ value: JSONValue?) -> String? {
        guard let text = value?.string, !text.isEmpty, text.utf8.count <= 24,
            text.utf8.allSatisfy({ $0.isNameByte || [0x2E, 0x2D, 0x2B, 0x23].contains($0) })
        else {
            return nil
        }
        return text
    }

    /// What programs note of notebooks and cells for themselves: how they look, when they ran, by which ids they are known.
    private static let knownOfNotebooks: Set<String> = [
        "kernelspec", "language_info", "widgets", "colab", "toc", "varInspector", "vscode", "interpreter", "hide_input",
        "toc-autonumbering",
        "toc-showcode", "toc-showmarkdowntxt", "toc-showtags", "nbTranslate", "latex_envs", "celltoolbar", "nteract", "orig_nbformat",
        "pycharm", "anaconda-cloud",
        "signature",
    ]
    private static let knownOfCells: Set<String> = [
        "id", "outputId", "colab", "colab_type", "executionInfo", "ExecuteTime", "execution", "collapsed", "scrolled", "jupyter", "pycharm",
        "vscode", "hidden",
        "deletable", "editable", "trusted", "cellView", "nteract", "slideshow", "run_control", "heading_collapsed", "hideCode",
        "hidePrompt", "code_folding",
        "_uuid", "_cell_guid", "papermill", "lines_to_next_cell", "new_sheet", "jukit_cell_id",
    ]

    /// The members of `metadata` that are not known, as JSON; nil where there are none.
    private static func told(_ metadata: JSONValue, but known: Set<String>) -> [UInt8]? {
        let document = metadata.document
        let rest = metadata.members.filter { member in
            !(member.key.string.map(known.contains) ?? false) && !isEmpty(member.value)
        }
        guard !rest.isEmpty else { return nil }
        var text: [UInt8] = [0x7B]
        for (index, member) in rest.enumerated() {
            if index > 0 { text.append(0x2C) }
            text +=
                CompactJSON.minified(document.bytes, member.key.range) + [0x3A] + CompactJSON.minified(document.bytes, member.value.range)
        }
        return text + [0x7D]
    }

    private static func isEmpty(_ value: JSONValue) -> Bool {
        value.kind == .array ? !value.elements.contains { _ in true } : value.kind == .object && !value.members.contains { _ in true }
    }

    // MARK: Cells

    private mutating func write(_ cell: JSONValue, _ number: Int) -> Bool {
        guard cell.kind == .object, let kind = cell["cell_type"]?.string, let source = cell["source"].flatMap(NotebookValue.text),
            cell.members.allSatisfy({
                Self.name($0.key, isOneOf: ["cell_type", "source", "metadata", "execution_count", "outputs", "id", "attachments"])
            })
        else { return false }
        guard let outputs = NotebookOutput.all(of: cell) else { return false }
        // A backtick there would make the fence code within a line.
        let noted = cell["metadata"].flatMap { $0.kind == .object ? Self.told($0, but: Self.knownOfCells) : nil }
            .map { $0.flatMap { $0 == 0x60 ? Array("\\u0060".utf8) : [$0] } }
        let attached = cell["attachments"].map { Array($0.members) } ?? []
        guard !source.allSatisfy(\.isSpace) || !outputs.isEmpty || noted != nil || !attached.isEmpty else {
            emptyCount += 1
            return true
        }
        writeEmpty(upTo: number)
        switch kind {
        case "markdown" where !Self.leavesFenceOpen(source) && noted == nil:
            if followsProse { bytes += Array("[cell \(number)]\n".utf8) }
            write(line: source)
            followsProse = true
        case "markdown", "raw", "code":
            let name = kind == "code" ? language : Array(kind.utf8)
            let run = cell["execution_count"]?.integer.map { " In[\($0)]" } ?? ""
            writeFence(name + Array(" \(number)\(run)".utf8) + (noted.map { [0x20] + $0 } ?? []), source)
            followsProse = false
        default: return false
        }
        for (name, files) in attached {
            let size = files.members.reduce(0) { $0 + $1.value.range.count }
            bytes += CutMark.saying("\(name.string ?? "attachment"): \(size) bytes") + [0x0A]
        }
        for output in outputs { writeFence(output.label, output.text) }
        bytes.append(0x0A)
        return true
    }

    /// Says which cells before the one of that number hold nothing.
    private mutating func writeEmpty(upTo number: Int) {
        guard emptyCount > 0 else { return }
        let first = number - emptyCount
        bytes += Array((emptyCount == 1 ? "[cell \(first) is empty]\n\n" : "[cells \(first) to \(number - 1) are empty]\n\n").utf8)
        emptyCount = 0
        followsProse = false
    }

    private mutating func write(line text: [UInt8]) {
        bytes += text
        if text.last != 0x0A { bytes.append(0x0A) }
    }

    /// A block whose fence is longer than any within it.
    private mutating func writeFence(_ label: [UInt8], _ text: [UInt8]) {
        let longest = Self.fences(of: text).filter { $0.marks.first == 0x60 }.map(\.marks.count).max() ?? 2
        let marks = [UInt8](repeating: 0x60, count: longest + 1)
        bytes += marks + label + [0x0A]
        if !text.isEmpty { write(line: text) }
        bytes += marks + [0x0A]
    }

    private static func fences(of text: [UInt8]) -> [FenceLine] {
        text.split(separator: 0x0A).compactMap { FenceLine($0.drop { $0 == 0x20 || $0 == 0x09 }) }
    }

    /// Whether a fence is open at the text's end.
    private static func leavesFenceOpen(_ text: [UInt8]) -> Bool {
        var open: FenceLine?
        for fence in fences(of: text) {
            if let opening = open {
                if fence.closes(opening) { open = nil }
            } else if fence.opens {
                open = fence
            }
        }
        return open != nil
    }
}
