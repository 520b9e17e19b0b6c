#include "CVocabulary.h"

// Page-aligned, so that a probe touches as few pages as can be.
#define VOCABULARY(name) \
    const unsigned char *pith_vocabulary_##name(size_t *byte_count) { \
        *byte_count = sizeof name; \
        return name; \
    }

_Alignas(4096) static const unsigned char o200k_base[] = {
#embed "o200k_base.bin"
};
VOCABULARY(o200k_base)

_Alignas(4096) static const unsigned char cl100k_base[] = {
#embed "cl100k_base.bin"
};
VOCABULARY(cl100k_base)

_Alignas(4096) static const unsigned char p50k_base[] = {
#embed "p50k_base.bin"
};
VOCABULARY(p50k_base)

_Alignas(4096) static const unsigned char r50k_base[] = {
#embed "r50k_base.bin"
};
VOCABULARY(r50k_base)
