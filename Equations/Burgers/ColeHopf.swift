// The Cole-Hopf solution of Burgers' equation for u(x, 0) = -sin(pi x), the standard benchmark.
//
// The substitution u = -2 nu theta_x / theta turns Burgers' equation into the heat equation for theta (Hopf 1950,
// doi:10.1002/cpa.3160030302; Cole 1951, doi:10.1090/qam/42889). Convolution of the initial theta with the heat kernel gives
//
//   u(x, t) = -int sin(pi y) w(s) ds / int w(s) ds,   y = x - c s,  c = 2 sqrt(nu t),
//   w(s) = exp(E(s)),   E(s) = -s^2 - cos(pi y) / (2 pi nu)
//
// (Basdevant et al. 1986, doi:10.1016/0045-7930(86)90036-8). u is a weighted mean of -sin(pi y), so an error of the weights
// is never amplified. In order of priority: an absolute error below 1e-12, no overflow, speed.
//
// Overflow: E reaches 1/(2 pi nu), so all exponents are taken relative to the largest one.
// Truncation: the largest exponent is at least E(0) >= -1/(2 pi nu), and E(s) <= -s^2 + 1/(2 pi nu); so the weights
//   outside |s| <= sqrt(D + 1/(pi nu)) lie below exp(-D) of the largest.
// Discretisation: w is entire and Re E(s + i a) <= max E + a^2 + (cosh(pi c a) - 1) / (2 pi nu), so the trapezoid rule with
//   step h has a relative error of about exp(a^2 + (cosh(pi c a) - 1) / (2 pi nu) - 2 pi a / h) for every a > 0
//   (Trefethen, Weideman 2014, doi:10.1137/130932132). Asking for exp(-D) gives the step, the best over a.

import Foundation
import PINNCore

extension ReferenceSolution where Unknown == BurgersEquation.Unknown {
  /// The solution for u(x, 0) = -sin(pi x), periodic and so with u(-1, t) = u(1, t) = 0, at x on [-1, 1] and t >= 0, by
  /// quadrature: within 1e-12 for nu >= 1e-3. The exponents 1/(2 pi nu) cost digits for smaller nu, about 1e-15 / nu.
  /// Throws `ProblemError` for a viscosity that is not a finite number of at least 1e-6; its values do for points without
  /// the axes x and t, and for t < 0.
  public static func coleHopf(viscosity: Double) throws -> ReferenceSolution {
    guard viscosity >= 1e-6, viscosity.isFinite else {
      throw ProblemError(
        "the Cole-Hopf solution is evaluated for finite viscosities of at least 1e-6, where rounding leaves it 9 digits, "
          + "not \(viscosity)")
    }
    return ReferenceSolution(name: "exact (Cole-Hopf)") { _, points in
      guard let x = points.axes.firstIndex(of: .x), let t = points.axes.firstIndex(of: .t) else {
        throw ProblemError("the Cole-Hopf solution needs points with the axes x and t, not \(points.axes.map(\.name))")
      }
      return try (0..<points.count).map { i in
        guard points.points[i, t] >= 0 else {
          throw ProblemError("the Cole-Hopf solution is known for t >= 0, not t = \(points.points[i, t])")
        }
        return coleHopfValue(x: points.points[i, x], t: points.points[i, t], viscosity: viscosity)
      }
    }
  }
}

/// u(x, t) by the quadrature at the head of this file.
private func coleHopfValue(x: Double, t: Double, viscosity nu: Double) -> Double {
  // |u| is below exp(-pi^2 nu t), up to a small factor: far below rounding.
  if nu * t > 8 { return 0 }
  let digits = 40.0  // D: exp(-40) = 4e-18
  let c = 2 * (nu * t).squareRoot()
  let h = trapezoidStep(c: c, viscosity: nu, digits: digits)
  let steps = Int(((digits + 1 / (.pi * nu)).squareRoot() / h).rounded(.up))
  let places = (-steps...steps).map { x - c * h * Double($0) }
  let exponents = zip(-steps...steps, places).map { k, y in
    -(h * Double(k)) * (h * Double(k)) - cos(.pi * y) / (2 * .pi * nu)
  }
  let largest = exponents.max() ?? 0
  var mean = 0.0
  var total = 0.0
  for (y, exponent) in zip(places, exponents) {
    let weight = exp(exponent - largest)
    mean -= weight * sin(.pi * y)
    total += weight
  }
  return mean / total
}

/// The largest step h with a^2 + (cosh(pi c a) - 1) / (2 pi nu) - 2 pi a / h <= -digits for one of the tried a.
private func trapezoidStep(c: Double, viscosity nu: Double, digits: Double) -> Double {
  (0..<24).map { k in
    // Without the second term a = sqrt(digits) is best; with it, less. cosh z - 1 = 2 sinh(z/2)^2 doesn't cancel.
    let a = digits.squareRoot() * pow(0.5, Double(k) / 2)
    let half = sinh(.pi * c * a / 2)
    return 2 * .pi * a / (digits + a * a + half * half / (.pi * nu))
  }.max() ?? 0
}
