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
/// over conditions c, their points i and their residuals k; the quadrature weights q have mean 1. Weightings put factors by term
/// and by point in front, which the residuals one by one don't have.
final class TrainingObjective: Objective {
  let count: Int
  let terms: [LossTerm]
  /// The region's axes and the range of each.
  let axes: [Axis]
  let bounds: [ClosedRange<Double>]
  /// The points that the loss is taken at, by condition.
  private(set) var points: [CollocationPoints]
  /// The residuals at any points.
  let residualValues: ResidualValues
  /// The terms at the last evaluated point; they sum up to `lastValue`.
  private(set) var lastTerms: [Double] = []
  private(set) var lastValue = Double.nan
  private var notFinitePoint: [Double]?
  private let conditionWeights: [Double]
  /// w_c / N_c for each residual of each condition, times its term's factor.
  private var weights: [[Double]] = []
  /// What weightings multiply the problem's weights by; nil where there are none.
  private var factors: LossWeights?
  private let programs: any ConditionPrograms
  private let threads: Int
  private let precision: Precision
  private var residuals: TrainingResiduals?
  /// The residuals whose rows give kernels' traces, in double precision always.
  private var kernels: TrainingResiduals?
  /// Of each condition, what finds the part of its law that isn't finite.
  private let tracers: [PartTracer?]
  private let makeResiduals: (_ slabRows: Int, [CollocationPoints], [Double]) throws -> TrainingResiduals
  /// Rows of the Jacobian that are computed at a time; residuals that are compiled already keep theirs.
  var slabRows = TrainingResiduals.defaultSlabRows

  init<E: Equation>(
    _ problem: Problem<E>, _ ansatz: Ansatz<E.Unknown>, _ points: [CollocationPoints], precision: Precision,
    threads: Int
  ) throws {
    count = ansatz.layout.count
    (axes, bounds) = (problem.region.axes, problem.region.bounds)
    var terms: [LossTerm] = []
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
        return LossTerm(name: full, condition: c)
      }
    }
    self.terms = terms
    tracers = zip(problem.conditions, points).map { PartTracer($0, $1, ansatz, axes: problem.region.axes) }
    conditionWeights = problem.conditions.map(\.weight)
    self.threads = threads
    self.precision = precision
    self.points = points
    let (names, axes, layout) = (problem.conditions.map(\.name), problem.region.axes, ansatz.layout)
    makeResiduals = { slabRows, points, scales in
      try TrainingResiduals(
        residuals: laws, points: points, factors: scales, axes: axes, layout: layout, threads: threads,
        slabRows: slabRows)
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
  private var scales: [Double] { zip(conditionWeights, points).map { $0 / Double($1.table.count) } }

  private func setWeights() {
    var byTerm = (factors?.terms ?? [])[...]
    weights = zip(scales, residualValues.widths).map { scale, width in
      defer { byTerm = byTerm.dropFirst(width) }
      return (0..<width).map { k in scale * (byTerm.isEmpty ? 1 : byTerm[byTerm.startIndex + k]) }
    }
  }

  /// Whether there are factors by point.
  var weighsPoints: Bool { factors?.points.contains { !$0.isEmpty } ?? false }

  /// The sum of terms, each times its present factor.
  func balanced(_ terms: [Double]) -> Double {
    guard let factors, !factors.terms.isEmpty else { return terms.reduce(0, +) }
    return zip(terms, factors.terms).reduce(0) { $0 + $1.0 * $1.1 }
  }

  /// Puts factors in front of the problem's weights, in place of those that were; nil for none.
  func reweigh(_ factors: LossWeights?) {
    func column(_ c: Int, _ factors: LossWeights?) -> [Double] {
      guard let factors, factors.points.indices.contains(c) else { return [] }
      return factors.points[c]
    }
    for (c, points) in points.enumerated() {
      let new = column(c, factors)
      guard new != column(c, self.factors) else { continue }
      let quadrature = points.quadratureWeights
      programs.setQuadrature(c, to: new.isEmpty ? quadrature : zip(quadrature, new).map(*))
    }
    self.factors = factors
    setWeights()
  }

  /// Moves all conditions to other points.
  func move(to points: [CollocationPoints]) throws {
    self.points = points
    factors?.points = []
    setWeights()
    for (index, points) in points.enumerated() { try programs.bind(index, to: points) }
    try residuals?.bind(points, factors: scales)
    try kernels?.bind(points, factors: scales)
    (lastValue, lastTerms) = (.nan, [])
  }

  /// The numbers of each condition's residuals among the residuals one by one.
  var rows: [ResidualRows] {
    ResidualRows.numbered(points: points.map(\.table.count), widths: residualValues.widths)
  }

  /// Whether the residuals one by one are compiled.
  var hasLeastSquares: Bool { residuals != nil }

  /// The residuals one by one, in double precision and with the problem's weights alone; compiled when first asked for.
  var leastSquares: (any LeastSquaresObjective)? {
    guard precision == .double, factors == nil else { return nil }
    // The laws compiled before, as sums of squares, so they compile again.
    if residuals == nil { residuals = try? makeResiduals(slabRows, points, scales) }
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
    if let residuals, factors == nil {
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
    if factors == nil, let terms = residuals?.terms(at: x) { return terms }
    _ = loss(at: x)
    return lastTerms
  }

  /// The value and gradient of one condition's part of the loss.
  func part(_ condition: Int, at x: [Double]) -> (value: Double, gradient: [Double]) {
    var gradient: [Double]? = Array(repeating: 0, count: count)
    let squares = sums([condition], x, &gradient)
    return (weighted(squares, [weights[condition]]).reduce(0, +), gradient ?? [])
  }

  /// The gradient of one term.
  func gradient(of term: Int, at x: [Double]) -> [Double] {
    let condition = terms[term].condition
    let first = terms.firstIndex { $0.condition == condition } ?? term
    var chosen = [Double](repeating: 0, count: weights[condition].count)
    chosen[term - first] = weights[condition][term - first]
    var gradient: [Double]? = Array(repeating: 0, count: count)
    _ = programs.sums(
      of: [condition], weights: [chosen], parameters: x, gradient: &gradient, threads: threads)
    return gradient ?? []
  }

  /// The traces of all terms' neural tangent kernels.
  func kernelTraces(at x: [Double]) throws -> [Double] {
    let kernels = try kernels ?? makeResiduals(slabRows, points, scales)
    self.kernels = kernels
    let traces = kernels.kernelTraces(at: x, pointFactors: factors?.points ?? [])
    return factors.map { factors in factors.terms.isEmpty ? traces : zip(traces, factors.terms).map(*) } ?? traces
  }

  /// The first term that wasn't finite where the loss last failed to be; if all were, the first whose gradient wasn't.
  var lastNotFinite: NotFinite {
    guard let x = notFinitePoint else { return NotFinite(term: "loss", part: nil) }
    var none: [Double]?
    let values = weighted(sums(Array(weights.indices), x, &none), weights)
    let wrong =
      values.firstIndex { !$0.isFinite }
      ?? terms.indices.first { !gradient(of: $0, at: x).allSatisfy(\.isFinite) }
    guard let wrong else { return NotFinite(term: "loss", part: nil) }
    let c = terms[wrong].condition
    return NotFinite(term: terms[wrong].name, part: try? tracers[c]?.find(points[c], parameters: x))
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
