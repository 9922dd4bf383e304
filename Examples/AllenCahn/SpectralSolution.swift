// What the trained solution is compared with.

import PINN
import PhaseFieldEquations

extension ReferenceSolution<AllenCahnEquation.Unknown> {
  /// Fourier's method with 8192 modes and fourth-order exponential time differencing, within 1e-11; u is even in x.
  static let spectral = Self(name: "spectral solution") { _, _ in
    [
      0.000108666893893, 0.0392736058345, 0.119322540281, 0.144730960013, -0.000341463933884, -0.380300600818,
      -0.762371943119, -0.938502579455, -0.998589446154,
      0.0012164450681, 0.173830767248, 0.473832189308, 0.547336976741, -0.00380796282352, -0.878288797391,
      -0.98244616163, -0.996632872618, -0.999886074784,
      0.0295797209923, 0.905633188839, 0.988474647666, 0.992145254408, -0.064076797728, -0.998973085222,
      -0.999877244578, -0.9999770156, -0.999998883737,
    ]
  }
}

extension PointSet {
  /// Where the spectral solution is given: x = 0, 1/8, ..., 1 at the times 0.2, 0.5 and 1.
  static var spectralPlaces: PointSet {
    get throws {
      let rows: [[Double]] = [0.2, 0.5, 1].flatMap { (t: Double) in (0...8).map { [Double($0) / 8, t] } }
      return try PointSet(axes: [.x, .t], points: Tensor(rows: rows))
    }
  }
}
