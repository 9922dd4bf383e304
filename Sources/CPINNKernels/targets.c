// Which instruction sets this machine can run, and which of them a person lets it run.

#include "include/kernels.h"

#include <stdio.h>
#include <stdlib.h>
#include <strings.h>

#define TARGET(id, label, bytes)                                              \
  void run_##id##_float(const pinn_program *, const pinn_run *);              \
  void run_##id##_double(const pinn_program *, const pinn_run *);             \
  static const pinn_target id = {label, bytes, run_##id##_float, run_##id##_double};

TARGET(baseline, "baseline", 16)
#if defined(__x86_64__)
TARGET(v3, "AVX2", 32)
TARGET(v4, "AVX-512", 64)
static const pinn_target *const all[] = {&v4, &v3, &baseline};
#else
static const pinn_target *const all[] = {&baseline};
#endif

static const int32_t count_of_all = sizeof all / sizeof *all;

/// The index of the best that the processor has.
static int32_t best(void) {
#if defined(__x86_64__)
  __builtin_cpu_init();
  return __builtin_cpu_supports("x86-64-v4") ? 0 : __builtin_cpu_supports("x86-64-v3") ? 1 : 2;
#else
  return 0;
#endif
}

const pinn_target *const *pinn_targets(int32_t *count) {
  int32_t first = best();
  // A person may ask for less than that; whatever is better is then missing, as on an older processor.
  const char *wanted = getenv("PINN_KERNELS");
  if (wanted && *wanted) {
    int32_t found = first;
    while (found < count_of_all && strcasecmp(all[found]->name, wanted) != 0) ++found;
    if (found == count_of_all) {
      fprintf(stderr, "PINN_KERNELS is '%s', but this machine's kernels are", wanted);
      for (int32_t i = first; i < count_of_all; ++i) fprintf(stderr, "%s %s", i == first ? "" : ",", all[i]->name);
      fprintf(stderr, "; choose one of these, or unset the variable\n");
      exit(64);
    }
    first = found;
  }
  *count = count_of_all - first;
  return all + first;
}

size_t pinn_workspace_bytes(const pinn_program *program, const pinn_target *target, size_t scalar_bytes) {
  const size_t scalars = (size_t)program->workspace * scalar_bytes;
  return scalars + (size_t)program->lanewise * (size_t)target->vector_bytes;
}
