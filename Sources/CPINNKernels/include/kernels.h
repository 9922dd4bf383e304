// The executor's machine: a compiled program as flat arrays, and the functions that run it, for two precisions and several
// instruction sets. Everything above (which products, which elementwise runs, which buffers) is decided in PINNAutodiff.
//
// Data layout. Points are handled in tiles; a tile is split into panels of PINN_PANEL_BYTES / sizeof(scalar) points. A value
// of width w is a buffer [panel][row = component][lane = point]: a row of a panel is PINN_PANEL_BYTES long, so a layer's
// product reads one contiguous panel and has no remainder. Offsets and strides are counted in scalars from the start of a
// thread's workspace, which is aligned to 64 bytes.
#pragma once
#include <stddef.h>
#include <stdint.h>

#define PINN_PANEL_BYTES 256

/// Where a value is: `offset` of the first row of the first panel, `panel_stride` to the next panel. Rows are adjacent.
typedef struct {
  int64_t offset;
  int64_t panel_stride;
} pinn_buffer;

enum pinn_kind {
  /// Reads coordinates, data and the mask of valid lanes from the bound points. target: [coordinates..., data..., mask].
  PINN_LOAD,
  /// out = M in (+ bias on the first `biased` streams) for every stream; M [rows, inner] with the given strides in the parameters.
  PINN_PRODUCT,
  /// An elementwise run over `rows` rows: micro-operations first..<first+count on operands.
  PINN_ELEMENTWISE,
  /// gradient[parameter...] [rows, inner] += sum over points and streams of left right^T.
  PINN_OUTER,
  /// out[0] = sum of the rows of in; for every stream.
  PINN_SUM_ROWS,
  /// lane-wise sum[target + row] += row, over all panels.
  PINN_ACCUMULATE,
  /// values[point, target + row] = row.
  PINN_STORE,
  /// Transposed Jacobian [parameter + i * inner + j, row of residual `target` at the point] = sum over streams of
  /// left[i] right[j]; right[j] = 1 where there is no right buffer.
  PINN_JACOBIAN
};

/// A pair of buffers: input and output of a stream, or left and right factor of an outer product.
typedef struct {
  pinn_buffer a, b;
} pinn_pair;

typedef struct {
  int32_t kind;
  int32_t rows, inner;
  /// Parameter offset of a matrix and strides from row to row and from column to column; offset of a bias or -1.
  int64_t parameter, row_stride, column_stride, bias;
  /// Streams: pairs first..<first+count. Elementwise runs: micro-operations first..<first+count.
  int32_t first, count;
  /// How many of the streams, from the first, have the bias added (product) or summed (outer).
  int32_t biased;
  /// Elementwise runs: operands first_operand..<first_operand+operands, and how many rows are handled at a time; scratch slots
  /// hold as many.
  int32_t first_operand, operands, chunk;
  /// First lane-wise sum (outer products: -1 for none, the right factor is transposed), or first column of the values.
  int64_t target;
} pinn_instruction;

enum pinn_operation {
  PINN_COPY, PINN_FILL, PINN_PARAMETER, PINN_BROADCAST,
  PINN_ADD, PINN_SUBTRACT, PINN_MULTIPLY, PINN_DIVIDE,
  PINN_FMA,             // a b + c
  PINN_FNMA,            // c - a b
  PINN_SCALE_FMA,       // k a b + c
  PINN_DOT,             // k a b + c d
  PINN_SCALE, PINN_SHIFT,
  PINN_AXPY,            // k a + b
  PINN_SCALE_MUL,       // k a b
  PINN_COMPLEMENT_MUL,  // (1 - a a) b
  PINN_SELECT,          // a >= 0 ? b : c
  PINN_POLYNOMIAL,
  PINN_TANH, PINN_SIGMOID, PINN_SOFTPLUS, PINN_SIN, PINN_COS, PINN_EXP, PINN_LOG, PINN_SQRT, PINN_RECIPROCAL,
  PINN_POWER, PINN_ABS, PINN_SIGN, PINN_ERF, PINN_ATAN
};

/// dst = operation(a, b, c, d) with the constant k; dst, a, b, c, d are operands of the run. `pool`, `length`: a polynomial's
/// coefficients by ascending power in the program's pool; for PINN_PARAMETER the offset in the parameters and the step from
/// row to row (0: the same for all rows).
typedef struct {
  int32_t operation;
  int32_t dst, a, b, c, d;
  int32_t length;
  int64_t pool;
  double k;
} pinn_micro;

/// An operand of an elementwise run: a scratch slot (row_stride 0) or rows of a buffer.
typedef struct {
  int64_t offset, panel_stride, row_stride;
} pinn_operand;

typedef struct {
  const pinn_instruction *instructions;
  int32_t instruction_count;
  const pinn_pair *pairs;
  const pinn_micro *micros;
  const pinn_operand *operands;
  const double *pool;
  /// Panels in a tile; coordinates and data columns of a point.
  int32_t panels, coordinates, data;
  /// Entries of the gradient.
  int64_t parameters;
  /// Lane-wise sums: the first `sums` are results, the others belong to the gradient's entries `gradient_index[i - sums]`.
  int64_t lanewise;
  int32_t sums;
  const int64_t *gradient_index;
  /// Columns of the values.
  int32_t columns;
  /// Where scratch begins in the workspace, and scalars of workspace without the lane-wise sums that follow it.
  int64_t scratch, workspace;
} pinn_program;

/// One run over points first..<last of `count` points. Pointers are to the program's scalar type.
typedef struct {
  const void *points;      // [count, coordinates]
  const void *data;        // [count, data]
  const void *parameters;  // flat
  void *workspace;         // pinn_workspace_bytes, aligned to 64
  void *values;            // [count, columns] or null
  // Transposed Jacobian [parameters, jacobian_stride] of the points jacobian_first..<jacobian_last: in columns, first all
  // points of residual 0, then of residual 1, ...
  void *jacobian;
  int64_t jacobian_stride, jacobian_first, jacobian_last;
  double *sums;            // [program->sums], overwritten
  void *gradient;          // [parameters], overwritten; or null
  int64_t first, last;
} pinn_run;

/// An instruction set's executor for float and double.
typedef struct {
  const char *name;
  int32_t vector_bytes;
  void (*run_float)(const pinn_program *, const pinn_run *);
  void (*run_double)(const pinn_program *, const pinn_run *);
} pinn_target;

/// The targets this machine can run, best first; `*count` is their number.
const pinn_target *const *pinn_targets(int32_t *count);

/// Bytes of workspace a thread needs.
size_t pinn_workspace_bytes(const pinn_program *program, const pinn_target *target, size_t scalar_bytes);
