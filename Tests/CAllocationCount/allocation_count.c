// A program that contains this file calls these functions in place of the C library's, in all libraries that it loads: the
// program's symbols come first. Each hands on to glibc's own (https://sourceware.org/glibc/manual/latest/html_node/Replacing-malloc.html
// says which functions belong together). `free` stays glibc's, because every block is glibc's.

#include "allocation_count.h"

#include <errno.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdlib.h>

#if defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define HAS_SANITIZER 1
#endif
#endif

#if defined(__GLIBC__) && !defined(HAS_SANITIZER)

extern void *__libc_malloc(size_t);
extern void *__libc_calloc(size_t, size_t);
extern void *__libc_realloc(void *, size_t);
extern void *__libc_memalign(size_t, size_t);

static atomic_int counting;
static atomic_llong count, largest;

static void note(size_t bytes) {
  if (!atomic_load_explicit(&counting, memory_order_relaxed)) return;
  atomic_fetch_add_explicit(&count, 1, memory_order_relaxed);
  long long before = atomic_load_explicit(&largest, memory_order_relaxed);
  while (before < (long long)bytes && !atomic_compare_exchange_weak(&largest, &before, (long long)bytes)) {
  }
}

void *malloc(size_t bytes) {
  note(bytes);
  return __libc_malloc(bytes);
}

void *calloc(size_t number, size_t bytes) {
  note(number * bytes);
  return __libc_calloc(number, bytes);
}

void *realloc(void *block, size_t bytes) {
  note(bytes);
  return __libc_realloc(block, bytes);
}

void *memalign(size_t alignment, size_t bytes) {
  note(bytes);
  return __libc_memalign(alignment, bytes);
}

void *aligned_alloc(size_t alignment, size_t bytes) {
  note(bytes);
  return __libc_memalign(alignment, bytes);
}

int posix_memalign(void **block, size_t alignment, size_t bytes) {
  if (alignment < sizeof(void *) || (alignment & (alignment - 1)) != 0) return EINVAL;
  note(bytes);
  void *new = __libc_memalign(alignment, bytes);
  if (new == NULL) return ENOMEM;
  *block = new;
  return 0;
}

int allocation_count_is_possible(void) { return 1; }

void allocation_count_start(void) {
  atomic_store(&count, 0);
  atomic_store(&largest, 0);
  atomic_store(&counting, 1);
}

allocation_count allocation_count_stop(void) {
  atomic_store(&counting, 0);
  return (allocation_count){atomic_load(&count), atomic_load(&largest)};
}

#else

int allocation_count_is_possible(void) { return 0; }
void allocation_count_start(void) {}
allocation_count allocation_count_stop(void) { return (allocation_count){0, 0}; }

#endif
