// The linearised problem for what a solution lacks: L'(u) e = -r, with e among random functions.

import Foundation
import PINNLinearAlgebra
import PINNLoss
import ResidualAdaptiveSampling

/// An estimate e of what a solution u lacks: to first order u + e meets all conditions, L'(u) e = -r, where r is what u leaves of them.
///
/// A residual says how well a law holds, not how near the solution is: where a law lets small causes grow, e is large though r is small.
/// Here e is the least-squares solution among sums of random functions, with the weights of the loss, at points that were never trained
/// on, half of them where the solution is steep.
struct Correction<E: Equation> {
  /// The root mean square of each unknown, or what an unknown that is 0 counts as, and that of its estimated error.
  let sizes: [(value: Double, error: Double)]
  /// The part of the residuals' root mean square that no sum of these functions explains.
  let unexplained: Double
  /// The root of the loss at these points, without measurements.
  let residual: Double
  /// The trainable coefficients, and how much each can change, with the fields following, for a change of the residuals by 1.
  let coefficients: [(name: String, value: Double, sensitivity: Double)]
  /// The errors' root mean squares over ten equal spans of time, earliest first; empty without time.
  let growth: [(time: ClosedRange<Double>, errors: [Double])]
  /// u + e.
  let corrected: Solution<E>

  /// Points for each random function.
  private static var pointsPerFunction: Int { 4 }

  /// An unknown counts as no smaller than this part of what its scale says.
  private static var leastSize: Double { 1e-4 }

  /// - Parameters:
  ///   - solution: u.
  ///   - problem: the problem to solve, which may start from other values than the one that `solution` is of.
  init(
    _ solution: Solution<E>, of problem: Problem<E>, _ effort: CorrectionEffort = .estimate, ridge: Double? = nil
  ) throws {
    let ridge = ridge ?? effort.ridges[0]
    func solve(_ network: some Network) throws -> Correction { try Self(solution, problem, network, effort, ridge) }
    self = try solve(solution.setup.network)
  }

  private init(
    _ solution: Solution<E>, _ problem: Problem<E>, _ network: some Network, _ effort: CorrectionEffort, _ ridge: Double
  ) throws {
    let (setup, old, axes) = (solution.setup, solution.layout, problem.region.axes)
    let unknowns = Array(E.Unknown.allCases)
    let functions = RandomFunctions(
      count: effort.count(problem), periodic: try solution.ansatz.periodicAxes(problem.region),
      // What one correction leaves isn't looked for among its own functions, nor at its own points.
      seed: (setup.corrections?.seed ?? setup.seed) &+ 1)
    let network = CorrectedNetwork(base: network, functions: functions)
    let ansatz = try Ansatz(network: network, problem: problem, scales: solution.ansatz.scales)
    let new = ansatz.layout.initialValues(seed: 0)
    var parameters = ansatz.layout.blocks.flatMap { block in
      old.block(named: block.name).map { Array(solution.parameters[$0.range]) } ?? Array(new[block.range])
    }
    // The sums' coefficients, and the problem's.
    let unsettled: [ParameterBlock] = ansatz.layout.trainedBlocks.filter { block in
      old.block(named: block.name) == nil || problem.trainables.contains { $0.name == block.name }
    }
    let rows = try HeldOutRows(
      problem, ansatz, by: unsettled.map(\.range), points: Self.pointsPerFunction * functions.count,
      seed: functions.seed,
      threads: setup.threads, sampling: setup.sampling, sampler: RAD(candidatesPerPoint: 20),
      sizes: try solution.slopes())
    let points = try PointSet(axes: axes, points: rows.interior)
    let before = try solution.values(at: points)
    let values = unknowns.map { before[$0] ?? [] }
    let sizes = zip(values, ansatz.scales.unknowns).map { max(rows.root($0), Self.leastSize * $1) }
    let relative = zip(ansatz.outputs, zip(sizes, ansatz.scales.unknowns)).map { (1 / max($1.0, $1.1)) * $0 }
    let ranges = unsettled.map(\.range)
    func nextFit() throws -> LeastSquaresFit {
      try LeastSquaresFit(
        rows, effort, ridge, errors: relative, ansatz.layout, by: ranges, axes: axes, at: parameters,
        threads: setup.threads)
    }
    let fit = try nextFit()
    unexplained = fit.unexplained
    let trained = problem.trainable(in: ansatz.layout)
    residual = fit.residual
    coefficients = trained.map { name, number, index in
      var column = 0
      for block in unsettled.prefix(while: { !$0.range.contains(index) }) { column += block.count }
      let (value, slope) = number.value(at: parameters[index])
      return (name, value, abs(slope) * fit.sensitivity(of: column))
    }
    var (step, left) = (fit.step, fit.residual)
    func move(by factor: Double) {
      for (p, change) in zip(ranges.joined(), step) { parameters[p] += factor * change }
    }
    move(by: 1)
    for _ in 1..<effort.passes {
      let next = try nextFit()
      guard next.residual < left else {
        // Too far for what is linear.
        move(by: -0.75)
        for p in step.indices { step[p] *= 0.25 }
        continue
      }
      guard next.residual < 0.5 * left else { break }
      (step, left) = (next.step, next.residual)
      move(by: 1)
    }

    var changed = setup
    (changed.network, changed.corrections) = (network, functions)
    corrected = try Solution(
      problem: problem, ansatz: ansatz, setup: changed, parameters: parameters, loss: solution.loss,
      history: solution.history, report: solution.report, summary: solution.summary)

    let after = try corrected.values(at: points)
    let errors = zip(unknowns, values).map { unknown, values in zip(after[unknown] ?? [], values).map { $0 - $1 } }
    self.sizes = zip(sizes, errors).map { ($0, rows.root($1)) }
    growth =
      axes.firstIndex(of: .t).map { k in
        let (times, range) = (rows.interior.column(k), problem.region.bounds[k])
        let span = 0.1 * (range.upperBound - range.lowerBound)
        return (0..<10).map { i in
          let time = range.lowerBound + Double(i) * span...range.lowerBound + Double(i + 1) * span
          let chosen = times.indices.filter { time.contains(times[$0]) }
          return (time, errors.map { rows.root($0, of: chosen) })
        }
      } ?? []
  }
}

/// What an error is looked for with: enough to know its size, or to take it away.
struct CorrectionEffort {
  /// Random functions for one unknown at most, where there are several axes; over one axis a quarter of them.
  let forOne: Int
  /// Random functions for all unknowns at most.
  let forAll: Int
  /// Whether what measurements leave counts, noise and all, as it does in the loss. Else they are taken for right where they are.
  let fitsMeasurements: Bool
  /// How often the problem is linearised at most, each time at what came out before: again as long as residuals halve, or nearer if they
  /// grew.
  let passes: Int
  /// How much less likely errors are than residuals of their size: see `LeastSquaresFit`.
  let prior: Double
  /// Coefficients of functions so large, for columns of norm 1, count as much as residuals of 1. Steep functions that fit residuals at
  /// their points alone, such as in corners with a singularity, need a larger one: the next is tried where the one before gains little.
  var ridges = [1e-13]

  static let estimate = Self(forOne: 800, forAll: 1_200, fitsMeasurements: false, passes: 1, prior: 1)
  /// What is worth while in one of many windows of time.
  static let window = Self(forOne: 800, forAll: 1_600, fitsMeasurements: true, passes: 10, prior: 1e-5)
  static let removal = Self(
    forOne: 1_600, forAll: 2_400, fitsMeasurements: true, passes: 6, prior: 1e-2, ridges: [1e-13, 3e-7])

  /// How many for one unknown: no more than the interior has points, but for the least.
  func count<E>(_ problem: Problem<E>) -> Int {
    let most = problem.region.axes.count == 1 ? forOne / 4 : forOne
    return min(max(problem.conditions[0].points, 100), most, forAll / E.Unknown.allCases.count)
  }
}

/// The least-squares solution c of J c = -rho.
private struct LeastSquaresFit {
  let step: [Double]
  /// |rho|, without measurements that are taken for right.
  let residual: Double
  /// |rho + J c| / |rho|.
  let unexplained: Double
  private let equations: LeastSquares

  /// - Parameters:
  ///   - errors: each unknown over its size. Errors as large as the unknowns are taken for as unlikely as residuals as large as they are
  ///     (times the effort's `prior`): there is a row |rho| e / size at every fourth point. What no residual feels, such as the
  ///     constant of a pressure, then is 0.
  /// - Throws: `ProblemError` if it isn't finite.
  init(
    _ rows: HeldOutRows, _ effort: CorrectionEffort, _ ridge: Double, errors: [Expr], _ layout: ParameterLayout,
    by ranges: [Range<Int>],
    axes: [Axis], at x: [Double], threads: Int
  ) throws {
    let columns = rows.jacobian.count
    let every = 4
    let chosen = stride(from: 0, to: rows.interior.count, by: every).map { $0 }
    let count = rows.jacobian.rowCount
    equations = LeastSquares(columns: columns, rows: count + chosen.count * errors.count)
    let ignored = effort.fitsMeasurements ? [] : rows.measured
    var sum = 0.0
    rows.jacobian.forEachSlab(at: x) { [equations] slab in
      let isIgnored = slab.blocks.contains { block in ignored.contains { $0.overlaps(block.range) } }
      let negative = (0..<slab.count).map { -slab.residuals[$0] }
      equations.add(rows: slab.count, slab.transposed, stride: slab.stride, right: isIgnored ? nil : negative)
      if !isIgnored { sum += negative.reduce(0) { $0 + $1 * $1 } }
    }
    let scale = effort.prior * (sum / Double(chosen.count)).squareRoot()
    let weighted = errors.map { sqrt(.datum(.quadratureWeight)) * $0 }
    let program = try Program<Double>(
      rows: weighted, axes: axes, data: [.quadratureWeight], layout: layout, rowParameters: ranges)
    let points = Tensor(shape: [chosen.count, axes.count], elements: chosen.flatMap { rows.interior.row($0) })
    let executor = Executor(
      [try program.bind(points, data: [.quadratureWeight: chosen.map { rows.weights[$0] }])], threads: threads)
    for slab in executor.slabs(rows: 2_048) {
      var values = [Double](repeating: 0, count: slab.count)
      var transposed = [Double](repeating: 0, count: columns * slab.count)
      executor.evaluate(
        slab, weights: [errors.map { _ in scale }], parameters: x, residuals: &values, jacobian: &transposed,
        stride: slab.count)
      equations.add(rows: slab.count, transposed, stride: slab.count)
    }
    guard sum.isFinite, let left = equations.factorise(ridge: ridge, threads: threads) else {
      throw ProblemError("the linearised problem for the error isn't finite")
    }
    step = equations.solution
    (residual, unexplained) = (sum.squareRoot(), sum > 0 ? min(1, left / sum.squareRoot()) : 0)
  }

  /// 1 / min |J c| over all c whose entry number k is 1.
  func sensitivity(of k: Int) -> Double { equations.sensitivity(of: k) }
}

extension HeldOutRows {
  /// The root mean square of a column of values at the points of the interior, or at some of them.
  fileprivate func root(_ column: [Double], of chosen: [Int]? = nil) -> Double {
    let chosen = chosen ?? Array(column.indices)
    let sum = chosen.reduce(0) { $0 + weights[$1] * column[$1] * column[$1] }
    return (sum / max(.leastNormalMagnitude, chosen.reduce(0) { $0 + weights[$1] })).squareRoot()
  }
}

extension Solution {
  /// How steep the unknowns are at points [N, axes], along axes that go from -1 to 1, relative to their mean steepness.
  fileprivate func slopes() throws -> (Tensor<Double>) throws -> [Double] {
    let (axes, parameters, threads) = (problem.region.axes, parameters, setup.threads)
    let squares = ansatz.outputs.map { output in
      zip(axes, problem.region.bounds).map { axis, range in
        let slope = 0.5 * (range.upperBound - range.lowerBound) * diff(output, axis)
        return slope * slope
      }.reduce(Expr(0), +)
    }
    let program = try Program<Double>(values: squares, axes: axes, layout: layout)
    return { points in
      let table = try program.values(at: points, parameters: parameters, threads: threads)
      var sums = [Double](repeating: 0, count: table.count)
      for column in squares.indices.map(table.column) {
        let mean = column.reduce(0, +) / Double(column.count)
        guard mean > 0, mean.isFinite else { continue }
        for i in sums.indices { sums[i] += column[i] / mean }
      }
      return sums.map { $0.squareRoot() }
    }
  }
}
