// What the C library offers and Swift's view of it leaves out.

#pragma once

#include <stddef.h>
#include <stdint.h>

/// Lets the process keep the memory it frees instead of giving it back to the system at once.
void pith_keep_freed_memory(void);

/// Asks for large pages for what the process allocates next: of small ones each costs a fault. Some 0.1 ms for each 2 MiB that are touched.
void pith_use_large_pages(void);

/// Where from `start` on, which counts as the start of a line, and before `end` the first line begins whose first byte `table`, of 256 places, has a 1 for;
/// `end` where none does.
size_t pith_line_opening(const uint8_t *bytes, size_t start, size_t end, const uint8_t *table);

/// A set of bytes as the two below read it: for each byte 1 if it is in it; then, for each low half of a byte, a bit for each high half below 8 with which it is
/// in it, and likewise for those from 8 on. 288 bytes.

/// Bit n for each of the first 64 of the `count` bytes, at least one, that is in the set.
uint64_t pith_members(const uint8_t *bytes, size_t count, const uint8_t *set);

/// The first place from `start` on, before `end`, where a byte of the set stands; `end` where there is none.
size_t pith_first_member(const uint8_t *bytes, size_t start, size_t end, const uint8_t *set);

/// Where the first stretch of the `part_count` bytes of `part`, at least one, begins in `bytes`; `count` where there is none. Cost: linear.
size_t pith_first_part(const uint8_t *bytes, size_t count, const uint8_t *part, size_t part_count);

/// Where from `start` on the first word in `begin..<end` begins that may begin as `table` says, which has for the low six bits of a first byte in small letters a bit
/// for the low five of the second, and 64 places behind it the same for the second and the third; `end` where none does. A word begins with a letter or digit
/// of ASCII behind a byte that is none, and with a capital behind a small letter; behind what stands before `begin` a word may begin. Cost: linear.
size_t pith_word_opening(const uint8_t *bytes, size_t begin, size_t start, size_t end, const uint32_t *table);
