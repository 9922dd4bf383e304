// Burgers' equation: its formula, every term on a polynomial, the travelling wave, refused input.

import BurgersEquations
import Foundation
import PINNCore
import Testing

@Suite struct BurgersTests {
  @Test func formula() {
    #expect(BurgersEquation(viscosity: 0.01).formula == "u_t + u u_x - nu u_xx = 0")
    #expect(BurgersEquation(viscosity: 0.01).axes == [.x, .t])
  }

  /// The derivatives of a polynomial, worked out by hand: the route that shares nothing with the equation.
  @Test func everyTermOnAPolynomial() throws {
    let points = try randomPoints(10, [(.x, -1...1), (.t, 0...1)])
    let u = x * x * x * t + 2.0 * x + t
    let values = try residuals(of: BurgersEquation(viscosity: 0.3), [.u: u], at: points)
    #expect(values.map(\.name) == ["burgers"])
    for i in 0..<points.count {
      let (x, t) = (points.points[i, 0], points.points[i, 1])
      let expected = x * x * x + 1 + (x * x * x * t + 2 * x + t) * (3 * x * x * t + 2) - 0.3 * 6 * x * t
      #expect(abs(values[0].values[i] - expected) < 1e-13)
    }
  }

  @Test func theTravellingWaveSolvesTheEquation() throws {
    let solution = try ReferenceSolution.travellingWave(viscosity: 0.2, speed: 0.5, amplitude: 1.5)
    let points = try randomPoints(200, [(.x, -1...1), (.t, 0...1)])
    #expect(try largestResidual(of: BurgersEquation(viscosity: 0.2), solution, at: points) < 1e-12)
    let u = try #require(solution.closedForm[.u])
    #expect(try rootMeanSquares([u[.t], u * u[.x], 0.2 * u[.x, .x]], at: points).allSatisfy { $0 > 0.1 })
    // Far from the front: c + a before it, c - a behind.
    let far = try PointSet(axes: [.x, .t], points: Tensor(rows: [[-20, 1], [20, 1], [0.5, 1]]))
    let values = try #require(try solution.values(of: .u, at: far))
    for (value, expected) in zip(values, [2.0, -1.0, 0.5]) { #expect(abs(value - expected) < 1e-12) }
  }

  @Test func impossibleInputIsRefused() {
    #expect(complaint { try BurgersEquation(viscosity: 0).validate() } == nil)
    #expect(complaint { try BurgersEquation(viscosity: -1).validate() }?.contains("not -1.0") == true)
    #expect(complaint { try BurgersEquation(viscosity: Coefficient(.infinity)).validate() } != nil)
    #expect(complaint { _ = try ReferenceSolution.travellingWave(viscosity: 0, speed: 1, amplitude: 1) } != nil)
    #expect(complaint { _ = try ReferenceSolution.travellingWave(viscosity: 1, speed: .nan, amplitude: 1) } != nil)
  }
}
