// All forms in brackets that Pith writes into a text, one a line: how it looks, who reads it back, who writes it. What a strategy writes must be read as
// what it is when the output is compressed again, so a strategy with a form of its own gets a line here; the tests go through the lines (BracketFormTests), and the reader
// of outputs (SpelledOut) takes the forms of several lines from them.

import PithPrompt

/// A form in brackets.
struct BracketForm: Sendable {
    enum Reader: Sendable {
        /// A line by itself that leads to lines above (RepeatReference).
        case reference
        /// A mark of what was cut, on a line or within one (CutMark).
        case cut
        /// A line that counts the lines below it.
        case lines(any ShortForm.Type)
        /// A line that says what signs in the text below it stand for (ShortAddresses).
        case head
        /// Words within a line: text to who compresses it again.
        case text
    }

    /// As the page of each of its strategies shows it.
    let sample: String
    let reader: Reader
    /// The names of the strategies that write it.
    let writers: [String]

    init(_ sample: String, _ reader: Reader, by writers: String...) {
        (self.sample, self.reader, self.writers) = (sample, reader, writers)
    }
}

let allBracketForms: [BracketForm] = [
    BracketForm("[Same 3 lines as above, from \"Name of the traveller as in the passport\"]", .reference, by: "exact-repeats"),
    BracketForm("[Then 12 more lines, 2 skipped]", .reference, by: "exact-repeats"),
    BracketForm("[The line above, 3 more times]", .reference, by: "exact-repeats"),
    BracketForm(
        "[Same 5 lines as above, from \"def test_refund_small():\", but \"test_refund_small\" → \"test_refund_large\", \"12.50\" → \"1250.00\", \"ito\" → \"vang\"]",
        .reference, by: "near-duplicates"),
    BracketForm(
        "[Same 5 lines as above, from \"The crane on quay 4 stops after twelve minutes, \", behind \"> \"]", .reference,
        by: "quoted-replies"),
    BracketForm("[…]", .cut, by: "sentence-selection", "line-selection", "element-selection", "example-selection", "outline"),
    BracketForm("[… 447 of 500 rows: n_items 1…5 sum 1337; total 12.50…4079.45 sum 803412.91]", .cut, by: "line-selection"),
    BracketForm("[… 29 log lines in 8: ×N = N alike, a→b = values of a]", .cut, by: "log-templates"),
    BracketForm("[… 6 frames: django, asgiref]", .cut, by: "stack-traces"),
    BracketForm("[… 41 lines like it: 41 passed]", .cut, by: "test-output"),
    BracketForm("[… 210 bytes]", .cut, by: "encoded-data"),
    BracketForm("[… the text of the Apache License 2.0]", .cut, by: "comments"),
    BracketForm("[… page of 41234 bytes in Markdown; #3]", .cut, by: "web-pages"),
    BracketForm("[… 3 cells of a notebook: python 3.10.6, kernel python3, nbformat 4.5]", .cut, by: "notebooks"),
    BracketForm("[… image/png of 4523 bytes]", .cut, by: "notebooks"),
    BracketForm("[cell 3]", .text, by: "notebooks"),
    BracketForm("[cell 2 is empty]", .text, by: "notebooks"),
    BracketForm("[end of the notebook]", .text, by: "notebooks"),
    BracketForm("[hidden: …]", .text, by: "web-pages"),
    BracketForm("[3 times: Close the valve. ]", .text, by: "repeated-phrases"),
    BracketForm("[Links: …/ = https://github.com/example/harbour/pull/]", .head, by: "shared-addresses"),
    BracketForm(
        "[8 log lines by 2 patterns: {t} a time or its changed end, {} a word, = as before]", .lines(PatternedLog.self), by: "log-columns"),
    BracketForm(
        "[10 lines of git blame under their commits, author and date once a commit]", .lines(BlamedLines.self), by: "git-blame"),
    BracketForm(
        "[35 lines of git log, dates and authors as above where not given, messages at the margin]", .lines(CommitLog.self), by: "git-log"),
    BracketForm(
        "[60 rows, each for the … in: INSERT INTO public.orders (id, customer, status, total) VALUES (…);]", .lines(InsertedRows.self),
        by: "sql-rows"),
    BracketForm("[10 lines found, each below its file, 3 files]", .lines(FoundLines.self), by: "grouped-found-lines"),
    BracketForm("[3 lines found and 8 around (-), each below its file, 2 files]", .lines(FoundLines.self), by: "grouped-found-lines"),
    BracketForm(
        "[5 lines, those that begin with ( of the file above them, 2 files]", .lines(PlacedFindings.self), by: "grouped-found-lines"),
    BracketForm("[8 paths, folders over their files]", .lines(GroupedPaths.self), by: "grouped-paths"),
    BracketForm("[10 lines of a tree drawn with ├─┬, a blank a level]", .lines(DrawnTree.self), by: "drawn-trees"),
    BracketForm("[5 lines of subtitles (SRT) from 1 on: from–to text, no to: until the next]", .lines(TimedCaptions.self), by: "subtitles"),
    BracketForm("[11 rows, each below its folder, 3 folders]", .lines(FolderRows.self), by: "rows-by-folder"),
    BracketForm("[7 rows, ^N the first N words of the row above]", .lines(RowOpenings.self), by: "repeated-openings"),
]
