// Byte-pair encoding of short pieces by doing what the definition says: of all neighbours that make a token, join those whose token has
// the lowest rank, the leftmost of equals, until none do.
//
// Each place of a piece holds the rank of the token that starts there, and, with the place in its low bits, the rank of what it and its
// right neighbour would make; so the next merge is the smallest of at most 64 numbers, found without a branch. After a merge two pairs are
// new. Pairs are looked up by the ranks of their tokens, in a perfect hash of the vocabulary's merges: one merge makes each token, because
// whatever stands around a run of bytes, merging inside of it goes the same way until something joins it to its neighbours. So a pair
// that joins to a token's bytes in another way than that token's last merge never comes up. Pairs of two single bytes, which every piece
// starts with, are remembered in a table that is indexed by the bytes.
//
// What a merge costs is waiting: the next one depends on what two look-ups bring. So several pieces are merged at once, each in a lane of
// its own. A round goes over the lanes twice: first what was asked for in the round before is taken in, then each lane picks its next merge
// and asks for the two pairs that are new. By the time they are taken in, all other lanes had their turn, and the memory is there. Nothing
// branches on whether a pair is a merge, which cannot be predicted.
//
// The work is at most (length × length), and the length at most 64; `LongMerger` makes longer pieces of such.
#include "CPithBPE.h"

#define INLINE static inline __attribute__((always_inline))
#define NONE 0xFFFFFFFFu
#define LANE_COUNT 12
/// A rank that no token has: what stands before and behind a piece.
#define OUTSIDE 0xFFFFFu

typedef uint32_t numbers __attribute__((vector_size(64), may_alias));

/// Two neighbours that were asked for.
typedef struct {
    const uint64_t *slot;
    uint64_t ranks;
    long place;
} question;

/// Where the places of a lane start in its arrays: before that, and behind the last place, are numbers that stand for what is outside, so that no
/// step needs to know whether it is at an edge.
#define FIRST_MERGE 16
#define FIRST_RANK 1

typedef struct {
    /// The rank that the token at a place would make with the next one, moved up by six bits, and the place; or NONE and the place.
    _Alignas(64) uint32_t next_merge[FIRST_MERGE + PITH_LONGEST_MERGED];
    uint32_t rank[FIRST_RANK + PITH_LONGEST_MERGED + 1];
    uint32_t width;  // 16, 32 or 64: places that are looked at
    uint64_t starts;  // bit n: a token starts at place n
    question questions[2];
    pith_merging *piece;
} lane;

static const uint64_t no_pair = PITH_NO_PAIR;

// Keeps the compiler from making a branch of what depends on the value. GAIN: 200 → 110 ns a piece of code that has to be merged.
#define WITHOUT_BRANCH(value) __asm__("" : "+r"(value))

// Where the merge of two tokens would be.
INLINE const uint64_t *slot_of(const pith_pairs *pairs, uint64_t ranks) {
    uint64_t hash = pith_pair_hash(ranks, pairs->seed);
    uint64_t wanted = 1ull << (hash & 63) | 1ull << (hash >> 6 & 63);
    // SAFETY: the masks and shifts leave as many bits as the sections have entries.
    int is_possible = (pairs->filter[hash >> 18 & pairs->filter_mask] & wanted) == wanted;
    uint32_t displacement = pairs->displacements[hash >> pairs->bucket_shift];
    uint64_t index = (uint64_t)((uint32_t)hash * (displacement * 2 + 1)) * pairs->slot_count >> 32;
    const uint64_t *slot = pairs->slots + index;
    WITHOUT_BRANCH(slot);
    return __builtin_unpredictable(is_possible) ? slot : &no_pair;
}

// The rank of what two tokens make, moved up by six bits, or NONE.
INLINE uint32_t joined(uint64_t slot, uint64_t ranks) {
    uint32_t rank = (uint32_t)(slot & 0xFFFFFF) << 6;
    WITHOUT_BRANCH(rank);
    return __builtin_unpredictable(slot >> 24 == ranks) ? rank : NONE;
}

static __attribute__((noinline)) uint32_t learn(const pith_pairs *pairs, uint32_t left, uint32_t right) {
    uint64_t ranks = (uint64_t)pairs->byte_ranks[left] << 20 | pairs->byte_ranks[right];
    return pairs->byte_pairs[left << 8 | right] = joined(*slot_of(pairs, ranks), ranks) | 1;
}

INLINE long lowest(uint64_t bits) { return bits ? __builtin_ctzll(bits) : 64; }
INLINE long highest(uint64_t bits) { return bits ? 63 - __builtin_clzll(bits) : -1; }

INLINE void begin(const pith_pairs *pairs, lane *lane, pith_merging *piece) {
    lane->piece = piece;
    const uint8_t *text = piece->text;
    uint32_t length = piece->length, left = text[0];
    lane->width = length <= 16 ? 16 : length <= 32 ? 32 : 64;
    uint32_t *next_merge = lane->next_merge + FIRST_MERGE, *rank = lane->rank + FIRST_RANK;
    for (uint32_t i = 0; i < lane->width; i += 16) *(numbers *)(next_merge + i) = (numbers){0} - 1;
    rank[0] = pairs->byte_ranks[left];
    for (uint32_t i = 1; i < length; i++) {
        uint32_t right = text[i], known = pairs->byte_pairs[left << 8 | right];
        rank[i] = pairs->byte_ranks[right];
        if (__builtin_expect(known == 0, 0)) known = learn(pairs, left, right);
        next_merge[i - 1] = (known & ~63u) | (i - 1);
        left = right;
    }
    lane->starts = ~0ull >> (64 - length);
    for (int i = 0; i < 2; i++) lane->questions[i] = (question){&no_pair, 0, -1};
}

// Takes in what was asked for.
INLINE void take_in(lane *lane) {
    for (int i = 0; i < 2; i++) {
        const question *asked = &lane->questions[i];
        lane->next_merge[FIRST_MERGE + asked->place] = joined(*asked->slot, asked->ranks) | ((uint32_t)asked->place & 63);
    }
}

INLINE void ask(const pith_pairs *pairs, question *question, long place, uint32_t left, uint32_t right) {
    question->ranks = (uint64_t)left << 20 | right;
    question->slot = slot_of(pairs, question->ranks);
    question->place = place;
    __builtin_prefetch(question->slot);
}

// Makes the next merge, if there is one, and asks for the pairs that it makes.
INLINE int step(const pith_pairs *pairs, lane *lane, int width) {
    uint32_t *next_merge = lane->next_merge + FIRST_MERGE, *rank = lane->rank + FIRST_RANK;
    numbers smallest = *(const numbers *)next_merge;
    for (int i = 16; i < width; i += 16) smallest = __builtin_elementwise_min(smallest, *(const numbers *)(next_merge + i));
    uint32_t best = __builtin_reduce_min(smallest);
    if (best >= NONE - 63) return 0;
    // SAFETY: a merge at a place has a token after it, so `after` is not 0. `before` is -1 or more, `end` 64 or less.
    uint32_t place = best & 63, made = best >> 6;
    uint64_t starts = lane->starts, after = starts & (~1ull << place), beyond = after & (after - 1);
    next_merge[__builtin_ctzll(after)] = NONE;
    lane->starts = starts ^ after ^ beyond;
    rank[place] = made;
    long end = lowest(beyond), before = highest(starts & ((1ull << place) - 1));
    ask(pairs, &lane->questions[0], place, made, rank[end]);
    ask(pairs, &lane->questions[1], before, rank[before], made);
    return 1;
}

INLINE int step_any(const pith_pairs *pairs, lane *lane) {
    if (lane->width == 16) return step(pairs, lane, 16);
    if (lane->width == 32) return step(pairs, lane, 32);
    return step(pairs, lane, 64);
}

INLINE void finish(const lane *lane) {
    pith_merging *piece = lane->piece;
    piece->token_count = (uint32_t)__builtin_popcountll(lane->starts);
    piece->starts = lane->starts;
    if (!piece->ranks) return;
    uint32_t *output = piece->ranks;
    for (uint64_t starts = lane->starts; starts; starts &= starts - 1) *output++ = lane->rank[FIRST_RANK + __builtin_ctzll(starts)];
}

INLINE void merge_all(const pith_pairs *given, pith_merging *pieces, long count) {
    const pith_pairs pairs = *given;  // nobody else writes to it, which the compiler could not know
    lane lanes[LANE_COUNT], *live[LANE_COUNT];
    long begun = 0, live_count = 0;
    for (; live_count < LANE_COUNT && begun < count; live_count++) {
        lane *lane = live[live_count] = &lanes[live_count];
        lane->rank[0] = lane->rank[FIRST_RANK + PITH_LONGEST_MERGED] = OUTSIDE;
        begin(&pairs, lane, &pieces[begun++]);
    }
    while (live_count) {
        for (long i = 0; i < live_count; i++) take_in(live[i]);
        for (long i = 0; i < live_count;) {
            lane *lane = live[i];
            if (!step_any(&pairs, lane)) {
                finish(lane);
                if (begun == count) {
                    live[i] = live[--live_count];
                    continue;
                }
                begin(&pairs, lane, &pieces[begun++]);
            }
            i++;
        }
    }
}

#if defined(__x86_64__)
__attribute__((target("avx2,bmi,bmi2,lzcnt,popcnt"))) static void merge_newer(const pith_pairs *pairs, pith_merging *pieces, long count) {
    merge_all(pairs, pieces, count);
}
static int is_newer;
__attribute__((constructor)) static void ask_processor(void) {
    __builtin_cpu_init();
    is_newer = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi") && __builtin_cpu_supports("bmi2");
}
#endif

void pith_merge_all(const pith_pairs *pairs, pith_merging *pieces, long count) {
#if defined(__x86_64__)
    if (is_newer) return merge_newer(pairs, pieces, count);
#endif
    merge_all(pairs, pieces, count);
}

uint32_t pith_pair_rank(pith_pairs pairs, uint32_t left, uint32_t right) {
    uint64_t ranks = (uint64_t)left << 20 | right, slot = *slot_of(&pairs, ranks);
    return slot >> 24 == ranks ? (uint32_t)(slot & 0xFFFFFF) : NONE;
}
