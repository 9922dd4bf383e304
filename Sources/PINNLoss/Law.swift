// One condition of a problem over a network, at its points: the one place where a condition is compiled.

import PINNCore

/// A condition's residuals r_k, each divided by its size (`Scales`), its weight and its points.
///
/// Whatever is computed of the residuals has a program of its own. It is compiled when it is first asked for, and bound to the
/// points when it is asked for after they have moved. All programs of a law share its points.
package final class Law {
  /// What can be computed at each point, with the point's quadrature weight q.
  package enum Quantity: Hashable {
    /// r_k.
    case values
    /// What r_k is to be compared with: its terms, and the least of it (`TermSizes`).
    case termSizes
    /// q r_k^2, summed over all points, and the gradient of the sums.
    case squares
    /// rho_k = sqrt(q) r_k, whose squares add up to the sums of `squares`.
    case weightedValues
    /// Rows of the Jacobian d rho_k / d theta.
    case rows
    /// d^2 rho_k / ds^2 along a direction in parameter space.
    case curvature
    /// The gradient of sum_k rho_k w_k, summed over all points, for cotangents w.
    case pullback
  }

  /// The condition's name.
  package let name: String
  /// The terms of the loss: one for each residual.
  package let terms: [LossTerm]
  /// The equation, or the condition's name.
  package let source: LossTerm.Source
  /// Its weight w in the loss, w / N sum_i q_i sum_k r_k(x_i)^2.
  package let weight: Double
  /// Whether it holds at points that are given, such as places of measurements.
  package let isMeasured: Bool
  /// The points that the loss is taken at.
  package private(set) var points: CollocationPoints
  let choice: PointChoice

  /// The sizes by which residuals are divided, in the problem's units.
  package let sizes: [Double]
  /// The residuals divided by their sizes.
  private let residuals: [Expr]
  private let termSizes: [(size: Expr, least: Expr)]
  private let tracer: PartTracer?
  private let axes: [Axis]
  private let layout: ParameterLayout
  private let threads: Int
  /// The parameters that rows are differentiated by; all if nil.
  private let rowParameters: [Range<Int>]?
  private var programs: [Quantity: Program<Double>] = [:]
  private var bound: [Quantity: Program<Double>.Bound] = [:]
  private var executors: [Quantity: Executor<Double>] = [:]

  /// Condition number `index` of a problem, whose unknowns are those of the ansatz, at its first points.
  init<E: Equation>(
    _ index: Int, of problem: Problem<E>, _ ansatz: Ansatz<E.Unknown>, _ sampling: Sampling, seed: UInt64, threads: Int,
    rowParameters: [Range<Int>]? = nil
  ) throws {
    let condition = problem.conditions[index]
    self.rowParameters = rowParameters
    choice = PointChoice(index, of: problem, sampling, seed: seed)
    points = try choice.points()
    (name, weight, isMeasured) = (condition.name, condition.weight, choice.isMeasured)
    (axes, layout, self.threads) = (problem.region.axes, ansatz.layout, threads)
    let places = try (0..<points.sides).map { try ansatz.state(side: $0) }
    let law = condition.law(
      .init(
        here: places[0], partner: places[points.sides - 1], normalAxes: points.normalAxes(among: axes), nodes: places))
    let sizes = law.indices.map { ansatz.scales.residual(index, $0) }
    self.sizes = sizes
    residuals = zip(law, sizes).map { $1 == 1 ? $0.residual : (1 / $1) * $0.residual }
    terms = law.map { name, _ in
      condition.isEquation
        ? LossTerm(name, of: .equation)
        : LossTerm(law.count == 1 ? condition.name : "\(condition.name): \(name)", of: .condition(condition.name))
    }
    source = terms[0].source
    let extents = zip(axes, problem.region.bounds).map { (axis: $0, length: $1.upperBound - $1.lowerBound) }
    termSizes = TermSizes.formulas(
      of: condition, at: places, normalAxes: points.normalAxes(among: axes), extents: extents)
    tracer = PartTracer(condition, points, ansatz, axes: axes)
  }

  /// The number of residuals at a point.
  package var width: Int { residuals.count }
  /// w / N.
  package var scale: Double { weight / Double(points.table.count) }

  /// Moves to other points of the same condition.
  func move(to points: CollocationPoints) {
    self.points = points
    bound = [:]
    executors = [:]
  }

  // MARK: Programs

  /// The quantity at the present points. Throws `ProblemError` for a law that makes no sense.
  func bound(_ quantity: Quantity) throws -> Program<Double>.Bound {
    if let known = bound[quantity] { return known }
    let new = try bind(program(quantity))
    bound[quantity] = new
    return new
  }

  /// What evaluates one quantity at the present points. Throws `ProblemError` for a law that makes no sense.
  func executor(_ quantity: Quantity) throws -> Executor<Double> {
    if let known = executors[quantity] { return known }
    let new = Executor([try bound(quantity)], threads: threads)
    executors[quantity] = new
    return new
  }

  private func program(_ quantity: Quantity) throws -> Program<Double> {
    if let known = programs[quantity] { return known }
    let new: Program<Double> = try compile(quantity)
    programs[quantity] = new
    return new
  }

  /// Throws `ProblemError` for a law that makes no sense, or reads data that its points don't have.
  func compile<Scalar: TensorScalar>(_ quantity: Quantity) throws -> Program<Scalar> {
    let quadrature = Expr.datum(.quadratureWeight)
    let weighted = residuals.map { sqrt(quadrature) * $0 }
    switch quantity {
    case .values: return try compile(values: residuals)
    case .termSizes: return try compile(values: termSizes.flatMap { [$0.size, $0.least] })
    case .squares: return try compile(sums: residuals.map { quadrature * $0 * $0 })
    case .weightedValues: return try compile(values: weighted)
    case .rows: return try compile(rows: weighted)
    case .curvature: return try compile(values: weighted.map { diff($0, .theta, .theta) })
    case .pullback:
      let products = weighted.enumerated().map { $1 * .datum(Self.cotangent($0)) }
      return try compile(sums: [products.dropFirst().reduce(products[0], +)])
    }
  }

  private func compile<Scalar: TensorScalar>(
    values: [Expr] = [], sums: [Expr] = [], rows: [Expr] = []
  ) throws -> Program<Scalar> {
    let cotangents = Set((0..<width).map(Self.cotangent))
    let read = (values + sums + rows).reduce(into: Set<Column>()) { $0.formUnion($1.dependencies.data) }.sorted()
    if let missing = read.first(where: { points.data[$0] == nil && !cotangents.contains($0) }) {
      let there = points.data.keys.filter { $0 != .quadratureWeight }.sorted().map { "'\($0)'" }
      throw ProblemError(
        "condition '\(name)' reads the data column '\(missing)', but its points have "
          + (there.isEmpty ? "no data" : "only \(there.joined(separator: ", "))"))
    }
    return try named {
      try Program(
        values: values, sums: sums, gradient: !sums.isEmpty, rows: rows, axes: axes, sides: points.sides, data: read,
        layout: layout, rowParameters: rowParameters)
    }
  }

  /// A program of this law with its present points; cotangents are 0 until they are set.
  func bind<Scalar: TensorScalar>(_ program: Program<Scalar>) throws -> Program<Scalar>.Bound {
    try bind(program, points)
  }

  private func bind<Scalar: TensorScalar>(
    _ program: Program<Scalar>, _ points: CollocationPoints
  ) throws -> Program<Scalar>.Bound {
    var data = points.data
    let zeros = [Double](repeating: 0, count: points.table.count)
    for k in 0..<width { data[Self.cotangent(k)] = zeros }
    return try named { try program.bind(points.table, data: data) }
  }

  /// The data column of the cotangents of residual `k`.
  static func cotangent(_ k: Int) -> Column { .package("cotangent", of: "\(k)") }

  /// What `body` returns; an error is told with the condition's name.
  private func named<Result>(_ body: () throws -> Result) throws -> Result {
    do { return try body() } catch { throw ProblemError("condition '\(name)': \(error)") }
  }

  // MARK: Values

  /// What evaluates the residuals at any points of this condition.
  func evaluator(at points: CollocationPoints) throws -> Executor<Double> {
    Executor([try bind(program(.values), points)], threads: threads)
  }

  /// The roots of the mean squares of the sizes of each residual's terms, the larger of two: at some of its points, and at points of
  /// the interior, where it can be evaluated there. A condition such as u = 0 has no size where it holds, but has one inside.
  func sizesOfTerms(at points: CollocationPoints, interior: CollocationPoints, parameters: [Double]) throws -> [Double]
  {
    func root(_ table: Tensor<Double>) -> [Double] {
      let roots = (0..<table.rowLength).map { k in
        (table.column(k).reduce(0) { $0 + $1 * $1 } / Double(table.count)).squareRoot()
      }
      return (0..<width).map { max(roots[2 * $0], roots[2 * $0 + 1]) }
    }
    let bound = try bind(program(.termSizes), points)
    let here = root(Executor([bound], threads: threads).values(parameters: parameters))
    guard points.sides == 1 else { return here }
    let sizes = termSizes.flatMap { [$0.size, $0.least] }.map(TermSizes.withoutNormals)
    guard sizes.allSatisfy({ $0.dependencies.data.isEmpty }) else { return here }
    let inside = try named { try Program<Double>(values: sizes, axes: axes, layout: layout) }
      .values(at: interior.table, parameters: parameters, threads: threads)
    return zip(here, root(inside)).map { max($0, $1) }
  }

  /// The residuals [N, k] at the present points.
  package func values(at parameters: [Double]) throws -> Tensor<Double> {
    try executor(.values).values(parameters: parameters)
  }

  /// The root of the quadrature-weighted mean square of each residual at the present points, in the problem's units.
  package func rootMeanSquares(at parameters: [Double]) throws -> [Double] {
    let (table, weights) = (try values(at: parameters), points.quadratureWeights)
    return (0..<width).map { k in
      let sum = zip(table.column(k), weights).reduce(0) { $0 + $1.1 * $1.0 * $1.0 }
      return sizes[k] * (sum / Double(table.count)).squareRoot()
    }
  }

  /// The first part of the law that isn't finite at some of the present points; nil if all are, or if nobody can tell.
  func notFinitePart(at parameters: [Double]) -> NotFinite.Part? {
    try? tracer?.find(points, parameters: parameters)
  }
}
