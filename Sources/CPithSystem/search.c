#define _GNU_SOURCE
#include "CPithSystem.h"
#include <string.h>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

size_t pith_line_opening(const uint8_t *bytes, size_t start, size_t end, const uint8_t *table) {
    if (start >= end || table[bytes[start]]) return start < end ? start : end;
    size_t at = start;
#ifdef __SSE2__
    // A line feed as the last byte opens no line: the byte behind each that is found here is before the end.
    const __m128i feed = _mm_set1_epi8('\n');
    for (; at + 17 <= end; at += 16) {
        unsigned feeds = _mm_movemask_epi8(_mm_cmpeq_epi8(_mm_loadu_si128((const __m128i *)(bytes + at)), feed));
        for (; feeds; feeds &= feeds - 1) {
            size_t next = at + (size_t)__builtin_ctz(feeds) + 1;
            if (table[bytes[next]]) return next;
        }
    }
#endif
    while (at + 1 < end) {
        const uint8_t *found = memchr(bytes + at, '\n', end - 1 - at);
        if (!found) break;
        at = (size_t)(found - bytes) + 1;
        if (table[bytes[at]]) return at;
    }
    return end;
}

/// Bit n for each of the first `count` bytes, 64 at most, that `table` has a 1 for.
static uint64_t plain_members(const uint8_t *bytes, size_t count, const uint8_t *table) {
    uint64_t members = 0;
    for (size_t at = 0; at < count; at++) members |= (uint64_t)table[bytes[at]] << at;
    return members;
}

#if defined(__x86_64__)
#include <immintrin.h>

// A byte's low half picks the bits of its column, from one table for ASCII and from another beyond it; its high half picks one of these bits.
__attribute__((target("avx2"), always_inline)) static inline uint32_t members_of_32(const uint8_t *bytes, const uint8_t *halves) {
    const __m256i low = _mm256_broadcastsi128_si256(_mm_loadu_si128((const __m128i *)halves));
    const __m256i high = _mm256_broadcastsi128_si256(_mm_loadu_si128((const __m128i *)(halves + 16)));
    const __m256i bits = _mm256_broadcastsi128_si256(_mm_set1_epi64x((long long)0x8040201008040201));
    const __m256i x = _mm256_loadu_si256((const __m256i *)bytes);
    // Where the index has its top bit set, a shuffle gives zero.
    const __m256i column = _mm256_or_si256(
        _mm256_shuffle_epi8(low, _mm256_and_si256(x, _mm256_set1_epi8((char)0x8F))),
        _mm256_shuffle_epi8(high, _mm256_and_si256(_mm256_xor_si256(x, _mm256_set1_epi8((char)0x80)), _mm256_set1_epi8((char)0x8F))));
    const __m256i bit = _mm256_shuffle_epi8(bits, _mm256_and_si256(_mm256_srli_epi16(x, 4), _mm256_set1_epi8(0x0F)));
    return ~(uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(_mm256_and_si256(column, bit), _mm256_setzero_si256()));
}

__attribute__((target("avx2"))) static uint64_t avx2_members(const uint8_t *bytes, const uint8_t *halves) {
    return members_of_32(bytes, halves) | (uint64_t)members_of_32(bytes + 32, halves) << 32;
}

__attribute__((target("avx2"))) static size_t avx2_first_member(const uint8_t *bytes, size_t at, size_t end, const uint8_t *halves) {
    for (; at + 32 <= end; at += 32) {
        uint32_t members = members_of_32(bytes + at, halves);
        if (members) return at + (size_t)__builtin_ctz(members);
    }
    return at;
}

static int has_avx2;

__attribute__((constructor)) static void ask_processor(void) {
    __builtin_cpu_init();
    has_avx2 = __builtin_cpu_supports("avx2") != 0;
}
#endif

uint64_t pith_members(const uint8_t *bytes, size_t count, const uint8_t *set) {
#if defined(__x86_64__)
    if (has_avx2) {
        if (count >= 64) return avx2_members(bytes, set + 256);
        uint8_t last[64] = {0};
        memcpy(last, bytes, count);
        return avx2_members(last, set + 256) & (((uint64_t)1 << count) - 1);
    }
#endif
    return plain_members(bytes, count < 64 ? count : 64, set);
}

size_t pith_first_member(const uint8_t *bytes, size_t start, size_t end, const uint8_t *set) {
    size_t at = start;
#if defined(__x86_64__)
    if (has_avx2) {
        at = avx2_first_member(bytes, at, end, set + 256);
        if (at + 32 <= end) return at;
    }
#endif
    while (at < end && !set[bytes[at]]) at++;
    return at;
}

size_t pith_first_part(const uint8_t *bytes, size_t count, const uint8_t *part, size_t part_count) {
    const uint8_t *found = memmem(bytes, count, part, part_count);
    return found ? (size_t)(found - bytes) : count;
}

static int is_small(uint8_t byte) { return (uint8_t)(byte - 'a') < 26; }
static int is_capital(uint8_t byte) { return (uint8_t)(byte - 'A') < 26; }
static int is_word(uint8_t byte) { return is_small(byte | 0x20) || (uint8_t)(byte - '0') < 10; }

static int may_open(const uint8_t *bytes, size_t at, size_t end, const uint32_t *table) {
    uint8_t first = bytes[at], second = at + 1 < end ? bytes[at + 1] : ' ';
    if (!(table[(first | 0x20) & 63] >> (second & 31) & 1)) return 0;
    // A word of one letter has no second.
    if (!is_word(second) || (is_capital(second) && is_small(first))) return 1;
    uint8_t third = at + 2 < end ? bytes[at + 2] : ' ';
    return table[64 + ((second | 0x20) & 63)] >> (third & 31) & 1;
}

size_t pith_word_opening(const uint8_t *bytes, size_t begin, size_t start, size_t end, const uint32_t *table) {
    size_t at = start;
    uint8_t before = at > begin ? bytes[at - 1] : 0;
#ifdef __SSE2__
    // For each byte a bit that says whether it is a small letter, a capital, a letter or digit; bit 0 of the next sixteen looks back at the last.
    unsigned was_small = is_small(before) != 0, was_word = is_word(before) != 0;
    for (; at + 16 <= end; at += 16) {
        __m128i text = _mm_loadu_si128((const __m128i *)(bytes + at));
        // Signed comparisons: bytes beyond ASCII are below all others.
        __m128i smalls = _mm_cmplt_epi8(_mm_add_epi8(text, _mm_set1_epi8(0x80 - 'a')), _mm_set1_epi8(-0x80 + 26));
        __m128i capitals = _mm_cmplt_epi8(_mm_add_epi8(text, _mm_set1_epi8(0x80 - 'A')), _mm_set1_epi8(-0x80 + 26));
        __m128i digits = _mm_cmplt_epi8(_mm_add_epi8(text, _mm_set1_epi8(0x80 - '0')), _mm_set1_epi8(-0x80 + 10));
        unsigned small = (unsigned)_mm_movemask_epi8(smalls), capital = (unsigned)_mm_movemask_epi8(capitals);
        unsigned word = small | capital | (unsigned)_mm_movemask_epi8(digits);
        unsigned opening = (word & ~(word << 1 | was_word)) | (capital & (small << 1 | was_small));
        for (; opening; opening &= opening - 1) {
            size_t found = at + (size_t)__builtin_ctz(opening);
            if (may_open(bytes, found, end, table)) return found;
        }
        was_small = small >> 15 & 1;
        was_word = word >> 15 & 1;
    }
    before = at > begin ? bytes[at - 1] : 0;
#endif
    for (; at < end; at++) {
        uint8_t byte = bytes[at];
        if (is_word(byte) && (!is_word(before) || (is_capital(byte) && is_small(before))) && may_open(bytes, at, end, table)) return at;
        before = byte;
    }
    return end;
}
