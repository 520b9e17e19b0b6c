// PithTokenizer
