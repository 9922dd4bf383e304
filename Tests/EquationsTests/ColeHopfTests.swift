// The Cole-Hopf solution, checked by routes that share nothing with its quadrature: the Fourier series of the transformed
// equation, differences of its own values, and published and computed arrays.

import BurgersEquations
import Foundation
import PINNCore
import Testing

@Suite struct ColeHopfTests {
  /// Values of the Cole-Hopf solution at points (x, t).
  func coleHopf(_ points: [[Double]], viscosity: Double) throws -> [Double] {
    let set = try PointSet(axes: [.x, .t], points: Tensor(rows: points))
    return try ReferenceSolution.coleHopf(viscosity: viscosity).values(of: .u, at: set) ?? []
  }

  /// The modified Bessel function I_n(z) by its power series.
  func bessel(_ n: Int, _ z: Double) -> Double {
    var term = (1...max(n, 1)).reduce(1) { n == 0 ? 1 : $0 * (z / 2) / Double($1) }
    var sum = term
    for m in 1...60 {
      term *= (z / 2) * (z / 2) / Double(m * (m + n))
      sum += term
    }
    return sum
  }

  /// u = -2 nu theta_x / theta, where theta = I_0(c) + 2 sum_n (-1)^n I_n(c) exp(-n^2 pi^2 nu t) cos(n pi x) with
  /// c = 1 / (2 pi nu) solves the heat equation from theta(x, 0) = exp(-c cos(pi x)). Needs few terms for large nu only.
  func series(viscosity nu: Double) -> Expr {
    let c = 1 / (2 * Double.pi * nu)
    var theta = Expr(bessel(0, c))
    var slope = Expr(0)
    for n in 1...30 {
      let k = Double(n) * .pi
      let weight = 2 * (n % 2 == 0 ? 1.0 : -1.0) * bessel(n, c)
      let decay = exp(-k * k * nu * t)
      theta = theta + weight * decay * cos(k * x)
      slope = slope - k * weight * decay * sin(k * x)
    }
    return -2 * nu * slope / theta
  }

  @Test(arguments: [0.1, 0.3, 1])
  func theSeriesSolvesTheEquationAndTheQuadratureIsTheSeries(viscosity: Double) throws {
    let u = series(viscosity: viscosity)
    let points = try randomPoints(200, [(.x, -1...1), (.t, 0...1)])
    let residual = try residuals(of: BurgersEquation(viscosity: Coefficient(viscosity)), [.u: u], at: points)[0].values
    #expect(residual.allSatisfy { abs($0) < 1e-10 })
    let expected = try evaluate([u], at: points).elements
    let values = try #require(try ReferenceSolution.coleHopf(viscosity: viscosity).values(of: .u, at: points))
    for (value, want) in zip(values, expected) { #expect(abs(value - want) < 1e-12) }
  }

  /// Central differences of eighth order over the values: the residual is small beside its terms, the front included.
  @Test(arguments: [(0.01 / Double.pi, 0.0006), (0.001, 0.0002), (0.05, 0.006)])
  func theValuesSolveTheEquation(viscosity: Double, h: Double) throws {
    let first: [Double] = [0, 4.0 / 5, -1.0 / 5, 4.0 / 105, -1.0 / 280]
    let second: [Double] = [-205.0 / 72, 8.0 / 5, -1.0 / 5, 8.0 / 315, -1.0 / 560]
    let places = [
      (0.5, 0.2), (-0.3, 0.9), (2 * viscosity, 0.5), (-viscosity, 1.0), (0.9, 0.05), (0.1, 1 / Double.pi),
    ]
    for (x, t) in places {
      let offsets = (-4...4).map { Double($0) * h }
      let along = try coleHopf(offsets.map { [x + $0, t] }, viscosity: viscosity)
      let over = try coleHopf(offsets.map { [x, t + $0] }, viscosity: viscosity)
      var (ux, uxx, ut) = (0.0, along[4] * second[0] / (h * h), 0.0)
      for k in 1...4 {
        ux += first[k] * (along[4 + k] - along[4 - k]) / h
        ut += first[k] * (over[4 + k] - over[4 - k]) / h
        uxx += second[k] * (along[4 + k] + along[4 - k]) / (h * h)
      }
      let terms = [ut, along[4] * ux, -viscosity * uxx]
      let size = terms.reduce(0) { max($0, abs($1)) }
      #expect(abs(terms.reduce(0, +)) < 1e-6 * size, "x = \(x), t = \(t), terms \(terms)")
    }
  }

  /// The same integrals summed with 40 digits and a step of 1/40 by mpmath: (nu, x, t, u).
  @Test func valuesOfAnArithmeticWithFortyDigits() throws {
    let table: [(Double, Double, Double, Double)] = [
      (0.001, 0.3, 0.9, -0.5648379896569574),
      (0.001, 0.002, 0.5, -0.755677074851899),
      (0.001, -0.7, 0.2, 0.5574705844011392),
      (0.001, 0.1, 0.31, -0.9371194415820464),
      (0.001, 0.5, 3.0, -0.15058178188131147),
      (1e-05, 0.3, 0.9, -0.5652880189232269),
      (1e-05, 0.002, 0.5, -0.9999320482636518),
      (1e-05, -0.7, 0.2, 0.5579419594178328),
      (1e-05, 0.1, 0.31, -0.9434319626339942),
      (1e-05, 0.5, 3.0, -0.1506234973970469),
      (1e-06, 0.3, 0.9, -0.5652920888685649),
      (1e-06, 0.002, 0.5, -0.9999756139851627),
      (1e-06, -0.7, 0.2, 0.5579462416099982),
      (1e-06, 0.1, 0.31, -0.9434886111204028),
      (1e-06, 0.5, 3.0, -0.1506238744967439),
    ]
    for (viscosity, x, t, u) in table {
      #expect(try abs(coleHopf([[x, t]], viscosity: viscosity)[0] - u) < max(1e-12, 1e-15 / viscosity))
    }
  }

  @Test(arguments: [1e-6, 1e-3, 0.01 / Double.pi, 0.1, 1, 100])
  func initialAndBoundaryValues(viscosity: Double) throws {
    for x in stride(from: -1.0, through: 1.0, by: 0.125) {
      #expect(try abs(coleHopf([[x, 0]], viscosity: viscosity)[0] + sin(.pi * x)) < 1e-14)
      // Continuous in time: u_t(x, 0) = -u u_x + nu u_xx.
      let start = -sin(.pi * x)
      let rate = start * Double.pi * cos(.pi * x) - viscosity * Double.pi * Double.pi * start
      #expect(try abs(coleHopf([[x, 1e-9]], viscosity: viscosity)[0] - start - 1e-9 * rate) < 1e-11)
    }
    for t in [0.1, 0.4, 1, 7] {
      let values = try coleHopf([[-1, t], [1, t], [0, t], [0.3, t], [-0.3, t]], viscosity: viscosity)
      #expect(values.allSatisfy { $0.isFinite })
      #expect(values.prefix(3).allSatisfy { abs($0) < 1e-15 / viscosity + 1e-14 })
      #expect(abs(values[3] + values[4]) < 1e-15 / viscosity + 1e-14)
    }
  }

  /// Where the neglected exponentials of late times begin, the values join the zero that follows.
  @Test func lateTimes() throws {
    #expect(try coleHopf([[0.5, 8.1]], viscosity: 1) == [0])
    #expect(try abs(coleHopf([[0.5, 7.9]], viscosity: 1)[0]) < 1e-15)
    // Before that, u = -4 nu pi I_1 / I_0 exp(-pi^2 nu t) sin(pi x) up to squares of the exponential.
    let c = 1 / (2 * Double.pi)
    let leading = -4 * Double.pi * bessel(1, c) / bessel(0, c) * exp(-Double.pi * Double.pi * 1.5)
    #expect(try abs(coleHopf([[0.5, 1.5]], viscosity: 1)[0] - leading) < 1e-12)
  }

  @Test func impossibleInputIsRefused() throws {
    for viscosity in [0, -1, 1e-7, .nan, .infinity] {
      #expect(complaint { _ = try ReferenceSolution.coleHopf(viscosity: viscosity) }?.contains("at least 1e-6") == true)
    }
    #expect(complaint { _ = try coleHopf([[0, -0.1]], viscosity: 0.1) }?.contains("t = -0.1") == true)
    let solution = try ReferenceSolution.coleHopf(viscosity: 0.1)
    let lost = try PointSet(axes: [.x, .y], points: Tensor(rows: [[0, 0]]))
    #expect(complaint { _ = try solution.values(of: .u, at: lost) }?.contains("axes x and t") == true)
  }
}
