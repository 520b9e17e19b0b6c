#include "CWordVectors.h"

// One rounding a step on every processor: results must not depend on whether it has a fused multiply-add.
#pragma STDC FP_CONTRACT OFF

// Page-aligned, so that a look-up touches as few pages as can be; a run without a question touches none.
_Alignas(4096) static const unsigned char word_vectors[] = {
#embed "word_vectors.bin"
};

const unsigned char *pith_word_vectors(size_t *byte_count) {
    *byte_count = sizeof word_vectors;
    return word_vectors;
}

void pith_vector_add(float *restrict sum, const unsigned char *restrict row, float scale) {
    for (int i = 0; i < 128; i++) sum[i] += scale * ((float)(row[i] & 15) - 7.5f);
    for (int i = 0; i < 128; i++) sum[128 + i] += scale * ((float)(row[i] >> 4) - 7.5f);
}

float pith_vector_dot(const float *a, const float *b) {
    float lanes[8] = {0};
    for (int i = 0; i < 256; i += 8)
        for (int lane = 0; lane < 8; lane++) lanes[lane] += a[i + lane] * b[i + lane];
    float sum = 0;
    for (int lane = 0; lane < 8; lane++) sum += lanes[lane];
    return sum;
}
