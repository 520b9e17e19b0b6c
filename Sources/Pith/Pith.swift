// The umbrella: what an agent wrapper imports.
@_exported import PithCompression
@_exported import PithFacts
@_exported import PithPrompt
@_exported import PithTokenizer
@_exported import PithVocabulary
