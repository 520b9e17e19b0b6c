// PithFacts
