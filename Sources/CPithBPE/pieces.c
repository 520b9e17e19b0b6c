// The inner loops of counting and encoding: pieces become keys, keys are looked up in a cache, counts are added or ids written.
//
// One text of each loop, compiled twice: for processors with AVX2 and the bit instructions that come with it (asked once, when the
// program is loaded), and for any other. Nothing here branches on what a piece is: whether a piece is long, in which place of its set it is,
// and whether it was found at all cannot be predicted, and a wrong guess costs as much as a whole piece.
#include "CPithBPE.h"

#define INLINE static inline __attribute__((always_inline))

INLINE uint64_t mix(uint64_t a, uint64_t b) {
    __uint128_t product = (__uint128_t)a * b;
    return (uint64_t)(product >> 64) ^ (uint64_t)product;
}

// SAFETY: sixteen bytes can be read at `start` (the walk keeps away from the end of the text), and the batch has room (the walk empties it
// when it is full, and a block adds at most 64 pieces).
INLINE pith_piece piece_at(const uint8_t *text, long start, long length, uint64_t seed) {
    uint64_t words[2];
    __builtin_memcpy(words, text + start, 16);
    long place = length > PITH_LONGEST_SHORT_PIECE ? 0 : length;
    uint64_t low = words[0] & pith_key_masks[place][0];
    uint64_t high = (words[1] & pith_key_masks[place][1]) | (uint64_t)place << 56;
    low = place ? low : (uint64_t)length;
    return (pith_piece){low, high, mix(low ^ PITH_HASH_FIRST, high ^ seed), start};
}

INLINE long add_all(pith_batch *batch, const uint8_t *text, long place, uint64_t starts) {
    // Kept in registers: the compiler cannot know that the pieces written do not change them.
    const uint8_t *cache = batch->cache;
    uint64_t mask = batch->cache_mask, seed = batch->seed;
    pith_piece *piece = batch->pieces + batch->count;
    long base = place;
    do {
        long next = base + __builtin_ctzll(starts);
        *piece = piece_at(text, place, next - place, seed);
        __builtin_prefetch(cache + (piece->hash & mask));
        piece++;
        place = next;
        starts &= starts - 1;
    } while (starts);
    batch->count = piece - batch->pieces;
    return place;
}

// Whether an entry is of a piece: all bits but the four on top, which hold the count.
#define MATCHES(entry, piece) ((((entry).low ^ (piece).low) | (((entry).high ^ (piece).high) << 4)) == 0)

INLINE long count_all(pith_batch *batch) {
    const uint8_t *cache = batch->cache;
    uint64_t mask = batch->cache_mask;
    const pith_piece *piece = batch->pieces;
    uint16_t *missed = batch->missed;
    long total = 0;
    for (long i = 0, count = batch->count; i < count; i++, piece++) {
        const pith_count *set = (const pith_count *)(cache + (piece->hash & mask));
        uint64_t first = MATCHES(set[0], *piece) ? set[0].high >> 60 : 0, second = MATCHES(set[1], *piece) ? set[1].high >> 60 : 0;
        total += (long)(first | second);
        *missed = (uint16_t)i;
        missed += (first | second) == 0;
    }
    batch->missed_count = missed - batch->missed;
    return total;
}

#define MORE (PITH_IDS_PER_SET - PITH_IDS_PER_ENTRY)

// The ids in the second half of a set. Not part of the loop that calls them, which then keeps what it needs in registers.
static __attribute__((noinline)) void write_more(const pith_ids *half, uint32_t *output) {
    uint32_t more[MORE];
    __builtin_memcpy(more, half, sizeof more);
    for (int n = 0; n < MORE; n++) output[n] = more[n] & ~PITH_ID_MARK;
}

static __attribute__((noinline)) void write_more_wide(const pith_ids *half, uint64_t *output) {
    uint32_t more[MORE];
    __builtin_memcpy(more, half, sizeof more);
    for (int n = 0; n < MORE; n++) output[n] = more[n] & ~PITH_ID_MARK;
}

INLINE long write_all(pith_batch *batch, long from, void *output, long *used, int is_wide) {
    const uint8_t *cache = batch->cache;
    uint64_t mask = batch->cache_mask;
    uint32_t *narrow = (uint32_t *)output + *used;
    uint64_t *wide = (uint64_t *)output + *used;
    long i = from, pieces = batch->count;
    const pith_piece *piece = batch->pieces + from;
    for (; i < pieces; i++, piece++) {
        const pith_ids *set = (const pith_ids *)(cache + (piece->hash & mask));
        int in_first = MATCHES(set[0], *piece), in_second = MATCHES(set[1], *piece);
        if (!(in_first | in_second)) break;
        set += in_second;
        long count = (long)(set->high >> 60);
        if (is_wide) {
            for (int n = 0; n < PITH_IDS_PER_ENTRY; n++) wide[n] = set->ids[n];
        } else {
            __builtin_memcpy(narrow, set->ids, sizeof set->ids);
        }
        if (__builtin_expect(count > PITH_IDS_PER_ENTRY, 0)) {
            if (is_wide) write_more_wide(set + 1, wide + PITH_IDS_PER_ENTRY);
            else write_more(set + 1, narrow + PITH_IDS_PER_ENTRY);
        }
        wide += count;
        narrow += count;
    }
    *used = is_wide ? wide - (uint64_t *)output : narrow - (uint32_t *)output;
    return i;
}

#if defined(__x86_64__)
#define NEWER __attribute__((target("avx2,bmi,bmi2,lzcnt,popcnt")))
NEWER static long add_newer(pith_batch *b, const uint8_t *text, long place, uint64_t starts) { return add_all(b, text, place, starts); }
NEWER static long count_newer(pith_batch *b) { return count_all(b); }
NEWER static long write_newer(pith_batch *b, long from, uint32_t *output, long *used) { return write_all(b, from, output, used, 0); }
NEWER static long write_wide_newer(pith_batch *b, long from, int64_t *output, long *used) { return write_all(b, from, output, used, 1); }

static int is_newer;

__attribute__((constructor)) static void ask_processor(void) {
    __builtin_cpu_init();
    is_newer = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi") && __builtin_cpu_supports("bmi2");
}
#define NEWER_DOES(call) if (is_newer) return call
#else
#define NEWER_DOES(call)
#endif

void pith_add_piece(pith_batch *batch, const uint8_t *text, long start, long length) {
    pith_piece piece = piece_at(text, start, length, batch->seed);
    __builtin_prefetch(batch->cache + (piece.hash & batch->cache_mask));
    batch->pieces[batch->count++] = piece;
}

long pith_add_pieces(pith_batch *batch, const uint8_t *text, long place, uint64_t starts) {
    NEWER_DOES(add_newer(batch, text, place, starts));
    return add_all(batch, text, place, starts);
}

long pith_count_batch(pith_batch *batch) {
    NEWER_DOES(count_newer(batch));
    return count_all(batch);
}

long pith_write_ids(pith_batch *batch, long from, uint32_t *output, long *used) {
    NEWER_DOES(write_newer(batch, from, output, used));
    return write_all(batch, from, output, used, 0);
}

long pith_write_wide_ids(pith_batch *batch, long from, int64_t *output, long *used) {
    NEWER_DOES(write_wide_newer(batch, from, output, used));
    return write_all(batch, from, output, used, 1);
}
