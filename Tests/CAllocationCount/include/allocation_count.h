// Counts what a program allocates on its heap between two moments, on all threads.

#ifndef ALLOCATION_COUNT_H
#define ALLOCATION_COUNT_H

#include <stdint.h>

// How many allocations there were, and the largest one in bytes. A block that grows counts as an allocation of its new size.
typedef struct {
  int64_t count;
  int64_t largest;
} allocation_count;

// Whether this program can count: with glibc, and without a sanitizer, which brings an allocator of its own.
int allocation_count_is_possible(void);

// Begins to count, from 0.
void allocation_count_start(void);

// Ends it, and returns what was counted.
allocation_count allocation_count_stop(void);

#endif
