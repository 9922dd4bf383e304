"""Minimises the test functions with SciPy and prints the table in ScipyReference.swift.

The residuals are written a second time here, without derivatives (they come from complex steps), so that a
slip in the Swift formulas shows as a different minimum. Run: python3 scipy_minimize.py
"""
import numpy as np
from scipy.optimize import least_squares, minimize

BARD = np.array([.14, .18, .22, .25, .29, .32, .35, .39, .37, .58, .73, .96, 1.34, 2.10, 4.39])


def rosenbrock(x):
    return [10 * (x[1] - x[0] ** 2), 1 - x[0]]


def freudenstein_roth(x):
    return [-13 + x[0] + ((5 - x[1]) * x[1] - 2) * x[1], -29 + x[0] + ((x[1] + 1) * x[1] - 14) * x[1]]


def beale(x):
    return [y - x[0] * (1 - x[1] ** i) for i, y in [(1, 1.5), (2, 2.25), (3, 2.625)]]


def bard(x):
    u = np.arange(1, 16)
    return BARD - (x[0] + u / ((16 - u) * x[1] + np.minimum(u, 16 - u) * x[2]))


def powell(x):
    r = []
    for a, b, c, d in x.reshape(-1, 4):
        r += [a + 10 * b, np.sqrt(5) * (c - d), (b - 2 * c) ** 2, np.sqrt(10) * (a - d) ** 2]
    return r


def wood(x):
    return [10 * (x[1] - x[0] ** 2), 1 - x[0], np.sqrt(90) * (x[3] - x[2] ** 2), 1 - x[2],
            np.sqrt(10) * (x[1] + x[3] - 2), (x[1] - x[3]) / np.sqrt(10)]


def trigonometric(x):
    n = len(x)
    i = np.arange(1, n + 1)
    return n - np.sum(np.cos(x)) + i * (1 - np.cos(x)) - np.sin(x)


def variably_dimensioned(x):
    n = len(x)
    s = np.sum(np.arange(1, n + 1) * (x - 1))
    return [*(x - 1), s, s ** 2]


def helical_valley(x):
    angle = np.arctan(x[1] / x[0]) / (2 * np.pi) + (0.5 if np.real(x[0]) < 0 else 0)
    return [10 * (x[2] - 10 * angle), 10 * (np.sqrt(x[0] ** 2 + x[1] ** 2) - 1), x[2]]


def box(x):
    t = np.arange(1, 11) / 10
    return np.exp(-t * x[0]) - np.exp(-t * x[1]) - x[2] * (np.exp(-t) - np.exp(-10 * t))


def kowalik_osborne(x):
    y = np.array([.1957, .1947, .1735, .1600, .0844, .0627, .0456, .0342, .0323, .0235, .0246])
    u = np.array([4, 2, 1, .5, .25, .167, .125, .1, .0833, .0714, .0625])
    return y - x[0] * (u ** 2 + u * x[1]) / (u ** 2 + u * x[2] + x[3])


def brown_dennis(x):
    t = np.arange(1, 21) / 5
    return (x[0] + t * x[1] - np.exp(t)) ** 2 + (x[2] + x[3] * np.sin(t) - np.cos(t)) ** 2


def watson(x):
    p = np.polynomial.Polynomial(x)
    t = np.arange(1, 30) / 29
    return [*(p.deriv()(t) - p(t) ** 2 - 1), x[0], x[1] - x[0] ** 2 - 1]


def chebyquad(x):
    def mean(i):
        return 0 if i % 2 else -1 / (i ** 2 - 1)
    return [np.mean(np.polynomial.Chebyshev.basis(i)(2 * x - 1)) - mean(i) for i in range(1, len(x) + 1)]


def broyden_tridiagonal(x):
    z = np.concatenate([[0], x, [0]])
    return (3 - 2 * x) * x - z[:-2] - 2 * z[2:] + 1


def penalty(x):
    return [*(np.sqrt(1e-5) * (x - 1)), np.sum(x ** 2) - .25]


def discrete_boundary(x):
    n = len(x)
    z = np.concatenate([[0], x, [0]])
    return 2 * x - z[:-2] - z[2:] + .5 / (n + 1) ** 2 * (x + np.arange(1, n + 1) / (n + 1) + 1) ** 3


START = {
    rosenbrock: [-1.2, 1], freudenstein_roth: [.5, -2], beale: [1, 1], bard: [1, 1, 1], powell: [3, -1, 0, 1] * 5,
    wood: [-3, -1, -3, -1], trigonometric: [.1] * 10, variably_dimensioned: [1 - i / 10 for i in range(1, 11)],
    helical_valley: [-1, 0, 0], box: [0, 10, 20], kowalik_osborne: [.25, .39, .415, .39], brown_dennis: [25, 5, -5, -1],
    watson: [0] * 6, chebyquad: [i / 9 for i in range(1, 9)], broyden_tridiagonal: [-1] * 30, penalty: range(1, 11),
    discrete_boundary: [i / 21 * (i / 21 - 1) for i in range(1, 21)],
}

for f, start in START.items():
    start = np.array(start, float)

    def residuals(x):
        return np.asarray(f(x))

    def value(x):
        return np.sum(residuals(x) ** 2)

    def jacobian(x):
        step = 1e-30
        return np.stack([np.imag(residuals(x + 1j * step * e)) / step for e in np.eye(len(x))], axis=1)

    def gradient(x):
        return 2 * jacobian(x).T @ residuals(x)

    lbfgs = minimize(value, start, jac=gradient, method="L-BFGS-B",
                     options=dict(maxcor=10, ftol=1e-16, gtol=1e-9, maxiter=10_000))
    bfgs = minimize(value, start, jac=gradient, method="BFGS", options=dict(gtol=1e-9, maxiter=10_000))
    lm = least_squares(residuals, start, jac=jacobian, method="lm", ftol=1e-15, xtol=1e-15, gtol=1e-15)
    print(f'  "{f.__name__}": SciPy(\n    lbfgs: ({float(lbfgs.fun)!r}, {lbfgs.nfev}), bfgs: ({float(bfgs.fun)!r}, {bfgs.nfev}),'
          f'\n    leastSquares: ({float(2 * lm.cost)!r}, {lm.nfev})),')
