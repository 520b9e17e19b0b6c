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
/// Has the pages of cleared memory at hand, all at once: for memory of which most will be used.
void pith_provide_memory(void *memory, size_t byte_count);

/// Asks for the cache line at `address`, which need not be readable.
static inline void pith_prefetch(const void *address) { __builtin_prefetch(address); }

/// Which bits of two words belong to a piece of 0 to 15 bytes.
static const uint64_t pith_key_masks[16][2] = {
    {0, 0}, {0xFF, 0}, {0xFFFF, 0}, {0xFFFFFF, 0}, {0xFFFFFFFF, 0}, {0xFFFFFFFFFF, 0}, {0xFFFFFFFFFFFF, 0}, {0xFFFFFFFFFFFFFF, 0},
    {~0ull, 0}, {~0ull, 0xFF}, {~0ull, 0xFFFF}, {~0ull, 0xFFFFFF}, {~0ull, 0xFFFFFFFF}, {~0ull, 0xFFFFFFFFFF},
    {~0ull, 0xFFFFFFFFFFFF}, {~0ull, 0xFFFFFFFFFFFFFF},
};

// Pieces on their way to being counted or encoded. A look-up in a cache takes a few instructions, and then waits for memory. So pieces are
// gathered first: their keys and hashes are made, and the memory is asked for; by the time the batch is looked up, it is there.

#define PITH_LONGEST_SHORT_PIECE 15
#define PITH_IDS_PER_ENTRY 4
/// As many ids as a set of two entries holds of one piece, and what is set in those in its second half besides.
#define PITH_IDS_PER_SET 12
#define PITH_ID_MARK 0x800000u
#define PITH_HASH_FIRST 0xA0761D6478BD642Full
/// A batch is full from here on; a block's pieces still fit.
#define PITH_BATCH_FULL 128
#define PITH_BATCH_CAPACITY 192

/// A piece and its key. A piece of at most 15 bytes: the bytes in `low` and `high`, zero-padded, the length in the top byte. A longer
/// one has `high` 0, which no short one has, and its length in `low`.
typedef struct {
    uint64_t low, high, hash;
    long start;
} pith_piece;

/// What a cache remembers of a short piece: its key, the number of its tokens (1 to 15) in the top four bits. All zero: nothing.
typedef struct {
    uint64_t low, high;
} pith_count;

/// The same with ids. A piece of more than four tokens takes a whole set: the second entry is nothing but ids then, eight of them, each with
/// `PITH_ID_MARK`, which makes them no piece's key: their `high` is neither 0 nor has it a length.
typedef struct {
    uint64_t low, high;
    uint32_t ids[PITH_IDS_PER_ENTRY];
} pith_ids;

typedef struct {
    /// Sets of two entries each; a hash with this mask is the number of bytes from the start of the memory to a set.
    const uint8_t *cache;
    uint64_t cache_mask;
    uint64_t seed;
    long count;
    long missed_count;
    pith_piece pieces[PITH_BATCH_CAPACITY];
    /// Which of the pieces were not found in their own set.
    uint16_t missed[PITH_BATCH_CAPACITY];
} pith_batch;

/// Adds one piece.
void pith_add_piece(pith_batch *batch, const uint8_t *text, long start, long length);

/// Adds the pieces that end where the bits of `starts` (not 0; bit n speaks of `place` + n) say that others start; returns the last of
/// these places.
long pith_add_pieces(pith_batch *batch, const uint8_t *text, long place, uint64_t starts);

/// The tokens of all pieces that their own set of the cache (of `pith_count`) knows. The others are listed in `missed`.
long pith_count_batch(pith_batch *batch);

/// Writes the ids of the pieces from number `from` on to `output` + `used`, which goes on, up to the first piece that its own set of the
/// cache (of `pith_ids`) does not know; returns that one's number. Writes four ids or twelve at a time, though fewer may count.
long pith_write_ids(pith_batch *batch, long from, uint32_t *output, long *used);
long pith_write_wide_ids(pith_batch *batch, long from, int64_t *output, long *used);

/// The pieces and the missed ones as pointers: fixed-size arrays are hard to index from Swift.
static inline pith_piece *pith_batch_pieces(pith_batch *batch) { return batch->pieces; }
static inline uint16_t *pith_batch_missed(pith_batch *batch) { return batch->missed; }

/// The merges of a vocabulary (`VocabularyTable` describes the sections), and what is remembered of them.
typedef struct {
    const uint64_t *slots;
    const uint16_t *displacements;
    const uint64_t *filter;
    const uint32_t *byte_ranks;
    uint64_t slot_count, filter_mask, bucket_shift, seed;
    /// 65,536 numbers: what the merge of two single bytes makes, where it was asked for before; 0 elsewhere.
    uint32_t *byte_pairs;
} pith_pairs;

/// No merge is in this slot.
#define PITH_NO_PAIR (~0ull)

/// The hash of the merge of two tokens: the rank of the left one, moved up by 20 bits, and of the right one.
static inline uint64_t pith_pair_hash(uint64_t ranks, uint64_t seed) {
    __uint128_t product = (__uint128_t)(ranks ^ PITH_HASH_FIRST) * (seed | 1);
    return (uint64_t)(product >> 64) ^ (uint64_t)product;
}

/// The longest piece that `pith_merge_all` takes.
#define PITH_LONGEST_MERGED 64

/// A piece to be merged: 1 to `PITH_LONGEST_MERGED` bytes.
typedef struct {
    const uint8_t *text;
    uint32_t length;
    /// How many tokens it is, once it is merged.
    uint32_t token_count;
    /// At which of its bytes they start: bit n speaks of byte n.
    uint64_t starts;
    /// Where their ranks go, with room for one a byte; NULL where they are not wanted.
    uint32_t *ranks;
} pith_merging;

/// Merges pieces, literally.
void pith_merge_all(const pith_pairs *pairs, pith_merging *pieces, long count);

/// The rank of what the tokens of two ranks make, or all ones where they make none.
uint32_t pith_pair_rank(pith_pairs pairs, uint32_t left, uint32_t right);
