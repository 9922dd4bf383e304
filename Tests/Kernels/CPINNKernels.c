// Runs every instruction and every elementwise operation of the executor on fixed numbers, so that two processors can be
// compared. Scripts/arm64 builds and runs it.
//
//   PROGRAM                       lists the instruction sets of this machine
//   PROGRAM TARGET                writes results
//   PROGRAM TARGET REFERENCE      compares with the results in a file; fails if they differ by more than rounding

#include "program.h"
#include "results.h"

// Three groups of ROWS coordinates, one a kind of operand. The last tile is incomplete, and so is its last panel.
enum { POINTS = 201, ROWS = 5, COORDINATES = 3 * ROWS, DATA = 2, PARAMETERS = 2048 };

/// How an operation's results may differ: not at all where each is one rounding, by some ulp where a processor may leave out
/// the rounding of a product (fused multiply-add), groups its divisions otherwise, or has another C library.
typedef struct {
  const char *name;
  /// The first operand: numbers in [-5, 5], in [0.1, 10], or of any size.
  enum { SIGNED = 0, POSITIVE = ROWS, WIDE = 2 * ROWS } from;
  yardstick by;
  double tolerance;
} operation_test;

static const operation_test operations[] = {
    [PINN_COPY] = {"copy", WIDE},
    [PINN_FILL] = {"fill"},
    [PINN_PARAMETER] = {"parameter"},
    [PINN_BROADCAST] = {"broadcast"},
    [PINN_ADD] = {"add"},
    [PINN_SUBTRACT] = {"subtract"},
    [PINN_MULTIPLY] = {"multiply"},
    [PINN_DIVIDE] = {"divide"},
    [PINN_FMA] = {"fma", SIGNED, THE_LARGEST, 2},
    [PINN_FNMA] = {"fnma", SIGNED, THE_LARGEST, 2},
    [PINN_SCALE_FMA] = {"scale-fma", SIGNED, THE_LARGEST, 2},
    [PINN_DOT] = {"dot", SIGNED, THE_LARGEST, 2},
    [PINN_SCALE] = {"scale"},
    [PINN_SHIFT] = {"shift"},
    [PINN_AXPY] = {"axpy", SIGNED, THE_LARGEST, 2},
    [PINN_SCALE_MUL] = {"scale-mul"},
    [PINN_COMPLEMENT_MUL] = {"complement-mul", SIGNED, THE_LARGEST, 2},
    [PINN_SELECT] = {"select"},
    [PINN_POLYNOMIAL] = {"polynomial", SIGNED, THE_LARGEST, 4},
    [PINN_TANH] = {"tanh", WIDE, ITSELF, 8},
    [PINN_SIGMOID] = {"sigmoid", WIDE, ITSELF, 8},
    [PINN_SOFTPLUS] = {"softplus", WIDE, ITSELF, 8},
    [PINN_SIN] = {"sin", WIDE, ITSELF, 8},
    [PINN_COS] = {"cos", WIDE, ITSELF, 8},
    [PINN_EXP] = {"exp", WIDE, ITSELF, 8},
    [PINN_LOG] = {"log", POSITIVE, ITSELF, 2},
    [PINN_SQRT] = {"sqrt", POSITIVE},
    [PINN_RECIPROCAL] = {"reciprocal", WIDE},
    [PINN_POWER] = {"power", POSITIVE, ITSELF, 2},
    [PINN_ABS] = {"abs", WIDE},
    [PINN_SIGN] = {"sign", WIDE},
    [PINN_ERF] = {"erf", SIGNED, ITSELF, 2},
    [PINN_ATAN] = {"atan", WIDE, ITSELF, 2},
};
enum { OPERATIONS = sizeof operations / sizeof *operations, POLYNOMIALS = 6 };
_Static_assert(OPERATIONS == PINN_ATAN + 1, "each operation needs a line here");

/// Heights of layers: every height of a block, and several blocks. Each layer's input is the layer before.
static const int heights[] = {1, 2, 3, 4, 5, 6, 20, 23};
enum { LAYERS = sizeof heights / sizeof *heights, STREAMS = 2, JACOBIAN_STREAMS = 5 };

/// Where a program's values are.
typedef struct {
  pinn_buffer points, elementwise[OPERATIONS + POLYNOMIALS], layers[LAYERS][STREAMS], sum;
  int64_t jacobian_rows;
} places;

static places take_places(builder *b) {
  places at = {.points = buffer(b, COORDINATES + DATA + 1), .sum = buffer(b, 1)};
  for (int i = 0; i < OPERATIONS + POLYNOMIALS; i++) at.elementwise[i] = buffer(b, ROWS);
  for (int i = 0; i < LAYERS; i++)
    for (int s = 0; s < STREAMS; s++) at.layers[i][s] = buffer(b, heights[i]);
  // Scratch of an outer product: its right factors, a panel's width at a time.
  b->program.scratch = (int64_t)b->rows * PANELS * b->lanes;
  b->program.workspace = b->program.scratch + (int64_t)STREAMS * b->lanes * b->lanes;
  return at;
}

/// Every operation, and polynomials of each length, into rows of their own. Three rows go at a time, so that the last time has
/// fewer, and one operand is in scratch.
static void add_elementwise(builder *b, const places *at) {
  pinn_instruction *run = instruction(b, PINN_ELEMENTWISE, ROWS, 1, 0);
  run->first = b->micros_used;
  run->first_operand = b->operands_used;
  run->chunk = 3;
  const int32_t any = operand(b, run, rows_from(b, at->points, SIGNED), b->lanes);
  const int32_t positive = operand(b, run, rows_from(b, at->points, POSITIVE), b->lanes);
  const int32_t wide = operand(b, run, rows_from(b, at->points, WIDE), b->lanes);
  const int32_t one_row = operand(b, run, at->points, 0);
  const int32_t slot = operand(b, run, (pinn_buffer){b->program.scratch, 0}, 0);
  operation(b, run, (pinn_micro){.operation = PINN_ADD, .dst = slot, .a = any, .b = positive});
  for (int o = 0; o < OPERATIONS; o++) {
    const int32_t from = operations[o].from == SIGNED ? any : operations[o].from == POSITIVE ? positive : wide;
    pinn_micro micro = {
        .operation = o, .dst = operand(b, run, at->elementwise[o], b->lanes), .a = from, .b = positive, .c = slot, .d = any,
        .length = sizeof b->pool / sizeof *b->pool, .k = 1.7};
    if (o == PINN_BROADCAST) micro.a = one_row;
    if (o == PINN_PARAMETER) micro.pool = 3, micro.length = 2;
    operation(b, run, micro);
  }
  for (int i = 0; i < POLYNOMIALS; i++) {
    const int32_t into = operand(b, run, at->elementwise[OPERATIONS + i], b->lanes);
    operation(b, run, (pinn_micro){.operation = PINN_POLYNOMIAL, .dst = into, .a = any, .length = i + 1});
  }
}

/// Two streams through the layers, of which the first has a bias; every other matrix is transposed.
static void add_layers(builder *b, const places *at) {
  for (int i = 0; i < LAYERS; i++) {
    const int rows = heights[i], inner = i ? heights[i - 1] : ROWS, transposed = i % 2;
    pinn_instruction *made = instruction(b, PINN_PRODUCT, rows, inner, 0);
    made->parameter = i;
    made->row_stride = transposed ? 1 : inner;
    made->column_stride = transposed ? rows : 1;
    made->bias = 2 * i;
    made->biased = 1;
    for (int s = 0; s < STREAMS; s++)
      stream(b, made, i ? at->layers[i - 1][s] : rows_from(b, at->points, s ? POSITIVE : SIGNED), at->layers[i][s]);
  }
  stream(b, instruction(b, PINN_SUM_ROWS, heights[LAYERS - 1], 0, 0), at->layers[LAYERS - 1][0], at->sum);
}

/// Sums over points: a result, and the outer products of each layer's two streams, with sums in lanes, and the last one's in
/// place as well.
static void add_sums(builder *b, const places *at) {
  pinn_program *p = &b->program;
  p->lanewise = p->sums = 1;
  stream(b, instruction(b, PINN_ACCUMULATE, 1, 0, 0), at->sum, none);
  for (int i = 0; i <= LAYERS; i++) {
    const int in_lanes = i < LAYERS, layer = in_lanes ? i : LAYERS - 1, height = heights[layer];
    pinn_instruction *made = instruction(b, PINN_OUTER, height, height, in_lanes ? p->lanewise : -1);
    made->parameter = p->parameters;
    for (int s = 0; s < STREAMS; s++) stream(b, made, at->layers[layer][s], at->layers[layer][1 - s]);
    for (int k = 0; in_lanes && k < height * height; k++) {
      if (p->lanewise - p->sums == MANY_SUMS) abort();
      b->gradient_index[p->lanewise++ - p->sums] = p->parameters + k;
    }
    p->parameters += height * height;
  }
}

/// Rows of a Jacobian by one stream to five, the last time without right factors. Two residuals take turns.
static void add_jacobian(builder *b, places *at) {
  for (int streams = 1; streams <= JACOBIAN_STREAMS; streams++) {
    const int is_last = streams == JACOBIAN_STREAMS;
    pinn_instruction *made = instruction(b, PINN_JACOBIAN, ROWS, is_last ? 1 : 6, streams % 2);
    made->parameter = at->jacobian_rows;
    for (int s = 0; s < streams; s++)
      stream(b, made, rows_from(b, at->points, s % 2 ? POSITIVE : SIGNED), is_last ? none : at->layers[5][s % STREAMS]);
    at->jacobian_rows += made->rows * made->inner;
  }
}

/// Sizes up to a million are where functions saturate, overflow, or leave the reduction of their argument to the C library.
static double coordinate(uint64_t *state, int point, int column) {
  if (column < POSITIVE) return uniform(state, -5, 5);
  if (column < WIDE) return uniform(state, 0.1, 10);
  const double most = point == POINTS / 2 ? 1e6 : point % 3 ? 10 : 800;
  return uniform(state, -most, most);
}

/// `count` numbers of the type, all 0.
static void *numbers(int64_t count, size_t scalar) {
  void *made = calloc(count, scalar);
  if (!made) abort();
  return made;
}

static void report_array(results *r, const void *array, int64_t count, const char *name, yardstick by, double tolerance) {
  double *group = numbers(count, sizeof *group);
  for (int64_t i = 0; i < count; i++) group[i] = get(array, i, r->is_float);
  report(r, name, by, tolerance, group, (int)count);
  free(group);
}

/// The next columns of the values [POINTS, columns].
static void report_columns(
    results *r, const pinn_program *p, const void *values, int64_t *column, int columns, const char *name, yardstick by,
    double tolerance) {
  const int64_t count = (int64_t)columns * POINTS;
  double *group = numbers(count, sizeof *group);
  for (int64_t i = 0; i < count; i++) group[i] = get(values, i / columns * p->columns + *column + i % columns, r->is_float);
  report(r, name, by, tolerance, group, (int)count);
  free(group);
  *column += columns;
}

static int test(const pinn_target *target, int is_float, FILE *reference) {
  const size_t scalar = is_float ? sizeof(float) : sizeof(double);
  builder *b = numbers(1, sizeof *b);
  pinn_program *p = &b->program;
  b->lanes = (int)(PINN_PANEL_BYTES / scalar);
  *p = (pinn_program){
      .instructions = b->instructions, .pairs = b->pairs, .micros = b->micros, .operands = b->operands, .pool = b->pool,
      .panels = PANELS, .coordinates = COORDINATES, .data = DATA, .gradient_index = b->gradient_index};
  places at = take_places(b);
  stream(b, instruction(b, PINN_LOAD, 0, 0, 0), at.points, none);
  add_elementwise(b, &at);
  add_layers(b, &at);
  add_sums(b, &at);
  add_jacobian(b, &at);
  for (int i = 0; i < OPERATIONS + POLYNOMIALS; i++) store(b, at.elementwise[i], ROWS);
  store(b, rows_from(b, at.points, COORDINATES), DATA + 1);
  for (int i = 0; i < LAYERS; i++)
    for (int s = 0; s < STREAMS; s++) store(b, at.layers[i][s], heights[i]);

  const int64_t stride = 2 * POINTS, jacobian_count = at.jacobian_rows * stride, value_count = (int64_t)POINTS * p->columns;
  void *points = numbers(POINTS * COORDINATES, scalar), *data = numbers(POINTS * DATA, scalar);
  void *parameters = numbers(PARAMETERS, scalar), *values = numbers(value_count, scalar);
  void *gradient = numbers(p->parameters, scalar), *jacobian = numbers(jacobian_count, scalar), *workspace = 0;
  const size_t bytes = pinn_workspace_bytes(p, target, scalar);
  if (posix_memalign(&workspace, 64, bytes)) abort();
  memset(workspace, 0, bytes);
  uint64_t state = 1;
  for (size_t i = 0; i < sizeof b->pool / sizeof *b->pool; i++) b->pool[i] = uniform(&state, -1, 1);
  for (int i = 0; i < POINTS * COORDINATES; i++) put(points, i, is_float, coordinate(&state, i / COORDINATES, i % COORDINATES));
  for (int i = 0; i < POINTS * DATA; i++) put(data, i, is_float, uniform(&state, -1, 1));
  for (int i = 0; i < PARAMETERS; i++) put(parameters, i, is_float, uniform(&state, -1, 1));
  double sum = 0;
  const pinn_run run = {
      .points = points, .data = data, .parameters = parameters, .workspace = workspace, .values = values,
      .jacobian = jacobian, .jacobian_stride = stride, .jacobian_last = POINTS, .sums = &sum, .gradient = gradient,
      .last = POINTS};
  (is_float ? target->run_float : target->run_double)(p, &run);

  results r = {.reference = reference, .is_float = is_float};
  int64_t column = 0;
  for (int o = 0; o < OPERATIONS; o++)
    report_columns(&r, p, values, &column, ROWS, operations[o].name, operations[o].by, operations[o].tolerance);
  report_columns(&r, p, values, &column, POLYNOMIALS * ROWS, "polynomials", THE_LARGEST, 4);
  report_columns(&r, p, values, &column, DATA + 1, "data-and-mask", ITSELF, 0);
  for (int i = 0; i < LAYERS; i++) {
    char name[32];
    snprintf(name, sizeof name, "product-%d", heights[i]);
    report_columns(&r, p, values, &column, STREAMS * heights[i], name, THE_LARGEST, 16);
  }
  report(&r, "sum", THE_LARGEST, 64, &sum, 1);
  report_array(&r, gradient, p->parameters, "outer-products", THE_LARGEST, 64);
  report_array(&r, jacobian, jacobian_count, "jacobian", THE_LARGEST, 16);
  free(points), free(data), free(parameters), free(values), free(gradient), free(jacobian), free(workspace), free(b);
  return r.failures;
}

int main(int argc, char **argv) {
  int32_t count = 0;
  const pinn_target *const *targets = pinn_targets(&count);
  for (int i = 0; i < count; i++) {
    if (argc < 2) puts(targets[i]->name);
    else if (!strcmp(argv[1], targets[i]->name)) {
      FILE *reference = argc > 2 ? fopen(argv[2], "r") : NULL;
      if (argc > 2 && !reference) return perror(argv[2]), 2;
      const int failures = test(targets[i], 1, reference) + test(targets[i], 0, reference);
      return failures > 0;
    }
  }
  if (argc < 2) return 0;
  fprintf(stderr, "this machine doesn't run '%s'\n", argv[1]);
  return 2;
}
