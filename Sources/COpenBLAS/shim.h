// OpenBLAS's C interface, and the few LAPACK routines that are called by their Fortran names.
#pragma once
#include <cblas.h>

void dpotrf_(const char *uplo, const int *n, double *a, const int *lda, int *info);

