"""Points, nodes and discrepancies that SciPy, NumPy and exact arithmetic give: makes scipy_qmc.json.

Run: python3 scipy_qmc.py > scipy_qmc.json   (made with SciPy 1.17.1, NumPy 2.4.6)
"""
import json
import warnings
from decimal import Decimal, getcontext

import numpy as np
from scipy.stats import qmc

warnings.simplefilter("ignore")  # numbers of points that are no power of 2


def sequence(engine, start, count):
    if start:
        engine.fast_forward(start)
    return engine.random(count).tolist()


def recurrence(dimension, start, count):
    """x_n = 1/2 + n g^-j modulo 1 in 60 decimal digits."""
    getcontext().prec = 60
    low, high = Decimal(1), Decimal(2)
    for _ in range(190):  # bisection for g^(d+1) = g + 1
        middle = (low + high) / 2
        low, high = (middle, high) if middle ** (dimension + 1) < middle + 1 else (low, middle)
    return [[float((Decimal("0.5") + n * low ** -j) % 1) for j in range(1, dimension + 1)]
            for n in range(start, start + count)]


def gauss(n):
    nodes, weights = np.polynomial.legendre.leggauss(n)
    return {"n": n, "nodes": ((1 + nodes) / 2).tolist(), "weights": (weights * n / 2).tolist()}


def fejer(n):
    """The weights of Chebyshev nodes from their definition: moments of Chebyshev polynomials matched."""
    angles = (np.arange(n) + 0.5) * np.pi / n
    moments = [2 / (1 - k * k) if k % 2 == 0 else 0 for k in range(n)]
    weights = np.linalg.solve(np.cos(np.outer(np.arange(n), angles)), moments)
    return {"n": n, "nodes": ((1 - np.cos(angles)) / 2).tolist(), "weights": (weights * n / 2).tolist()}


def discrepancy(points):
    return {"points": np.asarray(points).tolist(), "value": qmc.discrepancy(points, method="CD")}


def first(engine, count):
    return qmc.discrepancy(engine.random(count), method="CD")


# The example in the documentation of scipy.stats.qmc.discrepancy, scaled to the unit square.
example = qmc.scale(np.array([[1, 3], [2, 6], [3, 2], [4, 5], [5, 1], [6, 4]]), [0.5, 0.5], [6.5, 6.5], reverse=True)

print(json.dumps({
    "sobol": [{"start": s, "points": sequence(qmc.Sobol(d, scramble=False, bits=32), s, n)}
              for s, n, d in [(0, 64, 21), (100_000, 3, 64), (4_000_000_000, 2, 64)]],
    "halton": [{"start": s, "points": sequence(qmc.Halton(d, scramble=False), s, n)}
               for s, n, d in [(0, 50, 8), (1_000_000, 3, 20)]],
    "recurrence": [{"start": s, "points": recurrence(d, s + 1, n)}
                   for s, n, d in [(0, 20, 1), (0, 20, 2), (1000, 20, 3), (0, 3, 10)]],
    "gauss": [gauss(n) for n in (1, 2, 5, 32, 101)],
    "fejer": [fejer(n) for n in (1, 2, 5, 32, 101)],
    "discrepancy": [discrepancy(example), discrepancy(np.random.default_rng(0).random((20, 3)))],
    "firstPoints": {
        "sobol 256 x 5": first(qmc.Sobol(5, scramble=False), 256),
        "halton 200 x 4": first(qmc.Halton(4, scramble=False), 200),
    },
}, indent=None, separators=(",", ":")))
