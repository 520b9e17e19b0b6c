// Three forms of one function: AVX2 where the processor has it (asked once, when the program is loaded), SSE2 on any other x86-64,
// plain C elsewhere. A byte is compared with a range by one addition that moves the range to the top of the signed bytes and one
// signed comparison: x + (127 - last) > 127 - size.
#include "CPithBPE.h"

static uint64_t bit(int condition, int place) { return (uint64_t)(condition != 0) << place; }

static void plain_masks(const uint8_t *bytes, pith_byte_masks *masks) {
    pith_byte_masks m = {0};
    for (int i = 0; i < 64; i++) {
        uint8_t c = bytes[i];
        m.non_ascii |= bit(c & 0x80, i);
        m.letter |= bit((uint8_t)((c | 0x20) - 'a') < 26, i);
        m.lower |= bit(c & 0x20, i);
        m.digit |= bit((uint8_t)(c - '0') < 10, i);
        m.space |= bit(c == ' ', i);
        m.whitespace |= bit(c == ' ' || (uint8_t)(c - 9) < 5, i);
        m.newline |= bit(c == '\n' || c == '\r', i);
        m.apostrophe |= bit(c == '\'', i);
    }
    *masks = m;
}

#if defined(__x86_64__)
#include <immintrin.h>

#define IN_RANGE(set1, add, cmpgt, x, last, size) cmpgt(add(x, set1((char)(127 - (last)))), set1((char)(127 - (size))))

static void sse2_masks(const uint8_t *bytes, pith_byte_masks *masks) {
    pith_byte_masks m = {0};
    for (int i = 0; i < 64; i += 16) {
        __m128i x = _mm_loadu_si128((const __m128i *)(bytes + i));
#define RANGE(x, last, size) IN_RANGE(_mm_set1_epi8, _mm_add_epi8, _mm_cmpgt_epi8, x, last, size)
#define EQUAL(value) _mm_cmpeq_epi8(x, _mm_set1_epi8(value))
#define PUT(field, vector) m.field |= (uint64_t)(uint32_t)_mm_movemask_epi8(vector) << i
        __m128i space = EQUAL(' ');
        PUT(non_ascii, x);
        PUT(letter, RANGE(_mm_or_si128(x, _mm_set1_epi8(0x20)), 'z', 26));
        PUT(lower, _mm_slli_epi16(x, 2));
        PUT(digit, RANGE(x, '9', 10));
        PUT(space, space);
        PUT(whitespace, _mm_or_si128(space, RANGE(x, 13, 5)));
        PUT(newline, _mm_or_si128(EQUAL('\n'), EQUAL('\r')));
        PUT(apostrophe, EQUAL('\''));
#undef RANGE
#undef EQUAL
#undef PUT
    }
    *masks = m;
}

__attribute__((target("avx2"))) static void avx2_masks(const uint8_t *bytes, pith_byte_masks *masks) {
    __m256i x = _mm256_loadu_si256((const __m256i *)bytes), y = _mm256_loadu_si256((const __m256i *)(bytes + 32));
#define RANGE(x, last, size) IN_RANGE(_mm256_set1_epi8, _mm256_add_epi8, _mm256_cmpgt_epi8, x, last, size)
#define EQUAL(x, value) _mm256_cmpeq_epi8(x, _mm256_set1_epi8(value))
#define PUT(field, low, high) \
    masks->field = (uint64_t)(uint32_t)_mm256_movemask_epi8(low) | (uint64_t)(uint32_t)_mm256_movemask_epi8(high) << 32
    __m256i small = _mm256_set1_epi8(0x20), space_x = EQUAL(x, ' '), space_y = EQUAL(y, ' ');
    PUT(non_ascii, x, y);
    PUT(letter, RANGE(_mm256_or_si256(x, small), 'z', 26), RANGE(_mm256_or_si256(y, small), 'z', 26));
    PUT(lower, _mm256_slli_epi16(x, 2), _mm256_slli_epi16(y, 2));
    PUT(digit, RANGE(x, '9', 10), RANGE(y, '9', 10));
    PUT(space, space_x, space_y);
    PUT(whitespace, _mm256_or_si256(space_x, RANGE(x, 13, 5)), _mm256_or_si256(space_y, RANGE(y, 13, 5)));
    PUT(newline, _mm256_or_si256(EQUAL(x, '\n'), EQUAL(x, '\r')), _mm256_or_si256(EQUAL(y, '\n'), EQUAL(y, '\r')));
    PUT(apostrophe, EQUAL(x, '\''), EQUAL(y, '\''));
#undef RANGE
#undef EQUAL
#undef PUT
}

static int has_avx2;

__attribute__((constructor)) static void ask_processor(void) {
    __builtin_cpu_init();
    has_avx2 = __builtin_cpu_supports("avx2") != 0;
}

void pith_byte_masks_of(const uint8_t *bytes, pith_byte_masks *masks) {
    if (has_avx2) avx2_masks(bytes, masks);
    else sse2_masks(bytes, masks);
}
#else
void pith_byte_masks_of(const uint8_t *bytes, pith_byte_masks *masks) { plain_masks(bytes, masks); }
#endif

void pith_byte_masks_plain(const uint8_t *bytes, pith_byte_masks *masks) { plain_masks(bytes, masks); }

void pith_byte_masks_baseline(const uint8_t *bytes, pith_byte_masks *masks) {
#if defined(__x86_64__)
    sse2_masks(bytes, masks);
#else
    plain_masks(bytes, masks);
#endif
}
