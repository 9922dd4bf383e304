// The loss by itself: what a loop of one's own sees, and that its parts agree.

import HeatEquations
import PINN
import ResidualAdaptiveSampling
import Testing

@Suite struct LossTests {
  /// Two residuals in one condition, and data.
  func problem() throws -> Problem<HeatEquation> {
    try Problem(
      HeatEquation(diffusivity: 0.1), on: Interval(0...1).over(time: 0...1), points: 60,
      conditions: [
        .initial(.u, points: 20) { s in sin(.pi * s[.x]) },
        .law("ends", on: "x=0", "x=1", points: 16, weight: 3) { s in ["u": s[.u], "slope": s[.u][.x] - s[.t]] },
        .data(
          .u, at: PointSet(axes: [.x, .t], points: Tensor(rows: [[0.5, 0], [0.2, 0.7]]), data: ["u": [1, 0.3]])),
      ])
  }

  func loss(precision: Precision = .double, threads: Int = 2) throws -> Loss {
    try Loss(problem(), network: MLP(width: 7, depth: 2), seed: 3, precision: precision, threads: threads)
  }

  @Test(arguments: Precision.allCases) func isTheSumOfItsTermsAndOfItsSquares(precision: Precision) throws {
    let loss = try loss(precision: precision)
    let theta = loss.initialParameters
    let (value, terms, _) = loss.evaluate(at: theta)
    #expect(loss.termNames == ["heat", "initial u", "ends: u", "ends: slope", "data"] && terms.reduce(0, +) == value)
    let squares = loss.residuals(at: theta).reduce(0) { $0 + $1 * $1 }
    #expect(abs(squares / value - 1) < (precision == .double ? 1e-13 : 1e-5))
    #expect(loss.residualCount == 60 + 20 + 2 * 16 + 2 && (loss.leastSquares == nil) == (precision == .float))
    // w / N sum q r^2 with q = 1 where points are given or evenly spread.
    for (k, (name, weight)) in [("initial u", 10.0), ("ends: slope", 3), ("data", 10)].enumerated() {
      let r = try loss.residuals(name, at: theta)
      let mean = r.reduce(0) { $0 + $1 * $1 } / Double(r.count)
      #expect(abs(weight * mean / terms[[1, 3, 4][k]] - 1) < (precision == .double ? 1e-13 : 1e-5), "\(name)")
    }
    let message = #expect(throws: ProblemError.self) { try loss.residuals("hat", at: theta) }
    #expect(message?.description.contains("'heat', 'initial u'") == true)
  }

  /// The gradient three ways: itself, J^T r by slabs, and the pullback of the residuals.
  @Test func gradientsAgree() throws {
    let loss = try loss()
    let theta = loss.initialParameters
    let gradient = loss.evaluate(at: theta).gradient
    let pulled = loss.transposedProduct(loss.residuals(at: theta), at: theta)
    var summed = [Double](repeating: 0, count: loss.count)
    loss.forEachSlab(at: theta) { slab in
      for p in summed.indices {
        for i in 0..<slab.count { summed[p] += slab.residuals[i] * slab.transposed[p * slab.stride + i] }
      }
    }
    let size = gradient.map(abs).max()!
    for p in gradient.indices {
      #expect(abs(2 * pulled[p] - gradient[p]) < 1e-12 * size && abs(2 * summed[p] - gradient[p]) < 1e-12 * size)
    }
  }

  @Test func everyOptimiserTrainsIt() throws {
    func train(_ optimizer: some Optimizer, steps: Int) throws -> Double {
      let loss = try loss()
      var optimizer = optimizer
      optimizer.start(at: loss.initialParameters)
      for _ in 0..<steps { if optimizer.step(on: loss) != .advanced { break } }
      return optimizer.value / loss.value(at: loss.initialParameters)
    }
    #expect(try train(Adam(learningRate: 1e-2), steps: 200) < 0.3)
    #expect(try train(LBFGS(), steps: 100) < 0.3)
    #expect(try train(DenseQuasiNewton(.ssbroyden), steps: 100) < 0.3)
    #expect(try train(LevenbergMarquardt(), steps: 40) < 0.3)
    #expect(try train(NaturalGradient(damping: 1e-2), steps: 80) < 0.3)
  }

  /// One loss serves several optimisers of one run: Training's own steps are those of a loop on it.
  @Test func aLoopMakesTheStepsOfTraining() throws {
    let training = try Training(problem(), network: MLP(width: 7, depth: 2), seed: 3, threads: 1)
    let trained = try training.run([.lbfgs(steps: 25)])
    let loss = try loss()
    var optimizer = LBFGS(memory: 50)
    optimizer.start(at: loss.initialParameters)
    for _ in 0..<25 { _ = optimizer.step(on: loss) }
    #expect(optimizer.position == trained.parameters && optimizer.value == trained.loss)
    let solution = try Solution(optimizer.position, of: problem(), network: MLP(width: 7, depth: 2), seed: 3)
    #expect(solution.loss == trained.loss && solution.report.residuals == trained.report.residuals)
  }

  @Test func pointsMoveAndComeBack() throws {
    let loss = try loss()
    let theta = loss.initialParameters
    let (first, value) = (loss.collocationPoints.map(\.points), loss.value(at: theta))
    let held = try loss.heldOutResiduals(at: theta)
    try loss.drawPoints(1, rowsPerParameter: 3, by: RAD(), at: theta)
    let rows = Double(loss.residualCount) / Double(loss.count)
    #expect(loss.collocationPoints.map(\.points) != first && loss.value(at: theta) != value && abs(rows - 3) < 0.2)
    let again = try self.loss(threads: 1)
    try again.drawPoints(1, rowsPerParameter: 3, by: RAD(), at: theta)
    #expect(again.collocationPoints.map(\.points) == loss.collocationPoints.map(\.points))
    #expect(again.residuals(at: theta) == loss.residuals(at: theta))
    // Measured points are all taken, or some of them; others are never made up.
    #expect(loss.collocationPoints[3].points.count <= 2)
    try loss.moveToFirstPoints()
    #expect(loss.collocationPoints.map(\.points) == first && loss.value(at: theta) == value)
    #expect(try loss.heldOutResiduals(at: theta) == held)
    #expect(throws: ProblemError.self) { try loss.drawPoints(2, rowsPerParameter: 0, at: theta) }
  }

  @Test func mistakesAreSentencesBeforeAnythingIsComputed() throws {
    let wrong = try Problem(
      HeatEquation(diffusivity: 0.1), on: Interval(0...1).over(time: 0...1), points: 10,
      conditions: [.law("odd", on: "x=0", points: 4) { s in ["odd": s[.u] - s.datum("absent")] }])
    let error = #expect(throws: ProblemError.self) { try Loss(wrong, network: MLP(width: 3, depth: 1)) }
    #expect(error?.description.contains("condition 'odd' reads the data column 'absent'") == true)
    let threads = #expect(throws: ProblemError.self) {
      try Loss(problem(), network: MLP(width: 3, depth: 1), threads: 0)
    }
    #expect(threads?.description.contains("at least one thread") == true)
  }
}
