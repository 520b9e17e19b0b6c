// What each of 64 bytes is, as bit masks: bit n speaks of byte n. Pre-tokenizers find the pieces of 64 bytes of ASCII from these with a
// few dozen word operations, instead of looking at one character after another.
#pragma once
#include <stdint.h>
#include <stdlib.h>

typedef struct {
    uint64_t non_ascii;
    uint64_t letter;      // A-Z a-z
    uint64_t lower;       // a-z, and other bytes: to be used together with letter
    uint64_t digit;       // 0-9
    uint64_t space;       // ' '
    uint64_t whitespace;  // ' ' and 9-13
    uint64_t newline;     // 10 and 13
    uint64_t apostrophe;
} pith_byte_masks;

/// The masks of the 64 bytes at `bytes`, all of which are readable.
void pith_byte_masks_of(const uint8_t *bytes, pith_byte_masks *masks);

/// The same without instructions of newer processors, and without any at all: for the tests that compare the forms.
void pith_byte_masks_baseline(const uint8_t *bytes, pith_byte_masks *masks);
void pith_byte_masks_plain(const uint8_t *bytes, pith_byte_masks *masks);

/// Cleared memory at a multiple of 64, whose pages the kernel provides as they are touched, large ones where it has them; NULL when there
/// is none. Freed with the same byte count.
void *pith_cleared_memory(size_t byte_count);
void pith_free_memory(void *memory, size_t byte_count);

/// Asks for the cache line at `address`, which need not be readable.
static inline void pith_prefetch(const void *address) { __builtin_prefetch(address); }

/// Which bits of two words belong to a piece of 0 to 15 bytes.
static const uint64_t pith_key_masks[16][2] = {
    {0, 0}, {0xFF, 0}, {0xFFFF, 0}, {0xFFFFFF, 0}, {0xFFFFFFFF, 0}, {0xFFFFFFFFFF, 0}, {0xFFFFFFFFFFFF, 0}, {0xFFFFFFFFFFFFFF, 0},
    {~0ull, 0}, {~0ull, 0xFF}, {~0ull, 0xFFFF}, {~0ull, 0xFFFFFF}, {~0ull, 0xFFFFFFFF}, {~0ull, 0xFFFFFFFFFF},
    {~0ull, 0xFFFFFFFFFFFF}, {~0ull, 0xFFFFFFFFFFFFFF},
};
static inline uint64_t pith_low_key_mask(long length) { return pith_key_masks[length][0]; }
static inline uint64_t pith_high_key_mask(long length) { return pith_key_masks[length][1]; }
