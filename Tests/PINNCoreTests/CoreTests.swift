// The words at the seams: equations print and list themselves, schedules, point sets, reference solutions, samplers' errors.

import Foundation
import PINNCore
import Testing

private struct Oscillator: Equation {
  enum Unknown: String, UnknownName { case u, v }
  var frequency: Coefficient
  var damping: Coefficient = 0.5
  var label = "not a coefficient"
  func residuals(_ s: State<Unknown>) -> KeyValuePairs<String, Expr> {
    [
      "velocity": s[.u][.t] - s[.v],
      "force": s[.v][.t] + frequency.named("w") * s[.u] + damping * s[.v] - sin(s[.t]),
    ]
  }
}

/// Points on the diagonal of the unit cube.
private struct Diagonal: Sampler {
  func unitPoints(_ count: Int, dimension: Int, using rng: inout RandomStream) -> Tensor<Double> {
    Tensor(rows: (0..<count).map { i in Array(repeating: (Double(i) + 0.5) / Double(count), count: dimension) })
  }
}

private struct Segment: Region {
  var length: Double
  var axes: [Axis] { [.x] }
  var bounds: [ClosedRange<Double>] { [0...max(length, 0)] }
  var measure: Double { length }
  var dimension: Int { 1 }
  func point(at unit: [Double]) -> [Double] { [unit[0] * length] }
  func signedDistance(to point: [Double]) -> Double { max(-point[0], point[0] - length) }
  var boundary: [BoundaryPiece] { [] }
  var description: String { "segment" }
}

@Suite struct CoreTests {
  @Test func equationsPrintAndListTheirCoefficients() throws {
    let equation = Oscillator(frequency: 4)
    #expect(equation.formula == "u_t - v = 0\nv_t + w u + 0.5 v - sin(t) = 0")
    #expect(equation.coefficients.map(\.name) == ["frequency", "damping"])
    #expect(equation.coefficients.map(\.coefficient.value) == [4, 0.5])
    try equation.validate()
    #expect(throws: ProblemError.self) { try Oscillator(frequency: Coefficient(.nan)).validate() }
  }

  @Test func trainableCoefficientsKeepTheirName() {
    let coefficient = Coefficient.trainable("omega", initial: 2).named("w")
    #expect(coefficient.value == 2 && coefficient.symbol == "omega" && coefficient.trainable?.name == "omega")
    #expect(Oscillator(frequency: coefficient).formula.contains("omega u"))
  }

  @Test func schedulesHitTheirEnds() {
    #expect(Schedule.constant(3)(7) == 3)
    let exponential = Schedule.exponential(initial: 1, factor: 0.5, every: 10)
    #expect(exponential(0) == 1 && abs(exponential(20) - 0.25) < 1e-15)
    let cosine = Schedule.cosine(initial: 1, final: 0.1, steps: 100)
    #expect(cosine(0) == 1 && abs(cosine(50) - 0.55) < 1e-15 && abs(cosine(1_000) - 0.1) < 1e-15)
  }

  @Test func pointSetsRefuseWhatDoesNotFit() throws {
    #expect(throws: ProblemError.self) { try PointSet(axes: [.x, .t], points: Tensor(shape: [3, 1])) }
    #expect(throws: ProblemError.self) {
      try PointSet(axes: [.x], points: Tensor(shape: [3, 1]), data: ["u": [1, 2]])
    }
    #expect(try PointSet(axes: [.x], points: Tensor(shape: [3, 1]), data: ["u": [1, 2, 3]]).count == 3)
  }

  @Test func samplersFillRegionsAndRefuseEmptyOnes() throws {
    var rng = RandomStream(seed: 0, for: "test")
    let points = try Diagonal().points(4, in: Segment(length: 2), using: &rng)
    #expect(points.axes == [.x] && points.points.elements == [0.25, 0.75, 1.25, 1.75])
    #expect(throws: ProblemError.self) { try Diagonal().points(0, in: Segment(length: 2), using: &rng) }
    #expect(throws: ProblemError.self) { try Diagonal().points(4, in: Segment(length: 0), using: &rng) }
  }

  @Test func referenceSolutionsEvaluateAndCompare() throws {
    let formula = ReferenceSolution<Oscillator.Unknown>(name: "exact", closedForm: [.u: sin(2 * .coordinate(.t))])
    let points = try PointSet(axes: [.t], points: Tensor(rows: [[0], [0.5]]))
    let values = try #require(try formula.values(of: .u, at: points))
    #expect(values[0] == 0 && abs(values[1] - Foundation.sin(1.0)) < 1e-15)
    #expect(try formula.values(of: .v, at: points) == nil)
  }
}
