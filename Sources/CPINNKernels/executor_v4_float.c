// x86-64-v4 with PREFETCHW, which all such processors have. The minimum vector width keeps clang from splitting 64-byte vectors in two.
#if defined(__x86_64__)
#pragma clang attribute push(__attribute__((target("arch=x86-64-v4,prfchw"), min_vector_width(512))), apply_to = function)
#define REAL float
#define REAL_IS_DOUBLE 0
#define VB 64
#define MR 6
#define NB 4
#define WIDE 4
#define GR 5
#define GC 4
#define OUTER_PANELS 24
#define NAME(x) x##_v4_float
#include "executor.inc"
#pragma clang attribute pop
#endif
