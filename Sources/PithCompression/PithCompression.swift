// PithCompression
