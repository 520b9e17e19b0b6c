// PithVocabulary
