// The heat equation: its formula, every term on polynomials, exact solutions, refused input.

import Foundation
import HeatEquations
import PINNCore
import Testing

@Suite struct HeatTests {
  let cube: [(axis: Axis, range: ClosedRange<Double>)] = [(.x, 0...1), (.y, 0...1), (.z, 0...1), (.t, 0...1)]

  @Test func formulas() {
    #expect(HeatEquation(diffusivity: 0.1).formula == "u_t - k u_xx = 0")
    #expect(HeatEquation(diffusivity: 0.1, dimension: 2).formula == "u_t - k (u_xx + u_yy) = 0")
    #expect(HeatEquation(diffusivity: 0.1, dimension: 3).axes == [.x, .y, .z, .t])
    #expect(HeatEquation(diffusivity: .trainable("alpha", initial: 1)).formula == "u_t - alpha u_xx = 0")
  }

  /// The derivatives of a polynomial, worked out by hand: the route that shares nothing with the equation.
  @Test(arguments: 1...3)
  func everyTermOnAPolynomial(dimension: Int) throws {
    let points = try randomPoints(10, cube)
    let u = x * x * y + 3.0 * y * y * z * t + z * z * z + t * t
    let values = try residuals(of: HeatEquation(diffusivity: 0.7, dimension: dimension), [.u: u], at: points)
    #expect(values.map(\.name) == ["heat"])
    for i in 0..<points.count {
      let at = coordinates(points, i)
      let second = [2 * at(.y), 6 * at(.z) * at(.t), 6 * at(.z)]
      let expected = 3 * at(.y) * at(.y) * at(.z) + 2 * at(.t) - 0.7 * second.prefix(dimension).reduce(0, +)
      #expect(abs(values[0].values[i] - expected) < 1e-13)
    }
  }

  @Test(arguments: [[1], [3], [1, 2], [1, 2, 3]])
  func decayingSinesSolveTheEquation(modes: [Int]) throws {
    let solution = try ReferenceSolution.decayingSines(diffusivity: 0.1, modes: modes)
    let equation = HeatEquation(diffusivity: 0.1, dimension: modes.count)
    let points = try randomPoints(200, cube.filter { equation.axes.contains($0.axis) })
    #expect(try largestResidual(of: equation, solution, at: points) < 1e-12)
    // Every term is there: none could be left out, or have another sign, unnoticed.
    let u = try #require(solution.closedForm[.u])
    let terms = equation.axes.map { $0 == .t ? u[.t] : 0.1 * diff(u, $0, $0) }
    #expect(try rootMeanSquares(terms, at: points).allSatisfy { $0 > 0.01 })
  }

  @Test func decayingSinesAreWhatTheySay() throws {
    let solution = try ReferenceSolution.decayingSines(diffusivity: 0.4, modes: [2, 1])
    let points = try randomPoints(50, [(.t, 0...1), (.x, 0...1), (.y, 0...1)])
    let values = try #require(try solution.values(of: .u, at: points))
    for (i, value) in values.enumerated() {
      let at = coordinates(points, i)
      let decay = Foundation.exp(-0.4 * 5 * Double.pi * Double.pi * at(.t))
      let expected = Foundation.sin(2 * .pi * at(.x)) * Foundation.sin(.pi * at(.y)) * decay
      #expect(abs(value - expected) < 1e-14)
    }
  }

  @Test func impossibleInputIsRefused() {
    #expect(complaint { try HeatEquation(diffusivity: 0.1).validate() } == nil)
    #expect(complaint { try HeatEquation(diffusivity: -0.1).validate() }?.contains("not -0.1") == true)
    #expect(complaint { try HeatEquation(diffusivity: Coefficient(.nan)).validate() }?.contains("finite") == true)
    #expect(complaint { try HeatEquation(diffusivity: 1, dimension: 4).validate() }?.contains("not 4") == true)
    #expect(complaint { try HeatEquation(diffusivity: 1, dimension: -1).validate() } != nil)
    #expect(complaint { _ = try ReferenceSolution.decayingSines(diffusivity: 1, modes: []) } != nil)
    #expect(complaint { _ = try ReferenceSolution.decayingSines(diffusivity: 1, modes: [1, 0]) } != nil)
    #expect(complaint { _ = try ReferenceSolution.decayingSines(diffusivity: -1) } != nil)
  }
}
