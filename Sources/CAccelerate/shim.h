// What PINNLinearAlgebra calls of Apple's Accelerate, under the names and types that OpenBLAS's header gives them: one Swift
// source serves both.
//
// Apple's own header has these declarations only where ACCELERATE_NEW_LAPACK is defined, not only for this module but for
// every module that imports it, directly or not. The functions themselves are the same with and without. Integers are 32 bits
// long in both.
#pragma once

typedef enum pinn_blas_order { CblasRowMajor = 101 } pinn_blas_order;
typedef enum pinn_blas_transpose { CblasNoTrans = 111, CblasTrans = 112 } pinn_blas_transpose;
typedef enum pinn_blas_triangle { CblasUpper = 121, CblasLower = 122 } pinn_blas_triangle;
typedef enum pinn_blas_diagonal { CblasNonUnit = 131, CblasUnit = 132 } pinn_blas_diagonal;
typedef enum pinn_blas_side { CblasLeft = 141, CblasRight = 142 } pinn_blas_side;

void cblas_dgemv(
    pinn_blas_order order, pinn_blas_transpose transpose, int rows, int columns, double alpha, const double *a, int lda,
    const double *x, int step_x, double beta, double *y, int step_y);

void cblas_dsymv(
    pinn_blas_order order, pinn_blas_triangle triangle, int count, double alpha, const double *a, int lda, const double *x,
    int step_x, double beta, double *y, int step_y);

void cblas_dsyrk(
    pinn_blas_order order, pinn_blas_triangle triangle, pinn_blas_transpose transpose, int count, int inner, double alpha,
    const double *a, int lda, double beta, double *c, int ldc);

void cblas_dgemm(
    pinn_blas_order order, pinn_blas_transpose transpose_a, pinn_blas_transpose transpose_b, int rows, int columns, int inner,
    double alpha, const double *a, int lda, const double *b, int ldb, double beta, double *c, int ldc);

void cblas_dtrsm(
    pinn_blas_order order, pinn_blas_side side, pinn_blas_triangle triangle, pinn_blas_transpose transpose,
    pinn_blas_diagonal diagonal, int rows, int columns, double alpha, const double *a, int lda, double *b, int ldb);

void cblas_dtrsv(
    pinn_blas_order order, pinn_blas_triangle triangle, pinn_blas_transpose transpose, pinn_blas_diagonal diagonal, int count,
    const double *a, int lda, double *x, int step_x);

void dpotrf_(const char *uplo, const int *n, double *a, const int *lda, int *info);

void dsyevd_(
    const char *jobz, const char *uplo, const int *n, double *a, const int *lda, double *w, double *work, const int *lwork,
    int *iwork, const int *liwork, int *info);

/// How many threads BLAS and LAPACK use when the calling thread calls them: 0 many, 1 the calling one. From macOS 15 on.
int BLASSetThreading(unsigned threading);

void dgeqrf_(
    const int *m, const int *n, double *a, const int *lda, double *tau, double *work, const int *lwork, int *info);

void dlarft_(
    const char *direct, const char *storev, const int *n, const int *k, const double *v, const int *ldv, const double *tau,
    double *t, const int *ldt);

void dlarfb_(
    const char *side, const char *trans, const char *direct, const char *storev, const int *m, const int *n, const int *k,
    const double *v, const int *ldv, const double *t, const int *ldt, double *c, const int *ldc, double *work,
    const int *ldwork);
