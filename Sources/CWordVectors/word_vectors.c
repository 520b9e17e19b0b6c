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

static inline __attribute__((always_inline)) void add_all(float *restrict sum, const unsigned char *restrict row, float scale) {
    for (int i = 0; i < 128; i++) sum[i] += scale * ((float)(row[i] & 15) - 7.5f);
    for (int i = 0; i < 128; i++) sum[128 + i] += scale * ((float)(row[i] >> 4) - 7.5f);
}

static inline __attribute__((always_inline)) void plus_all(float *restrict sum, const float *restrict values) {
    for (int i = 0; i < 256; i++) sum[i] += values[i];
}

static inline __attribute__((always_inline)) float dot_all(const float *a, const float *b) {
    float lanes[8] = {0};
    for (int i = 0; i < 256; i += 8)
        for (int lane = 0; lane < 8; lane++) lanes[lane] += a[i + lane] * b[i + lane];
    float sum = 0;
    for (int lane = 0; lane < 8; lane++) sum += lanes[lane];
    return sum;
}

static inline __attribute__((always_inline)) void divide_all(float *values, float divisor) {
    for (int i = 0; i < 256; i++) values[i] /= divisor;
}

// A newer processor does eight values at once. Each value goes through the same roundings in the same order, so results do not depend on that.
#if defined(__x86_64__)
#define NEWER __attribute__((target("avx2")))
NEWER static void add_newer(float *sum, const unsigned char *row, float scale) { add_all(sum, row, scale); }
NEWER static void plus_newer(float *sum, const float *values) { plus_all(sum, values); }
NEWER static float dot_newer(const float *a, const float *b) { return dot_all(a, b); }
NEWER static void divide_newer(float *values, float divisor) { divide_all(values, divisor); }

static int is_newer;

__attribute__((constructor)) static void ask_processor(void) {
    __builtin_cpu_init();
    is_newer = __builtin_cpu_supports("avx2") != 0;
}
#define NEWER_DOES(call) if (is_newer) return call
#else
#define NEWER_DOES(call)
#endif

void pith_vector_add(float *sum, const unsigned char *row, float scale) {
    NEWER_DOES(add_newer(sum, row, scale));
    add_all(sum, row, scale);
}

void pith_vector_plus(float *sum, const float *values) {
    NEWER_DOES(plus_newer(sum, values));
    plus_all(sum, values);
}

float pith_vector_dot(const float *a, const float *b) {
    NEWER_DOES(dot_newer(a, b));
    return dot_all(a, b);
}

void pith_vector_divide(float *values, float divisor) {
    NEWER_DOES(divide_newer(values, divisor));
    divide_all(values, divisor);
}
