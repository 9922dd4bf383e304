// Exact solutions of the Gray-Scott model (Hale, Peletier, Troy, SIAM J. Appl. Math. 61 (2000) 102-130,
// doi:10.1137/S0036139998334913): on u = 1 - a v both equations become the same one for v.

import PINNCore

extension ReferenceSolution where Unknown == GrayScott.Unknown {
  /// A pulse at rest, for Dv / Du = (F + k) / F = a: u = 1 - a v,
  /// v = 3 m / (1 + sqrt(1 - 9 m a / 2) cosh(sqrt(m / Dv) n . x)) with m = F + k, n the diagonal of `dimension` axes.
  /// Dv follows from the others. Throws `ProblemError` unless Du and F are above 0, m a is below 2/9 and there are
  /// 1 to 3 dimensions.
  public static func pulse(
    substrateDiffusivity: Double, feed: Double, decay: Double, dimension: Int = 1
  ) throws -> ReferenceSolution {
    try checkDimension(dimension)
    let m = feed + decay
    let a = m / feed
    guard substrateDiffusivity > 0, feed > 0, m > 0, m * a < 2.0 / 9, substrateDiffusivity.isFinite, a.isFinite else {
      throw ProblemError(
        "a pulse needs a diffusivity, a feed F and F + k above 0 and (F + k)^2 / F below 2/9, not \(substrateDiffusivity), "
          + "F = \(feed), k = \(decay)")
    }
    let width = (substrateDiffusivity * a / m).squareRoot()
    let v = 3 * m / (1 + (1 - 4.5 * m * a).squareRoot() * cosh([Axis].space(dimension).diagonal / width))
    return ReferenceSolution(name: "exact (pulse)", closedForm: [.u: 1 - a * v, .v: v])
  }

  /// A travelling front, for Du = Dv = D and k = 0: u = 1 - v, v = w / (1 + exp(w (n . x - c t) / sqrt(2 D))) with
  /// w = (1 + sqrt(1 - 4 F)) / 2 and c = sqrt(D / 2) (3 w - 2), n the diagonal of `dimension` axes.
  /// Throws `ProblemError` unless D is above 0, 0 < F < 1/4 and there are 1 to 3 dimensions.
  public static func front(diffusivity: Double, feed: Double, dimension: Int = 1) throws -> ReferenceSolution {
    try checkDimension(dimension)
    guard diffusivity > 0, diffusivity.isFinite, feed > 0, feed < 0.25 else {
      throw ProblemError(
        "a front needs a diffusivity above 0 and a feed between 0 and 1/4, not \(diffusivity), \(feed)")
    }
    let w = (1 + (1 - 4 * feed).squareRoot()) / 2
    let speed = (diffusivity / 2).squareRoot() * (3 * w - 2)
    let phase = w / (2 * diffusivity).squareRoot() * ([Axis].space(dimension).diagonal - speed * Expr.coordinate(.t))
    let v = w * sigmoid(-phase)
    return ReferenceSolution(name: "exact (front)", closedForm: [.u: 1 - v, .v: v])
  }
}
