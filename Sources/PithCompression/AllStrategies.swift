// Every strategy there is, in the order in which they run. A new one is one file under Strategies/ and one line here.

/// The registered strategies: lossless ones first, each seeing what those before it left.
public let allStrategies: [any Strategy.Type] = [
    Whitespace.self,
    ToolSchemas.self,
    JSONTable.self,
    CSVTable.self,
    MarkdownTables.self,
    PlainFields.self,
    CompactJSON.self,
    LogColumns.self,
    GroupedSearchResults.self,
    DiffHeads.self,
    DenseHunks.self,
    RepeatedPhrases.self,
    ExactRepeats.self,
    TerminalCodes.self,
    SearchIndentation.self,
    StackTraces.self,
    TestOutput.self,
    LogTemplates.self,
    DiffContext.self,
    Comments.self,
    SentenceSelection.self,
    ToolDescriptions.self,
    LineSelection.self,
    ElementSelection.self,
]
