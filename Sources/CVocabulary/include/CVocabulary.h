// The vocabularies that are part of the program: their bytes, and how many.
#pragma once
#include <stddef.h>

const unsigned char *pith_vocabulary_o200k_base(size_t *byte_count);
const unsigned char *pith_vocabulary_cl100k_base(size_t *byte_count);
const unsigned char *pith_vocabulary_p50k_base(size_t *byte_count);
const unsigned char *pith_vocabulary_r50k_base(size_t *byte_count);
