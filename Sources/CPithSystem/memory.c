#define _GNU_SOURCE
#include "CPithSystem.h"
#include <stdint.h>
#include <stdlib.h>

#ifdef __linux__
#include <sys/mman.h>
#include <sys/resource.h>
#include <unistd.h>
#endif
// Only now is it known which C library this is.
#ifdef __GLIBC__
#include <malloc.h>

// How far the heap is laid out ahead: addresses only, memory is taken when it is touched.
static const int laid_out_byte_count = 64 << 20;

// Where addresses are limited (ulimit -v, ulimit -d), laying out ahead would take those that are needed later.
static int addresses_are_free(void) {
    struct rlimit all, data;
    return !getrlimit(RLIMIT_AS, &all) && all.rlim_cur == RLIM_INFINITY && !getrlimit(RLIMIT_DATA, &data) && data.rlim_cur == RLIM_INFINITY;
}
#endif

void pith_keep_freed_memory(void) {
#ifdef __GLIBC__
    // The largest threshold that glibc takes.
    mallopt(M_MMAP_THRESHOLD, 32 << 20);
    mallopt(M_TRIM_THRESHOLD, 1 << 30);
    mallopt(M_TOP_PAD, addresses_are_free() ? laid_out_byte_count : 1 << 20);
#endif
}

void pith_use_large_pages(void) {
#ifdef __GLIBC__
    if (!addresses_are_free()) return;
    // More than what is left of the heap: the C library now lays it out further.
    char *memory = malloc(256 << 10);
    if (!memory) return;
    const uintptr_t page = 2 << 20, start = ((uintptr_t)memory + page - 1) & ~(page - 1), end = (uintptr_t)sbrk(0) & ~(page - 1);
    const size_t before = start - (uintptr_t)memory;
    free(memory);
    if (start >= end) return;
    madvise((void *)start, end - start, MADV_HUGEPAGE);
    // Held for good and never touched, so that what comes next lies in large pages.
    static void *held;
    if (!held && before > 4096) held = malloc(before - 64);
#endif
}
