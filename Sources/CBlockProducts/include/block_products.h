// Products of a wide matrix A [rows, columns] with vectors, a block of BLOCK_COLUMNS of its columns at a time.
//
// A block is stored row after row, so that it is read from end to end, and its columns' products with one vector fill whole
// vector registers. Such products wait for memory: a block that was multiplied from one side lies in the cache for the other
// side. Blocks are of floats or doubles; vectors and sums are of doubles.
#pragma once
#include <stddef.h>

#define BLOCK_COLUMNS 32

#define DECLARE_BLOCK_PRODUCTS(REAL)                                                                                  \
  /* block [rows, BLOCK_COLUMNS] = the first `columns` columns of a, which has `stride` numbers from row to row; zeros beyond. \
     For each row p of a: product[p] += its scalar product with x [columns], square[p] += that with itself. */          \
  void block_fill_##REAL(                                                                                             \
      const double *a, ptrdiff_t stride, ptrdiff_t rows, ptrdiff_t columns, const double *x, REAL *block,             \
      double *product, double *square);                                                                               \
  /* w [BLOCK_COLUMNS] = block^T x for x [rows]. */                                                                   \
  void block_transposed_product_##REAL(const REAL *block, ptrdiff_t rows, const double *x, double *w);                \
  /* y [rows] += block w for w [BLOCK_COLUMNS]. */                                                                    \
  void block_add_product_##REAL(const REAL *block, ptrdiff_t rows, const double *w, double *y);                       \
  /* target [rows, BLOCK_COLUMNS] += block diag(w) for w [BLOCK_COLUMNS]. */                                          \
  void block_add_scaled_##REAL(const REAL *block, ptrdiff_t rows, const double *w, double *target);

DECLARE_BLOCK_PRODUCTS(float)
DECLARE_BLOCK_PRODUCTS(double)
