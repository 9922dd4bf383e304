// OpenBLAS's C interface, and the few LAPACK routines that are called by their Fortran names.
#pragma once
#include <cblas.h>

void dpotrf_(const char *uplo, const int *n, double *a, const int *lda, int *info);

void dsyevd_(
    const char *jobz, const char *uplo, const int *n, double *a, const int *lda, double *w, double *work, const int *lwork,
    int *iwork, const int *liwork, int *info);

void dgeqrf_(
    const int *m, const int *n, double *a, const int *lda, double *tau, double *work, const int *lwork, int *info);

void dlarft_(
    const char *direct, const char *storev, const int *n, const int *k, const double *v, const int *ldv, const double *tau,
    double *t, const int *ldt);

void dlarfb_(
    const char *side, const char *trans, const char *direct, const char *storev, const int *m, const int *n, const int *k,
    const double *v, const int *ldv, const double *t, const int *ldt, double *c, const int *ldc, double *work,
    const int *ldwork);
