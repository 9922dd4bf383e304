// An executor's program put together by hand, and numbers to run it on that are the same on every machine.
#pragma once
#include <stdint.h>
#include <stdlib.h>

#include "kernels.h"

enum { PANELS = 2, MANY = 512, MANY_SUMS = 1 << 12 };

/// A program under construction, with the arrays that it points to. Clear it, and set `lanes` and `program` first.
typedef struct {
  pinn_program program;
  pinn_instruction instructions[MANY];
  pinn_pair pairs[MANY];
  pinn_micro micros[MANY];
  pinn_operand operands[MANY];
  double pool[8];
  int64_t gradient_index[MANY_SUMS];
  int pairs_used, micros_used, operands_used;
  /// Points of a panel, and rows of one that buffers have taken so far.
  int lanes, rows;
} builder;

static inline int next(int *used, int most) {
  if (*used == most) abort();
  return (*used)++;
}

static const pinn_buffer none = {-1, 0};

static inline pinn_buffer buffer(builder *b, int rows) {
  const pinn_buffer made = {(int64_t)b->rows * PANELS * b->lanes, (int64_t)rows * b->lanes};
  b->rows += rows;
  return made;
}

static inline pinn_buffer rows_from(const builder *b, pinn_buffer whole, int first) {
  whole.offset += (int64_t)first * b->lanes;
  return whole;
}

static inline pinn_instruction *instruction(builder *b, enum pinn_kind kind, int rows, int inner, int64_t target) {
  pinn_instruction *made = b->instructions + next(&b->program.instruction_count, MANY);
  *made = (pinn_instruction){
      .kind = kind, .rows = rows, .inner = inner, .bias = -1, .first = b->pairs_used, .target = target};
  return made;
}

/// The next stream of an instruction that was added last.
static inline void stream(builder *b, pinn_instruction *of, pinn_buffer left, pinn_buffer right) {
  b->pairs[next(&b->pairs_used, MANY)] = (pinn_pair){left, right};
  of->count++;
}

/// The next columns of the values are the rows of a buffer.
static inline void store(builder *b, pinn_buffer from, int rows) {
  stream(b, instruction(b, PINN_STORE, rows, 0, b->program.columns), from, none);
  b->program.columns += rows;
}

/// An elementwise run's next operand; returns its number.
static inline int32_t operand(builder *b, pinn_instruction *of, pinn_buffer buffer, int64_t row_stride) {
  b->operands[next(&b->operands_used, MANY)] = (pinn_operand){buffer.offset, buffer.panel_stride, row_stride};
  return of->operands++;
}

/// An elementwise run's next operation.
static inline void operation(builder *b, pinn_instruction *of, pinn_micro micro) {
  b->micros[next(&b->micros_used, MANY)] = micro;
  of->count++;
}

/// A number between two bounds: Knuth's linear congruential generator, and no fused multiply-add, so that all machines agree.
static inline double uniform(uint64_t *state, double low, double high) {
#pragma STDC FP_CONTRACT OFF
  *state = *state * 6364136223846793005u + 1442695040888963407u;
  return low + (high - low) * ((double)(*state >> 11) * 0x1p-53);
}

// Arrays of either type.
static inline double get(const void *from, int64_t i, int is_float) {
  return is_float ? ((const float *)from)[i] : ((const double *)from)[i];
}
static inline void put(void *to, int64_t i, int is_float, double x) {
  if (is_float) ((float *)to)[i] = (float)x;
  else ((double *)to)[i] = x;
}
