// Minima that SciPy finds from the same starts: made by reference/scipy_minimize.py (SciPy 1.17.1; L-BFGS-B with 10 pairs, ftol
// 1e-16 and gtol 1e-9; BFGS with gtol 1e-9; least_squares with method lm and tolerances of 1e-15).

/// What SciPy found: minima, and how often it evaluated the function.
struct SciPy {
  let lbfgs: (minimum: Double, evaluations: Int)
  let bfgs: (minimum: Double, evaluations: Int)
  let leastSquares: (minimum: Double, evaluations: Int)

  /// The lowest of the three.
  var minimum: Double { min(lbfgs.minimum, bfgs.minimum, leastSquares.minimum) }
}

let scipyReference: [String: SciPy] = [
  "rosenbrock": SciPy(
    lbfgs: (3.040318831811668e-22, 46), bfgs: (4.350946175749837e-25, 41),
    leastSquares: (0.0, 21)),
  "freudenstein_roth": SciPy(
    lbfgs: (48.984253679240005, 50), bfgs: (48.98425367924, 63),
    leastSquares: (48.98425367924003, 27)),
  "beale": SciPy(
    lbfgs: (4.912497673948029e-25, 18), bfgs: (5.308647844564512e-21, 18),
    leastSquares: (0.0, 10)),
  "bard": SciPy(
    lbfgs: (0.008214877306578995, 27), bfgs: (0.008214877306578973, 68),
    leastSquares: (0.008214877306578964, 13)),
  "powell": SciPy(
    lbfgs: (2.4336234469826726e-16, 63), bfgs: (9.555309527742054e-15, 222),
    leastSquares: (1.866034055073593e-66, 58)),
  "wood": SciPy(
    lbfgs: (3.93392623033284e-20, 115), bfgs: (5.655952726055603e-22, 106),
    leastSquares: (0.0, 70)),
  "trigonometric": SciPy(
    lbfgs: (2.7950561218781884e-05, 36), bfgs: (2.7950561218794207e-05, 32),
    leastSquares: (2.7950561218775793e-05, 52)),
  "variably_dimensioned": SciPy(
    lbfgs: (7.660834204927267e-24, 20), bfgs: (6.77927340424307e-31, 23),
    leastSquares: (0.0, 11)),
  "helical_valley": SciPy(
    lbfgs: (6.979185562262407e-24, 35), bfgs: (3.429714358909701e-23, 37),
    leastSquares: (0.0, 12)),
  "box": SciPy(
    lbfgs: (7.392883875592862e-20, 40), bfgs: (1.0914984024723989e-20, 31),
    leastSquares: (2.465190328815662e-32, 9)),
  "kowalik_osborne": SciPy(
    lbfgs: (0.0003075056038492379, 38), bfgs: (0.0003075056038492372, 38),
    leastSquares: (0.000307505603849237, 44)),
  "brown_dennis": SciPy(
    lbfgs: (85822.2016263563, 37), bfgs: (85822.2016263563, 39),
    leastSquares: (85822.20162635972, 400)),
  "watson": SciPy(
    lbfgs: (0.002287670053552466, 62), bfgs: (0.002287670053552473, 41),
    leastSquares: (0.0022876700535524193, 16)),
  "chebyquad": SciPy(
    lbfgs: (0.003516873725677951, 31), bfgs: (0.003516873725677931, 33),
    leastSquares: (0.003516873725677932, 63)),
  "broyden_tridiagonal": SciPy(
    lbfgs: (1.452839890443719e-17, 37), bfgs: (5.376224023284581e-21, 56),
    leastSquares: (3.5622000251386314e-30, 7)),
  "penalty": SciPy(
    lbfgs: (7.08765146709037e-05, 72), bfgs: (7.087651467090375e-05, 154),
    leastSquares: (7.087651467090372e-05, 132)),
  "discrete_boundary": SciPy(
    lbfgs: (6.908551281358404e-16, 349), bfgs: (8.224384088491137e-20, 47),
    leastSquares: (7.262862376216553e-33, 7)),
]
