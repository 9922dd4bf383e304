// x86-64-v3. The minimum vector width keeps clang from splitting 64-byte vectors in two.
#if defined(__x86_64__)
#pragma clang attribute push(__attribute__((target("arch=x86-64-v3"), min_vector_width(512))), apply_to = function)
#define REAL float
#define REAL_IS_DOUBLE 0
#define VB 32
#define MR 6
#define NB 2
#define WIDE 2
#define GR 3
#define GC 4
#define OUTER_PANELS 6
#define NAME(x) x##_v3_float
#include "executor.inc"
#pragma clang attribute pop
#endif
