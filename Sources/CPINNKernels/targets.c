// Which instruction sets this machine can run.

#include "include/kernels.h"

#define TARGET(id, label, bytes)                                              \
  void run_##id##_float(const pinn_program *, const pinn_run *);              \
  void run_##id##_double(const pinn_program *, const pinn_run *);             \
  static const pinn_target id = {label, bytes, run_##id##_float, run_##id##_double};

TARGET(baseline, "baseline", 16)
#if defined(__x86_64__)
TARGET(v3, "AVX2", 32)
TARGET(v4, "AVX-512", 64)
#endif

const pinn_target *const *pinn_targets(int32_t *count) {
#if defined(__x86_64__)
  static const pinn_target *const all[] = {&v4, &v3, &baseline};
  __builtin_cpu_init();
  const int first = __builtin_cpu_supports("x86-64-v4") ? 0 : __builtin_cpu_supports("x86-64-v3") ? 1 : 2;
#else
  static const pinn_target *const all[] = {&baseline};
  const int first = 0;
#endif
  *count = (int32_t)(sizeof all / sizeof *all) - first;
  return all + first;
}

size_t pinn_workspace_bytes(const pinn_program *program, const pinn_target *target, size_t scalar_bytes) {
  const size_t scalars = (size_t)program->workspace * scalar_bytes;
  return scalars + (size_t)program->lanewise * (size_t)target->vector_bytes;
}
