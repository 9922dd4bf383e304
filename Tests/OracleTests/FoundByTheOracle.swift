// Mistakes of the compiler and the executor that random expressions have brought to light, one by one.

import PINNAutodiff
import PINNTensor
import Testing

@Suite struct FoundByTheOracle {
  private let points = Tensor(rows: [[0.5], [2.0]])

  /// A part of a parameter vector beside the whole of it: both give the same parameter a part of its row.
  @Test func partsOfAParameterVectorOverlapWithTheWhole() throws {
    let scope = ParameterScope()
    let v = scope.vector("v", width: 4, .constant(1))
    let program = try Program<Double>(rows: [v[3] + v.sum], axes: [.x], layout: scope.layout)
    let executor = Executor([try program.bind(points)], threads: 1)
    var (residuals, rows) = ([Double](repeating: 0, count: 2), [Double](repeating: 0, count: 8))
    executor.evaluate(
      executor.slabs(rows: 10)[0], weights: [[1]], parameters: [1, 1, 1, 1], residuals: &residuals, jacobian: &rows,
      stride: 2)
    #expect(residuals == [5, 5] && rows == [1, 1, 1, 1, 1, 1, 2, 2])
  }

  /// Sums of a program that has values as well, which nobody asked for.
  @Test func sumsAreThereWithoutTheValues() throws {
    let x = Expr.coordinate(.x)
    let program = try Program<Double>(values: [x], sums: [x * x], axes: [.x])
    var gradient: [Double]?
    let sums = Executor([try program.bind(points)], threads: 1).evaluate(
      weights: [[1]], parameters: [], gradient: &gradient)
    #expect(sums == [[4.25]])
  }

  /// A layer is linear in its weights: its second derivative along a direction is 0, however the derivatives are nested.
  @Test(arguments: [DerivativeMode.automatic, .taylor, .nestedForward]) func directionsDontChangeAlongThemselves(
    _ inner: DerivativeMode
  ) throws {
    let scope = ParameterScope()
    let layer = scope.affine("layer", .coordinate(.x), outputs: 1)
    let twice = diff(diff(layer, .theta, mode: inner), .theta, mode: .collapsed)
    let program = try Program<Double>(values: [twice], axes: [.x], layout: scope.layout)
    #expect(try program.values(at: points, parameters: [3, 4], direction: [5, 6]).elements == [0, 0])
  }
}
