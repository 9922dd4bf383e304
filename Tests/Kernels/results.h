// Results of a run, written as text or compared with another machine's text, in units in the last place (ulp).
#pragma once
#include <float.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/// What a difference is measured against: the value itself, or the largest value of its group, where terms cancel.
typedef enum { ITSELF, THE_LARGEST } yardstick;

typedef struct {
  /// The other machine's results; null to write ours to standard output.
  FILE *reference;
  int is_float, failures;
} results;

static inline double ulps(const results *r, double ours, double theirs, double scale) {
  if (ours == theirs || (isnan(ours) && isnan(theirs))) return 0;
  if (!isfinite(ours) || !isfinite(theirs)) return INFINITY;
  return fabs(ours - theirs) / (r->is_float ? FLT_EPSILON * fmax(scale, FLT_MIN) : DBL_EPSILON * fmax(scale, DBL_MIN));
}

/// Writes a group of results, or compares it and counts a failure where more than `tolerance` ulp lie between the two.
static inline void report(results *r, const char *name, yardstick by, double tolerance, const double *values, int count) {
  const char *type = r->is_float ? "float" : "double";
  if (!r->reference) {
    printf("%s %s %d\n", name, type, count);
    for (int i = 0; i < count; i++) printf("%a\n", values[i]);
    return;
  }
  char their_name[64], their_type[16];
  int their_count = 0;
  if (fscanf(r->reference, "%63s %15s %d", their_name, their_type, &their_count) != 3 || strcmp(name, their_name) ||
      strcmp(type, their_type) || count != their_count) {
    fprintf(stderr, "the reference has no results of '%s' in %s here: it is another program's\n", name, type);
    exit(2);
  }
  double *theirs = malloc(count * sizeof *theirs), largest = 0, worst = 0;
  for (int i = 0; i < count; i++) {
    if (fscanf(r->reference, "%la", theirs + i) != 1) exit(2);
    if (isfinite(theirs[i])) largest = fmax(largest, fabs(theirs[i]));
  }
  for (int i = 0; i < count; i++) worst = fmax(worst, ulps(r, values[i], theirs[i], by == ITSELF ? fabs(theirs[i]) : largest));
  free(theirs);
  const int failed = worst > tolerance;
  r->failures += failed;
  printf("%-18s %-6s  %7d values  %8.2f ulp of %-11s (at most %g)%s\n", name, type, count, worst,
         by == ITSELF ? "the value" : "the largest", tolerance, failed ? "  FAILED" : "");
}
