// How evenly points fill the unit cube, as one number.

import PINNCore

/// The square of the centred L2 discrepancy of points [N, d] of the unit cube (Hickernell, "A generalized discrepancy and
/// quadrature error bound", Math. Comp. 67 (1998) 299-322, doi:10.1090/S0025-5718-98-00894-1, eq. 3.9), the lower the more even:
///
/// (13/12)^d - 2/N sum_i prod_j (1 + a_ij/2 - a_ij^2/2) + 1/N^2 sum_ik prod_j (1 + a_ij/2 + a_kj/2 - |x_ij - x_kj|/2)
///
/// with a_ij = |x_ij - 1/2|. Independent points have (5/4)^d / N - (13/12)^d / N on average. Takes d N^2 operations.
public func centeredDiscrepancy(of points: Tensor<Double>) -> Double {
  let (count, dimension) = (points.count, points.rowLength)
  func product(_ factor: (Int) -> Double) -> Double { (0..<dimension).reduce(1) { $0 * factor($1) } }
  let distance = points.elements.map { abs($0 - 0.5) }
  func a(_ i: Int, _ j: Int) -> Double { distance[i * dimension + j] }
  var single = 0.0
  var pairs = 0.0
  for i in 0..<count {
    single += product { 1 + (a(i, $0) - a(i, $0) * a(i, $0)) / 2 }
    pairs += product { 1 + a(i, $0) }
    for k in 0..<i {
      pairs += 2 * product { 1 + (a(i, $0) + a(k, $0) - abs(points[i, $0] - points[k, $0])) / 2 }
    }
  }
  let n = Double(count)
  return product { _ in 13.0 / 12 } - 2 / n * single + pairs / (n * n)
}
