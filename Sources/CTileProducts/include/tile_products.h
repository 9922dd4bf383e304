// Sums of products of long rows of doubles, from exact products of 8-bit integers.
//
// A row x is cut into digits, x_k = c sum_i D_ki 256^-i with integers |D| <= 128, i = 0 ... digits - 1, and c = max |x| / 127.
// Then with c' and E for another row y
//     sum_k x_k y_k = c c' sum_d 256^-d  sum_{i + j = d} sum_k D_ki E_kj,
// where the inner sums are integers and exact in any order. Those with d >= digits are left out: they are as small as what the
// digits themselves left out of x and y. Processors with matrix tiles (Intel's AMX) multiply 8-bit integers some 80 times as
// fast as doubles, so even the 21 pairs of 6 digits are cheaper than one product of doubles.
//
// Source: Ootomo, Ozaki, Yokota 2024, doi:10.1177/10943420241239588 (the "Ozaki scheme" on integers).
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/// Rows that are multiplied at once; a band.
#define TILE_ROWS 16
/// Numbers of a row that a tile holds.
#define TILE_COLUMNS 64
#define TILE_BYTES (TILE_ROWS * TILE_COLUMNS)
/// The fewest and most digits. The sums for each d have a tile register of their own, and there are eight.
#define TILE_LEAST_DIGITS 4
#define TILE_MOST_DIGITS 6

/// Whether this processor has matrix tiles, and the system lets this process use them. Nothing else here may be called if not.
bool tile_products_available(void);

/// The c of a row; at least 2^-900.
double tile_scale(const double *row, int32_t columns);

/// Cuts a band into digits. `rows` of its rows are there, the others count as zero; `stride` numbers from row to row. `left`
/// and `right` get ceil(columns / TILE_COLUMNS) x digits tiles each, for use as left and right factor.
void tile_split(
    const double *band, ptrdiff_t stride, int32_t rows, int32_t columns, const double *scales, int32_t digits,
    int8_t *left, int8_t *right);

/// One band's tiles with the scales c of its TILE_ROWS rows.
typedef struct {
  const int8_t *tiles;
  const double *scales;
} tile_band;

/// target [rows, columns] += alpha times the products of the left factor's rows with the right one's, in so many blocks of
/// TILE_COLUMNS numbers; in row r only columns 0 ... r + last. `stride` numbers from row to row. Between tile_products_begin and
/// tile_products_end.
void tile_add_products(
    tile_band left, tile_band right, int32_t blocks, int32_t digits, double alpha, double *target, ptrdiff_t stride,
    int32_t rows, int32_t columns, ptrdiff_t last);

/// Before and after calls of tile_add_products on one thread.
void tile_products_begin(void);
void tile_products_end(void);
