// What the C library offers and Swift's view of it leaves out.

#pragma once

/// Lets the process keep the memory it frees instead of giving it back to the system at once.
void pith_keep_freed_memory(void);
