// What the C library offers and Swift's view of it leaves out.

#pragma once

/// Lets the process keep the memory it frees instead of giving it back to the system at once.
void pith_keep_freed_memory(void);

/// Asks for large pages for what the process allocates next: of small ones each costs a fault. Some 0.1 ms for each 2 MiB that are touched.
void pith_use_large_pages(void);
