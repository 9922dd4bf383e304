// The loss of a problem as a function of the flat parameter vector: all conditions compiled, with their points, in one
// precision, behind one objective. Outside, parameters and gradients are Double always.

import PINNCore

/// In which floating-point type programs compute.
public enum Precision: String, Sendable, CaseIterable {
  /// 32 bits: half the time, about seven digits.
  case float
  /// 64 bits: what second-order methods need.
  case double
}

/// The weighted mean squares of all residuals
///
///     loss = sum_c w_c / N_c sum_i q_i sum_k r_ck(x_i)^2
///
/// over conditions c, their points i and their residuals k; the quadrature weights q have mean 1.
final class TrainingObjective: Objective {
  /// One residual's part of the loss.
  struct Term: Sendable, Equatable {
    /// The residual's name for an equation, the condition's for others (and the residual's, if it has several).
    let name: String
    /// The index of its condition.
    let condition: Int
  }

  let count: Int
  let terms: [Term]
  /// The points that the loss is taken at, by condition.
  private(set) var points: [CollocationPoints]
  /// The residuals at any points.
  let residualValues: ResidualValues
  /// The terms at the last evaluated point; they sum up to `lastValue`.
  private(set) var lastTerms: [Double] = []
  private(set) var lastValue = Double.nan
  private var notFinitePoint: [Double]?
  private let conditionWeights: [Double]
  /// w_c / N_c for each residual of each condition.
  private var weights: [[Double]] = []
  private let programs: any ConditionPrograms
  private let threads: Int
  private var residuals: TrainingResiduals?
  /// Of each condition, what finds the part of its law that isn't finite.
  private let tracers: [PartTracer?]
  private let makeResiduals: ([CollocationPoints], [Double]) throws -> TrainingResiduals?

  init<E: Equation>(
    _ problem: Problem<E>, _ ansatz: Ansatz<E.Unknown>, _ points: [CollocationPoints], precision: Precision,
    threads: Int
  ) throws {
    count = ansatz.layout.count
    var terms: [Term] = []
    var laws: [[Expr]] = []
    for (c, (condition, points)) in zip(problem.conditions, points).enumerated() {
      let places = try (0..<points.sides).map { try ansatz.state(side: $0) }
      let situation = Condition<E.Unknown>.Situation(
        here: places[0], partner: places[points.sides - 1],
        normalAxes: points.normalAxes(among: problem.region.axes), nodes: places)
      let law = condition.law(situation)
      laws.append(law.map(\.residual))
      terms += law.map { name, _ in
        let full = c == 0 ? name : law.count == 1 ? condition.name : "\(condition.name): \(name)"
        return Term(name: full, condition: c)
      }
    }
    self.terms = terms
    tracers = zip(problem.conditions, points).map { PartTracer($0, $1, ansatz, axes: problem.region.axes) }
    conditionWeights = problem.conditions.map(\.weight)
    self.threads = threads
    self.points = points
    let (names, axes, layout) = (problem.conditions.map(\.name), problem.region.axes, ansatz.layout)
    makeResiduals = { points, factors in
      guard precision == .double else { return nil }
      return try TrainingResiduals(
        residuals: laws, points: points, factors: factors, axes: axes, layout: layout, threads: threads)
    }
    programs =
      switch precision {
      case .float:
        try CompiledConditions<Float>(names: names, residuals: laws, points: points, axes: axes, layout: layout)
      case .double:
        try CompiledConditions<Double>(names: names, residuals: laws, points: points, axes: axes, layout: layout)
      }
    residualValues = try ResidualValues(
      names: names, residuals: laws, sides: points.map(\.sides), axes: axes, layout: layout, threads: threads)
    setWeights()
  }

  /// w_c / N_c
  private var factors: [Double] { zip(conditionWeights, points).map { $0 / Double($1.table.count) } }

  private func setWeights() {
    weights = zip(factors, residualValues.widths).map { Array(repeating: $0, count: $1) }
  }

  /// Moves all conditions to other points.
  func move(to points: [CollocationPoints]) throws {
    self.points = points
    setWeights()
    for (index, points) in points.enumerated() { try programs.bind(index, to: points) }
    try residuals?.bind(points, factors: factors)
    (lastValue, lastTerms) = (.nan, [])
  }

  /// Whether the residuals one by one are compiled.
  var hasLeastSquares: Bool { residuals != nil }

  /// The residuals one by one, in double precision; compiled when first asked for.
  var leastSquares: (any LeastSquaresObjective)? {
    // The laws compiled before, as sums of squares, so they compile again.
    if residuals == nil { residuals = try? makeResiduals(points, factors) }
    return residuals
  }

  func value(at x: [Double], gradient: inout [Double]) -> Double {
    // Moved into an optional and back: no copy.
    var buffer: [Double]? = gradient
    gradient = []
    lastTerms = weighted(sums(Array(weights.indices), x, &buffer), weights)
    gradient = buffer ?? []
    lastValue = lastTerms.reduce(0, +)
    if !lastValue.isFinite || !gradient.allSatisfy(\.isFinite) { notFinitePoint = x }
    return lastValue
  }

  /// The loss at `x`, rounded as it is when its gradient is computed with it.
  func value(at x: [Double]) -> Double {
    var gradient = [Double](repeating: 0, count: count)
    return value(at: x, gradient: &gradient)
  }

  /// The loss at `x` without its gradient.
  func loss(at x: [Double]) -> Double {
    if let residuals {
      _ = residuals.residuals(at: x)
      lastTerms = residuals.terms(at: x) ?? []
    } else {
      var none: [Double]?
      lastTerms = weighted(sums(Array(weights.indices), x, &none), weights)
    }
    lastValue = lastTerms.reduce(0, +)
    return lastValue
  }

  /// The terms at `x`, where the loss is `value`, from the last evaluation if it was there.
  func terms(at x: [Double], value: Double) -> [Double] {
    if lastValue == value { return lastTerms }
    if let terms = residuals?.terms(at: x) { return terms }
    _ = loss(at: x)
    return lastTerms
  }

  /// The value and gradient of one condition's part of the loss.
  func part(_ condition: Int, at x: [Double]) -> (value: Double, gradient: [Double]) {
    var gradient: [Double]? = Array(repeating: 0, count: count)
    let squares = sums([condition], x, &gradient)
    return (weighted(squares, [weights[condition]]).reduce(0, +), gradient ?? [])
  }

  /// The first term that wasn't finite where the loss last failed to be, or whose condition's gradient wasn't.
  var lastNotFinite: NotFinite {
    guard let x = notFinitePoint else { return NotFinite(term: "loss", part: nil) }
    for c in weights.indices {
      let (value, gradient) = part(c, at: x)
      guard !value.isFinite || !gradient.allSatisfy(\.isFinite) else { continue }
      return NotFinite(
        term: terms.first { $0.condition == c }?.name ?? "loss", part: try? tracers[c]?.find(points[c], parameters: x))
    }
    return NotFinite(term: "loss", part: nil)
  }

  /// The loss at `x`, where a run starts. Throws `ProblemError` if it or its gradient isn't finite.
  func finiteValue(at x: [Double]) throws -> Double {
    notFinitePoint = nil
    let value = value(at: x)
    guard notFinitePoint != x else {
      throw ProblemError(
        "at the initial parameters \(lastNotFinite): check the law and its data for divisions by zero, and logarithms "
          + "and roots of what may be negative")
    }
    return value
  }

  private func sums(_ chosen: [Int], _ x: [Double], _ gradient: inout [Double]?) -> [[Double]] {
    programs.sums(
      of: chosen, weights: chosen.map { weights[$0] }, parameters: x, gradient: &gradient, threads: threads)
  }

  private func weighted(_ sums: [[Double]], _ weights: [[Double]]) -> [Double] {
    zip(sums, weights).flatMap { zip($0, $1).map { $0 * $1 } }
  }
}
