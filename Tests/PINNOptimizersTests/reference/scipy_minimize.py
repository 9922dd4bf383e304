"""Minimises the test functions with SciPy and prints the table in ScipyReference.swift.

The residuals are written a second time here, without derivatives (they come from complex steps), so that a
slip in the Swift formulas shows as a different minimum. Run: python3 scipy_minimize.py
"""
import numpy as np
from scipy.optimize import minimize

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


START = {
    rosenbrock: [-1.2, 1], freudenstein_roth: [.5, -2], beale: [1, 1], bard: [1, 1, 1], powell: [3, -1, 0, 1] * 5,
    wood: [-3, -1, -3, -1], trigonometric: [.1] * 10, variably_dimensioned: [1 - i / 10 for i in range(1, 11)],
}

for f, start in START.items():
    def value(x):
        return np.sum(np.asarray(f(x)) ** 2)

    def gradient(x):
        step = 1e-30
        return np.array([np.imag(value(x + 1j * step * e)) / step for e in np.eye(len(x))])

    result = minimize(value, np.array(start, float), jac=gradient, method="L-BFGS-B",
                      options=dict(maxcor=10, ftol=1e-16, gtol=1e-9, maxiter=10_000))
    print(f'  "{f.__name__}": ({float(result.fun)!r}, {result.nfev}),')
