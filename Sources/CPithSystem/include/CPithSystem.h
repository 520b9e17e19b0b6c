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

/// Where the first stretch of the `part_count` bytes of `part`, at least one, begins in `bytes`; `count` where there is none. Cost: linear.
size_t pith_first_part(const uint8_t *bytes, size_t count, const uint8_t *part, size_t part_count);

/// Where from `start` on the first word in `begin..<end` begins that may begin as `table` says, which has for the low six bits of a first byte in small letters a bit
/// for the low five of the second, and 64 places behind it the same for the second and the third; `end` where none does. A word begins with a letter or digit
/// of ASCII behind a byte that is none, and with a capital behind a small letter; behind what stands before `begin` a word may begin. Cost: linear.
size_t pith_word_opening(const uint8_t *bytes, size_t begin, size_t start, size_t end, const uint32_t *table);

/// Where in `start..<end` the first of the `count` bytes of `members`, eight at most, stands; `end` where none does. Cost: linear.
size_t pith_first_member(const uint8_t *bytes, size_t start, size_t end, const uint8_t *members, size_t count);
