// Gives OpenBLAS the kernels that this processor can run.
//
// OpenBLAS carries kernels for many processors and chooses by model number while it is loaded. A release that is older than
// the processor (Debian 12's 0.3.21 on Emerald Rapids) doesn't know the number and silently takes those for SSE3: dgemm at a
// quarter of the speed or less. The documented remedy, OPENBLAS_CORETYPE in the environment, would have to be set by whoever
// starts the program, since OpenBLAS reads it before the program's first line. So this constructor runs after OpenBLAS's and
// before main, when no other thread computes or reads the environment, and has OpenBLAS choose once more with that variable
// set. A variable that the person has set is obeyed.
//
// The two functions that do so are exported by libraries that choose at all (built with DYNAMIC_ARCH), but aren't documented.
// They are called only where the choice was wrong, which newer releases avoid by asking for instruction sets (OpenBLAS pull
// request 4268), and they are weak references: where they are missing, the first choice stays.
//
// Source: OpenBLAS, driver/others/dynamic.c.

#if defined(__linux__) && defined(__x86_64__)

#include <stdlib.h>
#include <strings.h>

__attribute__((weak)) char *openblas_get_corename(void);
__attribute__((weak)) void gotoblas_dynamic_quit(void);
__attribute__((weak)) void gotoblas_dynamic_init(void);

/// Whether these kernels lack AVX2. A name that isn't here is that of a newer processor.
static int is_older_than_avx2(const char *core) {
  static const char *const names[] = {
      "Prescott", "Core2", "Penryn", "Dunnington", "Nehalem", "Atom", "Nano", "Sandybridge", "Opteron", "Opteron_SSE3",
      "Barcelona", "Bobcat", "Bulldozer", "Piledriver", "Steamroller",
  };
  for (size_t i = 0; i < sizeof names / sizeof *names; ++i)
    if (strcasecmp(core, names[i]) == 0) return 1;
  return 0;
}

__attribute__((constructor)) static void choose_core(void) {
  if (!openblas_get_corename || !gotoblas_dynamic_quit || !gotoblas_dynamic_init) return;
  if (getenv("OPENBLAS_CORETYPE") || !is_older_than_avx2(openblas_get_corename())) return;
  __builtin_cpu_init();
  if (!__builtin_cpu_supports("x86-64-v3")) return;
  // Every release that has kernels for AVX-512 has those of the first such processor; one without them ignores the name.
  setenv("OPENBLAS_CORETYPE", __builtin_cpu_supports("x86-64-v4") ? "SKYLAKEX" : "HASWELL", 1);
  gotoblas_dynamic_quit();
  gotoblas_dynamic_init();
  unsetenv("OPENBLAS_CORETYPE");
}

#endif
