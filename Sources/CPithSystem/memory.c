#include <stddef.h>
#include "CPithSystem.h"

#ifdef __GLIBC__
#include <malloc.h>
#endif

void pith_keep_freed_memory(void) {
#ifdef __GLIBC__
    // The largest threshold that glibc takes.
    mallopt(M_MMAP_THRESHOLD, 32 << 20);
    mallopt(M_TRIM_THRESHOLD, 1 << 30);
    mallopt(M_TOP_PAD, 4 << 20);
#endif
}
