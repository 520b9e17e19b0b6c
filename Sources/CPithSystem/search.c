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

size_t pith_first_part(const uint8_t *bytes, size_t count, const uint8_t *part, size_t part_count) {
    const uint8_t *found = memmem(bytes, count, part, part_count);
    return found ? (size_t)(found - bytes) : count;
}
