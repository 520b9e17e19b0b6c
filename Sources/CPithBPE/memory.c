// Memory for caches. Large pages matter here: a cache is read at random, and with small pages finding the page takes longer than reading.
#include "CPithBPE.h"

#if defined(__linux__)
#include <sys/mman.h>

#define LARGE_PAGE ((size_t)2 << 20)

static size_t mapped_byte_count(size_t byte_count) { return byte_count < LARGE_PAGE ? byte_count : byte_count + LARGE_PAGE; }

void *pith_cleared_memory(size_t byte_count) {
    char *memory = mmap(NULL, mapped_byte_count(byte_count), PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (memory == MAP_FAILED) return NULL;
    if (byte_count < LARGE_PAGE) return memory;
    size_t before = (LARGE_PAGE - (uintptr_t)memory % LARGE_PAGE) % LARGE_PAGE;
    if (before) munmap(memory, before);
    if (LARGE_PAGE - before) munmap(memory + before + byte_count, LARGE_PAGE - before);
    madvise(memory + before, byte_count, MADV_HUGEPAGE);
    return memory + before;
}

void pith_free_memory(void *memory, size_t byte_count) { munmap(memory, byte_count); }

#ifndef MADV_POPULATE_WRITE
#define MADV_POPULATE_WRITE 23
#endif

// A page that is read before it is written costs two faults, the second of which interrupts all cores. Kernels before 5.14 refuse.
void pith_provide_memory(void *memory, size_t byte_count) { madvise(memory, byte_count, MADV_POPULATE_WRITE); }
#else
void *pith_cleared_memory(size_t byte_count) {
    void *memory = NULL;
    if (posix_memalign(&memory, 64, byte_count)) return NULL;
    __builtin_memset(memory, 0, byte_count);
    return memory;
}

void pith_free_memory(void *memory, size_t byte_count) { (void)byte_count; free(memory); }

void pith_provide_memory(void *memory, size_t byte_count) { (void)memory, (void)byte_count; }
#endif
