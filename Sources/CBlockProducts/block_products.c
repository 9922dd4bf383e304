// One source for both types and, where the system chooses functions while it loads a program, for three instruction sets.
#include "include/block_products.h"

#include <string.h>

// The thread sanitizer instruments what chooses them, which runs before the sanitizer is there.
#if defined(__has_feature)
#if __has_feature(thread_sanitizer)
#define ONE_TARGET
#endif
#endif

#if defined(__x86_64__) && defined(__gnu_linux__) && !defined(ONE_TARGET)
#define EACH_TARGET __attribute__((target_clones("arch=x86-64-v4", "arch=x86-64-v3", "default")))
#else
#define EACH_TARGET
#endif

typedef double vec __attribute__((vector_size(64), aligned(8)));
typedef float vec_of_float __attribute__((vector_size(32), aligned(4)));
typedef double vec_of_double __attribute__((vector_size(64), aligned(8)));

#define LANES 8
#define VECTORS (BLOCK_COLUMNS / LANES)
#define AT(REAL, p, v) __builtin_convertvector(*(const vec_of_##REAL *)(block + (p) * BLOCK_COLUMNS + (v) * LANES), vec)

#define SUM(s) (((s)[0] + (s)[4]) + ((s)[2] + (s)[6])) + (((s)[1] + (s)[5]) + ((s)[3] + (s)[7]))

#define DEFINE_BLOCK_PRODUCTS(REAL)                                                                             \
  EACH_TARGET void block_fill_##REAL(                                                                           \
      const double *a, ptrdiff_t stride, ptrdiff_t rows, ptrdiff_t columns, const double *x, REAL *block,       \
      double *product, double *square) {                                                                        \
    double factors[BLOCK_COLUMNS] = {0}, last[BLOCK_COLUMNS] = {0};                                             \
    memcpy(factors, x, columns * sizeof *x);                                                                    \
    for (ptrdiff_t p = 0; p < rows; ++p) {                                                                      \
      const double *from = a + p * stride;                                                                      \
      /* Rows lie far apart, where no prefetcher finds them. */                                                 \
      for (int c = 0; c < BLOCK_COLUMNS; c += 8) __builtin_prefetch(from + 8 * stride + c);                     \
      if (columns < BLOCK_COLUMNS) from = memcpy(last, from, columns * sizeof *from);                           \
      vec products = {0}, squares = {0};                                                                        \
      for (int v = 0; v < VECTORS; ++v) {                                                                       \
        const vec entries = *(const vec *)(from + v * LANES);                                                   \
        products += entries * *(const vec *)(factors + v * LANES);                                              \
        squares += entries * entries;                                                                           \
        *(vec_of_##REAL *)(block + p * BLOCK_COLUMNS + v * LANES) = __builtin_convertvector(entries, vec_of_##REAL); \
      }                                                                                                         \
      product[p] += SUM(products);                                                                              \
      square[p] += SUM(squares);                                                                                \
    }                                                                                                           \
  }                                                                                                             \
                                                                                                                \
  EACH_TARGET void block_transposed_product_##REAL(                                                             \
      const REAL *block, ptrdiff_t rows, const double *x, double *w) {                                          \
    vec sum[VECTORS] = {{0}};                                                                                   \
    for (ptrdiff_t p = 0; p < rows; ++p)                                                                        \
      for (int v = 0; v < VECTORS; ++v) sum[v] += x[p] * AT(REAL, p, v);                                        \
    memcpy(w, sum, sizeof sum);                                                                                 \
  }                                                                                                             \
                                                                                                                \
  EACH_TARGET void block_add_product_##REAL(const REAL *block, ptrdiff_t rows, const double *w, double *y) {    \
    vec factor[VECTORS];                                                                                        \
    memcpy(factor, w, sizeof factor);                                                                           \
    for (ptrdiff_t p = 0; p < rows; ++p) {                                                                      \
      vec s = factor[0] * AT(REAL, p, 0);                                                                       \
      for (int v = 1; v < VECTORS; ++v) s += factor[v] * AT(REAL, p, v);                                        \
      y[p] += SUM(s);                                                                                           \
    }                                                                                                           \
  }                                                                                                             \
                                                                                                                \
  EACH_TARGET void block_add_scaled_##REAL(const REAL *block, ptrdiff_t rows, const double *w, double *target) { \
    vec factor[VECTORS];                                                                                        \
    memcpy(factor, w, sizeof factor);                                                                           \
    for (ptrdiff_t p = 0; p < rows; ++p)                                                                        \
      for (int v = 0; v < VECTORS; ++v)                                                                         \
        *(vec *)(target + p * BLOCK_COLUMNS + v * LANES) += factor[v] * AT(REAL, p, v);                         \
  }

DEFINE_BLOCK_PRODUCTS(float)
DEFINE_BLOCK_PRODUCTS(double)
