// PithUnicode
