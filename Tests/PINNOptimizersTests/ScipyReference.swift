// Minima that SciPy finds from the same starts, with the same memory: made by reference/scipy_minimize.py (SciPy 1.17.1,
// L-BFGS-B, 10 pairs, ftol 1e-16, gtol 1e-9).

/// Minimum and number of evaluations by function.
let scipyReference: [String: (minimum: Double, evaluations: Int)] = [
  "rosenbrock": (3.040318831811668e-22, 46),
  "freudenstein_roth": (48.98425367924004, 22),
  "beale": (4.912497673948029e-25, 18),
  "bard": (0.008214877306578985, 27),
  "powell": (2.4336234032145446e-16, 63),
  "wood": (4.6997469525434526e-24, 116),
  "trigonometric": (2.795056121879095e-05, 36),
  "variably_dimensioned": (7.660219361807357e-24, 20),
]
