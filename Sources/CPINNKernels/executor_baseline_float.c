// The instruction set that the compiler takes for granted: SSE2 on x86-64, NEON on arm64 (with twice the registers).
#define REAL float
#define REAL_IS_DOUBLE 0
#define VB 16
#define MR 6
#if defined(__aarch64__)
#define NB 4
#define WIDE 4
#define GR 5
#define GC 4
#else
#define NB 2
#define WIDE 2
#define GR 3
#define GC 3
#endif
#define OUTER_PANELS 24
#define NAME(x) x##_baseline_float
#include "executor.inc"
