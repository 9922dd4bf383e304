// Intel's matrix tiles (AMX): eight registers of 16 rows of 64 bytes, and an instruction that adds to a tile of 32-bit
// integers the product of two tiles of 8-bit ones. The right factor of it lies in memory as [k / 4][row][k % 4].

#include "include/tile_products.h"

#if defined(__x86_64__) && defined(__linux__)
#include <cpuid.h>
#include <immintrin.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <strings.h>
#include <sys/syscall.h>
#include <unistd.h>

#define TILES \
  __attribute__((target("amx-int8,amx-tile,avx512vbmi,arch=x86-64-v4"), min_vector_width(512)))

static bool has_instructions(void) {
  __builtin_cpu_init();
  unsigned a, b, c, d;
  if (!__builtin_cpu_supports("x86-64-v4") || !__get_cpuid_count(7, 0, &a, &b, &c, &d)) return false;
  const unsigned vbmi = 1u << 1, tile = 1u << 24, int8 = 1u << 25;
  return (c & vbmi) && (d & tile) && (d & int8);
}

bool tile_products_available(void) {
  // A person may do without them, to compute as other processors do.
  const char *wanted = getenv("PINN_TILES");
  if (wanted && strcasecmp(wanted, "off") == 0) return false;
  if (wanted && *wanted && strcasecmp(wanted, "on") != 0) {
    fprintf(stderr, "PINN_TILES is '%s', but it can be on or off only\n", wanted);
    exit(64);
  }
  // Linux asks for a request first (Documentation/arch/x86/xstate.rst): the registers make a thread's state 8 KiB larger.
  const long request = 0x1023, tile_data = 18;
  return has_instructions() && syscall(SYS_arch_prctl, request, tile_data) == 0;
}

/// Loads 8 numbers, those from `columns` on as 0.
TILES static inline __m512d load(const double *row, int32_t k, int32_t columns) {
  const int32_t left = columns - k;
  const __mmask8 mask = left >= 8 ? 0xff : left <= 0 ? 0 : (__mmask8)((1 << left) - 1);
  return _mm512_maskz_loadu_pd(mask, row + k);
}

TILES double tile_scale(const double *row, int32_t columns) {
  __m512d largest = _mm512_set1_pd(0x1p-893);
  for (int32_t k = 0; k < columns; k += 8) largest = _mm512_max_pd(_mm512_abs_pd(load(row, k, columns)), largest);
  return _mm512_reduce_max_pd(largest) / 127;
}

/// Eight vectors of eight rows of bytes -> vector i has byte i of all 64 rows.
TILES static inline void transpose_bytes(__m512i v[8]) {
  const __m512i by_byte = _mm512_set_epi8(
      63, 55, 47, 39, 31, 23, 15, 7, 62, 54, 46, 38, 30, 22, 14, 6, 61, 53, 45, 37, 29, 21, 13, 5, 60, 52, 44, 36, 28, 20,
      12, 4, 59, 51, 43, 35, 27, 19, 11, 3, 58, 50, 42, 34, 26, 18, 10, 2, 57, 49, 41, 33, 25, 17, 9, 1, 56, 48, 40, 32,
      24, 16, 8, 0);
  const __m512i low = _mm512_set_epi64(13, 12, 5, 4, 9, 8, 1, 0), high = _mm512_set_epi64(15, 14, 7, 6, 11, 10, 3, 2);
  __m512i pairs[8], fours[8];
  for (int i = 0; i < 8; ++i) v[i] = _mm512_permutexvar_epi8(by_byte, v[i]);
  for (int i = 0; i < 8; i += 2) {
    pairs[i] = _mm512_unpacklo_epi64(v[i], v[i + 1]);
    pairs[i + 1] = _mm512_unpackhi_epi64(v[i], v[i + 1]);
  }
  // fours[4 h + i], i = 0 ... 3: bytes 0 and 4, 2 and 6, 1 and 5, 3 and 7 of half h.
  for (int h = 0; h < 8; h += 4)
    for (int odd = 0; odd < 2; ++odd) {
      fours[h + 2 * odd] = _mm512_permutex2var_epi64(pairs[h + odd], low, pairs[h + 2 + odd]);
      fours[h + 2 * odd + 1] = _mm512_permutex2var_epi64(pairs[h + odd], high, pairs[h + 2 + odd]);
    }
  static const int byte[4] = {0, 2, 1, 3};
  for (int i = 0; i < 4; ++i) {
    v[byte[i]] = _mm512_shuffle_i64x2(fours[i], fours[4 + i], 0x44);
    v[byte[i] + 4] = _mm512_shuffle_i64x2(fours[i], fours[4 + i], 0xee);
  }
}

/// right = left as a matrix [16, 16] of four bytes each, transposed.
TILES static inline void transpose_tile(const int8_t *left, int8_t *right) {
  __m512i r[16], s[16];
  for (int i = 0; i < 16; ++i) r[i] = _mm512_load_si512(left + i * TILE_COLUMNS);
  for (int i = 0; i < 16; i += 2) {
    s[i] = _mm512_unpacklo_epi32(r[i], r[i + 1]);
    s[i + 1] = _mm512_unpackhi_epi32(r[i], r[i + 1]);
  }
  for (int i = 0; i < 16; i += 4) {
    r[i] = _mm512_unpacklo_epi64(s[i], s[i + 2]);
    r[i + 1] = _mm512_unpackhi_epi64(s[i], s[i + 2]);
    r[i + 2] = _mm512_unpacklo_epi64(s[i + 1], s[i + 3]);
    r[i + 3] = _mm512_unpackhi_epi64(s[i + 1], s[i + 3]);
  }
  for (int i = 0; i < 4; ++i) {
    s[i] = _mm512_shuffle_i32x4(r[i], r[4 + i], 0x88);
    s[4 + i] = _mm512_shuffle_i32x4(r[i], r[4 + i], 0xdd);
    s[8 + i] = _mm512_shuffle_i32x4(r[8 + i], r[12 + i], 0x88);
    s[12 + i] = _mm512_shuffle_i32x4(r[8 + i], r[12 + i], 0xdd);
  }
  for (int i = 0; i < 8; ++i) {
    _mm512_store_si512(right + i * TILE_COLUMNS, _mm512_shuffle_i32x4(s[i], s[8 + i], 0x88));
    _mm512_store_si512(right + (8 + i) * TILE_COLUMNS, _mm512_shuffle_i32x4(s[i], s[8 + i], 0xdd));
  }
}

TILES void tile_split(
    const double *band, ptrdiff_t stride, int32_t rows, int32_t columns, const double *scales, int32_t digits,
    int8_t *left, int8_t *right) {
  // Adding 128 to each digit but the first and taking it away bytewise turns digits 0 ... 255 into -128 ... 127.
  const __m512i bias = _mm512_set1_epi64(0x8080808080808080ull >> (8 * (9 - digits)));
  const int32_t blocks = (columns + TILE_COLUMNS - 1) / TILE_COLUMNS;
  for (int32_t row = 0; row < TILE_ROWS; ++row) {
    const bool is_there = row < rows;
    const __m512d unit = _mm512_set1_pd(is_there ? ldexp(1 / scales[row], 8 * (digits - 1)) : 0);
    for (int32_t block = 0; block < blocks; ++block) {
      __m512i v[8];
      for (int i = 0; i < 8; ++i) {
        const int32_t k = block * TILE_COLUMNS + 8 * i;
        const __m512d x = load(band + (is_there ? row * stride : 0), k, is_there ? columns : 0);
        v[i] = _mm512_cvtpd_epi64(_mm512_mul_pd(x, unit));
        v[i] = _mm512_xor_si512(_mm512_add_epi64(v[i], bias), bias);
      }
      transpose_bytes(v);
      int8_t *tiles = left + (ptrdiff_t)block * digits * TILE_BYTES + row * TILE_COLUMNS;
      for (int32_t i = 0; i < digits; ++i) _mm512_store_si512(tiles + i * TILE_BYTES, v[digits - 1 - i]);
    }
  }
  for (ptrdiff_t tile = 0; tile < (ptrdiff_t)blocks * digits; ++tile)
    transpose_tile(left + tile * TILE_BYTES, right + tile * TILE_BYTES);
}

TILES void tile_products_begin(void) {
  struct {
    uint8_t palette, start_row, reserved[14];
    uint16_t row_bytes[16];
    uint8_t rows[16];
  } configuration = {.palette = 1};
  for (int i = 0; i < 8; ++i) {
    configuration.row_bytes[i] = TILE_COLUMNS;
    configuration.rows[i] = TILE_ROWS;
  }
  _tile_loadconfig(&configuration);
}

TILES void tile_products_end(void) { _tile_release(); }

#define LEFT(i) _tile_loadd(6, a + (i) * TILE_BYTES, TILE_COLUMNS)
#define RIGHT(j) _tile_loadd(7, b + (j) * TILE_BYTES, TILE_COLUMNS)
/// Fetches the next block's right digit j.
#define AHEAD(j)                                       \
  for (int32_t row = 0; row < TILE_ROWS; ++row)        \
    _mm_prefetch(b + (digits + (j)) * TILE_BYTES + row * TILE_COLUMNS, _MM_HINT_T0);
/// Adds the product of left digit i, which is loaded, and right digit j to register i + j; in the longest sum every other one to
/// register 5, if that is free. Registers' numbers must be literals.
#define AGAIN(i, j)                                                   \
  if (digits < 6 && (i) % 2 && (i) + (j) + 1 == digits)               \
    _tile_dpbssd(5, 6, 7);                                            \
  else if ((i) + (j) < digits)                                        \
    _tile_dpbssd(((i) + (j)) % 6, 6, 7);
#define PAIR(i, j) if ((i) + (j) < digits) { RIGHT(j); AGAIN(i, j) }

/// What tile_add_products does, for a constant number of digits.
TILES static inline __attribute__((always_inline)) void add_products(
    tile_band left, tile_band right, int32_t blocks, const int32_t digits, double alpha, double *target,
    ptrdiff_t stride, int32_t rows, int32_t columns, ptrdiff_t last) {
  const int8_t *a = left.tiles, *b = right.tiles;
  _tile_zero(0), _tile_zero(1), _tile_zero(2), _tile_zero(3), _tile_zero(4), _tile_zero(5);
  // The order keeps products for the same register apart: a sum can be added to only after some three products' time.
  for (int32_t block = 0; block < blocks; ++block, a += digits * TILE_BYTES, b += digits * TILE_BYTES) {
    LEFT(0); AHEAD(0) PAIR(0, 0) PAIR(0, 1) PAIR(0, 2) PAIR(0, 3) PAIR(0, 4) PAIR(0, 5)
    LEFT(1); AHEAD(1) PAIR(1, 3) PAIR(1, 4) PAIR(1, 2) PAIR(1, 1) PAIR(1, 0)
    LEFT(2); AHEAD(2) AGAIN(2, 0) PAIR(2, 1) PAIR(2, 2) PAIR(2, 3)
    LEFT(3); AHEAD(3) PAIR(3, 1) PAIR(3, 2) PAIR(3, 0)
    if (digits > 4) { LEFT(4); AHEAD(4) AGAIN(4, 0) PAIR(4, 1) }
    if (digits > 5) { LEFT(5); AHEAD(5) PAIR(5, 0) }
  }
  int32_t sums[6][TILE_ROWS][TILE_ROWS] __attribute__((aligned(64)));
  _tile_stored(0, sums[0], TILE_COLUMNS), _tile_stored(1, sums[1], TILE_COLUMNS), _tile_stored(2, sums[2], TILE_COLUMNS);
  _tile_stored(3, sums[3], TILE_COLUMNS), _tile_stored(5, sums[5], TILE_COLUMNS);
  if (digits > 4) _tile_stored(4, sums[4], TILE_COLUMNS);
  const __m512d next = _mm512_set1_pd(0x1p-8);
  for (int32_t r = 0; r < rows; ++r) {
    const ptrdiff_t end = r + last + 1 < columns ? r + last + 1 : columns;
    if (end <= 0) continue;
    const __m512d scale = _mm512_set1_pd(alpha * left.scales[r]);
    for (int32_t column = 0; column < TILE_ROWS; column += 8) {
      const __mmask8 mask = (__mmask8)(((1u << end) - 1) >> column);
#define SUM(d) _mm256_load_si256((const __m256i *)&sums[d][r][column])
      __m512d sum = _mm512_cvtepi32_pd(digits < 6 ? _mm256_add_epi32(SUM(digits - 1), SUM(5)) : SUM(5));
      for (int32_t d = digits - 2; d >= 0; --d) sum = _mm512_fmadd_pd(sum, next, _mm512_cvtepi32_pd(SUM(d)));
      double *place = target + r * stride + column;
      const __m512d unit = _mm512_mul_pd(scale, _mm512_loadu_pd(right.scales + column));
      _mm512_mask_storeu_pd(place, mask, _mm512_fmadd_pd(unit, sum, _mm512_maskz_loadu_pd(mask, place)));
    }
  }
}

TILES void tile_add_products(
    tile_band left, tile_band right, int32_t blocks, int32_t digits, double alpha, double *target, ptrdiff_t stride,
    int32_t rows, int32_t columns, ptrdiff_t last) {
  switch (digits) {
    case 4: add_products(left, right, blocks, 4, alpha, target, stride, rows, columns, last); break;
    case 5: add_products(left, right, blocks, 5, alpha, target, stride, rows, columns, last); break;
    default: add_products(left, right, blocks, 6, alpha, target, stride, rows, columns, last); break;
  }
}

#else

bool tile_products_available(void) { return false; }
double tile_scale(const double *row, int32_t columns) { return 1; }
void tile_split(
    const double *band, ptrdiff_t stride, int32_t rows, int32_t columns, const double *scales, int32_t digits,
    int8_t *left, int8_t *right) {}
void tile_add_products(
    tile_band left, tile_band right, int32_t blocks, int32_t digits, double alpha, double *target, ptrdiff_t stride,
    int32_t rows, int32_t columns, ptrdiff_t last) {}
void tile_products_begin(void) {}
void tile_products_end(void) {}

#endif
