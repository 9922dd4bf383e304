"""Solutions that have no closed form, computed by means that share nothing with the package, as Swift source on standard output.

    python3 trajectories.py dynamics    > Equations/Dynamics/ComputedTrajectories.swift
    python3 trajectories.py phase-field > Equations/PhaseField/ComputedMixture.swift

Ordinary differential equations: mpmath's Taylor integrator with 30 digits, then Chebyshev interpolation, written as a polynomial
in t. Cahn-Hilliard: cosine series in space (Galerkin, products by convolution), SciPy's DOP853 at its tightest tolerance in
time, then Chebyshev interpolation of each mode. Needs mpmath, numpy, scipy.
"""
import sys

import mpmath
import numpy as np
from scipy.integrate import solve_ivp

mpmath.mp.dps = 30


def polynomials(right_hand_side, start, end, degree):
    """Coefficients by ascending power of each component on [0, end], and the error of the fit."""
    solution = mpmath.odefun(lambda t, y: right_hand_side(y), 0, [mpmath.mpf(v) for v in start])
    rows, errors = [], []
    for i in range(len(start)):
        c, error = mpmath.chebyfit(lambda t: solution(t)[i], [0, end], degree + 1, error=True)
        rows.append([float(v) for v in reversed(c)])
        errors.append(error)
    return rows, max(errors)


def listed(values, indent):
    """Numbers of a Swift array, wrapped."""
    lines, line = [], ""
    for text in [repr(float(v)) + "," for v in values]:
        if len(indent) + len(line) + len(text) + 1 > 118:
            lines.append(indent + line.rstrip())
            line = ""
        line += text + " "
    return "\n".join(lines + [indent + line.rstrip()])


def trajectory(type_name, doc, name, unknowns, rows):
    entries = "\n".join(
        f"        .{u}: polynomial([\n{listed(row, ' ' * 10)}\n        ])," for u, row in zip(unknowns, rows)
    )
    return f"""extension ReferenceSolution where Unknown == {type_name}.Unknown {{
{doc}
  public static var {name}: ReferenceSolution {{
    ReferenceSolution(
      name: "computed (Taylor integrator)",
      closedForm: [
{entries}
      ])
  }}
}}
"""


def dynamics():
    a, b, c, d = (mpmath.mpf(v) for v in ("1.1", "0.4", "0.5", "0.1"))
    lotka, lotka_error = polynomials(lambda y: [a * y[0] - b * y[0] * y[1], d * y[0] * y[1] - c * y[1]], [10, 5], 1, 18)
    sigma, rho, beta = mpmath.mpf(10), mpmath.mpf(28), mpmath.mpf(8) / 3
    lorenz, lorenz_error = polynomials(
        lambda y: [sigma * (y[1] - y[0]), y[0] * (rho - y[2]) - y[1], y[0] * y[1] - beta * y[2]], [1, 2, 20], mpmath.mpf("0.25"), 18)
    assert max(lotka_error, lorenz_error) < 1e-12, (lotka_error, lorenz_error)
    return f"""// Trajectories without closed form, as polynomials in time. Written by Tests/EquationsTests/reference/trajectories.py.

import PINNCore

private func polynomial(_ coefficients: [Double]) -> Expr {{ .function(.polynomial(coefficients), .coordinate(.t)) }}

{trajectory("LotkaVolterra", '''  /// For growth 1.1, predation 0.4, death 0.5, reproduction 0.1, from u = 10 and v = 5, for 0 <= t <= 1, within 1e-12.''',
            "cycle", "uv", lotka)}
{trajectory("Lorenz", '''  /// For the usual numbers 10, 28 and 8/3, from (1, 2, 20), for 0 <= t <= 0.25, within 1e-12.''',
            "trajectory", "xyz", lorenz)}"""


def cahn_hilliard(mobility, kappa, start, modes):
    """The right-hand side for the amplitudes of cos(k x), k = 0 ..< modes."""
    k = np.arange(modes)

    def product(f, g):
        # cos j cos k = (cos(j + k) + cos(j - k)) / 2
        out = np.zeros(len(f) + len(g) - 1)
        for j, fj in enumerate(f):
            for i, gi in enumerate(g):
                out[j + i] += 0.5 * fj * gi
                out[abs(j - i)] += 0.5 * fj * gi
        return out

    def rate(_, c):
        cube = product(product(c, c), c)[:modes]
        potential = cube - c + kappa * k**2 * c
        return -mobility * k**2 * potential

    return rate


def phase_field():
    mobility, kappa, modes, degree = 0.6, 0.7, 11, 8
    begin, end = 1.0, 1.3
    start = np.zeros(modes)
    start[:2] = [0.1, 0.35]
    rate = cahn_hilliard(mobility, kappa, start, modes)
    nodes = (begin + end) / 2 + (end - begin) / 2 * np.cos(np.pi * (np.arange(degree + 1) + 0.5) / (degree + 1))
    run = solve_ivp(rate, [0, end], start, method="DOP853", rtol=3e-14, atol=1e-17, t_eval=np.sort(nodes))
    assert run.success
    rows = []
    for mode in range(modes):
        fit = np.polynomial.Chebyshev.fit(run.t - begin, run.y[mode], degree, domain=[0, end - begin])
        rows.append(fit.convert(kind=np.polynomial.Polynomial, domain=[-1, 1], window=[-1, 1]).coef)
    size = max(abs(row[0]) for row in rows[-2:])
    assert size < 1e-10, size
    entries = "\n".join(f"      [\n{listed(row, ' ' * 8)}\n      ]," for row in rows)
    return f"""// A mixture that separates, without closed form, as polynomials in time times cosines. Written by
// Tests/EquationsTests/reference/trajectories.py.

import PINNCore

extension ReferenceSolution where Unknown == CahnHilliardEquation.Unknown {{
  /// Along one axis, for mobility {mobility} and gradient energy {kappa}, of period 2 pi, for 0 <= t <= {end - begin:g}, within
  /// 1e-10: what u = {start[0]} + {start[1]} cos x becomes from the time {begin:g} on, with x the axis.
  public static func separation(along axis: Axis = .x) -> ReferenceSolution {{
    let modes = separationAmplitudes.enumerated().map {{ k, coefficients in
      Expr.function(.polynomial(coefficients), .coordinate(.t)) * cos(Double(k) * .coordinate(axis))
    }}
    return ReferenceSolution(
      name: "computed (cosine series)", closedForm: [.u: modes.dropFirst().reduce(modes[0], +)])
  }}

  /// Coefficients by ascending power of t of the amplitudes of cos(k x), k = 0, 1, ...
  private static var separationAmplitudes: [[Double]] {{
    [
{entries}
    ]
  }}
}}
"""


print({"dynamics": dynamics, "phase-field": phase_field}[sys.argv[1]](), end="")
