// Byte-pair encoding of a short piece by doing what the definition says: of all neighbours that make a token, join those whose token has
// the lowest rank, the leftmost of equals, until none do.
//
// Each place of the piece holds the rank of the token that starts there, and, with the place in its low bits, the rank of what it and its
// right neighbour would make; so the next merge is the smallest of at most 64 numbers, found without a branch. After a merge two pairs are
// new. Pairs are looked up by the ranks of their tokens, in a perfect hash of the vocabulary's merges: one merge makes each token, because
// whatever stands around a run of bytes, merging inside of it goes the same way until something joins it to its neighbours. So a pair
// that joins to a token's bytes in another way than that token's last merge never comes up.
//
// The work is at most (length × length), and the length at most 64; `Merger` has another way for longer pieces.
#include "CPithBPE.h"

#define INLINE static inline __attribute__((always_inline))
#define NONE 0xFFFFFFFFu

// The rank of what two tokens make, moved up by six bits, or NONE.
INLINE uint32_t joined(const pith_pairs *pairs, uint32_t left, uint32_t right) {
    static const uint64_t no_pair = PITH_NO_PAIR;
    uint64_t hash = pith_pair_hash(left, right, pairs->seed);
    uint64_t wanted = 1ull << (hash & 63) | 1ull << (hash >> 6 & 63);
    // SAFETY: the masks and shifts leave as many bits as the sections have entries. A pair that the filter turns away reads a slot too, but one
    // that is always in the nearest cache: GAIN over a branch, which could not be predicted: 15% of a merge.
    int is_possible = (pairs->filter[hash >> 18 & pairs->filter_mask] & wanted) == wanted;
    uint32_t displacement = pairs->displacements[hash >> pairs->bucket_shift];
    uint64_t index = (uint64_t)((uint32_t)hash * (displacement * 2 + 1)) * pairs->slot_count >> 32;
    const uint64_t *place = is_possible ? pairs->slots + index : &no_pair;
    uint64_t slot = *place;
    return slot >> 24 == ((uint64_t)left << 20 | right) ? (uint32_t)(slot & 0xFFFFFF) << 6 : NONE;
}

// `places` is 16, 32 or 64, and no less than `length`.
INLINE long merge(const pith_pairs *pairs, const uint8_t *text, long length, uint32_t *ranks, int places) {
    uint32_t next_merge[PITH_LONGEST_MERGED];
    uint32_t rank[PITH_LONGEST_MERGED];
    uint8_t after[PITH_LONGEST_MERGED + 1], before[PITH_LONGEST_MERGED + 1];
    for (int i = 0; i < places; i++) next_merge[i] = NONE;
    for (long i = 0; i < length; i++) {
        rank[i] = pairs->byte_ranks[text[i]];
        after[i] = (uint8_t)(i + 1);
        before[i + 1] = (uint8_t)i;
    }
    for (long i = 0; i + 1 < length; i++) next_merge[i] = joined(pairs, rank[i], rank[i + 1]) | (uint32_t)i;
    long count = length;
    while (1) {
        uint32_t best = NONE;
        for (int i = 0; i < places; i++) best = next_merge[i] < best ? next_merge[i] : best;
        if (best >= NONE - 63) break;
        // SAFETY: a merge at a place has a token after it, so `right` is below `length`, and `end` at most that.
        uint32_t place = best & 63, right = after[place], end = after[right];
        rank[place] = best >> 6;
        after[place] = (uint8_t)end;
        before[end] = (uint8_t)place;
        next_merge[right] = NONE;
        next_merge[place] = end < (uint32_t)length ? joined(pairs, rank[place], rank[end]) | place : NONE;
        if (place > 0) next_merge[before[place]] = joined(pairs, rank[before[place]], rank[place]) | before[place];
        count--;
    }
    uint32_t *output = ranks;
    for (long i = 0; i < length; i = after[i]) *output++ = rank[i];
    return count;
}

INLINE long merge_any(const pith_pairs *pairs, const uint8_t *text, long length, uint32_t *ranks) {
    if (length <= 16) return merge(pairs, text, length, ranks, 16);
    if (length <= 32) return merge(pairs, text, length, ranks, 32);
    return merge(pairs, text, length, ranks, 64);
}

#if defined(__x86_64__)
__attribute__((target("avx2,bmi,bmi2"))) static long merge_newer(const pith_pairs *pairs, const uint8_t *text, long length, uint32_t *ranks) {
    return merge_any(pairs, text, length, ranks);
}
static int is_newer;
__attribute__((constructor)) static void ask_processor(void) {
    __builtin_cpu_init();
    is_newer = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi") && __builtin_cpu_supports("bmi2");
}
#endif

long pith_merge(const pith_pairs *pairs, const uint8_t *text, long length, uint32_t *ranks) {
#if defined(__x86_64__)
    if (is_newer) return merge_newer(pairs, text, length, ranks);
#endif
    return merge_any(pairs, text, length, ranks);
}
